package import Learning

/// All experiments that a site's cells name, each once, and why each is trained or is not.
///
/// The counterfactual runs of a diagnosis are not in it: which are made follows from what is measured.
package struct Plan: Sendable {
  /// An experiment that has to be trained or is in the store.
  package struct Run: Sendable {
    /// What a progress line calls it.
    package var name: String
    package var experiment: Experiment
    package var fingerprint: Fingerprint
  }
  package struct Step: Sendable {
    package var run: Run
    package var reason: Reason
    /// The first cell that names it.
    package var notebook: String
    package var cell: String
    /// The place of that notebook in the site.
    package var turn: Int
  }
  /// What `--explain` says of a cell.
  package struct Line: Sendable {
    package var notebook: String
    package var cell: String
    package var text: String
  }

  /// Those to be trained, the longest first.
  package private(set) var steps: [Step] = []
  /// In the order of the site and its cells.
  package private(set) var lines: [Line] = []
  /// Of all experiments that cells name, trained or not.
  package private(set) var fingerprints: Set<Fingerprint> = []
  /// Whether it has the cells of every notebook: what a mistaken one names is not known.
  package var isWhole = true

  init(_ workbooks: [Workbook], _ reasons: Reasons) {
    var known: [Fingerprint: Reason] = [:]
    for (turn, workbook) in workbooks.enumerated() {
      for (source, cell) in workbook.cells {
        var own: [(name: String, reason: Reason)] = []
        for named in cell.runs {
          let run = Run(
            name: named.name, experiment: named.experiment,
            fingerprint: Fingerprint(of: named.experiment))
          let reason = reasons.reason(for: run, of: source.name, in: workbook)
          own.append((run.name, reason))
          if known[run.fingerprint] != nil { continue }
          known[run.fingerprint] = reason
          if reason.isTraining {
            steps.append(
              Step(
                run: run, reason: reason, notebook: workbook.slug, cell: source.name,
                turn: turn))
          }
        }
        lines.append(
          Line(
            notebook: workbook.slug, cell: source.name,
            text: Self.text(of: own, reading: cell.needs)))
      }
    }
    fingerprints = Set(known.keys)
    let work = Dictionary(uniqueKeysWithValues: steps.map { ($0.run.fingerprint, $0.run.work) })
    // Equals in the order of the site.
    steps = steps.enumerated().sorted { a, b in
      let (left, right) = (
        work[a.element.run.fingerprint] ?? 0, work[b.element.run.fingerprint] ?? 0
      )
      return left == right ? a.offset < b.offset : left > right
    }.map(\.element)
  }

  /// Those of the first page first, and of each page the longest: for a build, whose pages are to come
  /// one after the other.
  var stepsByPage: [Step] {
    Dictionary(grouping: steps, by: \.turn).sorted { $0.key < $1.key }.flatMap(\.value)
  }

  /// What is said of a cell with these runs.
  private static func text(of runs: [(name: String, reason: Reason)], reading: [String]) -> String {
    if runs.isEmpty {
      return reading.isEmpty
        ? "nothing to train" : "nothing to train: it reads \(reading.joined(separator: ", "))"
    }
    guard runs.count > 1 else { return runs[0].reason.text }
    let trained = runs.filter(\.reason.isTraining)
    guard let first = trained.first else { return "all \(runs.count) runs from the store" }
    return
      "\(runs.count - trained.count) of \(runs.count) runs from the store; \(first.name): \(first.reason.text)"
      + (trained.count > 1 ? "; \(trained.count - 1) more" : "")
  }
}

extension Plan.Run {
  var work: Double { experiment.work }
}

extension Experiment {
  /// Roughly the multiplications of its training: what decides which of two runs takes longer.
  var work: Double {
    let (sequences, steps) = (Double(data.extent.sequences), Double(data.extent.steps))
    let size = Double(model.hiddenSize)
    let directions = model.bidirectional ? 2.0 : 1.0
    let layers = Double(model.layers) * directions * 4 * size * (size + 8)
    return Double(training.epochs) * sequences * steps * layers
  }
}
