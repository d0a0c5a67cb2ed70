/// The forms of dates that files use, and the order they put rows in.
///
/// A date becomes a number of seconds since 1970 in its own clock; an offset such as `+02:00` is
/// taken into account.
enum DateForm: String, CaseIterable {
  /// `2024-03-01`, `2024-03`, `2024-03-01T14:30:05Z`, `2024/03/01 14:30`.
  case yearFirst = "2024-03-01"
  /// `20240301`.
  case compact = "20240301"
  /// `2024-Q1`, `2024Q1`.
  case quarter = "2024-Q1"
  /// `01.03.2024`.
  case dotted = "01.03.2024"
  /// `01/03/2024` for the first of March.
  case dayFirst = "31/12/2024"
  /// `03/01/2024` for the first of March.
  case monthFirst = "12/31/2024"

  /// The form of all of these dates; nil where none fits the first. Days and months that could be
  /// either are what the first date after the twelfth says; without any, the month comes first.
  static func of(_ dates: [String]) -> DateForm? {
    guard let first = dates.first(where: { !$0.isEmpty }) else { return nil }
    let fitting = allCases.filter { $0.seconds(first) != nil }
    guard fitting.contains(.dayFirst) || fitting.contains(.monthFirst) else { return fitting.first }
    let monthFits = dates.allSatisfy { $0.isEmpty || DateForm.monthFirst.seconds($0) != nil }
    return monthFits ? .monthFirst : .dayFirst
  }

  func seconds(_ text: String) -> Double? {
    var scanner = DateScanner(text)
    switch self {
    case .yearFirst:
      guard let year = scanner.number(4), let mark = scanner.separator("-/"),
        let month = scanner.number(1...2)
      else { return nil }
      if scanner.isAtEnd { return Self.seconds(year, month, 1) }
      guard scanner.skip(mark), let day = scanner.number(1...2) else { return nil }
      return scanner.clock(Self.seconds(year, month, day))
    case .compact:
      guard text.utf8.count >= 8, let year = scanner.number(4), let month = scanner.number(2),
        let day = scanner.number(2)
      else { return nil }
      return scanner.clock(Self.seconds(year, month, day))
    case .quarter:
      guard let year = scanner.number(4) else { return nil }
      _ = scanner.separator("- ")
      guard scanner.skip(UInt8(ascii: "Q")), let quarter = scanner.number(1), scanner.isAtEnd,
        (1...4).contains(quarter)
      else { return nil }
      return Self.seconds(year, 3 * quarter - 2, 1)
    case .dotted, .dayFirst, .monthFirst:
      let mark = UInt8(ascii: self == .dotted ? "." : "/")
      guard let one = scanner.number(1...2), scanner.skip(mark), let two = scanner.number(1...2),
        scanner.skip(mark), let year = scanner.number(4)
      else { return nil }
      let (day, month) = self == .monthFirst ? (two, one) : (one, two)
      return scanner.clock(Self.seconds(year, month, day))
    }
  }

  /// Seconds from 1970 to the start of a day; nil where the calendar has no such day.
  private static func seconds(_ year: Int, _ month: Int, _ day: Int) -> Double? {
    guard (1...12).contains(month), day >= 1, day <= length(of: month, year) else { return nil }
    // Days since the first of March of year 0, so that a leap day is the last of its year.
    let shifted = month > 2 ? year : year - 1
    let months = (month + 9) % 12
    let days = 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400
    return Double(days + (153 * months + 2) / 5 + day - 1 - 719_468) * 86_400
  }

  private static func length(of month: Int, _ year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }
}

/// Reads a date from left to right.
private struct DateScanner {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = text[...].utf8 }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func number(_ digits: Int) -> Int? { number(digits...digits) }

  /// As many digits as there are, up to the range's end; at least its start.
  mutating func number(_ digits: ClosedRange<Int>) -> Int? {
    var (value, count) = (0, 0)
    while count < digits.upperBound, let byte = rest.first, (48...57).contains(byte) {
      value = 10 * value + Int(byte - 48)
      count += 1
      rest.removeFirst()
    }
    return count >= digits.lowerBound ? value : nil
  }

  mutating func skip(_ byte: UInt8) -> Bool {
    guard rest.first == byte else { return false }
    rest.removeFirst()
    return true
  }

  /// The separator that stands here, if it is one of these.
  mutating func separator(_ known: String) -> UInt8? {
    guard let byte = rest.first, known.utf8.contains(byte) else { return nil }
    rest.removeFirst()
    return byte
  }

  /// Nothing, or `T14:30`, `14:30:05.25`, with `Z` or `+02:00`, after a day's seconds.
  mutating func clock(_ day: Double?) -> Double? {
    guard let day, !isAtEnd else { return day }
    guard separator("T ") != nil, let hour = number(1...2), hour < 24,
      skip(UInt8(ascii: ":")), let minute = number(2), minute < 60
    else { return nil }
    var seconds = Double(hour * 3600 + minute * 60)
    if skip(UInt8(ascii: ":")) {
      guard let second = number(2), second < 61 else { return nil }
      seconds += Double(second)
      if skip(UInt8(ascii: ".")) {
        let before = rest.count
        guard let fraction = number(1...9) else { return nil }
        var unit = 1.0
        for _ in 0..<before - rest.count { unit /= 10 }
        seconds += Double(fraction) * unit
      }
    }
    if skip(UInt8(ascii: "Z")) || isAtEnd { return isAtEnd ? day + seconds : nil }
    guard let sign = separator("+-"), let hours = number(2) else { return nil }
    _ = skip(UInt8(ascii: ":"))
    guard let minutes = number(2), isAtEnd else { return nil }
    let offset = Double(hours * 3600 + minutes * 60)
    return day + seconds - (sign == UInt8(ascii: "+") ? offset : -offset)
  }
}
