import Tensors

/// One direction of one LSTM layer at work on the sequences of a shard.
///
/// Positions count in the order of processing: position `s` is step `s`, or step `T - 1 - s` where
/// the layer reads backwards. Everything is time first: `(T, B, …)`.
final class LSTMPass {
  let weights: LSTMWeights
  /// `B` and `T`.
  let sequences, steps: Int
  private let reversed: Bool
  private let size: Int
  private let stride: Int
  private let rowsPerCall: Int

  /// `(T + 1, B, stride)`: the input rows `[h | x | 1]`; row block `s + 1` begins with what position
  /// `s` gave.
  let rows: FloatBuffer
  /// `(T, B, 4H)`: activated gates; their gradients after the backward pass.
  let gates: FloatBuffer
  /// `(T + 1, B, H)` and `(T, B, H)`.
  private let memory: FloatBuffer
  private let squashed: FloatBuffer
  /// `(B, stride)`: the gradient by an input row; its first part is the gradient by the hidden state
  /// that the position before receives.
  private let rowGradient: FloatBuffer
  /// `(B, H)`.
  private let memoryGradient: FloatBuffer
  private let packedGradient: FloatBuffer
  /// `(T, B, D)` where asked for: the gradient by the inputs, by step.
  let inputGradient: FloatBuffer?
  private let hasInitialState: Bool
  /// Real steps per sequence, where sequences are padded.
  private let lengths: [Int]?

  init(
    _ weights: LSTMWeights, sequences: Int, steps: Int, reversed: Bool,
    needsInputGradient: Bool, hasInitialState: Bool, lengths: [Int]?
  ) {
    self.weights = weights
    self.sequences = sequences
    self.steps = steps
    self.reversed = reversed
    self.hasInitialState = hasInitialState
    self.lengths = lengths
    size = weights.size
    stride = weights.stride
    rowsPerCall = BLAS.rowsPerCall(n: 4 * size, k: weights.rowLength)
    rows = FloatBuffer((steps + 1) * sequences * stride)
    gates = FloatBuffer(steps * sequences * 4 * size)
    memory = FloatBuffer((steps + 1) * sequences * size)
    squashed = FloatBuffer(steps * sequences * size)
    rowGradient = FloatBuffer(sequences * stride)
    memoryGradient = FloatBuffer(sequences * size)
    packedGradient = FloatBuffer(4 * size * stride)
    inputGradient = needsInputGradient ? FloatBuffer(steps * sequences * weights.inputs) : nil
    if weights.hasBias {
      for row in 0..<(steps + 1) * sequences {
        rows.pointer[row * stride + size + weights.inputs] = 1
      }
    }
  }

  func step(at position: Int) -> Int { reversed ? steps - 1 - position : position }

  /// Where the inputs of a step stand, `(B, D)` with the row stride.
  func inputs(ofStep step: Int) -> UnsafeMutablePointer<Float> {
    rows.pointer + this(step) * sequences * stride + size
  }
  /// What a step gave, `(B, H)` with the row stride.
  func outputs(ofStep step: Int) -> UnsafeMutablePointer<Float> {
    rows.pointer + (this(step) + 1) * sequences * stride
  }
  var rowStride: Int { stride }
  private func this(_ step: Int) -> Int { reversed ? steps - 1 - step : step }

  /// Sets the state before the first position, `(B, H)` each.
  func setInitialState(hidden: [Float], memory initial: [Float]) {
    for b in 0..<sequences {
      for j in 0..<size { rows.pointer[b * stride + j] = hidden[b * size + j] }
    }
    memory.copy(initial)
  }
  func finalHidden() -> [Float] {
    let last = rows.pointer + steps * sequences * stride
    return (0..<sequences).flatMap { b in (0..<size).map { last[b * stride + $0] } }
  }
  func finalMemory() -> [Float] {
    let last = memory.pointer + steps * sequences * size
    return (0..<sequences * size).map { last[$0] }
  }

  // MARK: Forward

  /// One position for all sequences: the product in blocks of a few rows, each followed by its
  /// activations while it is in the nearest cache.
  func forward(_ position: Int) {
    let columns = 4 * size
    let kernels = Kernels.current
    // Without an initial state the first position has no recurrent part.
    let skipped = position == 0 && !hasInitialState ? size : 0
    let k = weights.rowLength - skipped
    let from = rows.pointer + position * sequences * stride
    let gate = gates.pointer + position * sequences * columns
    let before = memory.pointer + position * sequences * size
    let after = before + sequences * size
    var row = 0
    while row < sequences {
      let count = min(rowsPerCall, sequences - row)
      if k > 0 {
        BLAS.multiply(
          from + row * stride + skipped, stride: stride,
          weights.forward.pointer + skipped * columns, stride: columns,
          into: gate + row * columns, stride: columns, m: count, n: columns, k: k)
      } else {
        (gate + row * columns).update(repeating: 0, count: count * columns)
      }
      kernels.lstmForward(
        gate + row * columns, before + row * size, after + row * size,
        squashed.pointer + (position * sequences + row) * size,
        from + (sequences + row) * stride, stride, count, size)
      row += count
    }
    if let lengths { hold(lengths, position, from, before, after) }
  }

  /// Past its last real step a sequence keeps its state; read backwards, it starts there.
  private func hold(
    _ lengths: [Int], _ position: Int, _ from: UnsafeMutablePointer<Float>,
    _ before: UnsafeMutablePointer<Float>, _ after: UnsafeMutablePointer<Float>
  ) {
    for b in 0..<sequences where step(at: position) >= lengths[b] {
      (from + (sequences + b) * stride).update(from: from + b * stride, count: size)
      (after + b * size).update(from: before + b * size, count: size)
    }
  }

  // MARK: Backward

  /// Clears what positions hand to each other; before the last position.
  func beginBackward() {
    rowGradient.zero()
    memoryGradient.zero()
  }

  /// One position, the later ones being done. `fromAbove` is `(B, H)` with `aboveStride`: the
  /// gradient by this position's output.
  func backward(_ position: Int, fromAbove: UnsafePointer<Float>, aboveStride: Int) {
    let columns = 4 * size
    let gate = gates.pointer + position * sequences * columns
    let held = lengths.map { lengths in
      (0..<sequences).filter { step(at: position) >= lengths[$0] }
    }
    let carried = held.map { keep($0, fromAbove, aboveStride) }
    Kernels.current.lstmBackward(
      gate, memory.pointer + position * sequences * size,
      squashed.pointer + position * sequences * size, fromAbove, aboveStride,
      rowGradient.pointer, stride, memoryGradient.pointer, sequences, size)
    if let held {
      for b in held { (gate + b * columns).update(repeating: 0, count: columns) }
    }
    let needed = inputGradient != nil ? size + weights.inputs : size
    if position > 0 || inputGradient != nil || hasInitialState {
      var row = 0
      let block = BLAS.rowsPerCall(n: needed, k: columns)
      while row < sequences {
        let count = min(block, sequences - row)
        BLAS.multiply(
          gate + row * columns, stride: columns, weights.backward.pointer, stride: stride,
          into: rowGradient.pointer + row * stride, stride: stride, m: count, n: needed,
          k: columns)
        row += count
      }
    }
    if let held, let carried { restore(held, carried) }
    if let inputGradient {
      let to = inputGradient.pointer + step(at: position) * sequences * weights.inputs
      for b in 0..<sequences {
        (to + b * weights.inputs).update(
          from: rowGradient.pointer + b * stride + size, count: weights.inputs)
      }
    }
  }

  /// The gradients by the states of sequences that only keep them at a position.
  private func keep(
    _ held: [Int], _ above: UnsafePointer<Float>, _ aboveStride: Int
  ) -> [(hidden: [Float], memory: [Float])] {
    held.map { b in
      (
        (0..<size).map { rowGradient.pointer[b * stride + $0] },
        (0..<size).map { memoryGradient.pointer[b * size + $0] }
      )
    }
  }
  private func restore(_ held: [Int], _ carried: [(hidden: [Float], memory: [Float])]) {
    for (b, states) in zip(held, carried) {
      for j in 0..<size {
        rowGradient.pointer[b * stride + j] = states.hidden[j]
        memoryGradient.pointer[b * size + j] = states.memory[j]
      }
    }
  }

  /// After the first position: the gradients of all weights in one product over all positions, and
  /// spread to PyTorch's parameters.
  func finishBackward(gradients: UnsafeMutablePointer<Float>) {
    let columns = 4 * size
    BLAS.multiply(
      gates.pointer, .transposed, stride: columns, rows.pointer, stride: stride,
      into: packedGradient.pointer, stride: stride, m: columns, n: weights.rowLength,
      k: steps * sequences)
    weights.unpack(packedGradient.pointer, to: gradients)
  }

  /// The gradient by the initial state, `(B, H)` each; after the first position.
  func initialStateGradient() -> (hidden: [Float], memory: [Float]) {
    (
      (0..<sequences).flatMap { b in (0..<size).map { rowGradient.pointer[b * stride + $0] } },
      memoryGradient.array
    )
  }
}
