import Tensors

/// Consecutive sequences of a dataset that one pass works on.
struct Shard {
  let range: Range<Int>
  let pass: NetworkPass

  /// How many shards a batch is cut into. A function of the batch alone, never of the machine: sums
  /// over shards then round the same way whatever the number of threads.
  static func ranges(of sequences: Int) -> [Range<Int>] {
    let count = sequences < 32 ? 1 : 2
    return (0..<count).map { $0 * sequences / count..<($0 + 1) * sequences / count }
  }

  /// Copies inputs and targets in, scaled, time first; zeros for a network that is blind.
  func load(_ data: Dataset, _ scaling: Scaling) {
    let blind = pass.weights.network.blind
    for layerPass in pass.passes.prefix(pass.weights.network.directions) {
      for step in 0..<pass.steps {
        let to = layerPass.inputs(ofStep: step)
        for (b, n) in range.enumerated() {
          for d in 0..<data.features {
            to[b * layerPass.rowStride + d] = blind ? 0 : scaling.input(data.input(n, step, d), d)
          }
        }
      }
    }
    for step in 0..<pass.steps {
      for (b, n) in range.enumerated() {
        for o in 0..<data.outputs {
          pass.target.pointer[(step * range.count + b) * data.outputs + o] = scaling.target(
            data.target(n, step, o), o)
        }
      }
    }
  }

  /// Copies predictions out, `(N, T, O)` in data units.
  func read(into values: inout [Float], _ data: Dataset, _ scaling: Scaling) {
    for step in 0..<pass.steps {
      for (b, n) in range.enumerated() {
        for o in 0..<data.outputs {
          values[(n * pass.steps + step) * data.outputs + o] = scaling.prediction(
            pass.prediction.pointer[(step * range.count + b) * data.outputs + o], o)
        }
      }
    }
  }
}
