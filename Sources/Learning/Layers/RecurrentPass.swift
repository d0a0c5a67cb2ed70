import Tensors

/// One direction of one recurrent layer at work on the sequences of a shard.
///
/// Positions count in the order of processing: position `s` is step `s`, or step `T - 1 - s` where
/// the layer reads backwards. Everything is time first: `(T, B, …)`.
final class RecurrentPass {
  let weights: RecurrentWeights
  /// `B` and `T`.
  let sequences, steps: Int
  private let layer: any RecurrentLayer
  private let reversed: Bool
  private let size: Int
  /// `H`, or 0 where the layer has no memory.
  private let memorySize: Int
  private let columns: Int
  private let stride: Int
  private let rowsPerCall: Int

  /// `(T + 1, B, stride)`: the input rows `[h | x | 1]`; row block `s + 1` begins with what position
  /// `s` gave.
  let rows: FloatBuffer
  /// `(T, B, columns)`: activated gates; their gradients after the backward pass.
  let gates: FloatBuffer
  /// `(T + 1, B, H)` and `(T, B, H)`, where there is a memory.
  private let memory: FloatBuffer
  private let squashed: FloatBuffer
  // What only training needs is made by the first backward pass: forecasts never make it.
  /// `(B, stride)`: the gradient by an input row; its first part is the gradient by the hidden state
  /// that the position before receives.
  private lazy var rowGradient = FloatBuffer(sequences * stride)
  /// `(B, H)`: the gradient by what goes from position to position without a product.
  private lazy var carried = FloatBuffer(sequences * size)
  private lazy var packedGradient = FloatBuffer(columns * stride)
  /// `(T, B, D)` where asked for: the gradient by the inputs, by step.
  private(set) lazy var inputGradient: FloatBuffer? =
    needsInputGradient ? FloatBuffer(steps * sequences * weights.inputs) : nil
  private let needsInputGradient, hasInitialState: Bool
  private let padding: Padding?

  /// Where sequences are padded: the real steps of each, and `(B, 2H)` of room for the gradients by
  /// the states of those that keep theirs.
  private struct Padding {
    let lengths: [Int]
    let kept: FloatBuffer
  }

  init(
    _ weights: RecurrentWeights, sequences: Int, steps: Int, reversed: Bool,
    needsInputGradient: Bool, hasInitialState: Bool, lengths: [Int]?
  ) {
    self.weights = weights
    self.sequences = sequences
    self.steps = steps
    self.reversed = reversed
    self.hasInitialState = hasInitialState
    layer = weights.layer
    size = weights.size
    memorySize = type(of: weights.layer).hasMemory ? weights.size : 0
    columns = weights.columns
    stride = weights.stride
    padding = lengths.map {
      Padding(lengths: $0, kept: FloatBuffer(sequences * 2 * weights.size))
    }
    rowsPerCall = BLAS.rowsPerCall(n: columns, k: weights.rowLength)
    rows = FloatBuffer((steps + 1) * sequences * stride)
    gates = FloatBuffer(steps * sequences * columns)
    memory = FloatBuffer((steps + 1) * sequences * memorySize)
    squashed = FloatBuffer(steps * sequences * memorySize)
    self.needsInputGradient = needsInputGradient
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

  // MARK: Forward

  /// One position for all sequences: the product in blocks of a few rows, each followed by its
  /// activations while it is in the nearest cache.
  func forward(_ position: Int) {
    // Without an initial state the first position has no recurrent part.
    let skipped = position == 0 && !hasInitialState ? size : 0
    let k = weights.rowLength - skipped
    let from = rows.pointer + position * sequences * stride
    let gate = gates.pointer + position * sequences * columns
    let before = memory.pointer + position * sequences * memorySize
    let after = before + sequences * memorySize
    var row = 0
    while row < sequences {
      let count = min(rowsPerCall, sequences - row)
      if k > 0 {
        BLAS.multiplyInTiles(
          from + row * stride + skipped, stride: stride,
          weights.forward.pointer + skipped * weights.forwardStride,
          stride: weights.forwardStride,
          into: gate + row * columns, stride: columns, m: count, n: columns, k: k)
      } else {
        (gate + row * columns).update(repeating: 0, count: count * columns)
      }
      layer.forward(
        ForwardStep(
          rows: count, gates: gate + row * columns, before: from + row * stride,
          hidden: from + (sequences + row) * stride, stride: stride,
          memoryBefore: before + row * memorySize, memory: after + row * memorySize,
          squashed: squashed.pointer + (position * sequences + row) * memorySize,
          size: size))
      row += count
    }
    if let padding { hold(padding.lengths, position, from, before, after) }
  }

  /// Past its last real step a sequence keeps its state; read backwards, it starts there.
  private func hold(
    _ lengths: [Int], _ position: Int, _ from: UnsafeMutablePointer<Float>,
    _ before: UnsafeMutablePointer<Float>, _ after: UnsafeMutablePointer<Float>
  ) {
    for b in 0..<sequences where step(at: position) >= lengths[b] {
      (from + (sequences + b) * stride).update(from: from + b * stride, count: size)
      (after + b * memorySize).update(from: before + b * memorySize, count: memorySize)
    }
  }

  // MARK: Backward

  /// Whether no gradient passes from a position to the one before it.
  var cutsSteps = false

  /// Clears what positions hand to each other; before the last position.
  func beginBackward() {
    rowGradient.zero()
    carried.zero()
  }

  /// One position, the later ones being done. `fromAbove` is `(B, H)` with `aboveStride`: the
  /// gradient by this position's output.
  func backward(_ position: Int, fromAbove: UnsafePointer<Float>, aboveStride: Int) {
    if cutsSteps { beginBackward() }
    let gate = gates.pointer + position * sequences * columns
    let before = rows.pointer + position * sequences * stride
    if let padding { keep(padding, position) }
    layer.backward(
      BackwardStep(
        rows: sequences, gates: gate, before: before, hidden: before + sequences * stride,
        stride: stride,
        memoryBefore: memory.pointer + position * sequences * memorySize,
        squashed: squashed.pointer + position * sequences * memorySize, fromAbove: fromAbove,
        aboveStride: aboveStride, fromNext: rowGradient.pointer, carried: carried.pointer,
        size: size))
    if let padding { clearGates(padding, position, gate) }
    if position > 0 || needsInputGradient || hasInitialState { multiply(gate) }
    if let padding { restore(padding, position) }
    if let inputGradient {
      let to = inputGradient.pointer + step(at: position) * sequences * weights.inputs
      for b in 0..<sequences {
        (to + b * weights.inputs).update(
          from: rowGradient.pointer + b * stride + size, count: weights.inputs)
      }
    }
  }

  /// From the gates' gradient to that of the input rows.
  ///
  /// In whole vectors: what follows in a row is room, and for a rest of up to half a vector OpenBLAS
  /// asks for memory in every call. A few inputs come apart, which is faster than a vector more.
  private func multiply(_ gate: UnsafePointer<Float>) {
    let comeApart = needsInputGradient && weights.inputs < 16
    let needed = padded(needsInputGradient && !comeApart ? size + weights.inputs : size)
    let block = BLAS.rowsPerCall(n: needed, k: columns)
    var row = 0
    while row < sequences {
      let count = min(block, sequences - row)
      BLAS.multiplyInTiles(
        gate + row * columns, stride: columns, weights.backward.pointer, stride: stride,
        into: rowGradient.pointer + row * stride, stride: stride, m: count, n: needed,
        k: columns)
      row += count
    }
    if comeApart {
      BLAS.multiply(
        gate, stride: columns, weights.forward.pointer + size * weights.forwardStride, .transposed,
        stride: weights.forwardStride, into: rowGradient.pointer + size, stride: stride,
        m: sequences, n: weights.inputs, k: columns)
    }
  }

  /// Sets aside the gradients by the states of sequences that only keep them at a position.
  private func keep(_ padding: Padding, _ position: Int) {
    for b in 0..<sequences where step(at: position) >= padding.lengths[b] {
      let kept = padding.kept.pointer + b * 2 * size
      kept.update(from: rowGradient.pointer + b * stride, count: size)
      (kept + size).update(from: carried.pointer + b * size, count: size)
    }
  }
  private func clearGates(
    _ padding: Padding, _ position: Int, _ gate: UnsafeMutablePointer<Float>
  ) {
    for b in 0..<sequences where step(at: position) >= padding.lengths[b] {
      (gate + b * columns).update(repeating: 0, count: columns)
    }
  }
  private func restore(_ padding: Padding, _ position: Int) {
    for b in 0..<sequences where step(at: position) >= padding.lengths[b] {
      let kept = padding.kept.pointer + b * 2 * size
      (rowGradient.pointer + b * stride).update(from: kept, count: size)
      (carried.pointer + b * size).update(from: kept + size, count: size)
    }
  }

  /// After the first position: the gradients of all weights in one product over all positions, and
  /// spread to PyTorch's parameters.
  func finishBackward(gradients: UnsafeMutablePointer<Float>) {
    // Without an initial state the first position has no hidden part, as in `forward`.
    let skipped = hasInitialState ? 0 : 1
    BLAS.multiplyInTiles(
      gates.pointer + skipped * sequences * columns, .transposed, stride: columns,
      rows.pointer + skipped * sequences * stride, stride: stride, into: packedGradient.pointer,
      stride: stride, m: columns, n: weights.rowLength, k: (steps - skipped) * sequences)
    BLAS.multiplyInTiles(
      gates.pointer, .transposed, stride: columns, rows.pointer + size, stride: stride,
      into: packedGradient.pointer + size, stride: stride, m: columns, n: weights.rowLength - size,
      k: skipped * sequences, adds: steps > skipped)
    weights.unpack(packedGradient.pointer, to: gradients)
  }

  // MARK: States

  /// Sets the state before the first position, `(B, H)` each; a layer without a memory leaves
  /// `initial` unread.
  func setInitialState(hidden: [Float], memory initial: [Float]) {
    for b in 0..<sequences {
      for j in 0..<size { rows.pointer[b * stride + j] = hidden[b * size + j] }
    }
    if memorySize > 0 { memory.copy(initial) }
  }

  func finalHidden() -> [Float] {
    let last = rows.pointer + steps * sequences * stride
    return (0..<sequences).flatMap { b in (0..<size).map { last[b * stride + $0] } }
  }

  /// Empty where the layer has no memory.
  func finalMemory() -> [Float] {
    let last = memory.pointer + steps * sequences * memorySize
    return (0..<sequences * memorySize).map { last[$0] }
  }

  /// The gradient by the initial state, `(B, H)` each; after the first position.
  func initialStateGradient() -> (hidden: [Float], memory: [Float]) {
    let hidden = (0..<sequences).flatMap { b in
      (0..<size).map { rowGradient.pointer[b * stride + $0] }
    }
    // Without a memory, what was carried belongs to the hidden state.
    if memorySize == 0 { return (zip(hidden, carried.array).map { $0 + $1 }, []) }
    return (hidden, carried.array)
  }
}
