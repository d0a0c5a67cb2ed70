import Foundation
import Testing

@testable import Runner

/// Folders of notebooks with the pages they must become.
struct SitesTests {
  @Test(arguments: ["prose", "training", "series", "devices", "writing"])
  func notebooksBecomeThePagesThatAreKept(_ site: String) async throws {
    let workplace = try Workplace(site: site)
    let built = await workplace.build()
    #expect(built.messages == "")
    #expect(!built.result.hasErrors)
    for path in built.result.pages {
      let page = String(decoding: try Files.disk.read(path), as: UTF8.self)
      let name = URL(filePath: path).lastPathComponent
      try expectKept(PageMask.masked(page), "\(site)/expected/\(name)")
    }
    let names = built.result.pages.map { URL(filePath: $0).lastPathComponent }
    #expect(Files.disk.list("\(sites)/\(site)/expected") == names.sorted())
  }

  @Test func theMaskHidesMeasuredNumbersAndNothingElse() {
    let page = """
      <style>p { width: 3px }</style><div class="prose"><p>In 1997, <span class="value">0.12</span>.</p></div>
      <details class="listing"><pre>lr: 0.01</pre></details>
      <div class="sentences"><p>It is 1.2 × 10⁻⁷ or −3, or 12\u{202F}345.</p></div>
      <svg class="plot m50"><title id="t">At 2.</title><desc id="d">A chart.</desc><svg x="1"><text>7</text></svg></svg>
      <dt>kernel</dt><dd>avx2, OpenBLAS Haswell</dd><td><code title="ab12">ab</code></td>
      """
    #expect(
      PageMask.masked(page) == """
        <style>#</style><div class="prose"><p>In 1997, <span class="value">#</span>.</p></div>
        <details class="listing"><pre>lr: 0.01</pre></details>
        <div class="sentences"><p>It is # or #, or #.</p></div>
        <svg><title id="t">At #.</title><desc id="d">A chart.</desc></svg>
        <dt>kernel</dt><dd>#</dd><td><code title="#">#</code></td>
        """)
  }
}

/// Compares a text with the one kept under `Sites`.
///
/// Set MEANWHILE_RECORD to write the texts anew; such a run fails, so that nobody takes a recording
/// for a proof. Look at what changed before keeping it.
func expectKept(
  _ text: String, _ path: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = URL(filePath: "\(sites)/\(path)")
  if ProcessInfo.processInfo.environment["MEANWHILE_RECORD"] != nil {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    Issue.record("recorded \(path)", sourceLocation: sourceLocation)
    return
  }
  let kept = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
  let lines = kept.split(separator: "\n", omittingEmptySubsequences: false)
  let change = zip(lines, text.split(separator: "\n", omittingEmptySubsequences: false))
    .enumerated().first { $0.element.0 != $0.element.1 }
  #expect(
    kept == text,
    "\(path), \(change.map { "line \($0.offset + 1): \($0.element.0)\n became \($0.element.1)" } ?? "length")",
    sourceLocation: sourceLocation)
}
