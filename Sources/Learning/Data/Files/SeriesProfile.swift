package import SourceText

/// What a file with one series shows before anything is trained: how far its rows are apart, and what
/// it lacks.
package struct SeriesProfile: Sendable {
  /// How far neighbouring rows are apart.
  package enum Spacing: String, Sendable {
    case hourly, daily, weekly, monthly, quarterly

    /// Rows in the round that such series often have: a day, a week, a year.
    package var season: Int {
      switch self {
      case .hourly: 24
      case .daily: 7
      case .weekly: 52
      case .monthly: 12
      case .quarterly: 4
      }
    }

    fileprivate var seconds: ClosedRange<Double> {
      let day = 86400.0
      return switch self {
      case .hourly: 3600...3600
      case .daily: day...day
      case .weekly: 7 * day...7 * day
      case .monthly: 28 * day...31 * day
      case .quarterly: 90 * day...92 * day
      }
    }
    static let all: [Spacing] = [.hourly, .daily, .weekly, .monthly, .quarterly]
  }

  /// Nil where the first row holds numbers.
  package let columns: [String]?
  /// The column that `series` takes for the value, and that of dates.
  package private(set) var value: String?
  package private(set) var date: String?
  package let rows: Int
  /// Rows without a number.
  package private(set) var gaps = 0
  package private(set) var spacing: Spacing?
  /// Rows that the dates skip.
  package private(set) var skipped = 0

  package init(_ file: LoadedFile) throws(Diagnostics) {
    _ = try file.text()
    guard let grid = NumberGrid(file.bytes), grid.rows > 0 else {
      throw Diagnostics([
        Diagnostic("empty-file", "'\(file.file.path)' holds no numbers", at: file.file.range)
      ])
    }
    columns = grid.header
    rows = grid.rows
    guard let header = grid.header else { return }
    let labels = header.count > 1 ? 1 : 0
    value = header.count > labels ? header[labels] : nil
    gaps = (0..<grid.rows).count { grid.isGap($0, labels) }
    guard labels == 1 else { return }
    let dates = (0..<grid.rows).map { grid.text($0, 0) }
    guard let form = DateForm.of(dates) else { return }
    date = header[0]
    let seconds = dates.compactMap(form.seconds).sorted()
    let apart = zip(seconds, seconds.dropFirst()).map { $1 - $0 }
    guard !apart.isEmpty else { return }
    let middle = apart.sorted()[apart.count / 2]
    spacing = Spacing.all.first { $0.seconds.contains(middle) }
    guard let spacing else { return }
    let usual = (spacing.seconds.lowerBound + spacing.seconds.upperBound) / 2
    skipped = apart.reduce(0) { $0 + max(0, Int(($1 / usual).rounded()) - 1) }
  }

  /// Steps of past that a forecast of this series starts from: two rounds of its season, and no more
  /// than a quarter of the rows.
  package var window: Int { max(2, min(max(24, 2 * (spacing?.season ?? 12)), rows / 4)) }
}
