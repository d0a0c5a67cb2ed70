import Foundation
import Runner
import Testing

@testable import Preview

struct LivePageTests {
  private func served(_ page: String) -> String {
    String(decoding: LivePage.served(Data(page.utf8)), as: UTF8.self)
  }

  @Test func theScriptStandsAtTheEndOfThePageAndKnowsItsBytes() {
    let page = "<html><body><p>&lt;/body></p></BODY></html>\n"
    let digest = Digest.sha256(Data(page.utf8))
    let element = "<script data-page=\"\(digest)\">\(LiveScript.text)</script>"
    #expect(served(page) == "<html><body><p>&lt;/body></p>\(element)</BODY></html>\n")
    #expect(served("no end").hasPrefix("no end<script data-page="))
    #expect(!LiveScript.text.lowercased().contains("</script"))
  }

  @Test func everyTemplateOfOursLetsTheScriptRunAndNothingElse() throws {
    let head = try String(contentsOfFile: repository + "/templates/head.mustache", encoding: .utf8)
    let page = served(head)
    #expect(page.contains("script-src") && page.contains("'\(LiveScript.hash)'"))
    #expect(page.contains("connect-src 'self'"))
    #expect(page.contains("default-src 'none'") && page.contains("base-uri 'none'"))
  }

  private static let hash = "'\(LiveScript.hash)'"

  @Test(arguments: [
    (
      "default-src 'none'; img-src 'self'",
      "default-src 'none'; img-src 'self'; script-src \(hash); connect-src 'self'"
    ),
    (
      "script-src 'sha256-abc='; default-src 'none'; connect-src https://a.example",
      "script-src 'sha256-abc=' \(hash); default-src 'none'; connect-src https://a.example 'self'"
    ),
    (
      "default-src 'self'; Script-Src 'none'",
      "default-src 'self'; Script-Src \(hash); connect-src 'self'"
    ),
    (
      "script-src 'self'; script-src-elem 'self' 'unsafe-inline'",
      "script-src 'self'; script-src-elem 'self' 'unsafe-inline'"
    ),
    ("img-src 'self'", "img-src 'self'"),
  ])
  func aPolicyIsWidenedByTheScriptAndItsEventsAlone(_ policy: String, _ extended: String) {
    #expect(ContentPolicy.extended(policy) == extended)
  }

  @Test func aPolicyIsFoundHoweverItsTagIsWritten() {
    let tags = [
      "<META CONTENT=\"default-src 'none'\" HTTP-EQUIV=\"content-security-policy\">",
      "<meta http-equiv='Content-Security-Policy'\n content='default-src &#39;none&#39;'>",
    ]
    for tag in tags {
      let page = served("<head>\(tag)</head>").replacing("&#39;", with: "'")
      #expect(page.contains("default-src 'none'; script-src \(Self.hash); connect-src 'self'"))
    }
    #expect(served("<head></head>").hasPrefix("<head></head><script"))
  }
}
