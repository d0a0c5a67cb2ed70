import Foundation
import TestSupport
import Testing

@Suite struct GoldenTests {
  @Test func everyCaseHasAFileWithEveryResultTheIndexMeasures() throws {
    for golden in try Golden.cases(in: Golden.folder) {
      let vectors = try GoldenVectors(golden)
      for result in golden.deviations.keys {
        #expect(vectors.contains(result), "\(golden.name) \(result)")
        #expect(
          vectors.contains("f64.\(result)") != golden.omittedDoubles.contains(result),
          "\(golden.name) \(result)")
      }
    }
  }

  @Test(arguments: try Golden.cases(kind: .layer) + Golden.cases(kind: .article))
  func theShapesAreThoseOfTheIndex(_ golden: GoldenCase) throws {
    let network = try #require(golden.network)
    let vectors = try GoldenVectors(golden)
    #expect(try vectors.shape("x") == [network.batchSize, network.length, network.inputSize])
    let gates = try #require(["lstm": 4, "gru": 3, "rnn": 1][network.cell])
    #expect(
      try vectors.shape("weight_hh_l\(network.layerCount - 1)")
        == [gates * network.hiddenSize, network.hiddenSize])
    #expect(vectors.contains("bias_ih_l0") == network.bias)
    #expect(vectors.contains("weight_ih_l0_reverse") == network.bidirectional)
    #expect(vectors.contains("grad.h0") == network.initialState)
    #expect(vectors.contains("lengths") == (network.lengths != nil))
    if let lengths = network.lengths { #expect(try vectors.integers("lengths") == lengths) }
  }

  @Test func thePackedCaseKeepsItsLengths() throws {
    #expect(try Golden.named("lstm_packed").network?.lengths == [8, 3, 5, 1, 8])
  }

  @Test func anOptimizerKeepsItsSettings() throws {
    let sgd = try #require(try Golden.named("opt_sgd_dampening_wd").optimizer)
    #expect(sgd.name == "SGD")
    #expect(sgd.momentum == 0.8)
    #expect(sgd.dampening == 0.3)
    #expect(sgd.weightDecay == 0.02)
    #expect(try Golden.named("opt_sgd_nesterov").optimizer?.nesterov == true)
    #expect(try Golden.named("lstm_1l").optimizer == nil)
  }

  @Test func aScheduleIsFoundBesideAndBelowTheName() throws {
    for name in ["sched_cosine", "train_adam_cosine_clip"] {
      let schedule = try #require(try Golden.named(name).schedule)
      #expect(schedule.scheduler == "CosineAnnealingLR")
      #expect(schedule.tMax == 20)
      #expect(schedule.etaMin == 0.0001)
    }
    #expect(try Golden.named("sched_onecycle_sgd").schedule?.pctStart == 0.3)
    #expect(try Golden.named("sched_cosine").optimizer?.learningRate == 0.1)
  }

  @Test func anInfiniteNormIsReadAsSuch() throws {
    #expect(try Golden.named("clip_inf_norm").clipNormType == .infinity)
    #expect(try Golden.named("clip_active").clipNormType == 2)
  }

  @Test func anInfinityWithoutQuotesIsReadToo() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("meanwhile-golden-\(UUID())", isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(
      #"{"cases": [{"name": "a", "file": "a", "kind": "clip", "norm_type": Infinity}]}"#.utf8
    ).write(to: folder.appendingPathComponent("index.json"))
    #expect(try Golden.cases(in: folder).map(\.clipNormType) == [.infinity])
  }

  @Test func theSamplingCasesDifferInCoinAndGradient() throws {
    let cases = try Golden.cases(kind: .scheduledSampling)
    let flags = cases.reduce(into: [:]) { $0[$1.name] = $1.sampling }
    #expect(flags["ss_sample_coin"]?.perSampleCoin == true)
    #expect(flags["ss_batch_coin"]?.perSampleCoin == false)
    #expect(flags["ss_detach"]?.detachFeedback == true)
    #expect(try Golden.named("ss_train20").trainingSteps == 20)
  }

  @Test func aReferenceIsTheDoubleTwinWithPyTorchsOwnErrorAsItsMeasure() throws {
    let vectors = try GoldenVectors(Golden.named("lstm_1l"))
    let outputs = try vectors.reference("outputs")
    let twin = try vectors.doubles("f64.outputs")
    #expect(outputs.values == twin)
    let size = try #require(twin.map(abs).max())
    #expect(outputs.bound == 8 * 3.68e-08 + 1e-6 * size)
    expectClose(try vectors.floats("outputs"), to: outputs)
  }

  @Test func withoutATwinTheFloatsAreTheReference() throws {
    let vectors = try GoldenVectors(Golden.named("article_ex3_train"))
    #expect(vectors.golden.omittedDoubles == ["final.weight_hh_l0"])
    let final = try vectors.reference("final.weight_hh_l0", .training)
    #expect(final.values == (try vectors.doubles("final.weight_hh_l0")))
  }

  @Test func askingForWhatIsNotThereThrows() throws {
    #expect(throws: Safetensors.Failure.self) { try Golden.named("lstm_0l") }
    let vectors = try GoldenVectors(Golden.named("lstm_1l"))
    #expect(throws: Safetensors.Failure.self) { try vectors.floats("weight_ih_l1") }
    #expect(throws: Safetensors.Failure.self) { try vectors.integers("x") }
  }
}
