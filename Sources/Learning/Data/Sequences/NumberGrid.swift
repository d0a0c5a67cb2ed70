import SourceText

/// A text file as rows of cells, each with its place: what `numpy.savetxt` and pandas write.
///
/// Lines that are blank or begin with `#` are no rows. The delimiter is the one of comma, semicolon,
/// tab and bar that the first row holds most of, else blanks, as `numpy.savetxt` writes them. Where
/// it is no comma, `1,5` is a number.
struct NumberGrid {
  /// The names above the rows; nil where the first row holds numbers.
  let header: [String]?
  let rows: Int
  /// Cells of each row, as many as the first has.
  let columns: Int
  /// Rows with more or fewer cells, from 0, and how many they have; the first of them.
  let uneven: [(row: Int, cells: Int, place: Range<Int>)]
  private let bytes: [UInt8]
  private let delimiter: UInt8
  /// `(rows, columns + 1)`: where each cell starts, and where the next would.
  private let starts: [UInt32]

  static let blank = UInt8(ascii: " ")

  /// Nil where no line holds anything.
  init?(_ bytes: [UInt8]) {
    var lines = NumberGrid.lines(bytes)
    guard let first = lines.first else { return nil }
    let delimiter = NumberGrid.delimiter(of: bytes[first])
    let names = NumberGrid.cut(bytes, first, delimiter)
    let next = lines.count > 1 ? NumberGrid.cut(bytes, lines[1], delimiter).cells : []
    let written = names.cells.map { trimmedText(bytes, $0) }
    let isHeader = HeaderRule.isHeader(written, above: next.map { trimmedText(bytes, $0) })
    header = isHeader ? written : nil
    if isHeader { lines.removeFirst() }
    columns = names.cells.count
    var starts: [UInt32] = []
    starts.reserveCapacity(lines.count * (columns + 1))
    var uneven: [(row: Int, cells: Int, place: Range<Int>)] = []
    for (row, line) in lines.enumerated() {
      let cut = NumberGrid.cut(bytes, line, delimiter)
      if cut.cells.count != columns { uneven.append((row, cut.cells.count, line)) }
      for column in 0...columns {
        let start = column < cut.starts.count ? cut.starts[column] : line.upperBound + 1
        starts.append(UInt32(truncatingIfNeeded: start))
      }
    }
    rows = lines.count
    self.uneven = uneven
    self.bytes = bytes
    self.delimiter = delimiter
    self.starts = starts
  }

  /// The bytes of a cell, without blanks and quotation marks around it.
  func place(_ row: Int, _ column: Int) -> Range<Int> {
    let at = row * (columns + 1) + column
    let start = Int(starts[at])
    return trimmedRange(bytes, start..<max(start, min(Int(starts[at + 1]) - 1, bytes.count)))
  }

  func text(_ row: Int, _ column: Int) -> String {
    String(decoding: bytes[place(row, column)], as: UTF8.self)
  }

  /// Nil for a cell that is no finite number.
  func number(_ row: Int, _ column: Int) -> Double? {
    NumberGrid.number(text(row, column), hasDecimalCommas: delimiter != UInt8(ascii: ","))
  }

  /// Whether a cell says that there is no number.
  func isGap(_ row: Int, _ column: Int) -> Bool { HeaderRule.isGap(text(row, column)) }

  static func number(_ text: String, hasDecimalCommas: Bool = false) -> Double? {
    let text =
      hasDecimalCommas && text.contains(",") && !text.contains(".")
      ? text.replacing(",", with: ".") : text
    guard let number = Double(text), number.isFinite else { return nil }
    return number
  }

  // MARK: Lines and cells

  private static func lines(_ bytes: [UInt8]) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    let mark: [UInt8] = [0xef, 0xbb, 0xbf]
    var start = bytes.starts(with: mark) ? 3 : 0
    func add(_ line: Range<Int>) {
      guard let first = line.first(where: { bytes[$0] != 32 && bytes[$0] != 9 }),
        bytes[first] != UInt8(ascii: "#")
      else { return }
      lines.append(line)
    }
    for index in start..<bytes.count where bytes[index] == 10 || bytes[index] == 13 {
      add(start..<index)
      start = index + 1
    }
    add(start..<max(start, bytes.count))
    return lines
  }

  private static func delimiter(of line: ArraySlice<UInt8>) -> UInt8 {
    let candidates = [",", ";", "\t", "|"].map { UInt8(ascii: $0) }
    var isQuoted = false
    var counts = [Int](repeating: 0, count: candidates.count)
    for byte in line {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted, let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
    }
    let most = counts.max() ?? 0
    if most == 0 { return blank }
    // `1,5;2,5`: the commas are the numbers' own.
    if counts[0] > 0, counts[1] > 0 { return candidates[1] }
    return candidates[counts.firstIndex(of: most) ?? 0]
  }

  private static func cut(
    _ bytes: [UInt8], _ line: Range<Int>, _ delimiter: UInt8
  ) -> (starts: [Int], cells: [Range<Int>]) {
    var starts: [Int] = []
    var (index, isQuoted) = (line.lowerBound, false)
    func skipBlanks() {
      while delimiter == blank, index < line.upperBound, bytes[index] == 32 || bytes[index] == 9 {
        index += 1
      }
    }
    skipBlanks()
    starts.append(index)
    while index < line.upperBound {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      index += 1
      guard !isQuoted, byte == delimiter || delimiter == blank && byte == 9 else { continue }
      skipBlanks()
      if delimiter != blank || index < line.upperBound { starts.append(index) }
    }
    starts.append(line.upperBound + 1)
    let cells = zip(starts, starts.dropFirst()).map { $0..<max($0, $1 - 1) }
    return (starts, cells)
  }
}

/// The bytes of a cell without blanks and quotation marks around it.
private func trimmedRange(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
  var (start, end) = (range.lowerBound, range.upperBound)
  func isMargin(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == UInt8(ascii: "\"") }
  while start < end, isMargin(bytes[start]) { start += 1 }
  while end > start, isMargin(bytes[end - 1]) { end -= 1 }
  return start..<end
}

private func trimmedText(_ bytes: [UInt8], _ range: Range<Int>) -> String {
  String(decoding: bytes[trimmedRange(bytes, range)], as: UTF8.self)
}
