import Learning

/// How the evidence is read. Pure: the same numbers give the same verdict.
struct Judgement: Sendable, Equatable {
  enum Reading: Sendable, Equatable {
    case diverged(epoch: Int)
    /// Too few sequences to test, and nothing beats the mean.
    case untested
    case nothing
    /// The per-step mean is the best known, and the model knows what it knows.
    case clock
    /// Nearly as good as the per-step mean, yet worse without inputs.
    case clockWithInputs
    /// The per-step mean is the best known; the share of the way to it that the model has come.
    case curveMissed(share: Double)
    case curvePartly(share: Double)
    /// Something beats all that needs no learning; the share of the way to it.
    case missed(share: Double)
    case partly(share: Double)
    case recovered(share: Double)
    /// Repeating the last value is the best known.
    case echo
    /// The re-pairing test finds a gain, but not over every forecast that needs no learning.
    case slight
  }

  /// A model below this share misses the signal; from `learned` on it has it.
  static let missing = 0.35
  static let learned = 0.65
  /// The share of what the per-step mean explains from which on a model has drawn the curve.
  static let drawn = 0.95
  /// Two errors are about the same where one is at most this many times the other.
  static let about = 1.1
  static let significant = 0.05

  let reading: Reading

  var verdict: Verdict {
    switch reading {
    case .nothing: .nothingToLearn
    case .clock: .clock
    case .missed, .curveMissed: .signalMissed
    case .recovered: .healthy
    case .diverged, .untested, .clockWithInputs, .curvePartly, .partly, .echo, .slight:
      .undecided
    }
  }

  init(_ evidence: Evidence) { reading = Judgement.read(evidence) }

  private static func read(_ evidence: Evidence) -> Reading {
    let board = evidence.scoreboard
    if case .diverged(let epoch) = evidence.outcome { return .diverged(epoch: epoch) }
    guard board.model.mse.isFinite else { return .diverged(epoch: evidence.epochs) }
    let beyond = evidence.beyondReference
    let isClock = board.referenceName == PerStepMean.name && board.reference.overMean.isClear()
    // A network may draw the average curve a little better than the training sequences' mean does:
    // that alone is no use of the inputs.
    let onlyNetworks = beyond.allSatisfy { !$0.isProbe }
    if isClock, onlyNetworks, board.curveShare >= drawn,
      evidence.scoresBlind ?? beyond.isEmpty
    {
      return .clock
    }
    if !beyond.isEmpty { return share(of: board) }
    if board.referenceName == LastValue.name, board.reference.overMean.isClear() { return .echo }
    if evidence.findsSignal { return .slight }
    if isClock { return curve(board, evidence) }
    return evidence.repairing == nil ? .untested : .nothing
  }

  private static func share(of board: Scoreboard) -> Reading {
    let share =
      recoveredShare(
        mse: board.model.mse, reference: board.reference.mse, bestKnown: board.bestKnown.mse) ?? 0
    if share < missing { return .missed(share: share) }
    return share < learned ? .partly(share: share) : .recovered(share: share)
  }

  /// Where nothing known is better than the average curve.
  private static func curve(_ board: Scoreboard, _ evidence: Evidence) -> Reading {
    let share = board.curveShare
    if share >= drawn { return evidence.scoresBlind == false ? .clockWithInputs : .clock }
    return share < missing ? .curveMissed(share: share) : .curvePartly(share: share)
  }
}

extension Scoreboard {
  /// The model's part of the way from the constant mean's error to the per-step mean's.
  var curveShare: Double {
    guard let curve = self[PerStepMean.name], curve.mse < mean.mse else { return 0 }
    return (mean.mse - model.mse) / (mean.mse - curve.mse)
  }
}

extension Scoreboard.Row {
  /// Whether it was fitted without gradient descent and needs learning.
  var isProbe: Bool { baselines.contains { $0.name == name && !$0.isReference } }
  var isReference: Bool { baselines.contains { $0.name == name && $0.isReference } }
}

extension Evidence {
  /// The forecasts that clearly beat every one that needs no learning.
  var beyondReference: [Scoreboard.Row] {
    (scoreboard.rows + [scoreboard.model]).filter { row in
      if row.isReference { return false }
      if row.overReference.isClear(bound: 2.6) { return true }
      // Of the probe the re-pairing test is the better judge.
      return row.name == RandomFeatures.name && findsSignal
        && row.overReference.gain >= Advantage.worthwhile
    }
  }

  /// Whether the re-pairing test finds a gain over the per-step mean that is more than chance and
  /// worth naming.
  var findsSignal: Bool {
    guard let repairing else { return false }
    return repairing.p <= Judgement.significant && repairing.observed >= Advantage.worthwhile
  }

  /// Whether the model scores about the same, or better, without its inputs; nil where that was not
  /// tried.
  var scoresBlind: Bool? {
    guard let counterfactual, counterfactual.name == BlindInputs.name else { return nil }
    return counterfactual.after.mse <= Judgement.about * counterfactual.before.mse
  }
}
