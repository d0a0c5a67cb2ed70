import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Measures a network on held-out sequences while it trains.
final class Recorder {
  private let data: Dataset
  private let scaling: Scaling
  private let forecaster: Forecaster
  /// The held-out sequences that are measured, and those whose forecasts are kept.
  let sequences, film: [Int]
  private let epochs: Set<Int>
  /// Of the targets, which no epoch changes.
  private lazy var targetDeviations = deviations { $0.target.pointer }
  private(set) var kept: [KeptEpoch] = []

  init(_ experiment: Experiment, _ split: Split, _ weights: NetworkWeights, _ team: Team) {
    let training = experiment.training
    data = split.test
    scaling = split.scaling
    epochs = keptEpochs(upTo: training.epochs)
    let count = Recorder.affordable(
      epochs: training.epochs, kept: epochs.count,
      training: training.sequencesPerEpoch(of: split.train.sequences), heldOut: data.sequences)
    sequences = (0..<count).map { $0 * split.test.sequences / count }
    let ends = [0, count / 2, count - 1]
    film = ends.indices.filter { !ends[..<$0].contains(ends[$0]) }.map { [sequences] in
      sequences[ends[$0]]
    }
    // Two blocks at least, so that two threads share the work.
    forecaster = Forecaster(
      weights, data, scaling, loss: training.loss, steps: data.steps(for: experiment.model),
      team: team, order: sequences, block: min(100, (count + 1) / 2))
  }

  /// How many held-out sequences can be measured without taking more than a twentieth of a training's
  /// time: an epoch costs three forward passes for each training sequence, and half the twentieth
  /// is left for what does not grow with the sequences. At least 32.
  static func affordable(epochs: Int, kept: Int, training: Int, heldOut: Int) -> Int {
    let forwards = 3 * Double(training) * Double(epochs)
    let share = forwards / 45 / Double(kept + 1)
    return min(heldOut, Int(max(32, min(share, 1e9))))
  }

  /// Whether an epoch is one of those that are kept; the last is, wherever a training ends.
  func keeps(_ epoch: Int) -> Bool { epochs.contains(epoch) }

  /// Measures, unless this epoch has been.
  func record(epoch: Int, gradientNorm: Double?) {
    if kept.last?.epoch == epoch { return }
    forecaster.run(.given)
    let mse = forecaster.squaredErrorOfLastRun()
    // A record holds finite numbers; that a training diverged is its outcome.
    guard mse.isFinite else { return }
    kept.append(
      KeptEpoch(
        epoch: epoch, mse: mse, spread: spread(),
        gradientNorm: gradientNorm.flatMap { $0.isFinite ? $0 : nil }, saturation: saturation(),
        film: Floats(film.flatMap(forecast))))
  }

  private func saturation() -> Double? {
    var count = GateCount()
    // A few thousand gates are enough for a share.
    for shard in forecaster.shards { count.add(shard.pass.gateCount(sequences: 8)) }
    return count.share
  }

  /// `(T, O)` in data units.
  private func forecast(_ sequence: Int) -> [Float] {
    guard let position = sequences.firstIndex(of: sequence),
      let shard = forecaster.shards.first(where: { $0.range.contains(position) })
    else { return [] }
    let b = position - shard.range.lowerBound
    return (0..<forecaster.steps).flatMap { step in
      (0..<data.outputs).map { output in
        scaling.prediction(
          shard.pass.point.pointer[(step * shard.range.count + b) * data.outputs + output])
      }
    }
  }

  // MARK: Spread

  private func spread() -> Spread {
    let predicted = deviations { $0.point.pointer }
    let targets = targetDeviations
    func ratio(_ a: Double, _ b: Double) -> Double? { b > 0 && a.isFinite ? a / b : nil }
    return Spread(
      acrossSequences: ratio(predicted.acrossSequences, targets.acrossSequences),
      acrossSteps: ratio(predicted.acrossSteps, targets.acrossSteps))
  }

  /// Roots of mean variances of `(T, B, O)` numbers: over sequences at a step, and over the scored
  /// steps of a sequence.
  private func deviations(_ values: (NetworkPass) -> UnsafeMutablePointer<Float>) -> (
    acrossSequences: Double, acrossSteps: Double
  ) {
    let (count, steps) = (Double(sequences.count), Double(data.scored.count))
    var (acrossSequences, acrossSteps) = (0.0, 0.0)
    for output in 0..<data.outputs {
      // Centred by the first value, so that squares of large numbers do not cancel.
      let centre = Double(
        values(forecaster.shards[0].pass)[
          data.scored.lowerBound * forecaster.shards[0].range.count * data.outputs + output])
      for step in data.scored {
        var (sum, squares) = (0.0, 0.0)
        for shard in forecaster.shards {
          let row = values(shard.pass) + step * shard.range.count * data.outputs + output
          for b in 0..<shard.range.count {
            let value = Double(row[b * data.outputs]) - centre
            sum += value
            squares += value * value
          }
        }
        acrossSequences += max(0, squares / count - sum / count * (sum / count)) / steps
      }
      for shard in forecaster.shards {
        let numbers = values(shard.pass)
        for b in 0..<shard.range.count {
          var (sum, squares) = (0.0, 0.0)
          for step in data.scored {
            let index = (step * shard.range.count + b) * data.outputs + output
            let value = Double(numbers[index]) - centre
            sum += value
            squares += value * value
          }
          acrossSteps += max(0, squares / steps - sum / steps * (sum / steps)) / count
        }
      }
    }
    return (acrossSequences.squareRoot(), acrossSteps.squareRoot())
  }
}

/// About forty-five epochs up to the last, evenly spaced by logarithm.
func keptEpochs(upTo last: Int) -> Set<Int> {
  var kept: Set<Int> = [last]
  let factor = max(1.1, pow(Double(last), 1.0 / 55))
  var next = 1.0
  while Int(next) < last {
    kept.insert(Int(next))
    next = max(next + 1, next * factor)
  }
  return kept
}
