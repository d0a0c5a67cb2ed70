import SourceText
import Tensors
import TestSupport
import Testing

@testable import Learning

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct InitialWeightsTests {
  private func start(_ network: Network) -> (layout: ParameterLayout, weights: [Float]) {
    let layout = ParameterLayout(network, inputs: 2, outputs: 3)
    return (layout, layout.initialWeights(network, Draws(order: .named, seed: 9)))
  }

  private func part(_ name: String, of start: (layout: ParameterLayout, weights: [Float])) throws
    -> [Float]
  {
    let entry = try #require(start.layout[name])
    return Array(start.weights[entry.offset..<entry.offset + entry.count])
  }

  private func uniforms(_ stream: RandomStream, _ count: Int, _ bound: Double) -> [Float] {
    (0..<count).map { _ in stream.torchUniform(Float(-bound), Float(bound)) }
  }

  /// LSTM, MultiheadAttention (out_proj with its bias, then in_proj), Linear.
  @Test func multiheadAttentionIsDrawnInPyTorchsOrder() throws {
    let found = start(model(["hidden_size": 4, "attention": "mha"]))
    let stream = Draws(order: .named, seed: 9).stream(.weights, .torch)
    _ = uniforms(stream, 4 * 4 * (2 + 4 + 1 + 1), 0.5)
    let out = uniforms(stream, 16, 0.5)
    _ = uniforms(stream, 4, 0.5)
    // xavier_uniform_: √(6 / (4 + 12)).
    let projection = uniforms(stream, 48, 0.375.squareRoot())
    #expect(try part("attn.out_proj.weight", of: found) == out)
    #expect(try part("attn.in_proj_weight", of: found) == projection)
    #expect(try part("attn.out_proj.bias", of: found) == [0, 0, 0, 0])
    #expect(try part("attn.in_proj_bias", of: found) == [Float](repeating: 0, count: 12))
    #expect(try part("fc.weight", of: found) == uniforms(stream, 12, 0.5))
    #expect(try part("fc.bias", of: found) == uniforms(stream, 3, 0.5))
  }

  @Test func additiveAttentionIsDrawnInPyTorchsOrderAndItsHeadIsTwiceAsWide() throws {
    let found = start(model(["hidden_size": 4, "attention": "additive", "layer": "gru"]))
    let stream = Draws(order: .named, seed: 9).stream(.weights, .torch)
    _ = uniforms(stream, 3 * 4 * (2 + 4 + 1 + 1), 0.5)
    for (name, count) in [("query.weight", 16), ("key.weight", 16), ("key.bias", 4)] {
      #expect(try part("attn.\(name)", of: found) == uniforms(stream, count, 0.5))
    }
    #expect(try part("attn.score.weight", of: found) == uniforms(stream, 4, 0.5))
    #expect(try part("fc.weight", of: found) == uniforms(stream, 24, 1 / 8.0.squareRoot()))
  }

  @Test func aForgetBiasIsAddedOnceToTheForgetGate() throws {
    var network = model(["hidden_size": 5, "num_layers": 2, "bidirectional": true])
    let plain = start(network)
    network.forgetBias = 1.5
    let biased = start(network)
    for entry in plain.layout.entries {
      for index in 0..<entry.count {
        let isForget = entry.name.hasPrefix("bias_ih") && (5..<10).contains(index)
        let before = plain.weights[entry.offset + index]
        #expect(biased.weights[entry.offset + index] == (isForget ? before + 1.5 : before))
      }
    }
  }

  @Test func chronoSetsTheGatesOfTheMemoryAndNothingElse() throws {
    var network = model(["hidden_size": 5, "num_layers": 2])
    let plain = start(network)
    network.chrono = 40
    let slow = start(network)
    let stream = Draws(order: .named, seed: 9).stream(.weights, .torch)
    // After all ordinary weights.
    for _ in 0..<plain.layout.count { _ = stream.torchUniform() }
    for layer in 0..<2 {
      let input = try part("bias_ih_l\(layer)", of: slow)
      let hidden = try part("bias_hh_l\(layer)", of: slow)
      let drawn = (0..<5).map { _ in log(1 + Double(stream.torchUniform()) * 38) }
      expectClose(Array(input[5..<10]), to: drawn, bound: 1e-5, "forget gates")
      #expect(Array(input[..<5]) == input[5..<10].map { -$0 })
      #expect(Array(hidden[..<10]) == [Float](repeating: 0, count: 10))
      #expect(try part("bias_ih_l\(layer)", of: plain)[10...] == input[10...])
    }
    for name in ["weight_ih_l0", "weight_hh_l1", "fc.weight"] {
      #expect(try part(name, of: slow) == part(name, of: plain))
    }
  }

  @Test func aZeroHeadLeavesEverythingElseAsItWasDrawn() throws {
    var network = model(["hidden_size": 5])
    let plain = start(network)
    network.zeroHead = true
    let zero = start(network)
    for entry in plain.layout.entries {
      let kept = try part(entry.name, of: plain)
      let isHead = entry.name.hasPrefix("fc.")
      #expect(
        try part(entry.name, of: zero)
          == (isHead ? [Float](repeating: 0, count: entry.count) : kept))
    }
    #expect(try part("fc.weight", of: plain).contains { $0 != 0 })
  }
}
