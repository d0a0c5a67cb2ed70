import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A loss whose head gives a density of the target, from which values can be drawn: what such a
/// network says may happen, where its forecast is the mean of that.
protocol PredictedDensity: Loss {
  /// One draw for the target `output`, in the units the network works in.
  ///
  /// - Parameter head: `(P,)`, all the head's outputs at one step.
  func draw(
    _ head: UnsafePointer<Float>, output: Int, outputs: Int, _ stream: RandomStream
  ) -> Double
}

extension GaussianLikelihood: PredictedDensity {
  func draw(
    _ head: UnsafePointer<Float>, output: Int, outputs: Int, _ stream: RandomStream
  ) -> Double {
    let variance = softplus(Double(head[outputs + output])) + 0.001
    return Double(head[output]) + variance.squareRoot() * stream.numpyNormal()
  }
}

extension MixtureLikelihood: PredictedDensity {
  /// `rand()` for the component, then `randn()`.
  func draw(
    _ head: UnsafePointer<Float>, output: Int, outputs: Int, _ stream: RandomStream
  ) -> Double {
    let head = head + output * 3 * components
    let total = logSumExp(components) { Double(head[$0]) }
    var left = stream.numpyUniform()
    var chosen = 0
    while chosen < components - 1 {
      left -= exp(Double(head[chosen]) - total)
      if left < 0 { break }
      chosen += 1
    }
    let spread = softplus(Double(head[2 * components + chosen])) + 0.001
    return Double(head[components + chosen]) + spread * stream.numpyNormal()
  }
}

extension TrainedNetwork {
  /// One draw from the predicted density for each number of `(N, T, O)`, in data units; nil where the
  /// loss gives no density. The same draws every time.
  package func draws(_ data: Dataset) -> [Float]? {
    guard let density = experiment.training.loss as? any PredictedDensity else { return nil }
    let stream = Draws(order: .named, seed: experiment.seed).stream(.densities, .numpy)
    let forecaster = forecaster(data)
    forecaster.run(.given)
    let width = density.headOutputs(for: data.outputs)
    var values: [Float] = []
    values.reserveCapacity(data.sequences * data.steps * data.outputs)
    for shard in forecaster.shards {
      for b in shard.range.indices {
        for step in 0..<data.steps {
          let row = step * shard.range.count + b - shard.range.startIndex
          for output in 0..<data.outputs {
            let value = density.draw(
              shard.pass.prediction.pointer + row * width, output: output, outputs: data.outputs,
              stream)
            values.append(split.scaling.prediction(Float(value), output))
          }
        }
      }
    }
    return values
  }
}
