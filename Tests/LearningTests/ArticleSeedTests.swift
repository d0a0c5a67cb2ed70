import Foundation
import SourceText
import TestSupport
import Testing

@testable import Learning

/// The whole of `random: pytorch`, draws and all: the losses that the article's programs print.
/// `Benchmarks seeds` compares all of them; here are the first that are printed.
@Suite struct ArticleSeedTests {
  static let programs: [(name: String, node: OptionNode)] = [
    (
      "ex1",
      [
        "data": ["source": "noise"], "model": ["hidden_size": 32],
        "training": ["lr": 0.01, "epochs": 100], "random": "pytorch",
      ]
    ),
    (
      "ex2",
      [
        "data": ["source": "sine"], "model": ["hidden_size": 128],
        "training": ["epochs": 200], "random": "pytorch",
      ]
    ),
    (
      "ex3",
      [
        "data": ["source": "sine"], "model": ["hidden_size": 128],
        "training": [
          "epochs": 200, "loss": "mse_mean_penalty", "feeding": "scheduled_sampling",
        ],
        "random": "pytorch",
      ]
    ),
  ]

  @Test(arguments: programs.indices)
  func theFirstPrintedLossIsTheSame(_ index: Int) throws {
    struct Printed: Decodable { let losses: [String: [String: [String: Double]]] }
    let file = Golden.folder.appendingPathComponent("article_seeds.json")
    let printed = try JSONDecoder().decode(Printed.self, from: Data(contentsOf: file))
    let program = Self.programs[index]
    let experiment = experiment(program.node)
    let last = "\(experiment.training.epochs)"
    let expected = try #require(printed.losses[program.name]?["seed0"]?[last])
    let losses = try Trainer(threads: 2).train(experiment).losses.values
    // Printed with four decimals.
    expectClose(
      [try #require(losses.last)], to: [expected], bound: 0.000_05 + 0.000_01, program.name)
  }
}
