/// How many gates stand at an end of their range, where they have next to no slope.
struct GateCount {
  var saturated = 0
  var all = 0

  mutating func add(_ other: GateCount) {
    saturated += other.saturated
    all += other.all
  }

  /// Nil where there is no gate.
  var share: Double? { all == 0 ? nil : Double(saturated) / Double(all) }
}

extension NetworkPass {
  /// The gates of all layers within 0.05 of 0 or 1, after a forward pass and before a backward one.
  ///
  /// - Parameter limit: how many of the pass's sequences are counted at most.
  func gateCount(sequences limit: Int) -> GateCount {
    var count = GateCount()
    for pass in passes { count.add(pass.gateCount(sequences: limit)) }
    return count
  }
}

extension LSTMPass {
  /// The gates i, f and o; g is a candidate and no gate.
  func gateCount(sequences limit: Int) -> GateCount {
    let size = weights.size
    var saturated = 0
    let counted = min(limit, sequences)
    for position in 0..<steps {
      for b in 0..<counted {
        let row = gates.pointer + (position * sequences + b) * 4 * size
        for gate in 0..<4 * size where gate < 2 * size || gate >= 3 * size {
          saturated += abs(row[gate] - 0.5) > 0.45 ? 1 : 0
        }
      }
    }
    return GateCount(saturated: saturated, all: steps * counted * 3 * size)
  }
}
