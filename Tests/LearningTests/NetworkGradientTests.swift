import SourceText
import Tensors
import TestSupport
import Testing

@testable import Learning

/// Every gradient of every kind of network against differences of losses: a layer, an attention or
/// an activation is covered the day it is listed.
@Suite struct NetworkGradientTests {
  struct Setting: Sendable, CustomTestStringConvertible {
    let model: OptionNode
    let testDescription: String
    var hasCorners: Bool { testDescription.contains("relu") }
  }

  static let settings: [Setting] = recurrentLayers.flatMap { layer in
    let attention: [(name: String, residual: Bool)] =
      attentions.map { ($0.name, false) } + [("mha", true)]
    return attention.flatMap { attention in
      Activation.allCases.map { activation in
        Setting(
          model: [
            "layer": OptionNode(stringLiteral: layer.name), "hidden_size": 3,
            "attention": OptionNode(stringLiteral: attention.name),
            "attention_residual": OptionNode(booleanLiteral: attention.residual),
            "head_activation": OptionNode(stringLiteral: activation.rawValue),
          ],
          testDescription:
            "\(layer.name), \(attention.name)\(attention.residual ? " residual" : ""), \(activation.rawValue)"
        )
      }
    }
  }

  @Test(arguments: settings)
  func gradientsAreSlopes(_ setting: Setting) {
    NetworkProbe(model(setting.model), apart: setting.hasCorners).expectGradientsAreSlopes()
  }

  @Test(arguments: recurrentLayers.map { $0.name })
  func gradientsOfStackedLayersInBothDirectionsAreSlopes(_ layer: String) {
    let network = model([
      "layer": OptionNode(stringLiteral: layer), "hidden_size": 2, "num_layers": 2,
      "bidirectional": true,
    ])
    NetworkProbe(network, apart: layer.contains("relu")).expectGradientsAreSlopes()
  }

  /// Without biases a relu unit may come near its corner.
  @Test(arguments: recurrentLayers.map { $0.name }.filter { !$0.contains("relu") })
  func gradientsWithoutBiasesAreSlopes(_ layer: String) {
    let network = model([
      "layer": OptionNode(stringLiteral: layer), "hidden_size": 3, "num_layers": 2, "bias": false,
    ])
    NetworkProbe(network).expectGradientsAreSlopes()
  }

  @Test(arguments: recurrentLayers.map { $0.name }, Activation.allCases)
  func gradientsOfANetworkFedItsOutputsAreSlopes(_ layer: String, _ activation: Activation) {
    let network = model([
      "layer": OptionNode(stringLiteral: layer), "hidden_size": 3, "num_layers": 2,
      "head_activation": OptionNode(stringLiteral: activation.rawValue),
    ])
    let coins = NetworkPass.Coins(
      isTruth: (0..<12).map { $0 % 3 == 0 }, perSequence: true)
    NetworkProbe(network, apart: layer.contains("relu") || activation == .relu, coins: coins)
      .expectGradientsAreSlopes()
  }

  @Test(arguments: recurrentLayers.map { $0.name }, [true, false])
  func gradientsOfPaddedSequencesAreSlopes(_ layer: String, _ bidirectional: Bool) {
    let network = model([
      "layer": OptionNode(stringLiteral: layer), "hidden_size": 3,
      "bidirectional": OptionNode(booleanLiteral: bidirectional),
    ])
    NetworkProbe(network, apart: layer.contains("relu"), lengths: [4, 1, 3])
      .expectGradientsAreSlopes()
  }

  @Test(arguments: attentions.filter { $0.name != "none" }.map { $0.name })
  func gradientsOfPaddedSequencesWithAttentionAreSlopes(_ attention: String) {
    let network = model([
      "hidden_size": 3, "attention": OptionNode(stringLiteral: attention),
    ])
    NetworkProbe(network, lengths: [2, 4, 3]).expectGradientsAreSlopes()
  }

  /// What lies beyond a sequence's length is not looked at.
  @Test(arguments: recurrentLayers.map { $0.name }, [true, false])
  func aPaddedSequenceGivesWhatItGivesAlone(_ layer: String, _ bidirectional: Bool) {
    let network = model([
      "layer": OptionNode(stringLiteral: layer), "hidden_size": 3, "num_layers": 2,
      "bidirectional": OptionNode(booleanLiteral: bidirectional),
    ])
    let padded = NetworkProbe(network, sequences: 1, steps: 5, lengths: [3])
    let short = NetworkProbe(network, sequences: 1, steps: 3, lengths: nil)
    _ = (padded.loss(), short.loss())
    let first = Array(padded.pass.prediction.array.prefix(6))
    expectClose(
      first, to: short.pass.prediction.array.map(Double.init), bound: 1e-6, "predictions")
    for (padded, short) in zip(padded.pass.passes, short.pass.passes) {
      expectClose(
        padded.finalHidden(), to: short.finalHidden().map(Double.init), bound: 1e-6, "states")
    }
  }
}
