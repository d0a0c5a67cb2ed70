import Diagnosis
import Learning
import Numerals
import Site

/// The verdict with the three numbers it stands on, how sure it is, what to do, and what to check in
/// one's own program first.
struct VerdictExhibit {
  let diagnosis: Diagnosis
  let subject: Subject

  var verdict: Site.Verdict {
    let board = diagnosis.scoreboard
    let test = subject.split.test
    var numbers = [
      Site.Verdict.Number(Numerals.measured(board.model.mse), "the model", role: .net),
      Site.Verdict.Number(Numerals.measured(board.mean.mse), "the constant mean", role: .mean),
    ]
    let best = board.bestKnown
    if best.name != board.mean.name, best.name != board.model.name {
      numbers.append(
        Site.Verdict.Number(Numerals.measured(best.mse), "the best known, \(lowered(best.title))"))
    }
    if let floor = board.floor {
      numbers.append(Site.Verdict.Number(Numerals.measured(floor), "the noise floor", role: .floor))
    }
    let word = diagnosis.verdict.confidence.word.rawValue
    let seed = subject.experiment == nil ? "" : ", seed \(subject.seed)"
    return Site.Verdict(
      statement: diagnosis.verdict.statement, numbers: numbers,
      numbersNote:
        "Mean squared error on \(Numerals.count(test.scoredCount)) held-out targets of \(Numerals.count(test.sequences)) \(test.sequences == 1 ? "sequence" : "sequences")\(seed).",
      facts: [
        Site.Verdict.Fact(
          "Confidence",
          "\(word.prefix(1).uppercased() + word.dropFirst()). \(diagnosis.verdict.confidence.reason)"
        ),
        Site.Verdict.Fact("Next step", diagnosis.verdict.nextStep),
        Site.Verdict.Fact("Check first", check),
      ])
  }

  /// Four numbers that a reader can print in their own program.
  private var check: String {
    let held = HeldOut(data: subject.split.test, forecast: subject.test)
    let data = held.data
    let shape = "(\(data.sequences), \(data.scored.count), \(data.outputs))"
    let targets = held.targets
    let predictions = held.predictions.filter(\.isFinite)
    var sentences = [
      "In your own program: predictions and targets of one shape, here \(shape)",
      "targets from \(Numerals.measured(targets.min() ?? 0)) to \(Numerals.measured(targets.max() ?? 0))",
    ]
    if let low = predictions.min(), let high = predictions.max() {
      sentences.append(
        "predictions from \(Numerals.measured(low)) to \(Numerals.measured(high))")
    }
    if data.features > 0, let low = data.inputs.min(), let high = data.inputs.max() {
      sentences.append(
        "inputs from \(Numerals.measured(Double(low))) to \(Numerals.measured(Double(high)))")
    }
    if let loss = diagnosis.evidence.wiring.loss, !loss.isOfTargets {
      let (computed, elementwise) = Self.apart(loss.computed, loss.elementwise)
      sentences.append("the loss \(computed), element by element \(elementwise)")
    }
    return sentences.joined(separator: "; ") + "."
  }
}

extension VerdictExhibit {
  /// Two numbers with as many digits, from three to seven, as it takes to tell one from the other.
  static func apart(_ a: Double, _ b: Double) -> (String, String) {
    for digits in 3..<7 {
      let pair = (Numerals.measured(a, digits: digits), Numerals.measured(b, digits: digits))
      if pair.0 != pair.1 { return pair }
    }
    return a == b
      ? (Numerals.measured(a), Numerals.measured(b))
      : (Numerals.measured(a, digits: 7), Numerals.measured(b, digits: 7))
  }
}

/// A title inside a sentence.
func lowered(_ title: String) -> String { title.prefix(1).lowercased() + title.dropFirst() }
