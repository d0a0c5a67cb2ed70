import Learning
import Tensors

/// Ridge regressions on several contexts, with and without random features, under several
/// penalties. Each is fitted on the first three quarters of the training sequences; the one with
/// the least error on the last quarter is fitted again on all.
///
/// The matrices of the normal equations depend on the inputs alone, so they are inverted once for
/// any number of responses. That makes the re-pairing test cheap.
struct RidgeSearch {
  /// `penalty` is a multiple of the number of rows: 1 halves the weight of a lone column.
  struct Candidate {
    let design, width: Int
    let penalty: Double
  }
  /// The candidate chosen for one group of responses, and its weights, `(O, width)`.
  struct Choice {
    let candidate: Int
    let weights: [Float]
  }
  /// Standardised features with their Gram matrix.
  struct Block {
    let rows, width: Int
    let features, gram: FloatBuffer

    init(_ features: FloatBuffer, rows: Int, width: Int) {
      self.rows = rows
      self.width = width
      self.features = features
      gram = FloatBuffer(width * width)
      BLAS.multiply(
        features.pointer, .transposed, stride: width, features.pointer, stride: width,
        into: gram.pointer, stride: width, m: width, n: width, k: rows)
    }

    /// `responses · features`: `(count, width)` from `(count, rows)`.
    func products(_ responses: UnsafePointer<Float>, stride: Int, count: Int) -> FloatBuffer {
      let products = FloatBuffer(count * width)
      BLAS.multiply(
        responses, stride: stride, features.pointer, stride: width, into: products.pointer,
        stride: width, m: count, n: width, k: rows)
      return products
    }
  }

  static let penalties = [0.001, 0.01, 0.1, 1]
  /// Sequences in all, and in the part that candidates are fitted on.
  let sequences, fitted: Int
  let steps: Range<Int>
  let designs: [LagDesign]
  let candidates: [Candidate]
  private let fit, held: [Block]
  private let fitInverses, inverses: [FloatBuffer]

  /// Nil where there are too few sequences to hold some back.
  init?(_ data: Dataset, tanh: TanhFeatures.Request?) {
    guard data.sequences >= 8, data.features > 0, !data.scored.isEmpty else { return nil }
    _ = Kernels.current
    let steps = RidgeSearch.steps(of: data)
    let contexts = RidgeSearch.contexts(steps: steps.upperBound, features: data.features)
    let designs = contexts.map { context in
      let isLong = context * data.features > RidgeSearch.wide
      return LagDesign(data, steps: steps, context: context, tanh: isLong ? nil : tanh)
    }
    let fitted = data.sequences * 3 / 4
    var fit: [Block] = []
    var held: [Block] = []
    for design in designs {
      let matrix = design.matrix(data, steps)
      let rows = fitted * steps.count
      let rest = data.sequences * steps.count - rows
      let later = FloatBuffer(rest * design.width)
      later.pointer.update(from: matrix.pointer + rows * design.width, count: later.count)
      fit.append(Block(matrix, rows: rows, width: design.width))
      held.append(Block(later, rows: rest, width: design.width))
    }
    let candidates = designs.indices.flatMap { index in
      let design = designs[index]
      let widths = design.lags == design.width ? [design.lags] : [design.lags, design.width]
      return widths.flatMap { width in
        RidgeSearch.penalties.map { Candidate(design: index, width: width, penalty: $0) }
      }
    }
    fitInverses = candidates.map { candidate in
      let block = fit[candidate.design]
      return inverse(
        candidate.width, penalty: candidate.penalty * Double(block.rows)
      ) { Double(block.gram.pointer[$0 * block.width + $1]) }
    }
    inverses = candidates.map { candidate in
      let (first, second) = (fit[candidate.design], held[candidate.design])
      return inverse(
        candidate.width, penalty: candidate.penalty * Double(first.rows + second.rows)
      ) { row, column in
        let index = row * first.width + column
        return Double(first.gram.pointer[index]) + Double(second.gram.pointer[index])
      }
    }
    sequences = data.sequences
    self.fitted = fitted
    self.steps = steps
    self.designs = designs
    self.candidates = candidates
    self.fit = fit
    self.held = held
  }

  /// Columns of lags beyond which no random features are added, and beyond which none are made.
  static let wide = 96
  static let widest = 256

  /// The steps a probe is fitted at. Of windows that slide along one series the last steps hold every
  /// target once.
  static func steps(of data: Dataset) -> Range<Int> {
    data.isSlidingWindow ? data.scored.upperBound - 1..<data.scored.upperBound : data.scored
  }

  /// Two, eight, 32 steps of past and all there are; fewer where inputs are many.
  static func contexts(steps: Int, features: Int) -> [Int] {
    let wanted = Set([2, 8, 32, steps].map { min($0, steps) }).sorted()
    let affordable = wanted.filter { $0 * features <= widest }
    return affordable.isEmpty ? [wanted[0]] : affordable
  }

  /// Chooses and fits for each group of `outputs` responses on its own.
  ///
  /// - Parameters:
  ///   - responses: `(groups · outputs, N · steps)`, of mean zero.
  ///   - isAllowed: the candidates to choose from.
  func solve(
    _ responses: FloatBuffer, groups: Int, outputs: Int,
    among isAllowed: (Candidate) -> Bool = { _ in true }
  ) -> [Choice] {
    let count = groups * outputs
    let total = sequences * steps.count
    let fitRows = fitted * steps.count
    let fitProducts = fit.map { $0.products(responses.pointer, stride: total, count: count) }
    let heldProducts = held.map {
      $0.products(responses.pointer + fitRows, stride: total, count: count)
    }
    var best = [(error: Double, candidate: Int)](repeating: (.infinity, 0), count: groups)
    for index in candidates.indices where isAllowed(candidates[index]) {
      let errors = heldBackErrors(index, fitProducts, heldProducts, count: count)
      for group in 0..<groups {
        let error = errors[group * outputs..<(group + 1) * outputs].reduce(0, +)
        if error < best[group].error { best[group] = (error, index) }
      }
    }
    return (0..<groups).map { group in
      weights(
        best[group].candidate, fitProducts, heldProducts, group * outputs..<(group + 1) * outputs)
    }
  }

  /// Squared error of every response on the held-back part, less the response's own square, which
  /// is the same for all candidates: `wᵀ G w - 2 wᵀ c`.
  private func heldBackErrors(
    _ index: Int, _ fitProducts: [FloatBuffer], _ heldProducts: [FloatBuffer], count: Int
  ) -> [Double] {
    let candidate = candidates[index]
    let (width, stride) = (candidate.width, designs[candidate.design].width)
    let weights = FloatBuffer(count * width)
    BLAS.multiply(
      fitProducts[candidate.design].pointer, stride: stride, fitInverses[index].pointer,
      stride: width, into: weights.pointer, stride: width, m: count, n: width, k: width)
    let curved = FloatBuffer(count * width)
    BLAS.multiply(
      weights.pointer, stride: width, held[candidate.design].gram.pointer, stride: stride,
      into: curved.pointer, stride: width, m: count, n: width, k: width)
    return (0..<count).map { response in
      let products = heldProducts[candidate.design].pointer + response * stride
      var error = 0.0
      for column in 0..<width {
        let weight = Double(weights.pointer[response * width + column])
        let slope = Double(curved.pointer[response * width + column])
        error += weight * (slope - 2 * Double(products[column]))
      }
      return error
    }
  }

  /// The candidate's weights, fitted on all rows.
  private func weights(
    _ index: Int, _ fitProducts: [FloatBuffer], _ heldProducts: [FloatBuffer],
    _ responses: Range<Int>
  ) -> Choice {
    let candidate = candidates[index]
    let (width, stride) = (candidate.width, designs[candidate.design].width)
    let products = FloatBuffer(responses.count * width)
    for (row, response) in responses.enumerated() {
      for column in 0..<width {
        let place = response * stride + column
        products.pointer[row * width + column] =
          fitProducts[candidate.design].pointer[place]
          + heldProducts[candidate.design].pointer[place]
      }
    }
    let weights = FloatBuffer(responses.count * width)
    BLAS.multiply(
      products.pointer, stride: width, inverses[index].pointer, stride: width,
      into: weights.pointer, stride: width, m: responses.count, n: width, k: width)
    return Choice(candidate: index, weights: weights.array)
  }
}
