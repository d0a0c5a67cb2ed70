import Learning
import Numerals

/// What a run's numbers say, in sentences that only those numbers allow.
struct TrainSentences {
  let run: Run
  /// Where no figure follows, the score stands alone.
  let isBrief: Bool

  init(_ run: Run, isBrief: Bool = false) {
    self.run = run
    self.isBrief = isBrief
  }

  var all: [String] { accidents + results }

  /// What was done wrong on purpose, so that no reader takes the run for a sound one.
  private var accidents: [String] {
    let axes =
      run.experiment.model.batchFirst
      ? [] : ["An accident on purpose, batch_first false: the recurrence runs over the batch."]
    return axes
      + run.experiment.training.accidents.map {
        "An accident on purpose, \(type(of: $0).name): \(type(of: $0).summary)."
      }
  }

  private var results: [String] {
    if let epoch = run.diverged {
      return [
        "The training diverged: at epoch \(Numerals.count(epoch)) the loss was no longer a number. What follows is the network as that epoch left it."
      ]
    }
    if let classes = ClassLossFigure(run) { return [classes.finding] }
    if let sentence = run.withoutRatio(to: run.references[0]) { return [sentence] }
    return [score + memorising, isBrief ? "" : floor].filter { !$0.isEmpty }
  }

  private var score: String {
    let ratio = run.testMSE / run.meanMSE
    let error = Numerals.measured(run.testMSE)
    let mean = Numerals.measured(run.meanMSE)
    let comparison =
      ratio < 0.98
      ? "\(Numerals.measured(ratio)) times that of the constant mean"
      : ratio > 1.02
        ? "\(Numerals.measured(ratio)) times that of the constant mean\(asksForTheMean ? ", so a flat line forecasts better" : "")"
        : "as large as that of the constant mean"
    return
      "On \(run.heldOut), all held out, the network’s squared error is \(error), \(comparison) (\(mean))."
  }

  /// Whether the squared error is what the loss asks for; a quantile's is not meant to be small.
  private var asksForTheMean: Bool {
    !(run.experiment.training.loss is QuantileLoss || run.experiment.training.loss is AbsoluteError)
  }

  private var memorising: String {
    let train = run.trainMSE / run.trainMeanMSE
    guard train < 0.98, run.testMSE > run.meanMSE * 1.005 else { return "" }
    return
      " On its own training sequences it is \(Numerals.measured(run.trainMSE)), \(Numerals.measured(train)) times the mean’s there: what it gained is memory of these sequences, not a forecast."
  }

  private var floor: String {
    guard let floor = run.split.floor else { return "" }
    let left = run.testMSE / floor
    let shown = Numerals.measured(floor)
    if run.meanMSE < floor * 1.05 {
      return
        "The generator’s noise alone has a variance of \(shown). No predictor can expect less, and the constant mean is already there."
    }
    if left < 1.005 {
      return
        "The generator’s noise alone has a variance of \(shown). The network is there: no predictor can expect less."
    }
    if left < 1.1 {
      return
        "The generator’s noise alone has a variance of \(shown): the network is within \(Numerals.percent(left - 1)) of the least error anyone can expect."
    }
    return
      "The generator’s noise alone has a variance of \(shown), the least error anyone can expect. The network’s is \(Numerals.measured(left)) times that."
  }
}
