import Tensors

/// Small grammars whose strings need memory (Reber 1967; embedded, Hochreiter and Schmidhuber
/// 1997).
package enum Grammar: String, CaseIterable, Encodable, Sendable {
  case reber
  /// A Reber string between two equal letters: the first has to be remembered for the last.
  case embedded = "embedded_reber"

  /// Sorted.
  static let alphabet: [Character] = ["B", "E", "P", "S", "T", "V", "X"]

  /// From each state the two letters that may follow and the states they lead to; state 6 ends.
  private static let arrows: [[(letter: Character, state: Int)]] = [
    [("B", 1), ("B", 1)],
    [("T", 2), ("P", 3)],
    [("S", 2), ("X", 4)],
    [("T", 3), ("V", 5)],
    [("X", 3), ("S", 6)],
    [("P", 4), ("V", 6)],
  ]

  /// One string of the grammar.
  func string(_ stream: RandomStream) -> [Character] {
    switch self {
    case .reber: return Grammar.plain(stream)
    case .embedded:
      let mark: Character = Grammar.coin(stream) ? "T" : "P"
      return ["B", mark] + Grammar.plain(stream) + [mark, "E"]
    }
  }

  private static func plain(_ stream: RandomStream) -> [Character] {
    var letters: [Character] = ["B"]
    var state = 1
    while state < 6 {
      let arrow = arrows[state][coin(stream) ? 0 : 1]
      letters.append(arrow.letter)
      state = arrow.state
    }
    return letters + ["E"]
  }

  private static func coin(_ stream: RandomStream) -> Bool { stream.numpyUniform() < 0.5 }

  /// Strings one after the other, cut where a sequence is full: numbers in `alphabet`.
  func draw(_ count: Int, length: Int, _ stream: RandomStream) -> [UInt16] {
    var numbers: [UInt16] = []
    numbers.reserveCapacity(count * length)
    for n in 0..<count {
      while numbers.count < (n + 1) * length {
        for letter in string(stream) {
          numbers.append(UInt16(Grammar.alphabet.firstIndex(of: letter) ?? 0))
        }
      }
      numbers.removeLast(numbers.count - (n + 1) * length)
    }
    return numbers
  }
}
