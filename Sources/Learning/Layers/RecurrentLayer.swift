package import SourceText

/// A kind of recurrent layer: what it makes of a step's product.
///
/// `RecurrentPass` does what all kinds share: rows, products, directions, padding, gradients of the
/// weights. A kind says which rows of PyTorch's matrices the product is made of, and what follows it.
/// No kind has options of its own: they are the model's.
package protocol RecurrentLayer: Choosable {
  init()
  /// How many gates PyTorch stacks in `weight_ih`: its rows are `gates · H`.
  static var gates: Int { get }
  /// The blocks of `H` numbers that a step's product gives, side by side.
  static var blocks: [GateBlock] { get }
  /// Whether a memory goes from step to step beside the hidden state.
  static var hasMemory: Bool { get }
  /// The gates that decide how long the memory lasts; nil where there are none.
  static var memoryGates: (forget: Int, input: Int)? { get }
  /// Which blocks lie between 0 and 1 after `forward`: gates that open and close.
  static var openings: [Int] { get }

  /// Activates the gates in place and writes the new state.
  func forward(_ step: ForwardStep)
  /// Turns what `forward` left in the gates into their gradients, in place.
  func backward(_ step: BackwardStep)
}

/// `H` columns of a step's product: a gate, or the part of it that reads one of the inputs.
package struct GateBlock: Sendable {
  /// In PyTorch's order.
  let gate: Int
  var readsHidden = true
  var readsInputs = true
}

/// One step of some sequences, after its product. Letters: `B` sequences, `H` hidden size.
package struct ForwardStep {
  /// `B`. Far from `H`: side by side both would be read as one vector right after they were written
  /// one by one, a stall that small networks feel (2 % of an epoch at H = 32).
  let rows: Int
  /// `(B, blocks · H)`: pre-activations in, what the backward pass needs out.
  let gates: UnsafeMutablePointer<Float>
  /// `(B, H)` with `stride`: the hidden state before the step and after it.
  let before: UnsafePointer<Float>
  let hidden: UnsafeMutablePointer<Float>
  let stride: Int
  /// `(B, H)` each, for kinds with a memory: before the step, after it, and its tanh.
  let memoryBefore: UnsafePointer<Float>
  let memory, squashed: UnsafeMutablePointer<Float>
  /// `H`.
  let size: Int
}

/// The same step on the way back.
package struct BackwardStep {
  /// `B`.
  let rows: Int
  /// `(B, blocks · H)`: what `forward` left in, gradients by the pre-activations out.
  let gates: UnsafeMutablePointer<Float>
  /// `(B, H)` with `stride`, as in `ForwardStep`.
  let before, hidden: UnsafePointer<Float>
  let stride: Int
  let memoryBefore, squashed: UnsafePointer<Float>
  /// `(B, H)` with `aboveStride`: the gradient by this step's output.
  let fromAbove: UnsafePointer<Float>
  let aboveStride: Int
  /// `(B, H)` with `stride`: what the product of the next step hands back.
  let fromNext: UnsafePointer<Float>
  /// `(B, H)`: the gradient by what goes from step to step without a product, after the step in,
  /// before it out. The memory where there is one, else a part of the hidden state.
  let carried: UnsafeMutablePointer<Float>
  /// `H`.
  let size: Int
}

extension RecurrentLayer {
  package init(_ options: inout Options) { self.init() }
  package static var hasMemory: Bool { false }
  package static var openings: [Int] { [] }
  package static var memoryGates: (forget: Int, input: Int)? { nil }
}

/// Layers an author may name under `model.layer`.
package let recurrentLayers: [any RecurrentLayer.Type] = [
  LSTM.self,
  GRU.self,
  TanhRNN.self,
  ReluRNN.self,
]
