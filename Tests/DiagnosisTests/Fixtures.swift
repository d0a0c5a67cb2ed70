import Diagnosis
import Learning
import SourceText

/// Numbers as a measurement would give them, for sentences and verdicts.
struct Numbers {
  var mean = 1.0
  var curve = 1.01
  var last: Double?
  var ridge = 1.0
  var probe = 1.0
  var model = 1.0
  var training = Scoreboard.Training(model: 1, mean: 1)
  var free: Double?
  var floor: Double?
  /// Whether differences are larger than chance.
  var areSure = true
  var test: (observed: Double, p: Double)? = (0, 0.5)
  var outcome = Outcome.finished
  var trials: [Trial] = []
  var measures: Measures?
  var setup: Setup?
  var wiring = Wiring()
  var elsewhere = Elsewhere()
  var course = Course()
  var horizon: Horizon?
  var residuals: ResidualShape?
  var byContext: [RepairingTest.ContextSkill] = []

  var evidence: Evidence {
    let reference = min(mean, curve, last ?? .infinity)
    func row(_ name: String, _ title: String, _ mse: Double) -> Scoreboard.Row {
      Scoreboard.Row(
        name: name, title: title, mse: mse, ratioToMean: mse / mean,
        overMean: advantage(mse, mean), overReference: advantage(mse, reference))
    }
    var rows = [
      row("constant_mean", "Constant mean", mean), row("per_step_mean", "Per-step mean", curve),
      row("ridge_on_lags", "Ridge on lags", ridge),
      row("random_features", "Random-feature probe", probe),
    ]
    if let last { rows.insert(row("last_value", "Last value", last), at: 2) }
    let board = Scoreboard(
      rows: rows, model: row("model", "The model", model),
      freeRunning: free.map { row("free_running", "Free", $0) }, floor: floor, training: training,
      referenceName: rows.prefix(last == nil ? 2 : 3).min { $0.mse < $1.mse }!.name,
      heldOutSequences: 100)
    var evidence = Evidence(
      scoreboard: board, measures: measures, repairing: test.map(repairing), setup: setup,
      outcome: outcome, trials: trials)
    evidence.wiring = wiring
    evidence.elsewhere = elsewhere
    evidence.course = course
    evidence.horizon = horizon
    evidence.residuals = residuals
    return evidence
  }

  private func advantage(_ mse: Double, _ other: Double) -> Advantage {
    let gain = 1 - mse / other
    return Advantage(gain: gain, z: gain == 0 ? 0 : (gain > 0 ? 1 : -1) * (areSure ? 10 : 0.5))
  }

  /// 199 re-pairings of which as many reach the observed score as give `p`.
  private func repairing(_ test: (observed: Double, p: Double)) -> RepairingTest {
    let reaching = Int((test.p * 200).rounded()) - 1
    return RepairingTest(
      observed: test.observed,
      null: (0..<199).map { $0 < reaching ? test.observed + 0.1 : test.observed - 0.1 },
      manner: .sequences, contexts: [2, 8, 10], trainingTargets: 1000, byContext: byContext)
  }
}

extension Numbers {
  /// Signal of half the variance, which the model misses.
  static let missed = Numbers(probe: 0.5, model: 0.98, test: (0.5, 0.005), setup: .small)
  /// Signal of half the variance, which the model has.
  static let learned = Numbers(probe: 0.5, model: 0.49, test: (0.5, 0.005), setup: .small)

  func with(_ change: (inout Numbers) -> Void) -> Numbers {
    var copy = self
    change(&copy)
    return copy
  }
}

extension Setup {
  static let small = Setup(steps: 300, epochs: 75, batch: 64, lr: 0.01, hiddenSize: 16)
}

extension Trial {
  /// Three seeds with these skills; of the first `seeds` alone where fewer were tried.
  static func of(
    _ name: String, _ before: Double, _ after: [Double], bestKnown: Double = 0.5,
    factor: String = "x",
    nats: Double? = nil
  ) -> Trial {
    Trial(
      name: name, title: "Changed", factor: factor, from: "a", to: "b",
      pairs: after.enumerated().map { seed, skill in
        Trial.Pair(
          seed: UInt32(seed), before: Score(mse: 1 - before, meanMSE: 1),
          after: Score(mse: 1 - skill, meanMSE: 1), bestKnown: max(bestKnown, skill))
      }, steps: 600, nats: nats)
  }
}

extension Measures {
  /// Of a forecast with such a spread and correlation on targets of unit spread.
  static func of(spread: Double, correlation: Double, bias: Double = 0) -> Measures {
    let pull = spread - correlation
    return Measures(
      bias: bias, spread: spread, spreadAcrossSequences: spread, spreadAcrossSteps: nil,
      correlation: correlation, slope: correlation / spread,
      parts: ErrorParts(
        bias: bias * bias, calibration: pull * pull, unexplained: 1 - correlation * correlation))
  }
}

/// Options as a cell would write them.
private func mapping(_ entries: [(String, OptionNode)]) -> OptionNode {
  OptionNode(.mapping(entries.map { OptionNode.Entry(key: $0.0, value: $0.1) }))
}
private func scalars(_ entries: KeyValuePairs<String, String>) -> OptionNode {
  mapping(entries.map { ($0.key, OptionNode(.scalar($0.value, quoted: false))) })
}

func experiment(
  data: KeyValuePairs<String, String>, hiddenSize: Int, training: KeyValuePairs<String, String>,
  seed: Int = 0
) -> Experiment {
  var options = Options(
    mapping([
      ("data", scalars(data)), ("model", scalars(["hidden_size": "\(hiddenSize)"])),
      ("training", scalars(training)),
      ("seed", OptionNode(.scalar("\(seed)", quoted: false))),
    ]))
  let experiment = Experiment(&options)
  let mistakes = options.finish()
  precondition(mistakes.isEmpty, mistakes.map(\.message).joined(separator: "\n"))
  return experiment
}

/// The smallest run there is: a place to put made-up data and predictions.
let smallest = experiment(
  data: ["source": "noise", "sequences": "8", "length": "2", "test_sequences": "2"], hiddenSize: 1,
  training: ["epochs": "1"])

func normals(_ count: Int, seed: UInt32) -> [Float] {
  Draws(order: .named, seed: seed).stream(.data, .torch).torchNormals(count)
}

/// Targets made of the last input, each step's own mean and noise: `y_t = a x_{t-1} + c_t + e`.
func lagged(
  _ sequences: Int, steps: Int = 8, signal: Float, noise: Float, curve: Float = 0, seed: UInt32
) -> Dataset {
  let inputs = normals(sequences * steps, seed: seed)
  let errors = normals(sequences * steps, seed: seed + 1000)
  var targets = errors.map { noise * $0 }
  for n in 0..<sequences {
    for t in 0..<steps {
      if t > 0 { targets[n * steps + t] += signal * inputs[n * steps + t - 1] }
      targets[n * steps + t] += curve * (t.isMultiple(of: 2) ? 1 : -1)
    }
  }
  return Dataset(
    sequences: sequences, steps: steps, features: 1, outputs: 1, inputs: inputs, targets: targets,
    scored: 1..<steps)
}

func split(train: Dataset, test: Dataset) throws -> Split {
  var split = try smallest.split()
  split.train = train
  split.test = test
  split.floor = nil
  return split
}

/// A run that predicted these values.
func record(train: [Float], test: [Float], on split: Split) throws -> RunRecord {
  var record = try Trainer().train(smallest)
  record.train.steps = split.train.steps
  record.train.values = Floats(train)
  record.test.steps = split.test.steps
  record.test.values = Floats(test)
  return record
}
