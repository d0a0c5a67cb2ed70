import Learning
import Numerals

/// What was measured, said in sentences that judge nothing.
struct MeasuredSentences {
  let evidence: Evidence

  var all: [String] { [scores, floor, parts, across, training].compactMap { $0 } }

  private var board: Scoreboard { evidence.scoreboard }

  private var scores: String? {
    guard board.model.mse.isFinite else { return nil }
    return
      "On \(counted(board.heldOutSequences, "held-out sequence")) the model’s mean squared error is \(written(board.model.mse)), \(written(board.model.ratioToMean)) times the constant mean’s \(written(board.mean.mse))."
  }

  private var floor: String? {
    guard let floor = board.floor else { return nil }
    return
      "The data is generated, and no forecast can expect an error below \(written(floor)). The verdict does not use this number."
  }

  private var parts: String? {
    guard let parts = evidence.measures?.parts, parts.sum > 0 else { return nil }
    return
      "Of the error, \(percent(parts.bias / parts.sum)) is bias, \(percent(parts.calibration / parts.sum)) a spread that does not fit, and \(percent(parts.unexplained / parts.sum)) variance that the prediction does not explain."
  }

  private var across: String? {
    guard let measures = evidence.measures, let sequences = measures.spreadAcrossSequences else {
      return nil
    }
    let start =
      "At a fixed step the predictions vary \(written(sequences)) times as much across sequences as the targets"
    // Where the steps' means differ by chance alone, their ratio says nothing.
    guard let steps = measures.spreadAcrossSteps,
      board[PerStepMean.name]?.overMean.isClear() == true
    else { return start + "." }
    return start
      + "; the mean prediction of each step varies \(written(steps)) times as much as the mean target."
  }

  private var training: String? {
    guard board.training.model.isFinite else { return nil }
    return
      "On the training sequences the model’s error is \(written(board.training.model)), the constant mean’s \(written(board.training.mean))."
  }
}
