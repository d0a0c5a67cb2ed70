import SourceText
import SwiftCSV

/// The cells of a CSV or TSV file with a header.
///
/// A file without quotation marks is cut here, byte by byte; one with them by SwiftCSV. For a
/// million rows of two columns SwiftCSV 0.10 took 2.2 s and 250 MB as arrays, and 3.0 s and 460 MB
/// as the dictionaries that columns by name need. On the same machine a million rows of three
/// columns are read, ordered by their dates and checked in 0.7 s and 210 MB this way.
struct DelimitedText {
  let header: [String]
  /// Rows below the header, blank ones at the end left out.
  let rows: Int
  /// What stands between two cells.
  let delimiter: String
  private let cells: Cells
  private enum Cells {
    /// The bytes, and where each row starts and ends.
    case plain([UInt8], [Range<Int>], delimiter: UInt8)
    case quoted([[String]])
  }

  /// - Parameter delimiter: an ASCII character; nil takes the one of comma, semicolon, tab and bar
  ///   that the header holds most of.
  /// - Returns: nil where the file has no header, or a quotation that never ends.
  init?(_ bytes: [UInt8], delimiter: UInt8?) {
    let mark: [UInt8] = [0xef, 0xbb, 0xbf]
    let bytes = bytes.starts(with: mark) ? Array(bytes.dropFirst(3)) : bytes
    let lines = Self.lines(bytes)
    guard let first = lines.first, bytes.contains(where: { !isSpace($0) && !isBreak($0) }) else {
      return nil
    }
    let delimiter = delimiter ?? Self.guess(bytes[first])
    self.delimiter = String(Character(Unicode.Scalar(delimiter)))
    if bytes.contains(Self.quote) {
      // SwiftCSV takes the rest of the file for one cell where a quotation is not closed.
      guard bytes.count(where: { $0 == Self.quote }) % 2 == 0,
        let csv = try? EnumeratedCSV(
          string: String(decoding: bytes, as: UTF8.self),
          delimiter: .character(Character(Unicode.Scalar(delimiter))), loadColumns: false)
      else { return nil }
      header = csv.header.map(trimmed)
      rows = (csv.rows.lastIndex { $0.contains { !trimmed($0).isEmpty } } ?? -1) + 1
      cells = .quoted(csv.rows)
    } else {
      header = Self.cut(bytes[first], delimiter)
      let body = lines.dropFirst()
      let last = body.lastIndex { line in
        bytes[line].contains { !isSpace($0) && $0 != delimiter }
      }
      rows = (last ?? 0)
      cells = .plain(bytes, Array(body.prefix(rows)), delimiter: delimiter)
    }
  }

  /// The cells of some columns, row by row and without the space around them; a row that ends early
  /// has empty ones.
  ///
  /// - Returns: also the first row, from 0, with something behind the header's last column.
  func columns(_ wanted: [Int]) -> (cells: [[String]], overlong: Int?) {
    var columns = [[String]](repeating: [], count: wanted.count)
    for index in columns.indices { columns[index].reserveCapacity(rows) }
    var overlong: Int?
    switch cells {
    case .quoted(let all):
      for (number, row) in all.prefix(rows).enumerated() {
        for (slot, column) in wanted.enumerated() {
          columns[slot].append(column < row.count ? trimmed(row[column]) : "")
        }
        if overlong == nil, row.dropFirst(header.count).contains(where: { !trimmed($0).isEmpty }) {
          overlong = number
        }
      }
    case .plain(let bytes, let lines, let delimiter):
      // Where each wanted column's cells go.
      var slots = [[Int]](repeating: [], count: header.count)
      for (slot, column) in wanted.enumerated() { slots[column].append(slot) }
      bytes.withUnsafeBufferPointer { bytes in
        for (number, line) in lines.enumerated() {
          var (column, start) = (0, line.lowerBound)
          while true {
            var end = start
            while end < line.upperBound, bytes[end] != delimiter { end += 1 }
            if column >= header.count {
              if overlong == nil, bytes[start..<end].contains(where: { !isSpace($0) }) {
                overlong = number
              }
            } else if !slots[column].isEmpty {
              let cell = text(bytes, start..<end)
              for slot in slots[column] { columns[slot].append(cell) }
            }
            column += 1
            guard end < line.upperBound else { break }
            start = end + 1
          }
          for missing in min(column, header.count)..<header.count {
            for slot in slots[missing] { columns[slot].append("") }
          }
        }
      }
    }
    return (columns, overlong)
  }

  // MARK: Bytes

  private static let quote = UInt8(ascii: "\"")

  /// Lines without their ends: LF, CR LF or a lone CR.
  private static func lines(_ bytes: [UInt8]) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    bytes.withUnsafeBufferPointer { bytes in
      var (start, index) = (0, 0)
      while index < bytes.count {
        if isBreak(bytes[index]) {
          lines.append(start..<index)
          let isPair = bytes[index] == 13 && index + 1 < bytes.count && bytes[index + 1] == 10
          index += isPair ? 2 : 1
          start = index
        } else {
          index += 1
        }
      }
      if start < bytes.count { lines.append(start..<bytes.count) }
    }
    return lines
  }

  private static func guess(_ header: ArraySlice<UInt8>) -> UInt8 {
    let candidates = [",", ";", "\t", "|"].map { UInt8(ascii: $0) }
    var isQuoted = false
    var counts = [Int](repeating: 0, count: candidates.count)
    for byte in header {
      if byte == quote { isQuoted.toggle() }
      if !isQuoted, let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
    }
    // The first of the most frequent.
    let most = counts.max() ?? 0
    return candidates[counts.firstIndex(of: most) ?? 0]
  }

  private static func cut(_ line: ArraySlice<UInt8>, _ delimiter: UInt8) -> [String] {
    line.split(separator: delimiter, omittingEmptySubsequences: false).map {
      trimmed(String(decoding: $0, as: UTF8.self))
    }
  }
}

private func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }
private func isBreak(_ byte: UInt8) -> Bool { byte == 10 || byte == 13 }

/// The text of some bytes, without the blanks around it.
private func text(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
  var (start, end) = (range.lowerBound, range.upperBound)
  while start < end, isSpace(bytes[start]) { start += 1 }
  while end > start, isSpace(bytes[end - 1]) { end -= 1 }
  return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
}

/// A cell without the space around it.
func trimmed(_ cell: String) -> String {
  guard cell.first?.isWhitespace == true || cell.last?.isWhitespace == true else { return cell }
  return String(cell.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
}
