import Learning
import Numerals
import Plots
import Site

/// What the network drew of one held-out sequence as it was trained: usually the mean first, and the
/// shape later, if ever.
struct FilmFigure {
  /// What was measured after an epoch, 0 before the first update.
  struct Frame {
    var epoch: Int
    /// Held-out error over the constant mean's.
    var ratio: Double
    /// Of the predictions over the targets': the larger of across sequences and across steps.
    var spread: Double
    /// By scored step.
    var prediction: [Double]
  }
  let frames: [Frame]
  /// By scored step.
  let targets: [Double]
  /// From 1.
  let steps: [Int]
  let mean: Double
  let seed: String
  /// One of several epochs is drawn large, with a slider over all of them.
  var isScrubbed = false
  private var mostFrames: Int { isScrubbed ? 12 : 9 }

  /// Nil without a film or where a sequence is scored at one step.
  init?(_ run: Run) {
    let data = run.split.test
    guard data.scored.count > 1, let sequence = run.record.filmSequences.first,
      run.meanMSE > 0
    else { return nil }
    let films = run.record.filmSequences.count
    frames = run.record.kept.compactMap { kept in
      let values = kept.film.values
      let perSequence = values.count / films
      guard perSequence >= data.scored.upperBound * data.outputs else { return nil }
      return Frame(
        epoch: kept.epoch, ratio: kept.mse * run.lossUnit / run.meanMSE,
        spread: max(kept.spread.acrossSequences ?? 0, kept.spread.acrossSteps ?? 0),
        prediction: data.scored.map { Double(values[$0 * data.outputs]) })
    }
    guard frames.count > 1 else { return nil }
    targets = data.scored.map { Double(data.target(sequence, $0)) }
    steps = data.scored.map { $0 + 1 }
    mean = run.mean
    seed = "Seed \(run.experiment.seed)."
  }

  var exhibit: FigureExhibit {
    let shown = evenly(mostFrames, of: frames.count).map { frames[$0] }
    let x = steps.map(Double.init)
    let finding = Self.finding(frames)
    var figure = Figure(
      title: finding,
      description:
        "\(shown.count) small plots of one held-out sequence, from epoch \(shown[0].epoch) to epoch \(Numerals.count(shown[shown.count - 1].epoch)): the target as dots, the network’s prediction as a line, the constant mean dashed.",
      panels: shown.map { frame in
        Panel(
          title: "epoch \(Numerals.count(frame.epoch))", x: Axis("step", integersOnly: true),
          y: Axis("value"),
          marks: [
            Rule(y: mean, role: .mean), Line(x: x, y: frame.prediction, role: .network),
            Dots(x: x, y: targets, role: .data),
          ], height: 112)
      },
      legend: [
        LegendEntry("target", role: .data, symbol: .dot),
        LegendEntry("network", role: .network, symbol: .line),
        LegendEntry("constant mean", role: .mean, symbol: .rule),
      ])
    figure.mostColumns = 3
    if isScrubbed { figure.enlarged = shown.count - 1 }
    var exhibit = FigureExhibit(
      figure: figure, finding: finding,
      caption:
        "The first held-out sequence after \(shown.count) of the \(Numerals.count(frames.count)) epochs that were kept, closer together at the beginning. \(seed)",
      values: Table(
        caption: "Error and spread by epoch",
        columns: [
          .init("epoch"), .init("error ÷ mean’s", isNumeric: true),
          .init("spread ÷ targets’", isNumeric: true),
        ],
        rows: shown.map {
          [
            Numerals.count($0.epoch), Numerals.measured($0.ratio), Numerals.measured($0.spread),
          ]
        }))
    if isScrubbed {
      exhibit.scrubber = Scrubber(
        label: "Epoch", frames: shown.map(Self.sentence), shown: shown.count - 1)
    }
    return exhibit
  }

  private static func sentence(_ frame: Frame) -> String {
    "Epoch \(Numerals.count(frame.epoch)): error \(Numerals.measured(frame.ratio)) times the mean’s, spread \(Numerals.measured(frame.spread)) of the target’s."
  }

  static func finding(_ frames: [Frame]) -> String {
    guard let last = frames.last else { return "Nothing was kept of 0 epochs." }
    let end = "at epoch \(Numerals.count(last.epoch))"
    guard let first = frames.first(where: { $0.ratio <= 1.05 }) else {
      return
        "The network never comes to the mean’s level: its error is \(Numerals.measured(last.ratio)) times the mean’s \(end)."
    }
    let reached =
      first.epoch == 0 ? "before the first update" : "by epoch \(Numerals.count(first.epoch))"
    let spread = Numerals.measured(last.spread)
    if last.spread < 0.1 {
      return
        "The level is there \(reached) and no shape after it: \(end) the prediction varies \(spread) times as much as the target."
    }
    // A forecast that moves and is no better than a line has no shape of the target.
    if last.ratio > 1.02 {
      return
        "The mean comes first, and what moves later is not the target: \(reached) the error is the mean’s; \(end) the spread is \(spread) of the target’s and the error \(Numerals.measured(last.ratio)) times the mean’s."
    }
    if first.spread < 0.5 * last.spread {
      return
        "The mean comes first, the shape later: \(reached) the error is the mean’s and the spread \(Numerals.measured(first.spread)) of the target’s; \(end) it is \(spread)."
    }
    return
      "Level and shape come together: \(reached) the spread is \(Numerals.measured(first.spread)) of the target’s, \(end) \(spread)."
  }
}
