import Notebooks
import SourceText

/// What a plot cell draws: the train cells it names, or one of them with an option varied.
struct DrawnRuns: Sendable {
  let named: [Scope.Named]
  /// The option whose values tell the runs apart; nil where the author names them all.
  let varied: SweepAxis?

  private static let allowed =
    "one option with its values, as in 'data.std: [0.1, 1]' or 'model.hidden_size: {from: 4, to: 64, count: 5, scale: log}'"

  init(_ options: inout Options, _ source: CellSource, _ scope: Scope) {
    let written = scope.experiments(&options, "of")
    guard let axis = Self.axis(&options) else {
      (named, varied) = (written, nil)
      return
    }
    guard let base = written.first, written.count == 1 else {
      if !written.isEmpty {
        options.report(
          Diagnostic(
            "options-do-not-fit", "vary changes one train cell: name one",
            at: options.range(of: "of")))
      }
      (named, varied) = (written, nil)
      return
    }
    let variants = SweepCell.variants(of: [base], [axis], 1, &options, source, scope)
    named = zip(variants, axis.labels).map { variant, label in
      var variant = variant
      variant.name = "\(axis.name.replacing("_", with: " ")) \(label)"
      return variant
    }
    varied = axis
  }

  /// Also declares the option, for the manual.
  static func axis(_ options: inout Options) -> SweepAxis? {
    guard let node = options.written("vary", allowed: allowed) else { return nil }
    guard case .mapping(let entries) = node.content, entries.count == 1 else {
      options.report(Diagnostic("wrong-type", "vary must be \(allowed)", at: node.range))
      return nil
    }
    return SweepAxis(entries[0], &options)
  }
}
