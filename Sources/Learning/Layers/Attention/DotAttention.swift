package import SourceText
import Tensors

/// Scores `h_t · h_s / √W` (Luong, Pham and Manning 2015, scaled as in Vaswani et al. 2017); the head
/// reads `[h ; attended]`. No parameters.
package struct DotAttention: Attention {
  package static let name = "dot"
  package static let summary = "scores are products of outputs; the head reads [output ; attended]"
  package init(_ options: inout Options) {}
  package static func headWidth(_ width: Int) -> Int { 2 * width }
  package static func workspace(width: Double, steps: Double) -> Double { steps }
  package static func makePass(_ site: AttentionSite) -> (any AttentionPass)? {
    DotAttentionPass(site)
  }
}

final class DotAttentionPass: AttentionPass {
  private let site: AttentionSite
  private let causal: CausalWeights
  private let scale: Float

  init(_ site: AttentionSite) {
    self.site = site
    causal = CausalWeights(sequences: site.sequences, steps: site.steps)
    scale = Float(1 / Double(site.width).squareRoot())
  }

  func forward(_ outputs: StepRows, into head: UnsafeMutablePointer<Float>) {
    for b in 0..<site.sequences {
      causal.score(b, queries: outputs, keys: outputs, width: site.width)
      causal.normalise(b, scale: scale)
      causal.mix(b, values: outputs, into: site.attended(head), width: site.width)
    }
    site.copy(outputs, to: head)
  }

  func backward(
    _ outputs: StepRows, gradient: UnsafePointer<Float>, into: UnsafeMutablePointer<Float>,
    parameters: UnsafeMutablePointer<Float>
  ) {
    let result = StepRows(pointer: into, stride: site.width)
    let mixed = site.attended(UnsafeMutablePointer(mutating: gradient))
    for b in 0..<site.sequences {
      let scores = causal.backward(
        b, mixed: mixed, values: outputs, valueGradient: result, width: site.width, scale: scale)
      causal.scoreBackward(
        b, scores, queries: outputs, keys: outputs, queryGradient: result, keyGradient: result,
        width: site.width, beta: 1)
    }
    site.addOutputPart(of: gradient, to: into)
  }
}

/// What the head reads as `[h ; attended]`, `(T, B, 2W)`.
extension AttentionSite {
  func attended(_ head: UnsafeMutablePointer<Float>) -> StepRows {
    StepRows(pointer: head + width, stride: 2 * width)
  }
  func copy(_ outputs: StepRows, to head: UnsafeMutablePointer<Float>) {
    for row in 0..<steps * sequences {
      (head + row * 2 * width).update(from: outputs.pointer + row * outputs.stride, count: width)
    }
  }
  func addOutputPart(
    of gradient: UnsafePointer<Float>, to outputs: UnsafeMutablePointer<Float>
  ) {
    for row in 0..<steps * sequences {
      let (from, to) = (gradient + row * 2 * width, outputs + row * width)
      for unit in 0..<width { to[unit] += from[unit] }
    }
  }
}
