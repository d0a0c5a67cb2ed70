import ArrayFiles
import Foundation
import Learning
import SourceText
import Testing

@testable import Runner

/// Runs as PyTorch scripts and their weights as files. That the scripts print the same losses is shown by
/// scripts/test-eject, which needs Python.
struct EjectTests {
  static let project = Project(notebooks: repository + "/Tests/RunnerTests/Eject")

  /// What PyTorch does by another rule.
  @Test func everyOptionHasAScriptOrAReason() throws {
    var without: [String: [String]] = [:]
    for found in try RunFinder(Self.project).all() {
      do {
        let script = try Ejection(found).script()
        #expect(script.contains("losses.append("), "\(found.title)")
      } catch let problem as Diagnostic {
        without[found.run.name] = problem.notes
      }
    }
    #expect(
      without == [
        "augmented": ["augmentation draws its altered copies by rules of its own"],
        "dropout": ["dropout draws its masks by another rule in PyTorch"],
        "head-dropout": ["dropout draws its masks by another rule in PyTorch"],
      ])
  }

  /// A new source, layer or loss is ejected on the day it is registered, or this fails.
  @Test func everyNameThatAnExperimentCanChooseIsTried() throws {
    let experiments = try RunFinder(Self.project).all().map(\.run.experiment)
    func names(_ chosen: (Experiment) -> String) -> Set<String> { Set(experiments.map(chosen)) }
    #expect(names { type(of: $0.data).name } == Set(dataSources.map { $0.name }))
    #expect(names { type(of: $0.model.layer).name } == Set(recurrentLayers.map { $0.name }))
    #expect(names { type(of: $0.model.attention).name } == Set(attentions.map { $0.name }))
    #expect(names { type(of: $0.training.loss).name } == Set(losses.map { $0.name }))
    #expect(names { type(of: $0.training.optimizer).name } == Set(optimizers.map { $0.name }))
    #expect(names { type(of: $0.training.schedule).name } == Set(schedules.map { $0.name }))
    #expect(names { type(of: $0.training.feeding).name } == Set(feedings.map { $0.name }))
    let tried = Set(experiments.flatMap(\.training.accidents).map { type(of: $0).name })
    #expect(tried == Set(accidents.map { $0.name }))
  }

  @Test(arguments: ["noise-program", "sampling", "series-columns"])
  func aScriptIsTheOneThatIsKept(_ name: String) throws {
    let path = "\(repository)/Tests/RunnerTests/Eject/Scripts/\(name).py"
    let found = try RunFinder(Self.project).run(name)
    let written = try Ejection(
      RunFinder.Found(run: found.run, folder: "notebooks", title: found.title)
    )
    .script()
    if ProcessInfo.processInfo.environment["MEANWHILE_RECORD"] != nil {
      try Data(written.utf8).write(to: URL(filePath: path))
    }
    #expect(written == (try String(contentsOf: URL(filePath: path), encoding: .utf8)))
  }

  // MARK: Finding

  @Test func aRunIsFoundByNameAndByNotebook() throws {
    let finder = RunFinder(Self.project)
    for what in ["gru", "every-option#gru", "Tests/RunnerTests/Eject/every-option.md#gru"] {
      #expect(try finder.run(what).title == "every-option#gru")
    }
  }

  @Test(arguments: [
    ("gruu", "did you mean 'gru'?"), ("every-opton#gru", "did you mean 'every-option'?"),
  ])
  func aMisspelledNameIsMetWithTheNearest(_ what: String, _ help: String) throws {
    let error = #expect(throws: Diagnostics.self) { try RunFinder(Self.project).run(what) }
    #expect(error?.all.first?.help == [help])
  }

  @Test func ofASweepOneRunIsNamed() throws {
    let workplace = try Workplace(
      notebook: """
        ```yaml train a
        data: {source: noise, sequences: 8, length: 4}
        training: {epochs: 2}
        ```

        ```yaml sweep rates
        of: a
        vary: {training.lr: [0.1, 0.01]}
        ```
        """)
    let finder = RunFinder(Project(notebooks: workplace.path("notebooks")))
    let error = #expect(throws: Diagnostics.self) { try finder.run("rates") }
    #expect(error?.all.first?.message == "the cell 'rates' has 2 runs")
    for found in try finder.all() {
      #expect(try finder.run(found.run.name).run.name == found.run.name)
    }
  }

  // MARK: Weights

  /// What is written can be read as the start of the same network, and starts where the other ended.
  @Test(arguments: ["gru", "both-ways", "rnn-relu", "mha", "loss-mixture"])
  func weightsComeBackAsTheyWent(_ name: String) throws {
    let found = try RunFinder(Self.project).run(name)
    let record = try Trainer().train(found.run.experiment)
    let bytes = try Ejection(found).weights(of: record)
    let file = try SafetensorsFile(bytes)
    #expect(file.names.contains { $0.hasSuffix(".weight_ih_l0") && !$0.hasPrefix("weight") })
    #expect(file.names.contains("fc.weight"))

    let workplace = try Workplace()
    try workplace.write("notebooks/start.safetensors", Data(bytes))
    var model = "weights: start.safetensors"
    let network = found.run.experiment.model
    model += ", layer: \(type(of: network.layer).name), hidden_size: \(network.hiddenSize)"
    model += ", num_layers: \(network.layers), bidirectional: \(network.bidirectional)"
    model += ", attention: \(type(of: network.attention).name)"
    let loss = type(of: found.run.experiment.training.loss).name
    let options = loss == "mixture" ? "{name: mixture, components: 2}" : loss
    try workplace.write(
      "notebooks/again.md",
      """
      ```yaml train again
      data: {source: delay, lag: 2, sequences: 24, length: 9, test_sequences: 12}
      model: {\(model)}
      training: {lr: 1e-30, epochs: 1, loss: \(options)}
      ```
      """)
    let again = try RunFinder(Project(notebooks: workplace.path("notebooks"))).run("again")
    let second = try Trainer().train(again.run.experiment)
    #expect(second.weights == record.weights)
    #expect(second.test.values == record.test.values)
  }
}
