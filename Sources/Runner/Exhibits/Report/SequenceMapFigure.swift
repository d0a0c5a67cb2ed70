import Numerals
import Plots
import Site

/// Many held-out sequences at once, in colour: what varies among targets should vary among
/// predictions.
struct SequenceMapFigure {
  let held: HeldOut
  let seed: String
  private static let mostRows = 40
  private static let mostSteps = 60

  /// Nil where a map of so few rows or steps would show nothing that the other figures do not.
  init?(_ held: HeldOut, seed: String) {
    guard held.data.sequences >= 8, held.data.scored.count >= 6,
      held.predictions.allSatisfy(\.isFinite)
    else { return nil }
    self.held = held
    self.seed = seed
  }

  /// Sequences in the order of their targets' means.
  private var rows: [Int] {
    let chosen = evenly(Self.mostRows, of: held.data.sequences)
    let means = chosen.map { n in held.data.scored.reduce(0.0) { $0 + held.target(n, $1) } }
    return chosen.indices.sorted { (means[$0], $0) < (means[$1], $1) }.map { chosen[$0] }
  }

  /// The last steps, where there are too many.
  private var steps: [Int] { Array(held.data.scored.suffix(Self.mostSteps)) }

  var exhibit: FigureExhibit {
    let (rows, steps) = (rows, steps)
    let targets = rows.flatMap { n in steps.map { held.target(n, $0) } }
    let predictions = rows.flatMap { n in steps.map { held.prediction(n, $0) } }
    let finding = Self.finding(targets: targets, predictions: predictions)
    let panels = [("targets", targets), ("predictions", predictions)].map { title, values in
      Panel(
        title: title, x: Axis("step", integersOnly: true), y: Axis("sequence", integersOnly: true),
        colour: Axis("value"),
        marks: [
          HeatMap(
            xEdges: (0...steps.count).map { Double(steps[0] + $0) + 0.5 },
            yEdges: (0...rows.count).map { Double($0) + 0.5 }, values: values)
        ], height: 250)
    }
    let figure = Figure(
      title: finding,
      description:
        "Two heat maps on one scale of colours: \(rows.count) held-out sequences as rows, steps \(steps[0] + 1) to \(steps[steps.count - 1] + 1) as columns. The first shows the targets, the second the predictions.",
      panels: panels)
    return FigureExhibit(
      figure: figure, finding: finding,
      caption:
        "\(rows.count) of \(Numerals.count(held.data.sequences)) held-out sequences, evenly spaced, in the order of their targets’ means. Columns that are one colour from top to bottom are a prediction that is the same for every sequence. \(seed)",
      values: table(rows, steps))
  }

  /// From the range that nine tenths of the values lie in.
  static func finding(targets: [Double], predictions: [Double]) -> String {
    func range(_ values: [Double]) -> (low: Double, high: Double) {
      let sorted = values.sorted()
      return (sorted[sorted.count / 20], sorted[sorted.count - 1 - sorted.count / 20])
    }
    let (y, p) = (range(targets), range(predictions))
    return
      "Nine tenths of the targets lie between \(Numerals.measured(y.low)) and \(Numerals.measured(y.high)), of the predictions between \(Numerals.measured(p.low)) and \(Numerals.measured(p.high))."
  }

  private func table(_ rows: [Int], _ steps: [Int]) -> Table {
    Table(
      caption: "Means of the sequences drawn",
      columns: [
        .init("row"), .init("target", isNumeric: true), .init("prediction", isNumeric: true),
      ],
      rows: evenly(12, of: rows.count).map { row in
        func mean(_ value: (Int, Int, Int) -> Double) -> String {
          Numerals.measured(
            steps.reduce(0) { $0 + value(rows[row], $1, 0) } / Double(steps.count))
        }
        return ["\(row + 1)", mean(held.target), mean(held.prediction)]
      })
  }
}
