extension Experiment {
  /// 8 GiB.
  static let memoryLimit = 8 << 30

  /// Roughly, in floating point because a hidden size of a billion overflows integers: workspaces,
  /// which stand ready for all sequences, in training once and in forecasts once more, and the
  /// weights.
  var bytesNeeded: Int {
    let (sequences, steps) = (Double(data.extent.sequences), Double(data.extent.steps))
    let head = 2 * Double(training.loss.headOutputs(for: 1)) + 2
    let perStep =
      2 * (model.forwardNumbers(steps: steps) + head) + model.backwardNumbers(steps: steps)
    let bytes = 4 * (sequences * steps * perStep + Experiment.weightCopies * model.weightCount)
    return bytes < 1e18 ? Int(bytes) : Int(1e18)
  }

  /// The start, the values, two packed forms, the optimizer's two moments and the sum of gradients;
  /// of each shard the gradients, packed and under their names.
  private static let weightCopies = 11.0
}

extension Network {
  /// What a forward pass holds for one step of one sequence: input rows, gates, the memory and its
  /// tanh, what attention needs, and what the head reads.
  fileprivate func forwardNumbers(steps: Double) -> Double {
    let (size, kind) = (Double(hiddenSize), type(of: layer))
    let row = size + (layers > 1 ? Double(width) : 1) + 16
    let pass = row + Double(kind.blocks.count) * size + (kind.hasMemory ? 2 * size : 0)
    let gathered = bidirectional ? Double(width) : 0
    let head = hasAttention || headDropout > 0 ? Double(headWidth) : 0
    return Double(layers * directions) * pass + gathered + head
      + type(of: attention).workspace(width: Double(width), steps: steps)
  }

  /// What training holds besides: gradients by outputs, by inputs of stacked layers and by what the
  /// head reads, those of attention, and masks.
  fileprivate func backwardNumbers(steps: Double) -> Double {
    let (wide, head) = (Double(width), Double(headWidth))
    let inputs = wide * Double((layers - 1) * directions + 1)
    let masks = (dropout > 0 ? Double(layers - 1) * wide : 0) + (headDropout > 0 ? head : 0)
    let attended = type(of: attention).workspace(width: wide, steps: steps)
    return wide + inputs + (hasAttention ? head + attended : 0) + masks
  }

  fileprivate var weightCount: Double {
    parameters(inputs: 1, outputs: 1).reduce(0) { $0 + Double($1.rows) * Double($1.columns) }
  }
}
