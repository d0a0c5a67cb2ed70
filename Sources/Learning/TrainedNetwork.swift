import Tensors

/// A network with the weights a training left, to be looked into: what its units hold, what its
/// gradients are, and what it answers to other inputs.
package struct TrainedNetwork {
  let experiment: Experiment
  let split: Split
  let weights: NetworkWeights
  private let team = Team(size: 1)

  /// Nil where the weights are not those of the experiment's network.
  ///
  /// - Parameter weights: in the order of the layout.
  package init?(_ experiment: Experiment, _ split: Split, weights values: [Float]) {
    let weights = NetworkWeights(
      experiment.model, inputs: split.train.features,
      outputs: experiment.training.loss.headOutputs(for: split.train.outputs))
    guard values.count == weights.layout.count else { return nil }
    weights.values.copy(values)
    weights.pack()
    self.experiment = experiment
    self.split = split
    self.weights = weights
  }

  /// The weights a training of the experiment begins with.
  package static func startWeights(_ experiment: Experiment, _ split: Split) -> [Float] {
    ParameterLayout(
      experiment.model, inputs: split.train.features,
      outputs: experiment.training.loss.headOutputs(for: split.train.outputs)
    ).initialWeights(experiment.model, experiment.drawsAfterData())
  }

  func forecaster(_ data: Dataset) -> Forecaster {
    Forecaster(
      weights, data, split.scaling, loss: experiment.training.loss, steps: data.steps, team: team)
  }

  // MARK: Answers

  /// `(N, T, O)` in data units, every input given.
  package func forecast(_ data: Dataset) -> [Float] { forecaster(data).forecast(.given) }

  /// The same where after `context` inputs each input is the forecast of the step before it. Nil for a
  /// network that cannot be fed.
  package func freeRun(_ data: Dataset, context: Int) -> [Float]? {
    guard data.features == data.outputs, weights.network.canBeFed else { return nil }
    return forecaster(data).forecast(.fedAfter(context))
  }

  /// The mean loss of the training on other sequences, in the network's units.
  package func loss(on data: Dataset) -> Double { forecaster(data).trainingLoss() }

  /// The largest change of a forecast, in data units, where only the other sequences of its batch
  /// change: 0 for a network that reads each sequence alone.
  package func batchDependence() -> Double {
    let count = min(16, split.test.sequences)
    guard count > 1 else { return 0 }
    let data = split.test.part(0..<count)
    var others = data
    let half = count / 2 * data.steps * data.features
    for index in 0..<half { others.inputs[index] = -others.inputs[index] + 1 }
    let (before, after) = (forecast(data), forecast(others))
    let start = count / 2 * data.steps * data.outputs
    return zip(before[start...], after[start...]).reduce(0) { max($0, abs(Double($1.0 - $1.1))) }
  }

  // MARK: Inside

  /// What the last recurrent layer gives, `(N, T, W)`.
  package func hidden(_ data: Dataset) -> (values: [Float], width: Int) {
    let forecaster = forecaster(data)
    forecaster.run(.given)
    let width = weights.network.width
    var values = [Float](repeating: 0, count: data.sequences * data.steps * width)
    for shard in forecaster.shards {
      for step in 0..<data.steps {
        let (from, stride) = shard.pass.outputs(ofLayer: weights.network.layers - 1, step: step)
        for (b, n) in shard.range.enumerated() {
          for unit in 0..<width {
            values[(n * data.steps + step) * width + unit] = from[b * stride + unit]
          }
        }
      }
    }
    return (values, width)
  }

  /// The names of all parameters whose gradient of the training loss is exactly zero in every
  /// element, on up to 64 training sequences.
  package func parametersWithoutGradient() -> [String] {
    let data = split.train.part(0..<min(64, split.train.sequences))
    let batch = TrainingBatch(
      experiment, data, split.scaling, weights, team, dropout: RandomStream(seed: 0))
    _ = batch.gradient(nil)
    return weights.layout.entries.filter { entry in
      let from = batch.gradients.pointer + entry.offset
      return (0..<entry.count).allSatisfy { from[$0] == 0 }
    }.map(\.name)
  }

  /// Every parameter's name.
  package var parameters: [String] { weights.layout.entries.map(\.name) }

  // MARK: The loss

  /// What the training's loss gives where every prediction is one constant for its output, given in
  /// data units, beside the squared error of the same; both in the network's units. Nil for a loss
  /// that reads more than one number for a target.
  package func loss(ofConstants constants: [Double]) -> (computed: Double, squared: Double)? {
    let data = split.train.part(0..<min(64, split.train.sequences))
    let scaled = constants.enumerated().map { split.scaling.target(Float($1), $0) }
    return asked(data) { pass in
      for index in 0..<pass.prediction.count {
        pass.prediction.pointer[index] = scaled[index % data.outputs]
      }
    } beside: { shard in
      var sum = 0.0
      shard.forEachRow { row in
        for output in 0..<data.outputs {
          let residual = Double(scaled[output]) - Double(shard.target[row * data.outputs + output])
          sum += residual * residual
        }
      }
      return sum / Double(shard.scoredCount)
    }
  }

  /// What the training's loss gives where the predictions are the targets themselves, beside the mean
  /// squared difference of all pairs of them; both in the network's units. Nil for a loss that reads
  /// more than one number for a target.
  package func lossOfTargets() -> (computed: Double, allPairs: Double)? {
    let data = split.train.part(0..<min(64, split.train.sequences))
    return asked(data) { pass in
      pass.prediction.pointer.update(from: pass.target.pointer, count: pass.target.count)
    } beside: { shard in
      let own = shard.ownMoments
      return 2 * own.target.squares / Double(max(1, own.count))
    }
  }

  /// The loss of made-up predictions, and something else computed of the same numbers.
  private func asked(
    _ data: Dataset, _ fill: (NetworkPass) -> Void, beside other: (LossShard) -> Double
  ) -> (Double, Double)? {
    let loss = experiment.training.computedLoss
    guard loss.readout == nil, loss.headOutputs(for: data.outputs) == data.outputs,
      !experiment.training.loss.needsRawData
    else { return nil }
    let shard = Shard(
      0..<data.sequences, weights, data, steps: data.steps(for: experiment.model), loss: loss)
    shard.load(data, split.scaling)
    fill(shard.pass)
    shard.pass.predictionGradient.zero()
    let own = shard.part(of: data.sequences, data).ownMoments
    let part = shard.part(of: data.sequences, data, moments: loss.needsMoments ? own : nil)
    // The part's numbers lie in the pass.
    return withExtendedLifetime(shard.pass) { (loss.evaluate(part), other(part)) }
  }
}
