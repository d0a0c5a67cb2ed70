/// An author's plain text with code and measured values in it, as sentences of prose have them.
package struct Phrase: Sendable {
  package enum Piece: Sendable {
    case text(String)
    case code(String)
    /// A number that was measured, or what stands in its place.
    case value(String)
  }

  package var pieces: [Piece]

  package init(_ pieces: [Piece]) { self.pieces = pieces }
  package init(_ text: String) { pieces = [.text(text)] }

  /// Without markup.
  package var plain: String {
    pieces.map { piece in
      switch piece {
      case .text(let text), .code(let text), .value(let text): text
      }
    }.joined()
  }

  var html: String {
    pieces.map { piece in
      switch piece {
      case .text(let text): Self.escaped(text)
      case .code(let text): "<code>\(Self.escaped(text))</code>"
      case .value(let text): "<span class=\"value\">\(Self.escaped(text))</span>"
      }
    }.joined()
  }

  private static func escaped(_ text: String) -> String { ScalarEscaping().escapeText(text) }
}
