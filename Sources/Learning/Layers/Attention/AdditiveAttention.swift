package import SourceText
import Tensors

/// Scores `score(tanh(query(h_t) + key(h_s)))` (Bahdanau, Cho and Bengio 2015) with three
/// `nn.Linear(W, …)`: `query` without a bias, `key` with one, `score` to one number without one. The
/// head reads `[h ; attended]`.
package struct AdditiveAttention: Attention {
  package static let name = "additive"
  package static let summary = "scores through a tanh layer; the head reads [output ; attended]"
  package init(_ options: inout Options) {}
  package static func headWidth(_ width: Int) -> Int { 2 * width }

  package static func parameters(_ width: Int) -> [ParameterShape] {
    [
      ParameterShape(name: "attn.query.weight", rows: width, columns: width),
      ParameterShape(name: "attn.key.weight", rows: width, columns: width),
      ParameterShape(name: "attn.key.bias", rows: width, columns: 1),
      ParameterShape(name: "attn.score.weight", rows: 1, columns: width),
    ]
  }
  package static func draws(_ width: Int) -> [StartDraw] {
    parameters(width).map { StartDraw($0.name, linear: width) }
  }
  package static func workspace(width: Double, steps: Double) -> Double { 2 * width + steps }
  package static func makePass(_ site: AttentionSite) -> (any AttentionPass)? {
    AdditiveAttentionPass(site)
  }
}

final class AdditiveAttentionPass: AttentionPass {
  private let site: AttentionSite
  private let causal: CausalWeights
  /// `(T, B, W)` each.
  private let queries, keys: FloatBuffer
  /// The gradients by them.
  private lazy var queryGradient = FloatBuffer(queries.count)
  private lazy var keyGradient = FloatBuffer(keys.count)
  private let query, key, keyBias, score: Int

  init(_ site: AttentionSite) {
    self.site = site
    causal = CausalWeights(sequences: site.sequences, steps: site.steps)
    let count = site.steps * site.sequences * site.width
    queries = FloatBuffer(count)
    keys = FloatBuffer(count)
    query = site.layout.offset("attn.query.weight")
    key = site.layout.offset("attn.key.weight")
    keyBias = site.layout.offset("attn.key.bias")
    score = site.layout.offset("attn.score.weight")
  }

  func forward(_ outputs: StepRows, into head: UnsafeMutablePointer<Float>) {
    let width = site.width
    Linear(site, width, weight: query, bias: nil).forward(outputs, into: queries.pointer)
    Linear(site, width, weight: key, bias: keyBias).forward(outputs, into: keys.pointer)
    for b in 0..<site.sequences {
      Kernels.current.additiveScores(
        queries.pointer + b * width, keys.pointer + b * width, site.sequences * width,
        site.weights + score, causal.scores(of: b), site.steps, width)
      causal.normalise(b, scale: 1)
      causal.mix(b, values: outputs, into: site.attended(head), width: width)
    }
    site.copy(outputs, to: head)
  }

  func backward(
    _ outputs: StepRows, gradient: UnsafePointer<Float>, into: UnsafeMutablePointer<Float>,
    parameters: UnsafeMutablePointer<Float>
  ) {
    let width = site.width
    queryGradient.zero()
    keyGradient.zero()
    (parameters + score).update(repeating: 0, count: width)
    let mixed = site.attended(UnsafeMutablePointer(mutating: gradient))
    for b in 0..<site.sequences {
      let scores = causal.backward(
        b, mixed: mixed, values: outputs, valueGradient: StepRows(pointer: into, stride: width),
        width: width, scale: 1)
      Kernels.current.additiveScoresBackward(
        queries.pointer + b * width, keys.pointer + b * width, site.sequences * width,
        site.weights + score, scores, queryGradient.pointer + b * width,
        keyGradient.pointer + b * width, parameters + score, site.steps, width)
    }
    Linear(site, width, weight: query, bias: nil).backward(
      outputs, gradient: queryGradient.pointer, into: into, beta: 1, parameters: parameters)
    Linear(site, width, weight: key, bias: keyBias).backward(
      outputs, gradient: keyGradient.pointer, into: into, beta: 1, parameters: parameters)
    site.addOutputPart(of: gradient, to: into)
  }
}
