import Learning
import SourceText

/// The article's three experiments, as their cells say them.
enum Article: String, CaseIterable {
  case ex1, ex2, ex3

  /// The epochs through which float32 implementations agree closely.
  var agreeing: Int { self == .ex1 ? 300 : 400 }

  /// - Parameter testSequences: held-out sequences; nil for as many as a cell has by default.
  func experiment(seed: Int, testSequences: Int? = nil) -> Experiment {
    var options = Options(node(seed: seed, testSequences: testSequences))
    let experiment = Experiment(&options)
    let mistakes = options.finish()
    precondition(mistakes.isEmpty, mistakes.map(\.message).joined(separator: "\n"))
    return experiment
  }

  private func node(seed: Int, testSequences: Int?) -> OptionNode {
    let heldOut = testSequences.map { [("test_sequences", text("\($0)"))] } ?? []
    let data: OptionNode
    let training: OptionNode
    switch self {
    case .ex1:
      data = map(
        [("source", text("noise")), ("sequences", text("100")), ("length", text("10"))] + heldOut)
      training = map([("lr", text("0.01")), ("epochs", text("500"))])
    case .ex2, .ex3:
      data = map(
        [("source", text("sine")), ("sequences", text("200")), ("length", text("20"))] + heldOut)
      var options = [("lr", text("0.001")), ("epochs", text("1000"))]
      if self == .ex3 {
        options += [("loss", text("mse_mean_penalty")), ("feeding", text("scheduled_sampling"))]
      }
      training = map(options)
    }
    return map([
      ("data", data), ("model", map([("hidden_size", text(self == .ex1 ? "32" : "128"))])),
      ("training", training), ("seed", text("\(seed)")), ("random", text("pytorch")),
    ])
  }
}

/// A mapping and a scalar of an author's text.
func text(_ text: String) -> OptionNode { OptionNode(.scalar(text, quoted: false)) }
func map(_ entries: [(String, OptionNode)]) -> OptionNode {
  OptionNode(.mapping(entries.map { OptionNode.Entry(key: $0.0, value: $0.1) }))
}
