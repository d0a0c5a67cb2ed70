import Tensors

/// What a trained network does inside, step by step: rows of numbers, for heat maps.
package struct InnerMap: Sendable {
  /// `(rows, columns)`, row by row; what is not a number is a gap.
  package var values: [Float]
  package var rows, columns: Int
}

extension TrainedNetwork {
  /// How far the forget gates of the first layer stand open, `(H, T)`: the mean over up to 64
  /// held-out sequences, every input given. Nil for a layer without such a gate.
  package func forgetGates() -> InnerMap? {
    let shard = loaded(most: 64)
    shard.pass.forward()
    guard let layer = shard.pass.passes.first, weights.network.batchFirst,
      let forget = type(of: layer.weights.layer).memoryGates?.forget
    else { return nil }
    let (size, columns) = (layer.weights.size, layer.weights.columns)
    var map = InnerMap(
      values: Array(repeating: 0, count: size * layer.steps), rows: size, columns: layer.steps)
    for step in 0..<layer.steps {
      for b in 0..<layer.sequences {
        let gates = layer.gates.pointer + (step * layer.sequences + b) * columns + forget * size
        for unit in 0..<size {
          map.values[unit * layer.steps + step] += gates[unit] / Float(layer.sequences)
        }
      }
    }
    return map
  }

  /// How much the forecast of a step changes with the input so many steps before it, `(lags, steps)`:
  /// the mean size of the gradient over up to 32 held-out sequences, summed over features. Only the
  /// first output is asked. Where a step has no input so far back there is a gap.
  ///
  /// - Parameter asked: the steps whose forecasts are asked, from 0.
  package func reach(of asked: [Int]) -> InnerMap {
    let shard = loaded(most: 32)
    let pass = shard.pass
    let lags = (asked.max() ?? -1) + 1
    let count = shard.pass.sequences
    let width = split.test.features
    var map = InnerMap(
      values: Array(repeating: .nan, count: lags * asked.count), rows: lags, columns: asked.count)
    let arriving = FloatBuffer(split.test.outputs)
    arriving.pointer[0] = 1
    for (column, step) in asked.enumerated() {
      pass.forward()
      pass.predictionGradient.zero()
      for b in 0..<count { pass.addPointGradient(arriving.pointer, row: step * count + b) }
      pass.backward()
      let gradient = pass.inputGradient()
      for lag in 0...step {
        let row = (step - lag) * count * width
        let sum = gradient[row..<row + count * width].reduce(0) { $0 + abs($1) }
        map.values[lag * asked.count + column] = sum / Float(count)
      }
    }
    return map
  }

  /// Held-out sequences, evenly spaced, in a pass whose inputs have gradients.
  private func loaded(most: Int) -> Shard {
    let data = split.test
    let count = min(most, data.sequences)
    let shard = Shard(
      0..<count, weights, data, steps: data.steps(for: experiment.model),
      loss: experiment.training.loss, needsInputGradient: true)
    let order = (0..<count).map { $0 * data.sequences / count }
    shard.load(data, split.scaling, order: order[...])
    return shard
  }
}
