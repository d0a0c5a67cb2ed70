import Numerals
import Plots
import Site

/// Runs as frames of one figure: the first stands large above all, and a slider goes through them.
struct ScrubbedRuns {
  let runs: [Run]
  /// The option that tells them apart; nil where the author names them.
  let varied: String?
  /// Runs, held-out sequences and seeds.
  let caption: String

  /// - Parameters:
  ///   - figure: with a panel for each run.
  ///   - marks: what is drawn, in words.
  func exhibit(of figure: Figure, marks: String) -> FigureExhibit {
    var figure = figure
    figure.title = finding
    figure.description =
      "\(runs.count) small plots on the same scales, the first of them large above: \(marks) of \(runs.map(\.name).joined(separator: ", ")). \(finding)"
    figure.enlarged = 0
    var exhibit = FigureExhibit(figure: figure, finding: finding, caption: caption, values: table)
    exhibit.scrubber = Scrubber(
      label: capitalised((varied ?? "run").replacing("_", with: " ")),
      frames: runs.map(sentence), shown: 0)
    return exhibit
  }

  private func ratio(_ run: Run) -> String { Numerals.measured(run.testMSE / run.meanMSE) }

  /// Of the author's first run and the last.
  private var finding: String {
    let (first, last) = (runs[0], runs[runs.count - 1])
    if let without = [first, last].compactMap({ $0.withoutRatio(to: $0.references[0]) }).first {
      return without
    }
    return
      "From \(first.name) to \(last.name) the held-out error goes from \(ratio(first)) to \(ratio(last)) times the constant mean’s."
  }

  private func sentence(_ run: Run) -> String {
    let error =
      run.withoutRatio(to: run.references[0])
      ?? "Held-out error \(ratio(run)) times the constant mean’s."
    return "\(capitalised(run.name)): \(error.prefix(1).lowercased())\(error.dropFirst())"
  }

  private var table: Table {
    Table(
      caption: "Held-out error by frame",
      columns: [
        .init("frame"), .init("error", isNumeric: true),
        .init("constant mean’s", isNumeric: true), .init("÷ mean’s", isNumeric: true),
      ],
      rows: runs.map {
        [$0.name, Numerals.measured($0.testMSE), Numerals.measured($0.meanMSE), ratio($0)]
      })
  }
}
