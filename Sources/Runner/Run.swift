import Diagnosis
package import Learning
import Numerals
import Site

/// An experiment with everything that was measured of it: what cells show.
package struct Run: Sendable {
  /// A forecast and its squared error on the held-out sequences, in squared data units.
  package struct Entry: Sendable {
    package var name: String
    package var title: String
    package var mse: Double
  }

  package let name: String
  package let experiment: Experiment
  package let fingerprint: Fingerprint
  package let split: Split
  package let record: RunRecord
  /// What needs no learning: the constant mean first, then those that have a meaning for this data.
  package let references: [Entry]
  package let testMSE: Double
  package let trainMSE: Double
  /// Of the constant mean on the training targets.
  package let trainMeanMSE: Double
  /// Held out, fed its own outputs after the first input.
  package let freeMSE: Double?

  init(_ named: Scope.Named, _ record: RunRecord) throws {
    name = named.name
    experiment = named.experiment
    fingerprint = Fingerprint(of: named.experiment)
    self.record = record
    let split = try named.experiment.split()
    self.split = split
    let draws = Draws(order: experiment.random, seed: experiment.seed)
    references = baselines.filter { $0.isReference }.compactMap { type in
      type.init(fittedOn: split, draws).map { baseline in
        let prediction = Prediction(values: baseline.predict(split.test), steps: split.test.steps)
        return Entry(
          name: type.name, title: type.title, mse: prediction.squaredError(on: split.test))
      }
    }
    testMSE = Prediction(record.test).squaredError(on: split.test)
    trainMSE = Prediction(record.train).squaredError(on: split.train)
    freeMSE = record.free.map { Prediction($0).squaredError(on: split.test) }
    let mean = ConstantMean(fittedOn: split, draws).predict(split.train)
    trainMeanMSE = Prediction(values: mean, steps: split.train.steps).squaredError(on: split.train)
  }

  /// The constant mean's, held out.
  var meanMSE: Double { references[0].mse }
  /// The constant mean's on some of the held-out sequences.
  func meanError(onHeldOut sequences: [Int]) -> Double {
    let test = split.test
    let means = split.train.targetMeans
    var sum = 0.0
    for n in sequences {
      for t in test.scored {
        for output in 0..<test.outputs {
          let distance = Double(test.target(n, t, output)) - means[output]
          sum += distance * distance
        }
      }
    }
    return sum / Double(max(1, sequences.count * test.scored.count * test.outputs))
  }
  /// The least of the references'.
  var best: Entry { references.min { $0.mse < $1.mse } ?? references[0] }

  /// Said in place of a ratio that is no number: of an error that is none, or to an error of zero.
  func withoutRatio(to reference: Entry) -> String? {
    if !testMSE.isFinite {
      return
        "The network has no error to compare: its predictions of \(Numerals.count(split.test.scoredCount)) held-out targets are not all numbers."
    }
    if reference.mse == 0 {
      return
        "The \(reference.title.lowercased()) makes an error of 0 on the held-out targets; the network’s is \(Numerals.measured(testMSE))."
    }
    return nil
  }

  /// Squared data units in one squared unit of the network's.
  var lossUnit: Double { split.scaling.targetScale * split.scaling.targetScale }

  /// "1000 sequences", "105 windows".
  var heldOut: String {
    let noun = split.test.scored.count == 1 ? "window" : "sequence"
    let count = split.test.sequences
    return "\(Numerals.count(count)) \(noun)\(count == 1 ? "" : "s")"
  }

  var provenance: Provenance.Run {
    Provenance.Run(cell: name, seed: "\(experiment.seed)", fingerprint: fingerprint.short)
  }
  var mean: Double { split.train.meanOfTargets }
  var diverged: Int? { if case .diverged(let epoch) = record.outcome { epoch } else { nil } }
}

extension Forecast {
  func value(_ sequence: Int, _ step: Int, _ output: Int = 0, outputs: Int) -> Float {
    values.values[(sequence * steps + step) * outputs + output]
  }
}

extension Dataset {
  private func scoredSum(_ part: (Double) -> Double) -> Double {
    var sum = 0.0
    for n in 0..<sequences {
      for t in scored {
        for o in 0..<outputs { sum += part(Double(target(n, t, o))) }
      }
    }
    return sum
  }

  /// The mean of the scored targets.
  var meanOfTargets: Double { scoredSum { $0 } / Double(scoredCount) }

  /// The standard deviation of the scored targets.
  var spreadOfTargets: Double {
    let mean = meanOfTargets
    return (scoredSum { ($0 - mean) * ($0 - mean) } / Double(scoredCount)).squareRoot()
  }
}

extension Experiment {
  /// Whether training feeds the network its own outputs.
  var feedsBack: Bool { training.feeding.truthShare != nil && !model.blind }
}
