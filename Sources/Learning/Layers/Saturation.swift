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

extension RecurrentPass {
  func gateCount(sequences limit: Int) -> GateCount {
    let kind = type(of: weights.layer)
    let (size, columns) = (weights.size, weights.columns)
    let counted = min(limit, sequences)
    var saturated = 0
    for position in 0..<steps {
      for b in 0..<counted {
        let row = gates.pointer + (position * sequences + b) * columns
        for block in kind.openings {
          for unit in block * size..<(block + 1) * size {
            saturated += abs(row[unit] - 0.5) > 0.45 ? 1 : 0
          }
        }
      }
    }
    return GateCount(saturated: saturated, all: steps * counted * kind.openings.count * size)
  }
}
