import Foundation
import Testing

@testable import Runner

/// What pages may run: their own script, by its digest, and nothing else.
struct ScriptTests {
  private let withChoices = """

    ```yaml quiz asked
    asks: Which?
    choices: [one, two]
    answer: One.
    ```

    """

  /// The contents of a page's script elements, and what its policy admits.
  private func scripts(_ page: String) -> (scripts: [String], policy: String) {
    let scripts = page.matches(of: /<script[^>]*>([^<]*(?:<(?!\/script)[^<]*)*)<\/script>/)
    let policy = page.firstMatch(of: /Content-Security-Policy" content="([^"]*)"/)
    return (scripts.map { String($0.1) }, policy.map { String($0.1) } ?? "")
  }

  @Test func theDigestOfAScriptIsThatOfOpenSSL() {
    // printf abc | openssl dgst -sha256 -binary | base64
    #expect(
      Digest.sha256InBase64("abc") == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")
  }

  @Test func aPageAdmitsItsOwnScriptAndNoOther() async throws {
    let workplace = try Workplace(notebook: smallNotebook + withChoices)
    #expect(await workplace.build().messages == "")
    let (scripts, policy) = scripts(try workplace.text("output/small.html"))
    let script = try #require(scripts.first)
    #expect(scripts.count == 1)
    #expect(policy.contains("script-src 'sha256-\(Digest.sha256InBase64(script))'; "))
    #expect(policy.components(separatedBy: "script-src").count == 2)
    #expect(policy.hasPrefix("default-src 'none'; "))
  }

  @Test func aPageWithoutDevicesHasNoScriptAndAdmitsNone() async throws {
    let workplace = try Workplace(notebook: smallNotebook + withChoices)
    #expect(await workplace.build().messages == "")
    let index = try workplace.text("output/index.html")
    let (scripts, policy) = scripts(index)
    #expect(scripts.isEmpty && !index.contains("<script"))
    #expect(policy.hasPrefix("default-src 'none'; style-src"))
  }

  @Test func aProjectsOwnScriptTakesThePlaceOfOurs() async throws {
    let workplace = try Workplace(notebook: smallNotebook + withChoices)
    for name in try #require(Files.disk.list(repository + "/templates")) {
      try workplace.write(
        "templates/\(name)", try Files.disk.read(repository + "/templates/\(name)"))
    }
    try workplace.write("templates/quiz.js", "// Mine.\r\n  document.title +=\r\n    '!'\r\n")
    let project = workplace.project(templates: workplace.path("templates"))
    #expect(await workplace.build(project).messages == "")
    let page = try workplace.text("output/small.html")
    #expect(page.contains("<script>document.title +=\n'!'</script>"))
    let digest = Digest.sha256InBase64("document.title +=\n'!'")
    #expect(page.contains("script-src 'sha256-\(digest)'"))
  }

  /// The largest page's script: that of a page with every device.
  @Test func allScriptsTogetherStayUnderTenKilobytes() throws {
    let names = try #require(Files.disk.list(repository + "/templates"))
      .filter { $0.hasSuffix(".js") }
    #expect(!names.isEmpty)
    let sizes = try names.map { try Files.disk.read(repository + "/templates/\($0)").count }
    #expect(sizes.reduce(0, +) <= 10_000)
  }
}
