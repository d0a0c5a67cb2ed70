import Diagnosis
import Numerals
import Plots
import Site

/// What a probe scores on the real pairs among what it scores on pairs made at random.
struct RepairingFigure {
  let test: RepairingTest

  /// Nil where the re-pairings have no spread to draw.
  init?(_ test: RepairingTest) {
    let values = test.null.filter(\.isFinite)
    guard test.observed.isFinite, let low = values.min(), let high = values.max(), high > low
    else { return nil }
    self.test = test
  }

  var exhibit: FigureExhibit {
    let histogram = Histogram(test.null, bins: 14)
    let finding = self.finding
    let low = test.null.filter(\.isFinite).min() ?? 0
    let high = test.null.filter(\.isFinite).max() ?? 0
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
            Bars(histogram),
            UprightRule(
              x: test.observed, role: .data,
              label: "the real pairs \(Numerals.measured(test.observed))"),
          ], height: 220)
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
        rows: histogram.counts.indices.map {
          [
            Numerals.measured(histogram.edges[$0]), Numerals.measured(histogram.edges[$0 + 1]),
            Numerals.count(histogram.counts[$0]),
          ]
        }))
  }

  var finding: String {
    let reached = test.null.count { $0 >= test.observed }
    let count = Numerals.count(test.null.count)
    let p = Numerals.measured(test.p, digits: 2)
    return test.p > 0.05
      ? "The real pairs score like re-paired ones: \(Numerals.count(reached)) of \(count) re-pairings do as well (p = \(p))."
      : "The real pairs score better than \(Numerals.count(test.null.count - reached)) of \(count) re-pairings (p = \(p))."
  }
}
