import Foundation
import SourceText
import Testing

@testable import Learning

@Suite struct ExperimentTests {
  private func base(_ random: OptionNode) -> Experiment {
    experiment([
      "data": ["source": "noise", "sequences": 6, "length": 4, "test_sequences": 5],
      "model": ["hidden_size": 3], "seed": 2, "random": random,
    ])
  }

  @Test(arguments: ["named", "pytorch"])
  func anotherLossOrSizeKeepsTheData(_ random: String) throws {
    let base = base(OptionNode(stringLiteral: random))
    let other = base.changed {
      $0.training.loss = choice(MeanPenalty.self)
      $0.model.hiddenSize = 5
    }
    let (before, after) = (try base.split(), try other.split())
    #expect(before.train.inputs == after.train.inputs)
    #expect(before.train.targets == after.train.targets)
    #expect(before.test.inputs == after.test.inputs)
  }

  @Test(arguments: ["named", "pytorch"])
  func anotherLossKeepsTheWeights(_ random: String) {
    let base = base(OptionNode(stringLiteral: random))
    let other = base.changed { $0.training.loss = choice(MeanPenalty.self) }
    #expect(weights(of: base) == weights(of: other))
  }

  /// The first parameters that are drawn have the first numbers, whatever follows.
  @Test(arguments: ["named", "pytorch"])
  func aSecondLayerKeepsTheWeightsOfTheFirst(_ random: String) {
    let base = base(OptionNode(stringLiteral: random))
    let other = base.changed { $0.model.layers = 2 }
    let first = 4 * 3 + 4 * 3 * 3 + 2 * 4 * 3
    #expect(weights(of: base)[..<first] == weights(of: other)[..<first])
  }

  /// The program drew six sequences before its weights; so does a copy that trains on more.
  @Test(arguments: ["named", "pytorch"])
  func otherDataKeepTheWeights(_ random: String) {
    let base = base(OptionNode(stringLiteral: random))
    let other = base.changed {
      $0.data = choice(NoiseSource.self, ["sequences": 9, "length": 4])
    }
    #expect(weights(of: base) == weights(of: other))
    // A copy of a copy keeps the original's program.
    let third = other.changed { $0.data = choice(SineSource.self) }
    #expect(weights(of: base) == weights(of: third))
  }

  @Test func withoutTheChangeTheProgramsOwnDataMoveItsWeights() {
    var other = base("pytorch")
    other.data = choice(NoiseSource.self, ["sequences": 9, "length": 4])
    #expect(weights(of: base("pytorch")) != weights(of: other))
  }

  @Test func heldOutDataAreTheSameInBothOrders() throws {
    let (named, program) = (try base("named").split(), try base("pytorch").split())
    #expect(named.test.inputs == program.test.inputs)
    #expect(named.test.targets == program.test.targets)
    #expect(named.train.inputs != program.train.inputs)
  }

  @Test func aNetworkThatReadsBackwardsIsNotFedItsOutputs() {
    let node: OptionNode = [
      "model": ["bidirectional": true], "training": ["feeding": "scheduled_sampling"],
    ]
    var options = Options(node)
    _ = Experiment(&options)
    #expect(options.finish().map(\.id) == ["contradiction"])
  }

  @Test func aCopyWithNothingChangedIsTheSameExperiment() throws {
    let base = base("pytorch")
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(try encoder.encode(base) == encoder.encode(base.changed { _ in }))
    let moved = base.changed { $0.data = choice(SineSource.self) }
    var own = moved
    own.program = nil
    #expect(try encoder.encode(moved) != encoder.encode(own))
  }

  @Test func theCanonicalTextTellsExperimentsApart() throws {
    let base = base("named")
    var seen: Set<String> = [try text(of: base)]
    let changes: [(inout Experiment) -> Void] = [
      { $0.seed = 3 },
      { $0.random = .pytorch },
      { $0.model.hiddenSize = 4 },
      { $0.model.blind = true },
      { $0.training.lr = 0.002 },
      { $0.training.loss = choice(MeanSquaredError.self, ["reduction": "sum"]) },
      { $0.training.loss = choice(MeanPenalty.self, ["weight": 0.2]) },
      { $0.training.optimizer = choice(Adam.self, ["betas": [0.8, 0.999]]) },
      { $0.training.optimizer = choice(SGD.self, ["momentum": 0.5]) },
      { $0.training.feeding = choice(ScheduledSampling.self) },
      { $0.training.feeding = choice(ScheduledSampling.self, ["detach": true]) },
      { $0.training.feeding = choice(ScheduledSampling.self, ["teacher_forcing_ratio_end": 0]) },
      {
        $0.training.feeding = choice(
          ScheduledSampling.self, ["teacher_forcing_ratio_end": 0, "decay": "exponential"])
      },
      { $0.training.optimizer = choice(Adam.self, ["amsgrad": true]) },
      { $0.training.optimizer = choice(AdamW.self) },
      { $0.training.optimizer = choice(RMSprop.self) },
      { $0.training.optimizer = choice(RMSprop.self, ["centered": true]) },
      { $0.training.loss = choice(HuberLoss.self) },
      { $0.training.loss = choice(HuberLoss.self, ["delta": 2]) },
      { $0.training.loss = choice(AbsoluteError.self) },
      { $0.training.schedule = choice(CosineSchedule.self) },
      { $0.training.schedule = choice(CosineSchedule.self, ["t_max": 7]) },
      { $0.training.clipping.norm = 1 },
      { $0.training.clipping.value = 1 },
      {
        $0.training.clipping.norm = 1
        $0.training.clipping.normType = .infinity
      },
      { $0.training.batchSize = 2 },
      {
        $0.training.batchSize = 2
        $0.training.shuffle = true
      },
      { $0.training.validationShare = 0.2 },
      {
        $0.training.validationShare = 0.2
        $0.training.earlyStopping = EarlyStopping(patience: 3)
      },
      { $0.data = choice(NoiseSource.self, ["sequences": 6, "length": 4, "std": 0.2]) },
    ]
    for change in changes { seen.insert(try text(of: base.changed(change))) }
    #expect(seen.count == changes.count + 1)
    #expect(try text(of: base.changed { _ in }) == text(of: base))
  }

  /// Records that were made before these options existed keep their names.
  @Test func optionsAtTheirDefaultsAreNotInTheText() throws {
    let plain = experiment([
      "training": ["feeding": "scheduled_sampling", "loss": "mse", "optimizer": "adam"]
    ])
    let spelledOut = experiment([
      "training": [
        "feeding": ["name": "scheduled_sampling", "teacher_forcing_ratio_end": 0.5],
        "optimizer": ["name": "adam", "amsgrad": false], "schedule": "none",
        "clip_norm_type": "inf", "batch_size": 0, "validation_share": 0,
      ]
    ])
    let other = try text(of: spelledOut)
    let written = try text(of: plain)
    #expect(written == other)
    #expect(
      written == """
        {"data":{"length":10,"mean":0.5,"name":"noise","sequences":100,"std":0.1,\
        "test_sequences":1000},\
        "model":{"bias":true,"bidirectional":false,"blind":false,"hidden_size":32,\
        "layer":"lstm","num_layers":1},"numerics":2,"random":"named","seed":0,\
        "training":{"epochs":500,"feeding":{"coin":"step","detach":false,\
        "name":"scheduled_sampling","teacher_forcing_ratio":0.5},"loss":{"name":"mse",\
        "reduction":"mean"},"lr":0.001,"optimizer":{"betas":[0.9,0.999],"eps":1e-08,\
        "name":"adam","weight_decay":0}}}
        """)
  }

  private func text(of experiment: Experiment) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(experiment), as: UTF8.self)
  }

  private func weights(of experiment: Experiment) -> [Float] {
    ParameterLayout(experiment.model, inputs: 1, outputs: 1).initialWeights(
      experiment.model, experiment.drawsAfterData())
  }
}
