import Tensors

/// How much each step of a sequence looks at each step up to its own: a softmax of scores.
final class CausalWeights {
  private let sequences, steps: Int
  /// `(B, T, T)`: row t of a sequence says what step t looks at; zeros after it.
  private let weights: FloatBuffer
  /// `(T, T)`: the gradient by one sequence's weights, then by its scores.
  private let gradient: FloatBuffer

  init(sequences: Int, steps: Int) {
    self.sequences = sequences
    self.steps = steps
    weights = FloatBuffer(sequences * steps * steps)
    gradient = FloatBuffer(steps * steps)
  }

  /// A sequence's scores, to be written before `normalise`, and its weights after that: `(T, T)`.
  func scores(of sequence: Int) -> UnsafeMutablePointer<Float> {
    weights.pointer + sequence * steps * steps
  }

  /// Scores to weights; scores of later steps do not count.
  func normalise(_ sequence: Int, scale: Float) {
    Kernels.current.causalSoftmax(scores(of: sequence), steps, scale)
  }

  /// `Q K^T` for one sequence, as scores.
  ///
  /// - Parameter queries: `(T, B, W)`; keys as well.
  func score(_ sequence: Int, queries: StepRows, keys: StepRows, width: Int) {
    BLAS.multiply(
      queries.pointer + sequence * queries.stride, stride: sequences * queries.stride,
      keys.pointer + sequence * keys.stride, .transposed, stride: sequences * keys.stride,
      into: scores(of: sequence), stride: steps, m: steps, n: steps, k: width)
  }

  /// The weighted sums of one sequence's values, `A V`. All are `(T, B, W)`.
  func mix(_ sequence: Int, values: StepRows, into: StepRows, width: Int) {
    BLAS.multiply(
      scores(of: sequence), stride: steps, values.pointer + sequence * values.stride,
      stride: sequences * values.stride, into: into.pointer + sequence * into.stride,
      stride: sequences * into.stride, m: steps, n: width, k: steps)
  }

  /// The way back of `mix` and `normalise`.
  ///
  /// - Parameters:
  ///   - mixed: the gradient by the weighted sums.
  ///   - valueGradient: the gradient by the values, written.
  /// - Returns: the gradient by the sequence's scores, `(T, T)`, until the next call.
  func backward(
    _ sequence: Int, mixed: StepRows, values: StepRows, valueGradient: StepRows, width: Int,
    scale: Float
  ) -> UnsafePointer<Float> {
    let from = mixed.pointer + sequence * mixed.stride
    BLAS.multiply(
      scores(of: sequence), .transposed, stride: steps, from, stride: sequences * mixed.stride,
      into: valueGradient.pointer + sequence * valueGradient.stride,
      stride: sequences * valueGradient.stride, m: steps, n: width, k: steps)
    BLAS.multiply(
      from, stride: sequences * mixed.stride, values.pointer + sequence * values.stride,
      .transposed, stride: sequences * values.stride, into: gradient.pointer, stride: steps,
      m: steps, n: steps, k: width)
    Kernels.current.causalSoftmaxBackward(scores(of: sequence), gradient.pointer, steps, scale)
    return UnsafePointer(gradient.pointer)
  }

  /// The way back of `score`: `dQ = dS K` and `dK = dS^T Q`.
  ///
  /// - Parameter beta: 1 to add to the gradients, 0 to write them.
  func scoreBackward(
    _ sequence: Int, _ scoreGradient: UnsafePointer<Float>, queries: StepRows, keys: StepRows,
    queryGradient: StepRows, keyGradient: StepRows, width: Int, beta: Float
  ) {
    BLAS.multiply(
      scoreGradient, stride: steps, keys.pointer + sequence * keys.stride,
      stride: sequences * keys.stride,
      into: queryGradient.pointer + sequence * queryGradient.stride,
      stride: sequences * queryGradient.stride, m: steps, n: width, k: steps, beta: beta)
    BLAS.multiply(
      scoreGradient, .transposed, stride: steps, queries.pointer + sequence * queries.stride,
      stride: sequences * queries.stride,
      into: keyGradient.pointer + sequence * keyGradient.stride,
      stride: sequences * keyGradient.stride, m: steps, n: width, k: steps, beta: beta)
  }
}
