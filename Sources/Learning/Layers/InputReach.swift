import Tensors

extension Reach {
  /// How much the last scored forecast of held-out sequences changes with the input of each earlier
  /// step: the mean over up to 32 sequences of the gradient's size, summed over features. Only the
  /// first output is asked.
  ///
  /// - Returns: by lag, from the input of the same step.
  static func measured(
    _ experiment: Experiment, _ split: Split, _ weights: NetworkWeights
  ) -> Floats {
    let data = split.test
    let count = min(32, data.sequences)
    let shard = Shard(
      0..<count, weights, data, steps: data.steps(for: experiment.model),
      loss: experiment.training.loss, needsInputGradient: true)
    let order = (0..<count).map { $0 * data.sequences / count }
    shard.load(data, split.scaling, order: order[...])
    let pass = shard.pass
    pass.forward()
    pass.predictionGradient.zero()
    let last = data.scored.upperBound - 1
    let arriving = FloatBuffer(data.outputs)
    arriving.pointer[0] = 1
    for b in 0..<count { pass.addPointGradient(arriving.pointer, row: last * count + b) }
    pass.backward()
    let gradient = pass.inputGradient()
    return Floats(
      (0...last).map { lag in
        let row = (last - lag) * count * data.features
        let sum = gradient[row..<row + count * data.features].reduce(0.0) {
          $0 + abs(Double($1))
        }
        return Float(sum / Double(count))
      })
  }
}
