extension Experiment {
  /// 8 GiB.
  static let memoryLimit = 8 << 30

  /// Roughly, in floating point because a hidden size of a billion overflows integers: workspaces of
  /// all sequences, which stand ready for training and for forecasts at once, and the weights with
  /// their packed forms, gradients and optimizer state.
  var bytesNeeded: Int {
    let sequences = Double(data.extent.sequences)
    let steps = Double(data.extent.steps)
    let perStep = model.numbersPerStep(steps: steps) + 4
    let bytes = 4 * (2 * sequences * steps * perStep + weightCopies * model.weightCount)
    return bytes < 1e18 ? Int(bytes) : Int(1e18)
  }

  /// Values, two packed forms, the optimizer's two moments and the sum of gradients once; gradients
  /// and their packed form for each pass, of which there are two shards in training and one for
  /// every hundred sequences in a forecast.
  private var weightCopies: Double {
    6 + 2 * (2 + 2 * (Double(data.extent.sequences) / 100 + 1))
  }
}

extension Network {
  /// What a pass holds for one step of one sequence.
  fileprivate func numbersPerStep(steps: Double) -> Double {
    let (size, width) = (Double(hiddenSize), Double(hiddenSize) * Double(directions))
    let kind = type(of: layer)
    // Input rows, gates, memory and its tanh, and the gradient by the inputs.
    let reads = layers > 1 ? width : 1
    let row = size + reads + 16
    let pass = row + Double(kind.blocks.count) * size + (kind.hasMemory ? 2 * size : 0) + reads
    let head = Double(headWidth)
    let masks =
      (dropout > 0 ? Double(layers - 1) * width : 0) + (headDropout > 0 ? 2 * head : 0)
    return Double(layers * directions) * pass + 2 * width + (hasAttention ? 2 * head : 0) + masks
      + type(of: attention).workspace(width: width, steps: steps)
  }

  fileprivate var weightCount: Double {
    parameters(inputs: 1, outputs: 1).reduce(0) { $0 + Double($1.rows) * Double($1.columns) }
  }
}
