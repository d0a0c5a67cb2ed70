import Foundation
import Testing

@testable import Runner

/// What the course claims is checked at every build: a copy of a claim that says the opposite makes the
/// build exit 1. Networks are trained for a few epochs here; these claims hold of those too.
struct CourseClaimTests {
  @Test(arguments: [
    ("teacher-forcing-and-penalties", "penalty-does-not-charge-the-mean"),
    ("gradients-that-vanish-or-explode", "attention-finds-nothing-in-noise"),
    ("diagnose-your-own", "pytorch-is-worse-than-known"),
  ])
  func aClaimOfTheCourseTurnedRoundFailsTheBuild(_ notebook: String, _ claim: String) throws {
    let small = try CourseNotebook(notebook).shortened(to: claim)
    let right = try build(small)
    #expect(right.status == 0, "\(right.errors)")
    let turned = try #require(small.text.turned(claim))
    let wrong = try build(CourseNotebook(text: turned))
    #expect(wrong.status == 1)
    #expect(wrong.errors.contains("does not hold [claim-does-not-hold]"), "\(wrong.errors)")
  }

  private func build(_ notebook: CourseNotebook) throws -> Command.Outcome {
    let workplace = try Workplace(notebook: notebook.text)
    try FileManager.default.copyItem(
      atPath: repository + "/notebooks/data", toPath: workplace.path("notebooks/data"))
    return try Command(["build", "--templates", repository + "/templates"], in: workplace.root)
      .finish()
  }
}

/// A notebook of the course.
private struct CourseNotebook {
  var text: String

  init(text: String) { self.text = text }

  init(_ slug: String) throws {
    text = try String(contentsOfFile: repository + "/notebooks/\(slug).md", encoding: .utf8)
  }

  /// The cells that a claim needs, without prose, with few epochs and held-out sequences.
  func shortened(to claim: String) throws -> CourseNotebook {
    let cells = Dictionary(
      text.matches(of: /```yaml [a-z]+ ([a-z0-9-]+)\n(?s:.*?)\n```\n/).map {
        (String($0.1), String($0.0))
      }, uniquingKeysWith: { first, _ in first })
    var needed: [String] = []
    var open = [claim]
    while let name = open.popLast() {
      guard let cell = cells[name], !needed.contains(name) else { continue }
      needed.append(name)
      open += cell.matches(of: /[a-z][a-z0-9-]*/).map { String($0.0) }.filter { $0 != name }
    }
    try #require(needed.count > 1, "\(claim) is a claim on other cells")
    let kept = needed.compactMap { cells[$0] }.joined(separator: "\n")
      .replacing(/epochs: [0-9]+/, with: "epochs: 4")
      .replacing(/test_sequences: [0-9]+/, with: "test_sequences: 100")
    return CourseNotebook(text: "---\ntitle: Small\ndescription: Small.\n---\n\n\(kept)")
  }
}

extension String {
  /// With the first comparison of a claim turned round.
  fileprivate func turned(_ claim: String) -> String? {
    guard let start = range(of: "```yaml claim \(claim)\n"),
      let expect = range(of: "expect:", range: start.upperBound..<endIndex),
      let sign = self[expect.upperBound...].firstRange(of: #/ [<>] /#)
    else { return nil }
    return replacingCharacters(in: sign, with: self[sign] == " < " ? " > " : " < ")
  }
}
