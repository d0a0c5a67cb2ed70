import Learning
import Notebooks
import SourceText

/// A family of small training problems whose cause is known because it was put there.
struct Scenario {
  enum Kind: String, CaseIterable {
    /// Signal is there and the model misses it.
    case broken
    /// The flat, shrunken or echoing prediction is the best there is.
    case optimal
    /// No collapse.
    case healthy
  }

  var name: String
  /// What a right diagnosis names.
  var cause: String
  var kind: Kind
  /// What undoes the one factor in which the family differs from a healthy one.
  var cures: [String]
  var draws: [ScenarioDraw]

  /// Reads a file of scenarios. Throws all its mistakes at once: a key that is not known, a value out
  /// of its range, options that contradict each other.
  static func read(_ file: SourceFile) throws(Diagnostics) -> [Scenario] {
    let (node, problems) = readOptions(file)
    var options = Options(node ?? .empty)
    for problem in problems { options.report(problem) }
    let families = options.list("scenarios", allowed: "a list of families")
    let scenarios = families.map { family in
      var reader = Options(family)
      let scenario = Scenario(&reader)
      for mistake in reader.finish() { options.report(mistake) }
      return scenario
    }
    let mistakes = options.finish()
    if mistakes.contains(where: { $0.severity == .error }) { throw Diagnostics(mistakes) }
    return scenarios
  }

  private init(_ options: inout Options) {
    let name = options.text("name", required: true) ?? ""
    self.name = name
    cause = options.text("cause", required: true) ?? ""
    kind = options.word("kind", default: .broken)
    cures = options.texts("cures", allowed: "names of cures")
    // For people: what is drawn, what it shows and how it differs from others.
    for key in ["generator", "floor", "evidence", "neighbours", "remedy"] { _ = options.text(key) }
    draws = []
    for node in options.list("draws", allowed: "a list of draws") {
      let number = node["draw"]?.scalar ?? "without a number"
      do throws(Diagnostics) {
        draws.append(try ScenarioDraw(node))
      } catch {
        for var mistake in error.all {
          mistake.message += ", in draw \(number) of scenario '\(name)'"
          options.report(mistake)
        }
      }
    }
  }
}

/// One problem of a family, with every number of its data, model and training.
struct ScenarioDraw: Sendable {
  var number: Int
  /// The draw as it is written.
  var node: OptionNode
  var experiment: Experiment
  /// The steps that are given before a free run.
  var context: Int

  init(_ node: OptionNode) throws(Diagnostics) {
    var options = Options(node)
    number = options.integer("draw", default: 0, .atLeast(0))
    self.node = node
    let translation = DrawTranslation(&options)
    context = translation.context
    var reader = Options(translation.node)
    experiment = Experiment(&reader)
    let mistakes =
      options.finish() + reader.finish() + experiment.contradictions(at: node.range)
    if mistakes.contains(where: { $0.severity == .error }) { throw Diagnostics(mistakes) }
  }
}

extension OptionNode {
  /// What was written, where that is one word or number.
  var scalar: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }
}
