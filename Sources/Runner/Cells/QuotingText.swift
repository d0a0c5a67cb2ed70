import Site
import SourceText

/// A text among a cell's options that may quote measured values as prose does,
/// `` `= noise.test.mse` ``, and may hold code between backticks. Empty lines part paragraphs.
struct QuotingText: Sendable {
  private enum Piece: Sendable {
    case text(String)
    case code(String)
    case value(String)
  }

  private let paragraphs: [[Piece]]
  /// The values it quotes, with the places where it does.
  let names: [ValueName]

  /// - Parameter range: where the text is written, quotation marks included.
  init(_ text: String, at range: SourceRange?) {
    paragraphs = Self.paragraphs(of: text).map(Self.pieces)
    var places = Places(range)
    names = paragraphs.joined().compactMap { piece in
      guard case .value(let name) = piece else { return nil }
      return ValueName(name, at: places.next(name))
    }
  }

  private static func paragraphs(of text: String) -> [String] {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let isBlank = { (line: Substring) in line.allSatisfy(\.isWhitespace) }
    return lines.split(whereSeparator: isBlank).map { $0.joined(separator: " ") }
  }

  /// Every second part between backticks is code; a backtick without a partner is text.
  private static func pieces(of paragraph: String) -> [Piece] {
    var parts = paragraph.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    if parts.count % 2 == 0, let last = parts.popLast() { parts[parts.count - 1] += "`" + last }
    return parts.enumerated().compactMap { index, part in
      if index % 2 == 0 { return part.isEmpty ? nil : .text(part) }
      guard part.hasPrefix("=") else { return .code(part) }
      return .value(String(part.dropFirst().filter { !$0.isWhitespace }))
    }
  }

  /// All of it as one.
  func phrase(_ others: Measured) -> Phrase {
    let phrases = phrases(others)
    return Phrase(Array(phrases.map(\.pieces).joined(separator: [.text(" ")])))
  }

  /// One phrase for each paragraph.
  func phrases(_ others: Measured) -> [Phrase] {
    paragraphs.map { pieces in
      Phrase(
        pieces.map { piece in
          switch piece {
          case .text(let text): .text(text)
          case .code(let text): .code(text)
          case .value(let name):
            .value(others.values[name].map(PageAssembly.text) ?? "not measured")
          }
        })
    }
  }
}

/// Finds names in a text as written, one after the other.
private struct Places {
  private let range: SourceRange?
  private var rest: Range<Int>

  init(_ range: SourceRange?) {
    self.range = range
    rest = range.map { $0.start..<$0.end } ?? 0..<0
  }

  /// The whole where a name is broken by a line's end.
  mutating func next(_ name: String) -> SourceRange? {
    guard var range else { return nil }
    let written = Array(range.file.string(rest).utf8)
    let wanted = Array(name.utf8)
    guard !wanted.isEmpty, written.count >= wanted.count,
      let index = (0...written.count - wanted.count).first(where: {
        written[$0..<$0 + wanted.count].elementsEqual(wanted)
      })
    else { return range }
    range.start = rest.lowerBound + index
    range.end = range.start + wanted.count
    rest = range.end..<rest.upperBound
    return range
  }
}
