import Foundation
import Runner
import Testing

@testable import Preview

/// A preview as its author sees it: in a browser, while the notebook is edited on the disk.
@Suite(.enabled(if: Chromium.program != nil, "chromium is not installed"))
struct BrowserTests {
  private static func notebook(mean: Double = 0.5, above: String = "", words: String = "first")
    -> String
  {
    let filler = (1...30).map { "## Section \($0)\n\nSome words to scroll past.\n\n" }.joined()
    return """
      # Shown

      \(above)

      \(filler)

      ## Measured

      It is the \(words) version, and the mean predicts `= noise.mean.mse`.

      ```yaml train noise
      data: {source: noise, sequences: 8, length: 4, mean: \(mean), std: \(mean), test_sequences: 8}
      model: {hidden_size: 2}
      training: {epochs: 2}
      ```

      \(filler.replacingOccurrences(of: "Section", with: "Part"))
      """
  }

  /// A notebook's preview with its server, and the browser that shows its page.
  private struct Shown {
    let workplace: Workplace
    let watched: Watched
    let browser: Chromium
    let server: Task<Void, Never>

    init() async throws {
      workplace = try Workplace(notebooks: ["shown": notebook()])
      watched = try Watched(workplace)
      let files = OutputFiles(folder: workplace.path("output"))
      let (port, task) = try await PageServer(
        Answering(files: files, pages: watched.pages)
      ).start(port: 0)
      server = task
      try await eventually("the first build") { [watched] in
        await watched.preview.finished > 0
      }
      browser = try Chromium(profile: workplace.path("profile"))
      try await browser.open("http://127.0.0.1:\(port)/shown.html")
      try await until("the page is there", "document.querySelectorAll('.value').length == 1")
    }

    func save(_ text: String) throws { try workplace.save("notebooks/shown.md", text) }

    func until(_ what: Comment, _ condition: String, _ location: SourceLocation = #_sourceLocation)
      async throws
    {
      try await eventually(what, location) {
        (try? await browser.value("document.readyState == 'complete' && \(condition)")) as? Bool
          ?? false
      }
    }
  }

  @Test func anEditedNumberAppearsWhereTheReaderWas() async throws {
    let shown = try await Shown()
    let browser = shown.browser
    let value = "document.querySelector('.value').textContent"
    let old = try await browser.text(value)
    _ = try await browser.value("scrollTo({top: 1234, behavior: 'instant'})")
    try await shown.until("it is scrolled", "scrollY == 1234")
    try shown.save(Self.notebook(mean: 0.25))
    try await shown.until("another number", "\(value) != '\(old)'")
    let new = try await browser.text(value)
    #expect(
      shown.workplace.text("output/shown.html").contains("<span class=\"value\">\(new)</span>"))
    #expect(abs(try await browser.number("scrollY") - 1234) <= 1)

    // What the reader looks at stays where it is when something is put above it.
    let place = "document.getElementById('section-20').getBoundingClientRect().top"
    _ = try await browser.value("scrollTo({top: scrollY + \(place) + 7, behavior: 'instant'})")
    let before = try await browser.number(place)
    try shown.save(Self.notebook(mean: 0.25, above: String(repeating: "More.\n\n", count: 9)))
    try await shown.until("what was put above", "document.body.textContent.includes('More.')")
    let after = try await browser.number(place)
    #expect(abs(after - before) <= 1, "from \(before) to \(after)")
    #expect(!shown.workplace.text("output/shown.html").contains("<script"))
  }

  @Test func aMistakeStandsOverThePageUntilItIsMended() async throws {
    let shown = try await Shown()
    let browser = shown.browser
    _ = try await browser.value("window.isThisLoad = true")
    try shown.save(
      Self.notebook().replacingOccurrences(of: "hidden_size: 2", with: "hiden_size: 2"))
    let box = "document.getElementById('_mistakes')"
    try await shown.until("the mistake", "\(box) != null")
    let text = try await browser.text("\(box).querySelector('pre').textContent")
    #expect(text.contains("unknown option 'hiden_size'") && text.contains("hidden_size"))
    #expect(text.contains("notebooks/shown.md:"))
    #expect(try await browser.number("\(box).getBoundingClientRect().bottom") > 0)
    #expect(try await browser.number("\(box).getBoundingClientRect().top") < 800)
    try shown.save(Self.notebook())
    try await shown.until("it vanishes", "\(box) == null")
    #expect(try await browser.value("window.isThisLoad") as? Bool == true, "nothing was reloaded")
    try shown.save(Self.notebook().replacingOccurrences(of: "epochs: 2", with: "epochs: [2"))
    try await shown.until("broken YAML", "\(box) != null")
    try shown.save(Self.notebook(words: "second"))
    try await shown.until(
      "the mended page",
      "document.body.textContent.includes('the second version') && \(box) == null")
  }

  @Test func aPageThatGoesAndComesBackIsFollowed() async throws {
    let shown = try await Shown()
    try shown.workplace.rename("notebooks/shown.md", "notebooks/other.md")
    try await shown.until("it is said", "document.body.textContent.includes('This page is gone')")
    _ = try await shown.browser.value("location.reload()")
    try await shown.until("a page of its own", "document.title == 'No such page'")
    try shown.workplace.rename("notebooks/other.md", "notebooks/shown.md")
    try await shown.until("it is back", "document.title == 'Shown'")
  }

  /// From the save to the loaded page, in milliseconds, by the clock that both sides read.
  @Test func aReloadedPageComesSoonAfterItsSave() async throws {
    let shown = try await Shown()
    var times: [Double] = []
    for number in 1...7 {
      try await Task.sleep(for: .milliseconds(100))
      let start = Date().timeIntervalSince1970 * 1000
      try shown.save(Self.notebook(words: "number \(number)"))
      try await shown.until(
        "save \(number)", "document.body.textContent.includes('number \(number) version')")
      let loaded =
        "performance.timeOrigin + performance.getEntriesByType('navigation')[0].loadEventEnd"
      times.append(try await shown.browser.number(loaded) - start)
    }
    let median = times.sorted()[times.count / 2]
    print("save to reloaded page: median \(Int(median)) ms of \(times.map { Int($0) })")
    // 150 ms is the aim of a release build on an idle machine; this is a debug build beside others.
    #expect(median < 5000)
  }
}
