import Learning
import Numerals

/// The sentence in large type, by what the evidence was read as.
struct Headline {
  let evidence: Evidence
  let reading: Judgement.Reading

  private var board: Scoreboard { evidence.scoreboard }
  private var model: String { written(board.model.mse) }
  private var heldOut: String { counted(board.heldOutSequences, "held-out sequence") }

  var statement: String {
    switch reading {
    case .diverged(let epoch):
      "Training diverged at epoch \(Numerals.count(epoch)), so there is no forecast to judge."
    case .untested:
      "On \(heldOut) nothing tried beats the mean, and there are too few sequences to test whether anything could."
    case .nothing:
      "On \(heldOut) no forecast tried beats the mean: predicting the mean is the best known answer here."
    case .clock:
      board.model.mse <= Judgement.about * board.reference.mse
        ? "The model is a clock: the average curve of its training sequences, which reads no input, has the error \(written(board.reference.mse)), the model \(model)."
        : "The model draws the average curve of its training sequences, and less well than the curve itself, which reads no input: the model’s error is \(model), the curve’s \(written(board.reference.mse))."
    case .clockWithInputs:
      "The average curve does as well as the model, yet without its inputs the model does worse: whether it is a clock stays open."
    case .curveMissed(let share):
      "The model misses even the average curve: it has come \(way(share)) from the mean’s error, \(written(board.mean.mse)), to the curve’s, \(written(board.reference.mse))."
    case .curvePartly(let share):
      "The model draws part of the average curve: it has come \(way(share)) from the mean’s error, \(written(board.mean.mse)), to the curve’s, \(written(board.reference.mse))."
    case .missed(let share):
      "There is something to learn and the model \(share > 0 ? "recovers \(percent(share)) of it" : "recovers nothing of it"): its held-out error is \(model), \(best)."
    case .partly(let share):
      "The model recovers \(percent(share)) of what is known to be predictable: its held-out error is \(model), \(best)."
    case .recovered(let share):
      board.bestKnown.name == board.model.name
        ? "The model is the best forecast known here: its held-out error is \(model), that of \(board.reference.inSentence) \(written(board.reference.mse))."
        : "The model recovers \(percent(share)) of what is known to be predictable: its held-out error is \(model), \(best)."
    case .echo:
      "No forecast tried clearly beats repeating the last value, whose error is \(written(board.reference.mse)); the model’s is \(model)."
    case .slight:
      "A probe finds a little in the inputs, too little to beat \(board.reference.inSentence) clearly; the model’s held-out error is \(model), that of \(board.reference.inSentence) \(written(board.reference.mse))."
    }
  }

  /// "that of the probe 0.1 and that of the constant mean 0.5".
  private var best: String {
    "that of \(board.named(board.bestKnown)) \(written(board.bestKnown.mse)), that of \(board.reference.inSentence) \(written(board.reference.mse))"
  }

  private func way(_ share: Double) -> String {
    share > 0 ? "\(percent(share)) of the way" : "no part of the way"
  }

  /// What to do next, in one or two sentences.
  var nextStep: String {
    switch reading {
    case .diverged: "Lower the learning rate tenfold, or standardise inputs and targets."
    case .untested:
      "Gather more sequences, or a longer series: with so few, pairing them anew says nothing."
    case .nothing:
      "Find inputs that precede what moves the target. Longer training or a larger network has nothing known to find here."
    case .clock:
      "Train on sequences that begin at different points of their course if the model is to use its inputs; if it need not, the average curve is enough."
    case .clockWithInputs: "Train the run without inputs longer, then compare again."
    case .echo: "Predict the change from the last value instead of the value, and score that."
    case .slight: "Gather more sequences, so that a small share can be told from chance."
    case .recovered: "Repeat the run with other seeds before relying on it."
    case .curveMissed, .curvePartly, .missed, .partly: afterMoreTraining
    }
  }

  private var afterMoreTraining: String {
    guard let run = evidence.counterfactual, run.name == MoreTraining.name,
      let after = board.share(run.after.mse)
    else { return "Change one thing at a time: epochs, learning rate, scaling, window." }
    let gain = 1 - run.after.mse / run.before.mse
    if gain >= Advantage.worthwhile, after >= Judgement.learned {
      return "Train for \(Numerals.count(run.epochs)) epochs."
    }
    if gain >= Advantage.worthwhile {
      return
        "Longer training helps and is not enough: after \(Numerals.count(run.epochs)) epochs the error is \(written(run.after.mse)). Try a higher learning rate, then the scaling."
    }
    if let bias = evidence.measures?.parts, bias.bias >= 0.5 * bias.sum {
      return
        "Longer training does not help. Most of the error is a wrong level, so let the model predict changes instead of values."
    }
    return board.training.model < board.training.mean
      && board.model.mse > board.training.model * Judgement.about
      ? "Longer training does not help; the training error is already below the held-out error. Try fewer epochs, fewer units or more data."
      : "Longer training does not help. Try the learning rate, the scaling, the window and the size, one at a time."
  }
}
