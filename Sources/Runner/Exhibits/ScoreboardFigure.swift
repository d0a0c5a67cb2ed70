import Diagnosis
import Learning
import Numerals
import Plots
import Site

/// The model among forecasts that need less than it does, in units of the constant mean's error.
struct ScoreboardFigure {
  struct Row {
    var label: String
    var mse: Double
    var role: Role
    /// Fitted without learning: the mean, the clock, the last value.
    var isReference = false
    /// Errors over the constant mean's with other seeds.
    var otherSeeds: [Double] = []
  }
  /// The model's own row is the first of role `network`.
  let rows: [Row]
  let meanMSE: Double
  let caption: String

  init(rows: [Row], meanMSE: Double, caption: String) {
    self.rows = rows
    self.meanMSE = meanMSE
    self.caption = caption
  }

  /// A run that no diagnosis looks at.
  init(_ run: Run) {
    var rows = run.references.map { entry in
      Row(
        label: entry.title, mse: entry.mse,
        role: entry.name == "constant_mean" ? .mean : .baseline, isReference: true)
    }
    let given = run.record.free == nil ? "This network" : "This network, true inputs"
    rows.append(Row(label: given, mse: run.testMSE, role: .network))
    if let free = run.freeMSE {
      rows.append(Row(label: "This network, fed its own outputs", mse: free, role: .network))
    }
    if let floor = run.split.floor {
      rows.append(Row(label: "Floor: the noise alone", mse: floor, role: .floor))
    }
    self.init(
      rows: rows, meanMSE: run.meanMSE,
      caption:
        "Squared error on \(Numerals.count(run.split.test.scoredCount)) held-out targets of \(run.heldOut), divided by the constant mean’s \(Numerals.measured(run.meanMSE)). Baselines are fitted on the training sequences. Seed \(run.experiment.seed)."
    )
  }

  init(_ diagnosis: Diagnosis, _ subject: Subject) {
    let board = diagnosis.scoreboard
    let references = Set(baselines.filter { $0.isReference }.map { $0.name })
    let probes = Set(baselines.filter { !$0.isReference }.map { $0.name })
    // Beside them a network of ours, where the model is known by files. Of the changed runs the best
    // alone: the others have a figure of their own.
    let fitted = references.union(probes).union(["ours"])
    let listed = board.rows.filter {
      fitted.contains($0.name) || $0.name == board.bestKnown.name
    }
    var rows = listed.map { row in
      let isChanged = !fitted.contains(row.name)
      return Row(
        label: isChanged ? "Changed run: \(lowered(row.title))" : row.title, mse: row.mse,
        role: row.name == board.mean.name
          ? .mean : isChanged ? .alternative : .baseline,
        isReference: references.contains(row.name))
    }
    // A changed run has the original beside it for each seed.
    let pairs = diagnosis.trials.max { $0.pairs.count < $1.pairs.count }?.pairs ?? []
    let isOwn = subject.experiment != nil
    let others =
      !isOwn
      ? [] : pairs.filter { $0.seed != subject.seed }.compactMap { $0.before.r2.map { 1 - $0 } }
    rows.append(
      Row(label: "The model", mse: board.model.mse, role: .network, otherSeeds: others))
    if let free = board.freeRunning {
      rows.append(Row(label: "The model, fed its own outputs", mse: free.mse, role: .network))
    }
    if let floor = board.floor {
      rows.append(Row(label: "Floor: the noise alone", mse: floor, role: .floor))
    }
    let seeds =
      subject.experiment == nil
      ? ""
      : others.isEmpty
        ? " Seed \(subject.seed)."
        : " Further dots of the model: \(others.count) other seeds; the number is that of seed \(subject.seed)."
    self.init(
      rows: rows, meanMSE: board.mean.mse,
      caption:
        "Squared error on \(Numerals.count(board.heldOutSequences)) held-out sequences, divided by the constant mean’s \(Numerals.measured(board.mean.mse)). Baselines and probes are fitted on the training sequences.\(seeds)"
    )
  }

  /// Of the axis: the constant mean's error, or 1 where it makes none.
  private var unit: Double { meanMSE > 0 ? meanMSE : 1 }

  private var drawn: [Row] {
    rows.filter(\.mse.isFinite).enumerated()
      .sorted { ($0.element.mse, $0.offset) < ($1.element.mse, $1.offset) }.map(\.element)
  }

  var exhibit: FigureExhibit {
    let drawn = drawn
    let finding = self.finding
    let figure = Figure(
      title: finding,
      description:
        "Row plot. One row per forecast, from the smallest held-out error to the largest; horizontally the error\(meanMSE > 0 ? " divided by the constant mean’s, and a short mark in each row at 1" : ""). "
        + drawn.map { "\($0.label) \(Numerals.measured($0.mse / unit))." }.joined(separator: " "),
      rows: RowPlot(
        rows: drawn.map {
          RowPlot.Row(
            $0.label, values: [$0.mse / unit] + $0.otherSeeds, role: $0.role,
            shown: Numerals.measured($0.mse / unit))
        },
        axis: Axis(
          meanMSE > 0 ? "error ÷ error of the constant mean" : "mean squared error", domain: domain),
        references: meanMSE > 0 ? [.mean] : []))
    return FigureExhibit(
      figure: figure, finding: finding, caption: caption,
      values: Table(
        caption: "Held-out squared error",
        columns: [
          .init("forecast"), .init("error", isNumeric: true),
          .init(meanMSE > 0 ? "÷ mean’s" : "÷ 1", isNumeric: true),
        ],
        rows: drawn.map {
          [$0.label, Numerals.measured($0.mse), Numerals.measured($0.mse / unit)]
        },
        highlighted: Set(drawn.indices.filter { drawn[$0].role == .network })))
  }

  /// From zero to the largest error, but not so far that all but one lie in a corner.
  private var domain: ClosedRange<Double> {
    let ratios = drawn.flatMap { [$0.mse / unit] + $0.otherSeeds }.filter(\.isFinite)
    return 0...(1.05 * max(1, min(ratios.max() ?? 1, 4)))
  }

  var finding: String {
    guard let model = rows.first(where: { $0.role == .network }) else {
      return "The constant mean’s error is \(Numerals.measured(meanMSE))."
    }
    let others = rows.filter { $0.role != .network && $0.role != .floor && $0.mse.isFinite }
    guard let best = others.min(by: { $0.mse < $1.mse }) else {
      return "The model’s error is \(Numerals.measured(model.mse))."
    }
    let name = "the " + lowered(best.label)
    guard model.mse.isFinite else {
      return
        "The model has no finite error; the best of the others is \(name), at \(Numerals.measured(best.mse))."
    }
    guard best.mse > 0 else {
      return
        "\(capitalised(name)) makes an error of 0; the model’s is \(Numerals.measured(model.mse))."
    }
    let ratio = model.mse / best.mse
    let shown = Numerals.measured(ratio)
    let learns = best.isReference ? ", which learns nothing," : ""
    if ratio > 1.02 {
      return
        "\(capitalised(name))\(learns) beats the model: the model’s error is \(shown) times as large."
    }
    if ratio > 0.98 {
      return
        "\(capitalised(name))\(learns) scores as the model does: the model’s error is \(shown) times as large."
    }
    return "The model’s error is \(shown) times that of \(name), the best of the others."
  }
}

/// A title at the start of a sentence.
func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
