/// Rows of text under named columns. The first column names its row.
package struct Table: Sendable {
  package struct Column: Sendable {
    package var title: String
    /// Numbers are aligned at the right, in figures of one width.
    package var isNumeric: Bool

    package init(_ title: String, isNumeric: Bool = false) {
      self.title = title
      self.isNumeric = isNumeric
    }
  }

  /// Empty where something else says what the table holds.
  package var caption: String
  package let columns: [Column]
  /// `rows.count` rows of `columns.count` texts.
  package let rows: [[String]]
  /// Indices of the rows a reader should see first.
  package var highlighted: Set<Int>

  package init(
    caption: String, columns: [Column], rows: [[String]], highlighted: Set<Int> = []
  ) {
    for (index, row) in rows.enumerated() {
      precondition(
        row.count == columns.count,
        "row \(index) of table '\(caption)' has \(row.count) texts for \(columns.count) columns")
    }
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.highlighted = highlighted
  }
}
