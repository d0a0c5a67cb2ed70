import Foundation
import Learning
import Notebooks
import SourceText
import Testing

@testable import Runner

/// What makes an experiment another one, and what does not.
struct FingerprintTests {
  // MARK: What does not matter

  private static let plain = """
    ```yaml train a
    data: {source: sine, sequences: 8, length: 6}
    training: {epochs: 5, lr: 0.01}
    ```
    """

  @Test(arguments: [
    ("prose", "# Title\n\nWords about it.\n\n\(plain)\n\nAnd after it: `= a.test.mse`.\n"),
    (
      "the order of keys",
      """
      ```yaml train a
      training: {lr: 0.01, epochs: 5}
      data: {length: 6, sequences: 8, source: sine}
      ```
      """
    ),
    (
      "comments, blanks and style",
      """
      ~~~yaml   train   a
      # What it is given.
      data:
        source: "sine"
        sequences: 8   # few
        length: 6

      training:
        epochs: 5
        lr: 1e-2
      ~~~
      """
    ),
    (
      "defaults that are written out",
      """
      ```yaml train a
      data: {source: sine, sequences: 8, length: 6, periods: 2, noise: 0.1, test_sequences: 1000}
      model: {layer: lstm, hidden_size: 32, num_layers: 1, bidirectional: false, bias: true}
      training:
        epochs: 5
        lr: 0.01
        loss: {name: mse, reduction: mean}
        optimizer: {name: adam, betas: [0.9, 0.999], eps: 1e-8, weight_decay: 0}
        feeding: teacher_forcing
      seed: 0
      random: named
      ```
      """
    ),
    (
      "that it extends another",
      """
      ```yaml train base
      data: {source: sine, sequences: 8, length: 9}
      training: {epochs: 7, lr: 0.01}
      ```

      ```yaml train a
      extends: base
      data: {length: 6}
      training: {epochs: 5}
      ```
      """
    ),
  ])
  func aFingerprintDoesNotDependOn(_ what: String, _ notebook: String) throws {
    #expect(try fingerprint(notebook) == fingerprint(Self.plain), "\(what)")
  }

  @Test func aFingerprintDoesNotDependOnTheNameOfTheCell() throws {
    let renamed = Self.plain.replacingOccurrences(of: "train a", with: "train b")
    #expect(try fingerprint(renamed, of: "b") == fingerprint(Self.plain))
  }

  // MARK: What does

  /// Another value than the default for each option that can be listed, by section and entry.
  private static let others: [String: String] = [
    "noise.sequences": "7", "noise.length": "7", "noise.mean": "0.25", "noise.std": "0.2",
    "noise.test_sequences": "7", "sine.sequences": "7", "sine.length": "7", "sine.periods": "1.5",
    "sine.noise": "0.2", "sine.test_sequences": "7", "series.path": "other.csv",
    "series.date": "day", "series.value": "second", "series.window": "5",
    "series.test_share": "0.3", "series.standardise": "false", "model.hidden_size": "7",
    "model.num_layers": "2", "model.bidirectional": "true", "model.bias": "false",
    "model.batch_first": "false",
    "model.dropout": "0.2", "model.attention": "dot",
    "model.attention_residual": "true, attention: mha", "model.head_dropout": "0.2",
    "model.head_activation": "tanh", "model.forget_bias": "1", "model.chrono": "20",
    "model.blind": "true", "model.zero_head": "true", "model.weights": "start.safetensors",
    "training.lr": "0.002", "noise.shape": "exponential",
    "training.epochs": "7", "training.steps": "7",
    "training.loss": "mse_mean_penalty", "training.optimizer": "sgd",
    "training.feeding": "scheduled_sampling", "mse.reduction": "sum",
    "mse_mean_penalty.weight": "0.2", "adam.betas": "[0.8, 0.999]", "adam.eps": "1e-7",
    "adam.weight_decay": "0.1", "sgd.momentum": "0.9", "sgd.dampening": "0.1",
    "sgd.weight_decay": "0.1", "sgd.nesterov": "true, momentum: 0.9",
    "scheduled_sampling.teacher_forcing_ratio": "0.25", "scheduled_sampling.coin": "sequence",
    "scheduled_sampling.detach": "true",
    "scheduled_sampling.teacher_forcing_ratio_end": "0.25",
    "scheduled_sampling.decay": "exponential, teacher_forcing_ratio_end: 0",
    "training.schedule": "cosine", "training.clip_norm": "1",
    "training.clip_norm_type": "inf, clip_norm: 1", "training.clip_value": "1",
    "training.accidents": "[detached_state]", "training.batch_size": "7",
    "training.shuffle": "false, batch_size: 7",
    "training.validation_share": "0.3", "training.early_stopping": "{patience: 3}",
    "early_stopping.patience": "7", "early_stopping.min_delta": "0.1",
    "early_stopping.restore_best": "false",
    "smooth_l1.beta": "0.5", "huber.delta": "0.5", "quantile.q": "0.9",
    "gaussian_nll.full": "true", "mixture.components": "2", "cross_entropy.classes": "3",
    "spread_penalty.weight": "0.2", "adam.amsgrad": "true", "adamw.betas": "[0.8, 0.999]",
    "adamw.eps": "1e-7", "adamw.weight_decay": "0.1", "adamw.amsgrad": "true",
    "rmsprop.alpha": "0.9", "rmsprop.eps": "1e-7", "rmsprop.momentum": "0.9",
    "rmsprop.centered": "true", "rmsprop.weight_decay": "0.1", "step.step_size": "7",
    "step.gamma": "0.5", "multi_step.milestones": "[7]", "multi_step.gamma": "0.5",
    "exponential.gamma": "0.5", "cosine.t_max": "7", "cosine.eta_min": "0.0001",
    "one_cycle.max_lr": "0.1", "one_cycle.total_steps": "7", "one_cycle.pct_start": "0.5",
    "one_cycle.anneal_strategy": "linear", "one_cycle.cycle_momentum": "false",
    "one_cycle.base_momentum": "0.8", "one_cycle.max_momentum": "0.9",
    "one_cycle.div_factor": "7", "one_cycle.final_div_factor": "7",
    "one_cycle.three_phase": "true", "reduce_on_plateau.factor": "0.5",
    "reduce_on_plateau.patience": "7", "reduce_on_plateau.threshold": "0.1",
    "reduce_on_plateau.threshold_mode": "abs", "reduce_on_plateau.cooldown": "7",
    "reduce_on_plateau.min_lr": "0.1", "reduce_on_plateau.eps": "1e-7",
  ]

  /// A new option is covered on the day it is listed.
  @Test func everyOptionMatters() throws {
    // What a cell of another kind draws or repeats is no option of an experiment.
    for section in Catalogue().sections where !section.key.hasPrefix("yaml ") {
      for entry in section.entries {
        for option in entry.options where option.key != "layer" {
          let name = "\(entry.name).\(option.key)"
          let known = Self.others[name] ?? DataOptions.other(entry.name, option.key)
          let value = try #require(known, "give \(name) another value here")
          let base = DataOptions.base(entry.name, option.key)
          let plain = cell(section.key, entry.name, DataOptions.written(base))
          let written = DataOptions.written(base, with: [(option.key, value)])
          let changed = cell(section.key, entry.name, written)
          #expect(try fingerprint(changed) != fingerprint(plain), "\(name)")
        }
      }
    }
  }

  @Test func choicesSeedAndOrderOfDrawingMatter() throws {
    let variants = [
      "data: noise", "data: sine", "data: sine\ntraining: {loss: mse_mean_penalty}",
      "data: sine\ntraining: {optimizer: sgd}",
      "data: sine\nmodel: {layer: gru}", "data: sine\nmodel: {attention: mha}",
      "data: sine\ntraining: {feeding: scheduled_sampling}",
      "data: sine\nseed: 1", "data: sine\nrandom: pytorch", "data: sine\ndata_seed: 1",
    ]
    let fingerprints = try variants.map { try fingerprint("```yaml train a\n\($0)\n```\n") }
    #expect(Set(fingerprints).count == variants.count)
  }

  /// With `random: pytorch` the weights of a cell that extends another continue the other's stream.
  @Test func theProgramMattersInPyTorchsOrderAlone() throws {
    func pair(_ random: String) -> String {
      """
      ```yaml train base
      data: {source: noise, sequences: 9}
      random: \(random)
      ```

      ```yaml train a
      extends: base
      data: {sequences: 5}
      ```

      ```yaml train b
      data: {source: noise, sequences: 5}
      random: \(random)
      ```
      """
    }
    #expect(try fingerprint(pair("named")) == fingerprint(pair("named"), of: "b"))
    #expect(try fingerprint(pair("pytorch")) != fingerprint(pair("pytorch"), of: "b"))
  }

  @Test func aDataFilesContentMattersAndItsPathDoesNot() throws {
    func series(_ path: String) -> String {
      "```yaml train a\ndata: {source: series, path: \(path), window: 4}\n```\n"
    }
    let plain = try fingerprint(series("data.csv"))
    #expect(try fingerprint(series("copy.csv")) == plain)
    #expect(try fingerprint(series("other.csv")) != plain)
  }

  @Test func aDigestIsThatOfTheStandard() {
    // printf abc | sha256sum
    #expect(
      Digest.sha256(Data("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  // MARK: Helpers

  /// A cell with one entry of the catalogue chosen, and an option of it.
  private func cell(_ key: String, _ name: String, _ option: String) -> String {
    let rest = option.isEmpty ? "" : ", \(option)"
    let sine = "data: sine\n"
    let options =
      switch key {
      case "data.source":
        "data: {source: \(name)\(rest)}"
      case "model": sine + "model: {\(option)}"
      case "data.augmentation":
        "data: {source: sine, augmentation: [{name: \(name)\(rest)}]}"
      case "model.layer": sine + "model: {layer: {name: \(name)\(rest)}}"
      case "model.attention": sine + "model: {attention: {name: \(name)\(rest)}}"
      case "training": sine + "training: {\(option)}"
      case "training.loss": sine + "training: {loss: {name: \(name)\(rest)}}"
      case "training.optimizer": sine + "training: {optimizer: {name: \(name)\(rest)}}"
      case "training.schedule": sine + "training: {schedule: {name: \(name)\(rest)}}"
      case "training.early_stopping": sine + "training: {early_stopping: {\(option)}}"
      case "training.accidents": sine + "training: {accidents: [{name: \(name)\(rest)}]}"
      case "training.feeding": sine + "training: {feeding: {name: \(name)\(rest)}}"
      default: "data: noise"
      }
    return "```yaml train a\n\(options)\n```\n"
  }

  /// Of a train cell, read as a build reads it.
  private func fingerprint(_ notebook: String, of name: String = "a") throws -> Fingerprint {
    let (read, problems) = Notebook.read(SourceFile(path: "notebooks/x.md", text: notebook))
    let reader = DataReader(folder: "notebooks", boundary: nil, files: Self.files)
    let scope = Scope(read.cells, reader)
    let messages = DiagnosticRenderer().render(problems + scope.diagnostics)
    let named = try #require(scope.experiments[name], "\(messages)\(notebook)")
    return Fingerprint(of: named.experiment)
  }

  /// Files in memory.
  private static let files: Files = {
    let header = "date,value,day,second\n"
    let rows = (0..<40).map { "\($0),\($0 * $0 % 7),d\($0),\($0 % 5)\n" }.joined()
    let texts = [
      "notebooks/data.csv": header + rows, "notebooks/copy.csv": header + rows,
      "notebooks/other.csv": header + rows + "40,3,d40,1\n",
      "notebooks/data.txt": String(repeating: "meanwhile ", count: 40),
      "notebooks/data.safetensors": DataOptions.arrays(first: 0),
      "notebooks/other.safetensors": DataOptions.arrays(first: 1),
      "notebooks/start.safetensors": DataOptions.weights,
    ]
    return Files(
      read: { Data((texts[$0] ?? "").utf8) }, write: { _, _ in }, list: { _ in [] },
      resolve: { texts[$0] == nil ? nil : $0 })
  }()
}
