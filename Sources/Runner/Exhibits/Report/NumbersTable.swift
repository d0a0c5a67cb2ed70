import Diagnosis
import Learning
import Numerals
import Site

/// Every number the verdict was read from, for who wants to check it or to compare two reports.
struct NumbersTable {
  let diagnosis: Diagnosis
  let subject: Subject

  var table: Table {
    Table(
      caption: "What the verdict was read from",
      columns: [.init("quantity"), .init("value", isNumeric: true)],
      rows: data + scores + measures + probe + course + trials)
  }

  private func row(_ name: String, _ value: Double?) -> [[String]] {
    value.map { [[name, Numerals.measured($0)]] } ?? []
  }
  private func row(_ name: String, _ value: Int) -> [[String]] { [[name, Numerals.count(value)]] }

  private var data: [[String]] {
    let (train, test) = (subject.split.train, subject.split.test)
    return row("training sequences", train.sequences) + row("held-out sequences", test.sequences)
      + row("steps", test.steps) + row("scored steps", test.scored.count)
      + row("inputs at a step", test.features) + row("targets at a step", test.outputs)
  }

  private var scores: [[String]] {
    let board = diagnosis.scoreboard
    return row("model’s held-out error", board.model.mse)
      + board.rows.filter { row in baselines.contains { $0.name == row.name } }.flatMap {
        row("\(lowered($0.title))’s held-out error", $0.mse)
      }
      + row("noise floor", board.floor)
      + row("model’s training error", board.training.model.isFinite ? board.training.model : nil)
      + row("constant mean’s training error", board.training.mean)
  }

  private var measures: [[String]] {
    guard let measures = diagnosis.measures else { return [] }
    return row("bias", measures.bias)
      + row("spread of predictions over targets’", measures.spread)
      + row("the same across sequences", measures.spreadAcrossSequences)
      + row("the same of the steps’ means", measures.spreadAcrossSteps)
      + row("correlation", measures.correlation)
      + row("slope of target on prediction", measures.slope)
  }

  private var probe: [[String]] {
    guard let test = diagnosis.repairing else { return [] }
    return row("probe’s R² over the per-step mean", test.observed)
      + [["p", Numerals.measured(test.p, digits: 2)]] + row("re-pairings", test.null.count)
  }

  private var course: [[String]] {
    let course = diagnosis.evidence.course
    return row("first training loss", course.first) + row("training loss at the end", course.last)
      + row("the mean’s training loss", course.ofMean)
      + row("fall of the loss in 100 updates at the end", course.falling)
      + row("share of saturated gates", course.saturatedGates)
      + row("share of saturated hidden units", course.saturatedUnits)
      + row("R² of a probe on the hidden state", course.hiddenProbe)
  }

  private var trials: [[String]] {
    diagnosis.trials.flatMap { trial in
      row(
        "skill after \(lowered(trial.title))", middle(trial.pairs.compactMap { $0.after.r2 }))
    }
  }
}
