import Glibc
import SourceText

/// One option of a sweep and the values it takes, as a list or as a range.
struct SweepAxis: Sendable {
  /// `training.lr`.
  let path: String
  private let keyRange: SourceRange?
  let values: [OptionNode]

  static let allowed =
    "one or two options with their values, as in 'training.lr: [0.01, 0.1]' or 'model.hidden_size: {from: 4, to: 64, count: 5, scale: log}'"
  /// More values than this are no longer something a figure can show.
  private static let mostValues = 100

  /// Nil where a message says what is wrong with the values.
  init?(_ entry: OptionNode.Entry, _ options: inout Options) {
    path = entry.key
    keyRange = entry.keyRange
    switch entry.value.content {
    case .list(let items):
      values = items
    case .mapping:
      values = SweepAxis.range(entry, &options)
    case .scalar:
      values = [entry.value]
    }
    let isScalar = values.allSatisfy { if case .scalar = $0.content { true } else { false } }
    if values.count < 2 || values.count > SweepAxis.mostValues || !isScalar {
      // A range with a mistake has been reported.
      if case .mapping = entry.value.content { return nil }
      options.report(
        Diagnostic(
          "wrong-type",
          "the values of \(quoted(path)) must be a list of 2 to \(SweepAxis.mostValues) numbers or words",
          at: entry.value.range))
      return nil
    }
  }

  /// Several train cells: they are the values.
  init(cells: [String], range: SourceRange?) {
    path = SweepAxis.cells
    keyRange = range
    values = cells.map { OptionNode(.scalar($0, quoted: false), range: range) }
  }

  /// The path of an axis of train cells.
  static let cells = "of"
  var isOfCells: Bool { path == SweepAxis.cells }

  /// The value of an option at one place of the axis, as options to lay over others.
  func options(_ index: Int) -> OptionNode {
    if isOfCells { return .empty }
    let parts = path.split(separator: ".").map { String($0) }
    return parts.reversed().reduce(values[index]) { node, key in
      OptionNode(
        .mapping([OptionNode.Entry(key: key, keyRange: keyRange, value: node)]), range: node.range)
    }
  }

  /// The last part of the path: what a figure calls it.
  var name: String { String(path.split(separator: ".").last ?? "") }

  var labels: [String] { values.map(\.written) }

  /// "lr 0.01"; a train cell's name says enough.
  func label(_ index: Int) -> String { isOfCells ? labels[index] : "\(name) \(labels[index])" }

  /// Nil where a value is a word.
  var numbers: [Double]? {
    let numbers = values.compactMap { Double($0.written) }
    return numbers.count == values.count ? numbers : nil
  }

  /// Whether equal factors are equal distances: of positive numbers over a wide range.
  var isLogarithmic: Bool {
    guard let numbers, let low = numbers.min(), let high = numbers.max() else { return false }
    return low > 0 && high / low >= 20
  }

  // MARK: Ranges

  private enum Spacing: String, CaseIterable { case linear, log }

  private static func range(_ entry: OptionNode.Entry, _ options: inout Options) -> [OptionNode] {
    var reader = Options(entry.value)
    let from = reader.number("from", default: .nan, .any)
    let to = reader.number("to", default: .nan, .any)
    let count = reader.integer("count", default: 5, .between(2, Double(mostValues)))
    let spacing = reader.word("scale", default: Spacing.linear)
    var problems: [Diagnostic] = []
    if from.isNaN || to.isNaN {
      problems.append(
        Diagnostic(
          "missing-option", "a range needs 'from' and 'to'", at: entry.value.range,
          help: ["write {from: 4, to: 64, count: 5, scale: log}"]))
    } else if from >= to {
      problems.append(
        Diagnostic("out-of-range", "'from' must be below 'to'", at: entry.value.range))
    } else if spacing == .log, from <= 0 {
      problems.append(
        Diagnostic(
          "out-of-range", "a range with 'scale: log' must begin above 0", at: entry.value.range))
    }
    let written = reader.finish()
    (written + problems).forEach { options.report($0) }
    if !(written + problems).isEmpty { return [] }
    let isWhole = [from, to].allSatisfy { $0 == $0.rounded() }
    var texts: [String] = []
    for index in 0..<count {
      let share = Double(index) / Double(count - 1)
      let value =
        spacing == .log ? from * Glibc.pow(to / from, share) : from + (to - from) * share
      // Between whole numbers there are whole numbers: sizes, not rates.
      let text = isWhole ? "\(Int(value.rounded()))" : short(value)
      if texts.last != text { texts.append(text) }
    }
    return texts.map { OptionNode(.scalar($0, quoted: false), range: entry.value.range) }
  }

  /// Four digits, which is what a range is meant to.
  private static func short(_ value: Double) -> String {
    if value == 0 { return "0" }
    let scale = Glibc.pow(10, 3 - Glibc.floor(Glibc.log10(abs(value))))
    let rounded = (value * scale).rounded() / scale
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
  }
}

extension OptionNode {
  /// A scalar's text.
  fileprivate var written: String {
    if case .scalar(let text, _) = content { text } else { "" }
  }
}
