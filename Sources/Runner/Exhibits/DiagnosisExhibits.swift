import Diagnosis
import Learning
import Numerals
import Plots
import Site

/// A diagnosis as a page shows it: the verdict, what it was measured against, the re-pairing test,
/// and what each rule found.
struct DiagnosisExhibits {
  let diagnosis: Diagnosis
  let run: Run

  init(_ diagnosis: Diagnosis, _ run: Run) {
    self.diagnosis = diagnosis
    self.run = run
  }

  var all: [Exhibit] {
    var exhibits: [Exhibit] = [.verdict(verdict), .sentences(diagnosis.measuredSentences)]
    exhibits.append(.figure(scoreboard))
    if let test = diagnosis.repairing, let figure = histogram(of: test) {
      exhibits.append(.figure(figure))
    }
    exhibits.append(.table(findings))
    exhibits.append(
      .sentences(["What this does not show. " + diagnosis.limits.joined(separator: " ")]))
    return exhibits
  }

  // MARK: Verdict

  private var verdict: Site.Verdict {
    let board = diagnosis.scoreboard
    var numbers = [
      Site.Verdict.Number(Numerals.measured(board.model.mse), "the network", role: .net),
      Site.Verdict.Number(Numerals.measured(board.mean.mse), "the constant mean", role: .mean),
    ]
    if board.reference.name != board.mean.name {
      let title = board.reference.title.lowercased()
      numbers.append(Site.Verdict.Number(Numerals.measured(board.reference.mse), "the \(title)"))
    }
    if let floor = board.floor {
      numbers.append(Site.Verdict.Number(Numerals.measured(floor), "the noise floor", role: .floor))
    }
    return Site.Verdict(
      statement: diagnosis.verdict.statement, numbers: numbers,
      numbersNote:
        "Mean squared error on \(Numerals.count(run.split.test.scoredCount)) held-out targets, seed \(run.experiment.seed).",
      facts: [
        Site.Verdict.Fact(
          "Confidence",
          "\(capitalised(diagnosis.verdict.confidence.word.rawValue)). \(diagnosis.verdict.confidence.reason)"
        ),
        Site.Verdict.Fact("Next step", diagnosis.verdict.nextStep),
      ])
  }

  // MARK: Scoreboard

  private var scoreboard: FigureExhibit {
    let board = diagnosis.scoreboard
    let changed = Set(diagnosis.trials.map(\.name))
    var rows = board.rows.map { row in
      (
        row: row,
        role: row.name == board.mean.name
          ? Role.mean : changed.contains(row.name) ? .alternative : .baseline
      )
    }
    rows.append((board.model, .network))
    if let free = board.freeRunning { rows.append((free, .network)) }
    rows = rows.filter { $0.row.mse.isFinite }.sorted { $0.row.mse < $1.row.mse }
    let finding = self.scoreboardFinding
    let figure = Figure(
      title: finding,
      description:
        "Row plot of held-out errors divided by the constant mean’s: baselines, probes, the network and what a changed run scored, from the smallest error to the largest.",
      rows: RowPlot(
        rows: rows.map {
          RowPlot.Row($0.row.title, values: [$0.row.ratioToMean], role: $0.role)
        }, axis: Axis("error ÷ error of the constant mean", includesZero: true)))
    return FigureExhibit(
      figure: figure, finding: finding,
      caption:
        "Probes and baselines are fitted on the training sequences and scored on \(Numerals.count(board.heldOutSequences)) held-out ones. Seed \(run.experiment.seed).",
      values: Table(
        caption: "Held-out squared error",
        columns: [
          .init("forecast"), .init("error", isNumeric: true), .init("÷ mean’s", isNumeric: true),
        ],
        rows: rows.map {
          [$0.row.title, Numerals.measured($0.row.mse), Numerals.measured($0.row.ratioToMean)]
        },
        highlighted: Set(rows.indices.filter { rows[$0].role == .network })))
  }

  private var scoreboardFinding: String {
    let board = diagnosis.scoreboard
    let best = board.bestKnown
    let share = best.mse / board.model.mse
    guard board.model.mse.isFinite else {
      return
        "The network has no finite error; the best known is the \(lowercased(best.title)), at \(Numerals.measured(best.mse))."
    }
    guard share < 0.98 else {
      return
        "No forecast tried here is clearly better than the network, whose error is \(Numerals.measured(board.model.ratioToMean)) times the constant mean’s."
    }
    let isChanged = diagnosis.trials.contains { $0.name == best.name }
    let title = isChanged ? "network with \(lowercased(best.title))" : lowercased(best.title)
    return "Best known is the \(title), at \(Numerals.measured(share)) times the network’s error."
  }

  private func capitalised(_ word: String) -> String {
    word.prefix(1).uppercased() + word.dropFirst()
  }

  private func lowercased(_ title: String) -> String {
    title.prefix(1).lowercased() + title.dropFirst()
  }

  // MARK: The re-pairing test

  private func histogram(of test: RepairingTest) -> FigureExhibit? {
    let values = test.null.filter(\.isFinite)
    guard let low = values.min(), let high = values.max(), high > low, test.observed.isFinite else {
      return nil
    }
    let count = 14
    let width = (high - low) / Double(count)
    let edges = (0...count).map { low + Double($0) * width }
    var counts = [Double](repeating: 0, count: count)
    for value in values { counts[min(count - 1, Int((value - low) / width))] += 1 }
    let reached = test.null.count { $0 >= test.observed }
    let p = Numerals.measured(test.p, digits: 2)
    let finding =
      test.p > 0.05
      ? "The real pairs score like re-paired ones (p = \(p))."
      : "The real pairs score better than \(Numerals.count(test.null.count - reached)) of \(Numerals.count(test.null.count)) re-pairings (p = \(p))."
    let manner =
      switch test.manner {
      case .sequences: "Whole sequences are given each other’s targets"
      case .shifts: "Targets are moved along the series by at least a window"
      }
    let figure = Figure(
      title: finding,
      description:
        "Histogram of the held-out R² of a probe after \(Numerals.count(test.null.count)) re-pairings, from \(Numerals.measured(low)) to \(Numerals.measured(high)), with an upright line at the real pairs’ \(Numerals.measured(test.observed)).",
      panels: [
        Panel(
          x: Axis("held-out R² of the probe over the per-step mean"), y: Axis("re-pairings"),
          marks: [
            Bars(edges: edges, counts: counts),
            UprightRule(
              x: test.observed, role: .network,
              label: "the real pairs \(Numerals.measured(test.observed))"),
          ], height: 210)
      ])
    return FigureExhibit(
      figure: figure, finding: finding,
      caption:
        "\(manner), \(Numerals.count(test.null.count)) times; the per-step mean is removed first, so that a clock cannot pose as signal. The probe: a ridge on past inputs and random features of them.",
      values: Table(
        caption: "Re-pairings by R²",
        columns: [
          .init("from"), .init("to", isNumeric: true), .init("re-pairings", isNumeric: true),
        ],
        rows: counts.indices.map {
          [
            Numerals.measured(edges[$0]), Numerals.measured(edges[$0 + 1]),
            Numerals.count(Int(counts[$0])),
          ]
        }))
  }

  // MARK: Findings

  private var findings: Table {
    Table(
      caption: "What each rule found",
      columns: [.init("finding"), .init("speaks")],
      rows: diagnosis.findings.map { finding in
        let bearing =
          switch finding.bearing {
          case .supports(let cause): "for “\(cause.title)”"
          case .rulesOut(let cause): "against “\(cause.title)”"
          case .describes: "for none"
          }
        return [finding.statement, bearing]
      })
  }
}
