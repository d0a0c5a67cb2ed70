import Tensors

/// Consecutive sequences of a batch that one pass works on.
struct Shard {
  /// Positions in the batch.
  let range: Range<Int>
  let pass: NetworkPass

  init(
    _ range: Range<Int>, _ weights: NetworkWeights, _ data: Dataset, steps: Int, loss: any Loss,
    needsInputGradient: Bool = false
  ) {
    self.range = range
    pass = NetworkPass(
      weights, sequences: range.count, steps: steps, inputs: data.features,
      outputs: loss.headOutputs(for: data.outputs), needsInputGradient: needsInputGradient,
      targets: data.outputs, readout: loss.readout)
  }

  /// How many shards a batch is cut into. A function of the batch alone, never of the machine: sums
  /// over shards then round the same way whatever the number of threads. A recurrence over the batch
  /// needs it in one piece.
  static func ranges(of sequences: Int, _ network: Network) -> [Range<Int>] {
    let count = sequences < 32 || !network.batchFirst ? 1 : 2
    return (0..<count).map { $0 * sequences / count..<($0 + 1) * sequences / count }
  }

  /// Copies inputs and targets in, scaled, time first; zeros for a network that is blind.
  ///
  /// - Parameter order: the batch's sequences; nil where position and sequence are the same.
  func load(_ data: Dataset, _ scaling: Scaling, order: ArraySlice<Int>? = nil) {
    let blind = pass.weights.network.blind
    func sequence(at position: Int) -> Int {
      order.map { $0[$0.startIndex + position] } ?? position
    }
    for layerPass in pass.passes.prefix(pass.weights.network.directions) {
      for step in 0..<pass.steps {
        for (b, position) in range.enumerated() {
          let n = sequence(at: position)
          let to = pass.inputRow(of: layerPass, step, b)
          for d in 0..<data.features {
            to[d] = blind ? 0 : scaling.input(data.input(n, step, d), d)
          }
        }
      }
    }
    for step in 0..<pass.steps {
      for (b, position) in range.enumerated() {
        let n = sequence(at: position)
        for o in 0..<data.outputs {
          pass.target.pointer[(step * range.count + b) * data.outputs + o] = scaling.target(
            data.target(n, step, o), o)
        }
      }
    }
  }

  /// Copies forecasts out, `(N, T, O)` in data units, in the order of the batch.
  func read(into values: inout [Float], _ data: Dataset, _ scaling: Scaling) {
    for step in 0..<pass.steps {
      for (b, n) in range.enumerated() {
        for o in 0..<data.outputs {
          values[(n * pass.steps + step) * data.outputs + o] = scaling.prediction(
            pass.point.pointer[(step * range.count + b) * data.outputs + o], o)
        }
      }
    }
  }

  /// What a loss sees of this shard as part of a batch.
  func part(of batch: Int, _ data: Dataset, moments: BatchMoments? = nil) -> LossShard {
    LossShard(
      prediction: pass.prediction.pointer, target: pass.target.pointer,
      gradient: pass.predictionGradient.pointer, sequences: range.count, outputs: data.outputs,
      scored: data.scored, lengths: pass.lengths,
      scoredCount: batch * data.scored.count * data.outputs, batch: batch, moments: moments)
  }
}
