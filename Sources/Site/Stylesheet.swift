import SourceText

/// The style every page carries in itself, so that a page is one file.
enum Stylesheet {
  /// The sheet without its comments and indentation.
  ///
  /// - Throws: a `Diagnostic` for a sheet that would end the element it is written into.
  static func compact(_ file: SourceFile) throws(Diagnostic) -> String {
    let lines = (1...file.lineCount).map(file.line)
    if let index = lines.firstIndex(where: { $0.contains("</") }) {
      let start = file.offset(ofLine: index + 1)
      throw Diagnostic(
        "bad-style", "a style sheet cannot hold '</'",
        at: SourceRange(file: file, start: start, end: start + lines[index].utf8.count))
    }
    return withoutComments(file.text).split(whereSeparator: \.isNewline)
      .map(trimmed).filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private static func withoutComments(_ text: String) -> String {
    var kept: [UInt8] = []
    var isInside = false
    var bytes = Array(text.utf8)[...]
    let slash = UInt8(ascii: "/")
    let star = UInt8(ascii: "*")
    while let byte = bytes.popFirst() {
      if isInside {
        if byte == star, bytes.first == slash {
          bytes.removeFirst()
          isInside = false
        }
      } else if byte == slash, bytes.first == star {
        bytes.removeFirst()
        isInside = true
      } else {
        kept.append(byte)
      }
    }
    return String(decoding: kept, as: UTF8.self)
  }

  private static func trimmed(_ line: Substring) -> Substring {
    var line = line
    while line.first?.isWhitespace == true { line.removeFirst() }
    while line.last?.isWhitespace == true { line.removeLast() }
    return line
  }
}
