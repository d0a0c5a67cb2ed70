import Testing

@testable import SourceText

@Suite struct OptionNodeTests {
  /// A node as flow YAML, to compare it by.
  private func written(_ node: OptionNode) -> String {
    switch node.content {
    case .scalar(let text, let quoted): return quoted ? "'\(text)'" : text
    case .list(let items): return "[\(items.map(written).joined(separator: ", "))]"
    case .mapping(let entries):
      return "{\(entries.map { "\($0.key): \(written($0.value))" }.joined(separator: ", "))}"
    }
  }

  @Test func mappingsAreMergedKeyByKey() {
    let base: OptionNode = ["epochs": "40", "model": ["size": "8", "layers": "1"]]
    let over: OptionNode = ["model": ["size": "16"], "seed": "3"]
    #expect(written(over.laid(over: base)) == "{epochs: 40, model: {size: 16, layers: 1}, seed: 3}")
  }

  @Test func listsAndScalarsAreReplaced() {
    let base: OptionNode = ["a": .list("1", "2"), "b": "x"]
    let over: OptionNode = ["a": .list("3"), "b": ["c": .list()]]
    #expect(written(over.laid(over: base)["a"] ?? .empty) == "[3]")
  }

  @Test(arguments: ["name", "source", "layer"])
  func anotherChoiceReplacesTheOneBelowItWhole(_ chooser: String) {
    let base = OptionNode(
      .mapping([.init(key: chooser, value: "huber"), .init(key: "delta", value: "2")]))
    let other = OptionNode(.mapping([.init(key: chooser, value: "mse")]))
    #expect(written(other.laid(over: base)) == "{\(chooser): mse}")
    let same = OptionNode(.mapping([.init(key: chooser, value: "huber")]))
    #expect(written(same.laid(over: base)) == "{\(chooser): huber, delta: 2}")
  }

  @Test func optionsLaidOverABareNameAreThatChoicesOptions() {
    let merged = OptionNode.mapping(["delta": "2"]).laid(over: "huber")
    var options = Options(["loss": merged])
    let choice = options.choice(
      "loss", among: [OptionsTests.Squared.self, OptionsTests.Huber.self])
    #expect((choice as? OptionsTests.Huber)?.delta == 2)
    #expect(options.finish().isEmpty)
    #expect(written(OptionNode.mapping(["name": "mse"]).laid(over: "huber")) == "{name: mse}")
  }

  @Test func aNameLaidOverOptionsDropsThem() {
    let merged = OptionNode.scalar("mse").laid(over: ["name": "huber", "delta": "2"])
    #expect(written(merged) == "mse")
  }
}
