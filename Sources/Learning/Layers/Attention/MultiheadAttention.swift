package import SourceText
import Tensors

/// `nn.MultiheadAttention(W, 1)` with a causal mask: queries, keys and values are projections of the
/// outputs, scores are `q · k / √W`, and what is attended is projected once more (Vaswani et al.
/// 2017). The head reads that, or with `attention_residual` its sum with the outputs.
package struct MultiheadAttention: Attention {
  package static let name = "mha"
  package static let summary = "nn.MultiheadAttention with one head; the head reads the attended"
  package init(_ options: inout Options) {}
  package static func headWidth(_ width: Int) -> Int { width }

  package static func parameters(_ width: Int) -> [ParameterShape] {
    [
      ParameterShape(name: "attn.in_proj_weight", rows: 3 * width, columns: width),
      ParameterShape(name: "attn.in_proj_bias", rows: 3 * width, columns: 1),
      ParameterShape(name: "attn.out_proj.weight", rows: width, columns: width),
      ParameterShape(name: "attn.out_proj.bias", rows: width, columns: 1),
    ]
  }

  /// PyTorch makes `out_proj` as an `nn.Linear`, which draws its weight and its bias, then draws
  /// `in_proj_weight` (xavier_uniform_) and sets both biases to 0.
  package static func draws(_ width: Int) -> [StartDraw] {
    [
      StartDraw("attn.out_proj.weight", linear: width),
      StartDraw("attn.out_proj.bias", linear: width, isKept: false),
      StartDraw("attn.in_proj_weight", bound: (6 / Double(4 * width)).squareRoot()),
    ]
  }

  package static func workspace(width: Double, steps: Double) -> Double { 4 * width + steps }
  package static func makePass(_ site: AttentionSite) -> (any AttentionPass)? {
    MultiheadAttentionPass(site)
  }
}

final class MultiheadAttentionPass: AttentionPass {
  private let site: AttentionSite
  private let causal: CausalWeights
  private let scale: Float
  /// `(T, B, 3W)`: queries, keys and values side by side.
  private let projected: FloatBuffer
  /// `(T, B, W)`: the weighted sums of values.
  private let mixed: FloatBuffer
  /// The gradients by both.
  private lazy var projectedGradient = FloatBuffer(projected.count)
  private lazy var mixedGradient = FloatBuffer(mixed.count)
  private let into, out: Linear

  init(_ site: AttentionSite) {
    self.site = site
    causal = CausalWeights(sequences: site.sequences, steps: site.steps)
    scale = Float(1 / Double(site.width).squareRoot())
    let count = site.steps * site.sequences * site.width
    projected = FloatBuffer(3 * count)
    mixed = FloatBuffer(count)
    into = Linear(
      site, 3 * site.width, weight: site.layout.offset("attn.in_proj_weight"),
      bias: site.layout.offset("attn.in_proj_bias"))
    out = Linear(
      site, site.width, weight: site.layout.offset("attn.out_proj.weight"),
      bias: site.layout.offset("attn.out_proj.bias"))
  }

  /// Queries, keys or values: part 0, 1 or 2.
  private func part(_ index: Int, of buffer: FloatBuffer) -> StepRows {
    StepRows(pointer: buffer.pointer + index * site.width, stride: 3 * site.width)
  }

  func forward(_ outputs: StepRows, into head: UnsafeMutablePointer<Float>) {
    let width = site.width
    into.forward(outputs, into: projected.pointer)
    let sums = StepRows(pointer: mixed.pointer, stride: width)
    for b in 0..<site.sequences {
      causal.score(
        b, queries: part(0, of: projected), keys: part(1, of: projected), width: width)
      causal.normalise(b, scale: scale)
      causal.mix(b, values: part(2, of: projected), into: sums, width: width)
    }
    out.forward(sums, into: head)
    guard site.residual else { return }
    for row in 0..<site.steps * site.sequences {
      let (from, to) = (outputs.pointer + row * outputs.stride, head + row * width)
      for unit in 0..<width { to[unit] += from[unit] }
    }
  }

  func backward(
    _ outputs: StepRows, gradient: UnsafePointer<Float>,
    into outputGradient: UnsafeMutablePointer<Float>, parameters: UnsafeMutablePointer<Float>
  ) {
    let width = site.width
    let sums = StepRows(pointer: mixed.pointer, stride: width)
    out.backward(
      sums, gradient: gradient, into: mixedGradient.pointer, beta: 0, parameters: parameters)
    for b in 0..<site.sequences {
      let scores = causal.backward(
        b, mixed: StepRows(pointer: mixedGradient.pointer, stride: width),
        values: part(2, of: projected), valueGradient: part(2, of: projectedGradient),
        width: width, scale: scale)
      causal.scoreBackward(
        b, scores, queries: part(0, of: projected), keys: part(1, of: projected),
        queryGradient: part(0, of: projectedGradient),
        keyGradient: part(1, of: projectedGradient), width: width, beta: 0)
    }
    into.backward(
      outputs, gradient: projectedGradient.pointer, into: outputGradient, beta: 0,
      parameters: parameters)
    guard site.residual else { return }
    for index in 0..<site.steps * site.sequences * width {
      outputGradient[index] += gradient[index]
    }
  }
}
