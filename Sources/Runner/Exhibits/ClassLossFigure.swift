import Learning
import Numerals
import Plots
import Site

/// The cross-entropy of every epoch of a network of classes, with the lines it must be read against:
/// what the frequencies alone score, and what one look back scores.
struct ClassLossFigure {
  private let run: Run
  private let scores: ClassScores
  /// Held out, after training; nil in records from before weights were kept.
  private let heldOut: Double?

  /// Nil for a run that does not predict classes.
  init?(_ run: Run) {
    guard let scores = run.classScores else { return nil }
    self.run = run
    self.scores = scores
    heldOut = run.network?.loss(on: run.split.test)
  }

  /// What the end of training says, from its numbers.
  var finding: String {
    if let epoch = run.diverged {
      return "The loss stopped being a number at epoch \(Numerals.count(epoch))."
    }
    guard let heldOut else { return "The held-out cross-entropy of this run is not known." }
    let frequencies = scores.frequencies
    let comparison =
      abs(heldOut - frequencies) < 0.02 * frequencies
      ? "as much as the frequencies of the characters alone"
      : "\(Numerals.measured(heldOut / frequencies)) times that of the characters’ frequencies alone"
    let pairs = scores.pairs.map {
      "; the frequencies behind each character score \(Numerals.measured($0))"
    }
    return
      "Held out, the network’s cross-entropy is \(Numerals.measured(heldOut)) nats per character, \(comparison) (\(Numerals.measured(frequencies)))\(pairs ?? "")."
  }

  var exhibit: FigureExhibit {
    let losses = run.record.losses.values.map { Double($0) }
    let x = losses.indices.map { Double($0 + 1) }
    var marks: [any Mark] = [
      Rule(y: scores.frequencies, role: .mean, label: "the characters’ frequencies"),
      Line(x: x, y: losses, role: .network, label: "training"),
    ]
    if let pairs = scores.pairs {
      marks.insert(
        Rule(y: pairs, role: .baseline, label: "frequencies behind each character"), at: 1)
    }
    let lowest = min(
      losses.filter(\.isFinite).min() ?? scores.frequencies, scores.pairs ?? .infinity)
    let highest = max(scores.uniform, scores.frequencies) * 1.1
    let figure = Figure(
      title: finding,
      description:
        "Line chart. Horizontally the epoch, 1 to \(Numerals.count(losses.count)), on a logarithmic scale; vertically the cross-entropy in nats per character, with reference lines for the characters’ frequencies\(scores.pairs == nil ? "" : " and for the frequencies behind each character").",
      panels: [
        Panel(
          x: Axis("epoch", scale: .log, integersOnly: true),
          y: Axis("nats per character", domain: min(lowest * 0.8, scores.frequencies)...highest),
          marks: marks, height: 290)
      ])
    return FigureExhibit(
      figure: figure, finding: finding,
      caption:
        "Solid: the training loss of each epoch. Short dashes: each character as often as in the training text, whatever stands before it; that is this loss’s constant mean. All characters equally likely would score \(Numerals.measured(scores.uniform)). \(Numerals.count(run.split.test.scoredCount)) characters are held out. Seed \(run.experiment.seed).",
      values: table(losses))
  }

  private func table(_ losses: [Double]) -> Table {
    Table(
      caption: "Cross-entropy by epoch",
      columns: [.init("epoch"), .init("training loss", isNumeric: true)],
      rows: evenly(12, of: losses.count).map {
        [Numerals.count($0 + 1), Numerals.measured(losses[$0])]
      })
  }
}
