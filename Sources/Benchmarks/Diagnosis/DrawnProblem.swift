import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A problem as it is drawn: the numbers of a healthy one, with what a family changes.
struct DrawnProblem {
  private(set) var data: [Entry]
  private(set) var numbers: [Entry] = []
  private(set) var model: [Entry] = [Entry(key: "hidden", value: "16")]
  private(set) var train: [Entry]
  private(set) var context = 10
  private let dice: Dice

  struct Entry {
    var key, value: String
  }

  /// - Parameters:
  ///   - index: which draw of its family; it seeds the data and the weights.
  init(_ index: Int, seed: Int, _ dice: Dice) {
    self.dice = dice
    data = [
      Entry(key: "n_train", value: "256"), Entry(key: "n_test", value: "256"),
      Entry(key: "T", value: "20"), Entry(key: "seed", value: "\(10 * seed + index)"),
    ]
    train = [
      Entry(key: "opt", value: "adam"), Entry(key: "lr", value: "0.01"),
      Entry(key: "steps", value: "300"), Entry(key: "batch", value: "64"),
      Entry(key: "seed", value: "\(100_000 + 10 * seed + index)"),
    ]
  }

  // MARK: What families change

  /// The generator, and its numbers.
  mutating func generate(_ name: String, _ values: [(String, String)]) {
    data.insert(Entry(key: "gen", value: name), at: 0)
    numbers = values.map { Entry(key: $0.0, value: $0.1) }
  }

  /// Any of the three forms of `signal` with its numbers.
  mutating func signal(noise: ClosedRange<Double>, _ more: [(String, String)] = []) {
    let share = ("noise", dice.number(noise))
    let forms: [[(String, String)]] = [
      [
        ("sig", "fir"), share,
        ("w", "[\((0..<3).map { _ in dice.weight() }.joined(separator: ", "))]"),
      ],
      [
        ("sig", "nlfir"), share, ("a", dice.number(1...1.6)), ("b", dice.number(0.4...0.9)),
        ("c", dice.number(0.3...0.8)),
      ],
      [("sig", "leaky"), share, ("a", dice.number(0.5...0.7))],
    ]
    generate("signal", forms[dice.whole(0...2)] + more)
  }

  mutating func data(_ key: String, _ value: String) { Self.set(key, value, in: &data) }
  mutating func model(_ key: String, _ value: String) { Self.set(key, value, in: &model) }
  mutating func train(_ key: String, _ value: String) { Self.set(key, value, in: &train) }
  mutating func givenSteps(_ steps: Int) { context = steps }

  private static func set(_ key: String, _ value: String, in entries: inout [Entry]) {
    if let index = entries.firstIndex(where: { $0.key == key }) {
      entries[index].value = value
    } else {
      entries.append(Entry(key: key, value: value))
    }
  }

  // MARK: Text

  /// The draw as one line of YAML.
  func line(_ index: Int) -> String {
    func mapping(_ entries: [Entry]) -> String {
      "{\(entries.map { "\($0.key): \($0.value)" }.joined(separator: ", "))}"
    }
    let data = mapping(data + [Entry(key: "p", value: mapping(numbers))])
    return
      "{draw: \(index), data: \(data), model: \(mapping(model)), train: \(mapping(train)), eval: {context: \(context)}}"
  }
}

/// What families draw their numbers with.
final class Dice {
  private let stream: RandomStream

  init(_ name: String, seed: Int) {
    var mixed = UInt32(truncatingIfNeeded: seed) &* 2_654_435_761
    for byte in name.utf8 { mixed = (mixed ^ UInt32(byte)) &* 16_777_619 }
    stream = RandomStream(seed: mixed)
  }

  func uniform(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + stream.numpyUniform() * (range.upperBound - range.lowerBound)
  }
  /// Four significant digits are plenty.
  func number(_ range: ClosedRange<Double>) -> String { rounded(uniform(range)) }
  /// Uniform by logarithm.
  func size(_ range: ClosedRange<Double>) -> String {
    rounded(exp(uniform(log(range.lowerBound)...log(range.upperBound))))
  }
  func whole(_ range: ClosedRange<Int>) -> Int {
    min(range.upperBound, range.lowerBound + Int(stream.numpyUniform() * Double(range.count)))
  }
  func coin() -> Bool { stream.numpyUniform() < 0.5 }
  func sign() -> Double { coin() ? 1 : -1 }
  /// Of either sign, between 0.4 and 1.
  func weight() -> String { rounded(sign() * uniform(0.4...1)) }
  /// Of either sign.
  func signed(_ range: ClosedRange<Double>) -> String { rounded(sign() * uniform(range)) }

  private func rounded(_ value: Double) -> String {
    guard value != 0 else { return "0" }
    let unit = pow(10, floor(log10(abs(value))) - 3)
    // As a `Float`, which is written without the digits that rounding leaves in a `Double`.
    return "\(Float((value / unit).rounded() * unit))"
  }
}
