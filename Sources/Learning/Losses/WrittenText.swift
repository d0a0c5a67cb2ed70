import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension TrainedNetwork {
  /// What a network of classes writes: from the first input of the first held-out sequence on, each
  /// class is drawn from what it predicts and becomes the next one-hot input. The same every time.
  ///
  /// - Returns: `length` classes; nil where inputs are not the classes.
  package func writtenClasses(_ length: Int) -> [Int]? {
    guard let loss = experiment.training.loss as? CrossEntropy, split.test.outputs == 1,
      split.test.features == loss.classes
    else { return nil }
    let classes = loss.classes
    let stream = Draws(order: .named, seed: experiment.seed).stream(.densities, .numpy)
    var inputs = Array(split.test.inputs.prefix(classes))
    var written: [Int] = []
    while written.count < length {
      let steps = inputs.count / classes
      let data = Dataset(
        sequences: 1, steps: steps, features: classes, outputs: 1, inputs: inputs,
        targets: [Float](repeating: 0, count: steps))
      let forecaster = forecaster(data)
      forecaster.run(.given)
      let drawn = withExtendedLifetime(forecaster) {
        draw(forecaster.shards[0].pass.prediction.pointer + (steps - 1) * classes, classes, stream)
      }
      written.append(drawn)
      inputs += (0..<classes).map { $0 == drawn ? 1 : 0 }
    }
    return written
  }

  private func draw(
    _ head: UnsafePointer<Float>, _ classes: Int, _ stream: RandomStream
  ) -> Int {
    let total = logSumExp(classes) { Double(head[$0]) }
    var left = stream.numpyUniform()
    for k in 0..<classes - 1 {
      left -= exp(Double(head[k]) - total)
      if left < 0 { return k }
    }
    return classes - 1
  }
}
