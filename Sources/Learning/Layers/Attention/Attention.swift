package import SourceText

/// Attention of each step to the steps up to its own, between the recurrent layers and the head.
///
/// Letters: `T` steps, `B` sequences, `W` the width of what the recurrent layers give.
package protocol Attention: Choosable {
  /// What the head reads in place of `W` numbers.
  static func headWidth(_ width: Int) -> Int
  /// Parameters under PyTorch's names, in the order of its state dict.
  static func parameters(_ width: Int) -> [ParameterShape]
  /// How the parameters are drawn, in the order of PyTorch's program; those not drawn start at 0.
  static func draws(_ width: Int) -> [StartDraw]
  /// How many numbers a forward pass holds for each step of a sequence.
  static func workspace(width: Double, steps: Double) -> Double
  /// Nil where there is nothing to do.
  static func makePass(_ site: AttentionSite) -> (any AttentionPass)?
}

/// Attention at work on the sequences of a shard. All buffers are allocated once.
package protocol AttentionPass: AnyObject {
  /// From `(T, B, W)` to `(T, B, headWidth)`, which has no gaps.
  func forward(_ outputs: StepRows, into: UnsafeMutablePointer<Float>)
  /// From the gradient by what the head reads to that by `outputs`, `(T, B, W)` without gaps, and by
  /// the parameters.
  func backward(
    _ outputs: StepRows, gradient: UnsafePointer<Float>, into: UnsafeMutablePointer<Float>,
    parameters: UnsafeMutablePointer<Float>)
}

/// `(T, B, …)` numbers, one row for each step and sequence.
package struct StepRows {
  let pointer: UnsafeMutablePointer<Float>
  /// From one row to the next.
  let stride: Int
}

/// Where attention works: sizes, and the parameters it reads.
package struct AttentionSite {
  let sequences, steps, width: Int
  /// The sum of outputs and attention goes to the head.
  let residual: Bool
  let weights: UnsafePointer<Float>
  let layout: ParameterLayout
}

/// Attention an author may name under `model.attention`.
package let attentions: [any Attention.Type] = [
  NoAttention.self,
  DotAttention.self,
  AdditiveAttention.self,
  MultiheadAttention.self,
]

extension Attention {
  package static func parameters(_ width: Int) -> [ParameterShape] { [] }
  package static func draws(_ width: Int) -> [StartDraw] { [] }
}

/// The head reads what the recurrent layers give.
package struct NoAttention: Attention {
  package static let name = "none"
  package static let summary = "the head reads the last layer's outputs"
  package init(_ options: inout Options) {}
  package init() {}
  package static func headWidth(_ width: Int) -> Int { width }
  package static func workspace(width: Double, steps: Double) -> Double { 0 }
  package static func makePass(_ site: AttentionSite) -> (any AttentionPass)? { nil }
}
