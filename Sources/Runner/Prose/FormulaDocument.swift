#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Notebooks

/// Formulas as one XML document, the way `blahtexml --xmlin` takes them: an empty element for each
/// with its TeX in an attribute, which comes back with the MathML, or an error, inside.
enum FormulaDocument {
  /// What became of a formula.
  enum Outcome: Sendable, Equatable {
    /// MathML as the converter gives it.
    case markup(String)
    /// What is wrong with the TeX.
    case mistake(String)
    /// The converter ends, or takes too long. That may be the machine's fault, so it is not kept.
    case unanswered
  }

  /// A formula by what its outcome depends on.
  struct Key: Hashable, Sendable {
    let tex: String
    let isDisplay: Bool

    init(tex: String, isDisplay: Bool) { (self.tex, self.isDisplay) = (tex, isDisplay) }

    init(_ formula: Formula) { self.init(tex: formula.tex, isDisplay: formula.isDisplay) }

    /// Longer than any formula that a reader could take in, and short enough for any parser's stack.
    static let longest = 5_000

    /// Why it is not even shown to the converter.
    var mistake: String? {
      if tex.utf8.count > Self.longest { return "it is longer than 5000 bytes" }
      let isXML = tex.unicodeScalars.allSatisfy {
        $0.value >= 0x20 && $0.value != 0xFFFE && $0.value != 0xFFFF
          || "\t\n\r".contains(Character($0))
      }
      return isXML ? nil : "it holds a control character"
    }
  }

  private static let space = "http://gva.noekeon.org/blahtexml"

  static func text(of keys: some Sequence<Key>) -> Data {
    let elements = keys.map { key in
      "<f b:\(key.isDisplay ? "block" : "inline")=\"\(attribute(key.tex))\"/>"
    }
    return Data(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><r xmlns:b=\"\(space)\">\(elements.joined())</r>"
        .utf8)
  }

  /// Line breaks as references: an XML parser would make blanks of them.
  private static func attribute(_ tex: String) -> String {
    tex.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "&", "<", ">", "\"", "\t", "\n", "\r": result += "&#\(scalar.value);"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }

  /// One outcome for each formula, in order; nil for anything but the whole answer.
  static func outcomes(in answer: Data, count: Int) -> [Outcome]? {
    guard let text = String(validating: answer, as: UTF8.self),
      let end = text.range(of: "</r>", options: .backwards)
    else { return nil }
    // In the attributes that come back `<` is escaped, so this is the end of an element.
    let parts = text[..<end.lowerBound].split(
      separator: "</f>", omittingEmptySubsequences: false)
    guard parts.count == count + 1 else { return nil }
    var outcomes: [Outcome] = []
    for part in parts.dropLast() {
      if let error = between("<error xmlns=\"\(space)\">", "</error>", part) {
        outcomes.append(.mistake(plain(error)))
      } else if let start = part.firstRange(of: "<math ") {
        outcomes.append(.markup(String(part[start.lowerBound...])))
      } else {
        return nil
      }
    }
    return outcomes
  }

  private static func between(
    _ start: String, _ end: String, _ text: Substring
  ) -> Substring? {
    guard let opening = text.firstRange(of: start) else { return nil }
    let rest = text[opening.upperBound...]
    return rest.firstRange(of: end).map { rest[..<$0.lowerBound] }
  }

  /// A message as one lower-case sentence in our own quotation marks.
  private static func plain(_ message: Substring) -> String {
    var text = String(message)
    for (reference, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")] {
      text.replace(reference, with: character)
    }
    text.replace("\"", with: "'")
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
