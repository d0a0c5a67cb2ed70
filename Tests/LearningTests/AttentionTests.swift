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

/// Attention against loops that anyone can follow, at sizes that are no multiple of a vector's.
@Suite struct AttentionTests {
  private let sequences = 3
  private let steps = 18
  private let width = 19

  private func site(_ network: Network, _ weights: FloatBuffer) -> AttentionSite {
    AttentionSite(
      sequences: sequences, steps: steps, width: width, residual: network.attentionResidual,
      weights: weights.pointer, layout: ParameterLayout(network, inputs: 1, outputs: 1))
  }

  @Test(arguments: ["dot", "additive", "mha", "mha residual"])
  func theForwardPassIsThatOfTheLoop(_ name: String) throws {
    let network = model([
      "hidden_size": OptionNode(width),
      "attention": OptionNode(stringLiteral: name == "mha residual" ? "mha" : name),
      "attention_residual": OptionNode(booleanLiteral: name == "mha residual"),
    ])
    let layout = ParameterLayout(network, inputs: 1, outputs: 1)
    let stream = RandomStream(seed: 4)
    let weights = FloatBuffer((0..<layout.count).map { _ in stream.torchUniform(-0.4, 0.4) })
    // A stride that is longer than the rows.
    let outputs = FloatBuffer(stream.torchNormals(steps * sequences * (width + 3)))
    let head = FloatBuffer(steps * sequences * network.headWidth)
    let pass = try #require(type(of: network.attention).makePass(site(network, weights)))
    pass.forward(StepRows(pointer: outputs.pointer, stride: width + 3), into: head.pointer)

    let loop = AttentionLoop(
      kind: name, width: width,
      parameter: { name, row, column in
        layout[name].map { entry in
          Double(weights.pointer[entry.offset + row * entry.columns + column])
        } ?? 0
      })
    var expected: [Double] = []
    let sequencesOut = (0..<sequences).map { b in
      loop.head(
        (0..<steps).map { t in
          (0..<width).map { Double(outputs.pointer[(t * sequences + b) * (width + 3) + $0]) }
        })
    }
    for t in 0..<steps { for b in 0..<sequences { expected += sequencesOut[b][t] } }
    expectClose(head.array, to: expected, bound: 1e-5, name)
  }

  /// A change at a step reaches no earlier prediction.
  @Test(arguments: ["dot", "additive", "mha"])
  func aStepSeesNothingLater(_ name: String) {
    let network = model(["hidden_size": 4, "attention": OptionNode(stringLiteral: name)])
    let probe = NetworkProbe(network, sequences: 2, steps: 5)
    _ = probe.loss()
    let before = probe.pass.prediction.array
    // The last sequence's second input at step 3.
    _ = probe.loss(moving: (3 * 2 + 1) * 2 + 1, by: 1)
    let after = probe.pass.prediction.array
    #expect(before[..<12] == after[..<12])
    #expect(before[14] != after[14])
  }
}

/// One sequence's attention, one number at a time.
private struct AttentionLoop {
  let kind: String
  let width: Int
  /// A number of a parameter by row and column.
  let parameter: (String, Int, Int) -> Double

  private func linear(_ x: [Double], _ weight: String, _ bias: String?, rows: Range<Int>)
    -> [Double]
  {
    rows.map { row in
      (bias.map { parameter($0, row, 0) } ?? 0)
        + x.indices.reduce(0) { $0 + parameter(weight, row, $1) * x[$1] }
    }
  }

  private func score(_ query: [Double], _ key: [Double]) -> Double {
    if kind == "additive" {
      let q = linear(query, "attn.query.weight", nil, rows: 0..<width)
      let k = linear(key, "attn.key.weight", "attn.key.bias", rows: 0..<width)
      return (0..<width).reduce(0) {
        $0 + parameter("attn.score.weight", 0, $1) * tanh(q[$1] + k[$1])
      }
    }
    return (0..<width).reduce(0) { $0 + query[$1] * key[$1] } / Double(width).squareRoot()
  }

  /// What the head reads at each step.
  func head(_ outputs: [[Double]]) -> [[Double]] {
    func projected(_ part: Int) -> [[Double]] {
      guard kind.hasPrefix("mha") else { return outputs }
      return outputs.map {
        linear(
          $0, "attn.in_proj_weight", "attn.in_proj_bias", rows: part * width..<(part + 1) * width)
      }
    }
    let (queries, keys, values) = (projected(0), projected(1), projected(2))
    return outputs.indices.map { t in
      let powers = (0...t).map { exp(score(queries[t], keys[$0])) }
      let total = powers.reduce(0, +)
      let mixed = (0..<width).map { unit in
        (0...t).reduce(0) { $0 + powers[$1] / total * values[$1][unit] }
      }
      guard kind.hasPrefix("mha") else { return outputs[t] + mixed }
      let out = linear(mixed, "attn.out_proj.weight", "attn.out_proj.bias", rows: 0..<width)
      return kind == "mha" ? out : zip(out, outputs[t]).map { $0 + $1 }
    }
  }
}
