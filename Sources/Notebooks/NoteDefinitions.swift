import SourceText

/// The footnotes of a notebook, `[^name]: text`, as GitHub's Markdown writes them.
///
/// cmark does not know them: it takes some for link definitions and others for paragraphs. So they
/// are found line by line before it reads, and blanks are put in their places.
struct NoteDefinitions {
  struct Note {
    let name: String
    let nameRange: Range<Int>
    /// From `[^` to the end of its last line.
    let range: Range<Int>
    /// The Markdown of the note, without the blanks that tell its lines from the notebook's.
    let text: [UInt8]
  }

  /// By name.
  private(set) var notes: [String: Note] = [:]
  private(set) var diagnostics: [Diagnostic] = []
  private var ranges: [Range<Int>] = []
  private let text: NotebookText

  /// - Parameter firstLine: where the Markdown begins, from 1.
  init(_ text: NotebookText, firstLine: Int) {
    self.text = text
    let lines = firstLine...max(firstLine, text.file.lineCount)
    let candidates = lines.filter { Self.label(text, text.line($0)) != nil }
    guard let first = candidates.first else { return }
    // A line of code or HTML may look like a note.
    let start = text.line(firstLine).lowerBound
    let literal = MarkdownTree(text.bytes[start...])?.literalLines ?? []
    let known = Set(candidates).subtracting(
      literal.flatMap { ($0.lowerBound + firstLine - 1)...($0.upperBound + firstLine - 1) })
    var line = first
    while line <= lines.upperBound {
      line = known.contains(line) ? read(line, lines.upperBound, known) : line + 1
    }
  }

  /// The notebook's bytes with blanks where its notes stand; line breaks stay.
  func blanked(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes
    for range in ranges {
      for offset in range where bytes[offset] != .lineFeed && bytes[offset] != .carriageReturn {
        bytes[offset] = UInt8(ascii: " ")
      }
    }
    return bytes
  }

  /// Whether a note can be called so. Hyphens in a row would be turned into a dash in prose.
  static func isName(_ name: some StringProtocol) -> Bool {
    !name.isEmpty && !name.contains("--")
      && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
  }

  // MARK: Lines

  /// The offset after `[^name]:` and the range of the name, at the start of a line.
  private static func label(_ text: NotebookText, _ line: Range<Int>) -> (
    name: Range<Int>, end: Int
  )? {
    let bytes = text.bytes
    var offset = line.lowerBound
    while offset < line.upperBound, bytes[offset] == UInt8(ascii: " ") { offset += 1 }
    guard offset - line.lowerBound <= 3, offset + 4 < line.upperBound,
      bytes[offset] == UInt8(ascii: "["), bytes[offset + 1] == UInt8(ascii: "^")
    else { return nil }
    let start = offset + 2
    guard let end = bytes[start..<line.upperBound].firstIndex(of: UInt8(ascii: "]")), end > start,
      end + 1 < line.upperBound, bytes[end + 1] == UInt8(ascii: ":")
    else { return nil }
    return (start..<end, end + 2)
  }

  /// Reads the note that begins in a line; returns the line after it.
  private mutating func read(_ first: Int, _ last: Int, _ known: Set<Int>) -> Int {
    guard let (nameRange, contentStart) = Self.label(text, text.line(first)) else {
      return first + 1
    }
    let name = text.string(nameRange)
    var content = Array(text.bytes[text.trimmed(contentStart..<text.line(first).upperBound)])
    var end = text.line(first).upperBound
    var next = first + 1
    var blankLines = 0
    while next <= last, !known.contains(next) {
      let line = text.line(next)
      let indent = Self.indent(text.bytes[line])
      if text.trimmed(line).isEmpty {
        blankLines += 1
      } else if let indent {
        content += Array(repeating: .lineFeed, count: blankLines + 1)
        content += text.bytes[(line.lowerBound + indent)..<line.upperBound]
        (blankLines, end) = (0, line.upperBound)
      } else if blankLines == 0, continuesParagraph(line) {
        content += [.lineFeed] + text.bytes[text.trimmed(line)]
        end = line.upperBound
      } else {
        break
      }
      next += 1
    }
    keep(
      Note(name: name, nameRange: nameRange, range: nameRange.lowerBound - 2..<end, text: content))
    return next
  }

  private mutating func keep(_ note: Note) {
    ranges.append(note.range)
    let place = text.range(note.nameRange)
    if !Self.isName(note.name) {
      diagnostics.append(
        Diagnostic(
          "note-name", "a note cannot be named \(quoted(note.name))", at: place,
          severity: .warning,
          notes: ["a name has letters, digits, underscores and single hyphens"]))
    } else if let first = notes[note.name] {
      diagnostics.append(
        Diagnostic(
          "duplicate-note", "there are two notes named \(quoted(note.name))", at: place,
          severity: .warning,
          notes: ["the first is on line \(text.file.position(of: first.range.lowerBound).line)"]))
    } else {
      notes[note.name] = note
    }
  }

  /// How many bytes of indentation make a line part of the note above it; nil where it has less than
  /// four blanks or a tab.
  private static func indent(_ line: ArraySlice<UInt8>) -> Int? {
    let blanks = line.prefix(4).prefix { $0 == UInt8(ascii: " ") }.count
    if blanks == 4 { return 4 }
    return line.dropFirst(blanks).first == UInt8(ascii: "\t") ? blanks + 1 : nil
  }

  /// Whether a line that is not indented goes on with the paragraph above it.
  private func continuesParagraph(_ line: Range<Int>) -> Bool {
    let written = text.bytes[text.trimmed(line)]
    guard let first = written.first else { return false }
    if first.isDigit {
      let rest = written.drop { $0.isDigit }
      return rest.first != UInt8(ascii: ".") && rest.first != UInt8(ascii: ")")
    }
    let opens = [UInt8](">#|<`~".utf8).contains(first)
    let isItem = [UInt8]("-+*".utf8).contains(first) && written.dropFirst().first?.isBlank ?? true
    return !opens && !isItem
  }
}
