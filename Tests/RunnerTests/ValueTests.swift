import Foundation
import Testing

@testable import Runner

/// The names that prose may quote are known before anything runs, and have values after it.
struct ValueTests {
  @Test(arguments: ["training", "series"])
  func everyNameThatMayBeQuotedHasAValue(_ site: String) async throws {
    let workplace = try Workplace(site: site)
    let reporter = Reporter(isTerminal: false, isQuiet: true)
    let context = RunContext(
      store: RecordStore(folder: workplace.path("store")),
      executor: LocalExecutor(cores: 2, reporter: reporter), reporter: reporter)
    let (workbooks, diagnostics) = Build.check(workplace.project())
    #expect(diagnostics.isEmpty)
    for workbook in workbooks {
      for (source, cell) in workbook.cells {
        let result = try await cell.run(in: context, Measured())
        #expect(!cell.valueNames.isEmpty)
        for name in cell.valueNames {
          #expect(result.values[name] != nil, "\(source.name).\(name)")
        }
      }
    }
  }

  @Test func valuesAreWrittenAsReadersSeeThem() {
    #expect(PageAssembly.text(.measured(-0.012345)) == "−0.0123")
    #expect(PageAssembly.text(.measured(.nan)) == "not a number")
    #expect(PageAssembly.text(.count(12345)) == "12\u{202F}345")
    #expect(PageAssembly.text(.text("unknown")) == "unknown")
  }

  /// What a program with `print` calls would have printed, no matter what stands around it.
  @Test func aValueIsTheSameWhereverItIsQuoted() async throws {
    let workplace = try Workplace(
      notebook: "`= first.test.mse` before\n\n" + smallNotebook
        + "\n- `= first.test.mse` in a list\n")
    try workplace.edit(
      "notebooks/small.md", "---\ntitle: Small\ndescription: Three runs of a moment each.\n---\n",
      "")
    let built = await workplace.build()
    #expect(built.messages == "")
    let page = try workplace.text("output/small.html")
    let values = page.components(separatedBy: "<span class=\"value\">").dropFirst().map {
      $0.prefix { $0 != "<" }
    }
    #expect(values.count == 3 && Set(values).count == 1, "\(values)")
  }
}
