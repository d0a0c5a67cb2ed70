#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The notebook that `meanwhile diagnose` writes: cells a person can change and build again.
package struct DiagnosisNotebook: Sendable {
  package var title: String
  package var description: String
  /// Markdown: paragraphs and cells.
  package var blocks: [String]

  /// A fenced cell.
  static func cell(_ kind: String, _ name: String, _ lines: [String]) -> String {
    "```yaml \(kind) \(name)\n" + lines.joined(separator: "\n") + "\n```"
  }

  /// The network that learns the same data where an author names none.
  static let model = [
    "model: {layer: lstm, hidden_size: 32}",
    "training: {lr: 0.01, epochs: 300, validation_share: 0.2, early_stopping: {patience: 30}}",
    "seed: 0",
  ]

  // MARK: Text

  private static let mark = "# written by meanwhile diagnose, "

  /// With a digest of all that follows it, by which an edit is seen.
  var text: String {
    let body =
      "title: \(Self.quoted(title))\ndescription: \(Self.quoted(description))\n---\n\n"
      + blocks.joined(separator: "\n\n") + "\n"
    return "---\n\(Self.mark)\(Self.digest(body))\n\(body)"
  }

  /// Whether a notebook is as this program left it.
  static func isUnedited(_ text: String) -> Bool {
    let lines = text.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
    guard lines.count == 3, lines[0] == "---", lines[1].hasPrefix(mark) else { return false }
    return lines[1].dropFirst(mark.count) == digest(String(lines[2]))
  }

  private static func digest(_ body: String) -> String {
    String(Digest.sha256(Data(body.utf8)).prefix(16))
  }

  /// A scalar of YAML that reads back as itself.
  static func quoted(_ text: String) -> String {
    let isPlain =
      text.first?.isLetter == true || text.hasPrefix("../") || text.hasPrefix("/")
    let allowed = text.utf8.allSatisfy { byte in
      let character = Character(Unicode.Scalar(byte))
      return character.isASCII && (character.isLetter || character.isNumber)
        || "._/- ".contains(character)
    }
    if isPlain, allowed, !text.hasSuffix(" ") { return text }
    let escaped = text.map { character -> String in
      switch character {
      case "\"": "\\\""
      case "\\": "\\\\"
      default: String(character)
      }
    }
    return "\"\(escaped.joined())\""
  }
}
