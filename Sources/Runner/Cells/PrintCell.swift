import Diagnosis
import Learning
package import Notebooks
import Numerals
import Site
package import SourceText

/// Shows what a program with a few `print` calls would say of a run: its losses now and then, and its
/// predictions beside the targets. What such a print hides is said beside it.
package struct PrintCell: Cell {
  package static let kind = "print"
  package static let summary =
    "what a training program would print of a run: losses, and predictions beside targets"

  private let named: Scope.Named?
  private let every: Int
  private let sequences: Int
  private let averages: Bool

  package init(_ options: inout Options, _ source: CellSource, _ scope: Scope) {
    named = scope.experiment(&options, "of")
    every = options.integer("every", default: 100, .atLeast(1))
    sequences = options.integer("sequences", default: 1, .between(1, 20))
    averages = options.flag("average_over_time", default: false)
  }

  package var needs: [String] { named.map { [$0.name] } ?? [] }

  package var valueNames: [String] {
    guard let named else { return [] }
    var names = ["predictions", "targets"]
    if averages { names += ["gap", "mean.gap"] }
    if named.experiment.feedsBack { names += ["truth-fed"] }
    return names
  }

  package func run(in context: RunContext, _ others: Measured) async throws -> CellResult {
    guard let named else { throw Diagnostic("unread-cell", "it names no train cell") }
    let run = try await context.run(of: named)
    let shown = min(sequences, run.split.train.sequences)
    let losses = Printed(
      caption: "The training loss every \(Numerals.count(every)) epochs, as the program prints it.",
      lines: lossLines(run))
    let content = averages ? averaged(run, shown) : stepByStep(run, shown)
    var values = content.values
    values["predictions"] = .count(run.record.train.steps)
    values["targets"] = .count(run.split.train.scored.count)
    return CellResult(
      exhibits: [.print(losses), .table(content.table), .sentences(content.sentences)],
      values: values, kernels: [run.record.kernel])
  }

  private func lossLines(_ run: Run) -> [String] {
    let losses = run.record.losses.values
    return stride(from: every, through: losses.count, by: every).map { epoch in
      let loss = Numerals.fixed(Double(losses[epoch - 1]), decimals: 4)
      return "Epoch [\(epoch)/\(run.experiment.training.epochs)], Loss: \(loss)"
    }
  }

  private typealias Content = (table: Table, sentences: [String], values: [String: Value])

  // MARK: Averages over time

  /// The mean over time of predictions and targets, sequence by sequence: a print that a constant
  /// passes as well as any forecast.
  private func averaged(_ run: Run, _ shown: Int) -> Content {
    let data = run.split.train
    func average(_ value: (Int) -> Float) -> Double {
      data.scored.reduce(0) { $0 + Double(value($1)) } / Double(data.scored.count)
    }
    let mean = run.mean
    let rows = (0..<shown).map { n in
      (
        prediction: average { run.record.train.value(n, $0, outputs: data.outputs) },
        target: average { data.target(n, $0) }
      )
    }
    let gap = rows.map { abs($0.prediction - $0.target) }.max() ?? 0
    let meanGap = rows.map { abs(mean - $0.target) }.max() ?? 0
    let table = Table(
      caption: "Averages over time of the first \(Numerals.count(shown)) training sequences.",
      columns: [
        .init("sequence"), .init("network", isNumeric: true), .init("target", isNumeric: true),
        .init("constant mean", isNumeric: true),
      ],
      rows: rows.enumerated().map { index, row in
        [
          "\(index + 1)", Numerals.fixed(row.prediction, decimals: 4),
          Numerals.fixed(row.target, decimals: 4), Numerals.fixed(mean, decimals: 4),
        ]
      })
    let spread = data.spreadOfTargets
    var sentences = [
      "Averaged over its \(Numerals.count(data.scored.count)) steps, the network’s prediction is at most \(Numerals.measured(gap)) from the target’s average. The constant mean, which follows nothing, is at most \(Numerals.measured(meanGap)) from it."
    ]
    if meanGap < spread {
      sentences.append(
        "Single targets spread by \(Numerals.measured(spread)). An average over time hides that spread, so this print cannot tell a flat line from a forecast."
      )
    }
    return (table, sentences, ["gap": .measured(gap), "mean.gap": .measured(meanGap)])
  }

  // MARK: Step by step

  private func stepByStep(_ run: Run, _ shown: Int) -> Content {
    let data = run.split.train
    let forecast = run.record.train
    let fed = forecast.truthFed
    var columns = [
      Table.Column("step"), .init("prediction", isNumeric: true), .init("target", isNumeric: true),
    ]
    if fed != nil { columns.append(.init("input was")) }
    if shown > 1 { columns.insert(.init("sequence"), at: 0) }
    var rows: [[String]] = []
    for n in 0..<shown {
      for t in 0..<forecast.steps {
        var row = [
          "\(t + 1)",
          Numerals.fixed(Double(forecast.value(n, t, outputs: data.outputs)), decimals: 4),
          data.scored.contains(t) ? Numerals.fixed(Double(data.target(n, t)), decimals: 4) : "none",
        ]
        if let fed { row.append(t == 0 || fed[t - 1] ? "the truth" : "its own output") }
        if shown > 1 { row.insert("\(n + 1)", at: 0) }
        rows.append(row)
      }
    }
    let table = Table(
      caption: shown == 1
        ? "The first training sequence: predictions beside targets."
        : "The first \(Numerals.count(shown)) training sequences: predictions beside targets.",
      columns: columns, rows: rows)
    var sentences: [String] = []
    var values: [String: Value] = [:]
    let unscored = forecast.steps - data.scored.count
    if unscored > 0 {
      sentences.append(
        "\(Numerals.count(forecast.steps)) predictions stand beside \(Numerals.count(data.scored.count)) targets. Nothing trained the last \(unscored == 1 ? "one" : Numerals.count(unscored))."
      )
    }
    if let fed {
      // The first input is always the truth; the coin of the last step decides nothing.
      let truths = 1 + fed.dropLast().count { $0 }
      values["truth-fed"] = .count(truths)
      sentences.append(
        "\(Numerals.count(truths)) of these \(Numerals.count(forecast.steps)) predictions were made from the true previous value, not from the network’s own. A forecast has no such help."
      )
    }
    return (table, sentences, values)
  }
}
