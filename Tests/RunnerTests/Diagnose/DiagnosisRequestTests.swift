import Foundation
import Learning
import Testing

@testable import Runner

/// What a person types, and the notebook it becomes.
@Suite struct DiagnosisRequestTests {
  @Test func oneWordIsAFileANotebooksCellOrACell() throws {
    let workplace = try Workplace()
    try workplace.write("series", "1\n2\n")
    func kind(_ word: String) -> String {
      switch DiagnosisRequest.subject(word, .disk) {
      case .files: "files"
      case .series(let path): "series \(path)"
      case .cell(let notebook, let name): "cell \(name) of \(notebook ?? "any")"
      }
    }
    #expect(kind("sales.csv") == "series sales.csv")
    #expect(kind("why.md#noise") == "cell noise of why.md")
    #expect(kind("noise-targets") == "cell noise-targets of any")
    #expect(kind(workplace.path("series")) == "series \(workplace.path("series"))")
  }

  @Test func pathsAreWrittenAsTheNotebookMustNameThem() {
    #expect(RelativePath.from("diagnosis/p", to: "y.csv") == "../../y.csv")
    #expect(RelativePath.from("diagnosis/p", to: "../data/y.csv") == "../../../data/y.csv")
    #expect(RelativePath.from("./diagnosis", to: "/data/y.csv") == "/data/y.csv")
  }

  @Test func scalarsReadBackAsThemselves() {
    #expect(DiagnosisNotebook.quoted("../../y.csv") == "../../y.csv")
    #expect(DiagnosisNotebook.quoted("a, b: \"c\".csv") == "\"a, b: \\\"c\\\".csv\"")
    #expect(DiagnosisNotebook.quoted("2024.csv") == "\"2024.csv\"")
  }

  @Test func missingPartsAreAskedForByTheirOptions() async throws {
    let workplace = try Workplace()
    let found = await workplace.diagnose(.files(["inputs": workplace.path("x.csv")]))
    #expect(found.messages.contains("--targets is missing"))
    #expect(found.messages.contains("--predictions is missing"))
    #expect(found.messages.contains("there is no file 'x.csv'"))
    #expect(Files.disk.list(workplace.path("diagnosis")) == nil, "nothing is written")
  }

  // MARK: Notebooks

  @Test func anEditedNotebookIsLeftAlone() async throws {
    let place = try ForeignPlace("leak")
    let (keys, names) = (["targets", "predictions"], ["y.npy", "p.npy"])
    #expect(await place.diagnose(keys, names).report != nil)
    // More files, the same name: what nobody touched is written anew.
    #expect(await place.diagnose(keys + ["inputs"], names + ["x.npy"]).report != nil)
    let written = try place.workplace.text("diagnosis/p/p.md")
    #expect(written.contains("inputs: "))
    try place.workplace.edit("diagnosis/p/p.md", "hidden_size: 32", "hidden_size: 8")
    let found = await place.diagnose(keys, names)
    #expect(found.report == nil)
    #expect(found.messages.contains("'diagnosis/p/p.md' was edited and is not overwritten"))
    #expect(try place.workplace.text("diagnosis/p/p.md").contains("hidden_size: 8"))
  }

  @Test func theNotebookCanBeBuiltOnItsOwn() async throws {
    let place = try ForeignPlace("healthy")
    #expect(
      await place.diagnose(["targets", "predictions", "inputs"], ["y.csv", "p.csv", "x.npy"])
        .report != nil)
    let project = Project(
      notebooks: place.workplace.path("diagnosis/p"), output: place.workplace.path("pages"),
      templates: repository + "/templates", store: place.workplace.path("store"),
      allowsOutside: true)
    let built = await place.workplace.build(project)
    #expect(built.messages == "" && built.trained == [])
    #expect(built.written.contains("pages/p.html"))
  }

  // MARK: A cell

  private let notebook = """
    # Two cells

    ```yaml train base
    data: {source: series, path: "data/my series.csv", window: 8}
    training: {epochs: 5}
    ```

    ```yaml train longer
    extends: base
    training: {epochs: 8}
    ```
    """

  private func workplace() throws -> Workplace {
    let workplace = try Workplace()
    try workplace.write("notebooks/two.md", notebook)
    let rows = (0..<60).map { "\($0),\(($0 * 37) % 11)" }
    try workplace.write("notebooks/data/my series.csv", "n,v\n" + rows.joined(separator: "\n"))
    return workplace
  }

  @Test(arguments: [(nil, "longer"), ("two", "longer"), ("two.md", "longer")])
  func aCellIsCopiedWithThoseItExtends(_ notebook: String?, _ name: String) async throws {
    let workplace = try workplace()
    let found = await workplace.diagnose(.cell(notebook: notebook, name: name))
    #expect(found.messages == "")
    let text = try workplace.text("diagnosis/longer/longer.md")
    #expect(text.contains("```yaml train base\n") && text.contains("```yaml train longer\n"))
    #expect(text.contains("path: \(workplace.path("notebooks/data/my series.csv")),"))
    #expect(text.contains("```yaml diagnose longer-diagnosis\nof: longer\n```"))
    #expect(found.report?.name == "longer-diagnosis")
  }

  @Test func aCellThatIsNotThereIsAnsweredWithTheNearest() async throws {
    let workplace = try workplace()
    let wrong = await workplace.diagnose(.cell(notebook: nil, name: "loger"))
    #expect(wrong.messages.contains("unknown train cell 'loger'"))
    #expect(wrong.messages.contains("did you mean 'longer'?"))
    let elsewhere = await workplace.diagnose(.cell(notebook: "tow", name: "longer"))
    #expect(elsewhere.messages.contains("unknown notebook 'tow'"))
    try workplace.write("notebooks/copy.md", notebook)
    let both = await workplace.diagnose(.cell(notebook: nil, name: "base"))
    #expect(both.messages.contains("2 notebooks have a train cell 'base'"))
    try workplace.edit("notebooks/two.md", "epochs: 5", "epochs: none")
    let broken = await workplace.diagnose(.cell(notebook: "two", name: "longer"))
    #expect(broken.messages.contains("two.md:5:"))
  }

  // MARK: A series

  @Test func aSeriesWithDatesAndGapsNeedsNoOptions() async throws {
    let workplace = try Workplace()
    let days = (1...28).flatMap { day in
      (1...6).map { month in (month, day) }
    }.sorted { $0 < $1 }
    let rows = days.map { month, day in
      let date = "2023-0\(month)-\(day < 10 ? "0" : "")\(day)"
      return day == 9 ? "\(date)," : "\(date),\(100 + [3, 1, 2, 5, 11, -7, -15][day % 7] + month)"
    }
    try workplace.write("sales.csv", "day,sold\n" + rows.joined(separator: "\n"))
    let found = await workplace.diagnose(.series(workplace.path("sales.csv")))
    let report = try #require(found.report)
    #expect(
      report.readings[0].hasSuffix(
        "a series of 168 rows with daily dates, 6 of them without a number, filled by straight lines"
      ))
    // 2023-01-29 to -31, and so on.
    #expect(found.messages.contains("the daily dates of 'sales.csv' skip 11 rows"))
    for name in ["last_value", "seasonal_last_value", "constant_mean"] {
      #expect(report.scores.contains { $0.name == name })
    }
    #expect(
      try workplace.text("diagnosis/sales/sales.md").contains(
        "date: day, value: sold, window: 24, gaps: interpolate"))
  }

  @Test(arguments: [
    ("2024-01-01 00:00,1\n2024-01-01 01:00,2\n2024-01-01 02:00,3", "hourly"),
    ("1960-01,1\n1960-02,2\n1960-03,3", "monthly"),
    ("2024-Q1,1\n2024-Q2,2\n2024-Q3,3", "quarterly"),
    ("2024-01-01,1\n2024-01-08,2\n2024-01-15,3", "weekly"), ("a,1\nb,2\nc,3", nil),
  ])
  func datesTellHowFarRowsAreApart(_ rows: String, _ spacing: String?) throws {
    let file = LoadedFile(
      file: DataFile(path: "s.csv", range: nil), bytes: Array("when,v\n\(rows)\n".utf8), digest: "")
    let profile = try SeriesProfile(file)
    #expect(profile.spacing?.rawValue == spacing)
    #expect(profile.rows == 3 && profile.skipped == 0 && profile.value == "v")
  }

  @Test func aSeriesWithoutAHeaderIsReadAsNumbers() async throws {
    let workplace = try Workplace()
    let rows = (0..<80).map { "\(Double(($0 * 37) % 11))" }
    try workplace.write("s.txt", rows.joined(separator: "\n"))
    let found = await workplace.diagnose(.series(workplace.path("s.txt")))
    #expect(found.messages == "" && found.report?.heldOut.targets == 18)
  }
}
