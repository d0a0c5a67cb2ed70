package import SourceText

/// A text with marks in it, 1️⃣ to 9️⃣, so that a test says where a message must point by showing it.
///
/// The marks are taken out, and their byte offsets remembered.
package struct MarkedText {
  package let file: SourceFile
  private var offsets: [Character: Int] = [:]

  package var text: String { file.text }

  package init(_ marked: String, path: String = "notebooks/test.md") {
    var text = ""
    for character in marked {
      if Self.marks.contains(character) {
        precondition(offsets[character] == nil, "the mark \(character) stands twice in the text")
        offsets[character] = text.utf8.count
      } else {
        text.append(character)
      }
    }
    file = SourceFile(path: path, text: text)
  }

  private static let marks = "1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣9️⃣"

  /// The place of a mark in bytes.
  package subscript(mark: Character) -> Int {
    guard let offset = offsets[mark] else { preconditionFailure("there is no mark \(mark)") }
    return offset
  }

  /// A range by its marks, "1️⃣2️⃣", where both ends are marked; "1️⃣" for an empty one. What is not
  /// marked is line and column: "3:7–3:9".
  package func place(_ range: SourceRange?) -> String {
    guard let range else { return "nowhere" }
    let start = name(range.start)
    if range.end == range.start { return start }
    let end = name(range.end)
    let bothAreMarks = start.count == 1 && end.count == 1
    return bothAreMarks ? start + end : "\(start)–\(end)"
  }

  /// Each diagnostic as its place, its sentence and its id: "1️⃣2️⃣ unknown loss 'mes' [unknown-name]".
  package func places(_ diagnostics: [Diagnostic]) -> [String] {
    diagnostics.map { "\(place($0.range)) \($0.message) [\($0.id)]" }
  }

  private func name(_ offset: Int) -> String {
    let marks = offsets.filter { $0.value == offset }.map(\.key).sorted()
    if let mark = marks.first { return String(mark) }
    let (line, column) = file.position(of: offset)
    return "\(line):\(column)"
  }
}
