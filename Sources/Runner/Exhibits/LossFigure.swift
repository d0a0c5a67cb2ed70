import Learning
import Numerals
import Plots
import Site

/// The loss of every epoch with the two lines it must be read against: what the mean scores, and the
/// least that anyone can.
struct LossFigure {
  let run: Run
  init(_ run: Run) { self.run = run }

  var exhibit: FigureExhibit {
    let losses = run.record.losses.values.map { Double($0) }
    let unit = run.lossUnit
    let meanLine = run.meanMSE / unit
    let floor = run.split.floor.map { $0 / unit }
    let heldOut = run.record.kept.filter { $0.epoch > 0 }
    var marks: [any Mark] = [
      Rule(y: meanLine, role: .mean, label: "predict the mean \(Numerals.measured(meanLine))"),
      Line(
        x: heldOut.map { Double($0.epoch) }, y: heldOut.map(\.mse), role: .heldOut,
        label: "held out"),
    ]
    if isSquared {
      marks.insert(
        Line(
          x: losses.indices.map { Double($0 + 1) }, y: losses, role: .network, label: "training"),
        at: 1)
    }
    if let epoch = meanAlone {
      marks.append(
        UprightRule(
          x: Double(epoch), role: .alternative, label: "the level alone, epoch \(epoch)"))
    }
    if let floor {
      marks.insert(
        Rule(y: floor, role: .floor, label: "floor \(Numerals.measured(floor))"), at: 1)
    }
    let shown = (isSquared ? losses : heldOut.map(\.mse)).filter(\.isFinite)
    let lowest = min(shown.min() ?? meanLine, floor ?? meanLine)
    // The first epochs, far above the mean, would flatten the part that matters.
    // Where the curves end is always shown.
    let end = [isSquared ? losses.last : nil, heldOut.last?.mse].compactMap { $0 }
      .filter(\.isFinite).max()
    let ceiling = min(shown.max() ?? meanLine, max(meanLine * 2.5, 1.3 * (end ?? 0)))
    let domain = max(0, lowest * 0.7)...max(ceiling, lowest * 1.2, meanLine * 1.15)
    let left = isSquared ? losses.prefix { $0 > domain.upperBound }.count : 0
    let panel = Panel(
      x: Axis("epoch", scale: .log, integersOnly: true),
      y: Axis(lossLabel, scale: .automatic, domain: domain), marks: marks, height: 290)
    let figure = Figure(
      title: finding,
      description:
        "Line chart. Horizontally the epoch, 1 to \(Numerals.count(losses.count)), on a logarithmic scale; vertically the error. Lines for \(isSquared ? "the training loss and " : "")the held-out error, and reference lines for the constant mean\(floor == nil ? "" : " and the floor").",
      panels: [panel])
    var caption =
      isSquared
      ? "Solid: the training loss of each epoch."
      : "The training loss, \(type(of: run.experiment.training.loss).name), is no squared error and stands in the table alone."
    caption +=
      " Long dashes: the squared error on \(measured) held out\(meanThere). Short dashes: the constant mean’s error\(meanThere.isEmpty ? " there" : " on all of them")."
    if floor != nil { caption += " Dotted: the least expected error any predictor can reach." }
    if meanAlone != nil {
      caption +=
        " The upright line: the error is the mean’s and the predictions vary less than a tenth as much as the targets."
    }
    if run.split.scaling != Scaling() {
      caption += " In the standardised units the network works in."
    }
    caption += " Seed \(run.experiment.seed)."
    var exhibit = FigureExhibit(
      figure: figure, finding: finding, caption: caption, values: table)
    if left > 0 {
      exhibit.leftOut =
        left == 1
        ? "The first epoch lies above the plot."
        : "The first \(Numerals.count(left)) epochs lie above the plot."
    }
    return exhibit
  }

  /// The first kept epoch at which nothing but the mean is learned.
  private var meanAlone: Int? {
    let limit = 1.05 * run.meanMSE / run.lossUnit
    // Targets around zero begin at their mean: there the level is nothing to learn.
    guard run.meanMSE > 0, let first = run.record.kept.first, first.mse > limit else { return nil }
    return run.record.kept.first { kept in
      let spread = max(kept.spread.acrossSequences ?? 0, kept.spread.acrossSteps ?? 0)
      return kept.epoch > 1 && kept.mse <= limit && spread < 0.1
    }?.epoch
  }

  /// "1000 sequences", "104 of 1000 sequences".
  private var measured: String {
    let count = run.record.keptSequences.count
    return count < run.split.test.sequences
      ? "\(Numerals.count(count)) of \(run.heldOut)" : run.heldOut
  }

  /// The constant mean's error on the sequences of the held-out curve, where they are not all: few
  /// sequences may lie farther from the mean than others.
  private var meanThere: String {
    let kept = run.record.keptSequences
    guard kept.count < run.split.test.sequences, !kept.isEmpty else { return "" }
    let error = run.meanError(onHeldOut: kept) / run.lossUnit
    return ", where the constant mean’s is \(Numerals.measured(error))"
  }

  /// Whether the training loss can be read against the mean's squared error: it is that error, or that
  /// and a penalty.
  private var isSquared: Bool {
    let loss = run.experiment.training.loss
    return loss is MeanSquaredError || loss is MeanPenalty || loss is SpreadPenalty
  }

  private var lossLabel: String {
    let loss = run.experiment.training.loss
    return loss is MeanPenalty || loss is SpreadPenalty ? "loss" : "mean squared error"
  }

  /// What the end of the curves says, from their numbers.
  private var finding: String {
    if let epoch = run.diverged {
      return "The loss stopped being a number at epoch \(Numerals.count(epoch))."
    }
    if let sentence = run.withoutRatio(to: run.references[0]) { return sentence }
    let train = run.trainMSE / run.trainMeanMSE
    let test = run.testMSE / run.meanMSE
    if train < 0.98, test > 1.005 {
      return
        "On the training sequences the error ends at \(Numerals.measured(train)) times the mean’s; on held-out sequences at \(Numerals.measured(test)) times."
    }
    if test < 0.98 || test > 1.02 {
      return
        "Held out, the error ends at \(Numerals.measured(test)) times the constant mean’s."
    }
    return
      "The held-out error ends beside the constant mean’s, at \(Numerals.measured(test)) times it."
  }

  private var table: Table {
    let losses = run.record.losses.values
    let kept = run.record.kept.filter { $0.epoch > 0 && $0.epoch <= losses.count }
    // About a dozen rows say what the curve says.
    let step = max(1, (kept.count + 11) / 12)
    let chosen = kept.enumerated().filter { $0.offset % step == 0 || $0.offset == kept.count - 1 }
    return Table(
      caption: "Loss by epoch",
      columns: [
        .init("epoch"), .init("training loss", isNumeric: true),
        .init("held-out error after it", isNumeric: true),
      ],
      rows: chosen.map {
        [
          Numerals.count($0.element.epoch),
          Numerals.measured(Double(losses[$0.element.epoch - 1])),
          Numerals.measured($0.element.mse),
        ]
      })
  }
}
