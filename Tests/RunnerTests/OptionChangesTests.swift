import SourceText
import Testing

@testable import Runner

/// What a page says a cell changes in the one it extends.
struct OptionChangesTests {
  private func scalar(_ text: String) -> OptionNode { OptionNode(.scalar(text, quoted: false)) }
  private func map(_ entries: KeyValuePairs<String, OptionNode>) -> OptionNode {
    OptionNode(.mapping(entries.map { OptionNode.Entry(key: $0.key, value: $0.value) }))
  }
  private func changes(_ old: OptionNode, _ new: OptionNode) -> [String] {
    OptionChanges.between(old, new).map { "\($0.option): \($0.from) → \($0.to)" }
  }

  @Test func aChangedAnAddedAndAMissingOptionAreNamedByTheirPaths() {
    let old = map(["training": map(["lr": scalar("0.01"), "epochs": scalar("5")])])
    let new = map(["training": map(["lr": scalar("0.02"), "optimizer": scalar("sgd")])])
    #expect(
      changes(old, new) == [
        "training.lr: 0.01 → 0.02", "training.optimizer: default → sgd",
        "training.epochs: 5 → default",
      ])
  }

  @Test func aWordThatBecomesAMappingIsOneChangePerOption() {
    let old = map(["loss": scalar("mse")])
    let new = map(["loss": map(["name": scalar("huber"), "delta": scalar("1")])])
    #expect(changes(old, new) == ["loss.name: mse → huber", "loss.delta: default → 1"])
  }

  @Test func equalOptionsAreNoChange() {
    let options = map(["seed": scalar("1")])
    #expect(changes(options, options).isEmpty)
  }
}
