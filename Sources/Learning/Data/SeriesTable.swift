import SourceText
import SwiftCSV

/// The dates and values of a CSV file.
package struct SeriesTable: Sendable {
  package var dates: [String] = []
  package var values: [Double] = []

  init() {}

  /// Reads the columns by name; without names the first column is the date and the second the
  /// value, or a single column the value.
  ///
  /// All mistakes are thrown at once; rows count from 1 with the header as row 1, as editors do.
  /// Blank rows at the end of the file are no rows.
  init(csv text: String, path: String, date: String?, value: String?, at range: SourceRange?)
    throws(Diagnostics)
  {
    guard let csv = try? NamedCSV(string: text, loadColumns: false), !csv.header.isEmpty,
      !text.allSatisfy(\.isWhitespace)
    else {
      throw Diagnostics([
        Diagnostic("unreadable-data", "'\(path)' is not a CSV file with a header", at: range)
      ])
    }
    let header = csv.header
    var diagnostics: [Diagnostic] = []
    func column(_ name: String?, standard: Int?) -> String? {
      guard let name else { return standard.flatMap { $0 < header.count ? header[$0] : nil } }
      if header.contains(name) { return name }
      diagnostics.append(.unknown("column", name, known: header, at: range))
      return nil
    }
    let dateColumn = column(date, standard: header.count > 1 ? 0 : nil)
    let valueColumn = column(value, standard: header.count > 1 ? 1 : 0)
    if let valueColumn, diagnostics.isEmpty {
      let last = csv.rows.lastIndex { row in row.values.contains { !$0.trimmed.isEmpty } }
      let rows = csv.rows.prefix(last.map { $0 + 1 } ?? 0)
      for (index, row) in rows.enumerated() {
        let written = (row[valueColumn] ?? "").trimmed
        if let number = Double(written), number.isFinite {
          values.append(number)
          dates.append(dateColumn.flatMap { row[$0] } ?? "\(index + 1)")
        } else if diagnostics.count < 10 {
          diagnostics.append(
            Diagnostic(
              "bad-value",
              "row \(index + 2) of '\(path)': column '\(valueColumn)' must hold a number, not '\(written)'",
              at: range))
        }
      }
      if rows.isEmpty {
        diagnostics.append(
          Diagnostic("unreadable-data", "'\(path)' has a header but no rows", at: range))
      }
    }
    if !diagnostics.isEmpty { throw Diagnostics(diagnostics) }
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
