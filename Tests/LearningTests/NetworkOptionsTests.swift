import Foundation
import SourceText
import Testing

@testable import Learning

@Suite struct NetworkOptionsTests {
  private func messages(_ model: OptionNode, feeding: OptionNode = "teacher_forcing")
    -> [Diagnostic]
  {
    var options = Options([
      "data": ["source": "sine"], "model": model, "training": ["feeding": feeding],
    ])
    let experiment = Experiment(&options)
    return options.finish() + experiment.contradictions(at: nil)
  }

  @Test(
    arguments: [
      (["forget_bias": 1, "layer": "gru"], "forget_bias starts a forget gate, and gru has none"),
      (["chrono": 20, "layer": "rnn_tanh"], "chrono starts a forget gate, and rnn_tanh has none"),
      (["chrono": 20, "bias": false], "chrono starts a bias, and with bias: false there is none"),
      (
        ["chrono": 20, "forget_bias": 1],
        "chrono sets the forget gate's start, so forget_bias has none to add to"
      ),
      (["chrono": 2], "chrono must be at least 3 steps, not 2"),
      (["dropout": 0.5], "dropout acts between stacked layers, and num_layers is 1"),
      (
        ["attention_residual": true, "attention": "dot"],
        "attention_residual adds outputs to what mha gives; with attention dot there is nothing to add"
      ),
      (
        ["attention": "mha", "bidirectional": true],
        "attention looks at the steps up to its own, and a bidirectional layer has seen them all"
      ),
      (["dropout": 1, "num_layers": 2], "dropout must be at least 0 and below 1, not 1"),
    ] as [(OptionNode, String)])
  func aContradictionIsAnswered(_ model: OptionNode, _ message: String) {
    #expect(messages(model).map(\.message) == [message])
  }

  @Test func attentionIsNotFedItsOutputs() {
    let found = messages(["attention": "dot"], feeding: "scheduled_sampling")
    #expect(found.map(\.id) == ["contradiction"])
    #expect(found[0].message.hasPrefix("attention reads whole sequences"))
  }

  @Test func everyNewOptionMayBeUsed() {
    #expect(
      messages([
        "layer": "gru", "num_layers": 2, "dropout": 0.2, "head_dropout": 0.5,
        "head_activation": "tanh", "attention": "mha", "attention_residual": true,
      ]).isEmpty)
    #expect(messages(["forget_bias": 1]).isEmpty)
    #expect(messages(["chrono": 40]).isEmpty)
  }

  /// The bytes are said, and none is allocated.
  @Test(arguments: recurrentLayers.map { $0.name }, attentions.map { $0.name })
  func aHiddenSizeOfMillionsIsTooLarge(_ layer: String, _ attention: String) {
    for size in [1_000_000, 1_000_000_000] {
      let found = messages([
        "layer": OptionNode(stringLiteral: layer), "hidden_size": OptionNode(size),
        "attention": OptionNode(stringLiteral: attention), "num_layers": 16,
      ])
      #expect(found.map(\.id) == ["too-large"])
    }
  }

  @Test func whatIsNeededGrowsWithWhatIsAskedFor() {
    func needed(_ model: OptionNode) -> Int {
      experiment(["data": ["source": "sine"], "model": model]).bytesNeeded
    }
    let base = needed(["hidden_size": 64, "num_layers": 2])
    #expect(needed(["hidden_size": 64, "num_layers": 2, "layer": "gru"]) < base)
    #expect(needed(["hidden_size": 64, "num_layers": 2, "dropout": 0.5]) > base)
    #expect(needed(["hidden_size": 64, "num_layers": 2, "head_dropout": 0.5]) > base)
    for attention in ["dot", "additive", "mha"] {
      let node: OptionNode = [
        "hidden_size": 64, "num_layers": 2, "attention": OptionNode(stringLiteral: attention),
      ]
      #expect(needed(node) > base)
    }
  }

  /// Records of experiments that use nothing new keep their fingerprints.
  @Test func newOptionsAreWrittenOnlyWhereTheyAreUsed() throws {
    #expect(
      try text(["hidden_size": 8]) == #"""
        {"bias":true,"bidirectional":false,"blind":false,"hidden_size":8,"layer":"lstm","num_layers":1}
        """#)
    #expect(
      try text([
        "hidden_size": 8, "layer": "gru", "num_layers": 2, "dropout": 0.5, "head_dropout": 0.25,
        "head_activation": "relu", "attention": "mha", "attention_residual": true,
      ])
        == #"{"attention":"mha","attention_residual":true,"bias":true,"bidirectional":false,"#
        + #""blind":false,"dropout":0.5,"head_activation":"relu","head_dropout":0.25,"#
        + #""hidden_size":8,"layer":"gru","num_layers":2}"#)
    #expect(try text(["forget_bias": 1]).contains(#""forget_bias":1"#))
    #expect(try text(["chrono": 9]).contains(#""chrono":9"#))
  }

  private func text(_ node: OptionNode) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(model(node)), as: UTF8.self)
  }
}
