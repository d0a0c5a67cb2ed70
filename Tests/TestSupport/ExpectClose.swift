package import Testing

/// A result of PyTorch with the distance an engine may keep from it.
package struct GoldenReference: Sendable {
  package enum Rule: Sendable {
    /// Eight times PyTorch's own float32 error and a millionth of the largest value: forward
    /// results, gradients, a step or a few.
    case rounding
    /// A ten-thousandth of the largest value: weights and losses after many optimizer steps, which
    /// amplify rounding.
    case training
  }

  /// The case and the result, for messages.
  package let name: String
  package let shape: [Int]
  /// Row by row.
  package let values: [Double]
  /// The largest absolute distance allowed.
  package let bound: Double
}

/// Expects every number within the reference's bound.
package func expectClose<Number: BinaryFloatingPoint>(
  _ engine: [Number], to golden: GoldenReference, sourceLocation: SourceLocation = #_sourceLocation
) {
  expectClose(
    engine, to: golden.values, shape: golden.shape, bound: golden.bound, golden.name,
    sourceLocation: sourceLocation)
}

/// Expects every number at most `bound` from the expected one; `what` names them in the message.
/// The other parameters are those of `discrepancy`.
package func expectClose<Number: BinaryFloatingPoint>(
  _ engine: [Number], to expected: [Double], shape: [Int]? = nil, bound: Double, _ what: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  if let found = discrepancy(of: engine, from: expected, shape: shape, bound: bound) {
    Issue.record("\(what): \(found)", sourceLocation: sourceLocation)
  }
}

/// Where numbers are further than `bound` from the expected ones: how many are, and the worst of
/// them. Nil where none is.
///
/// - Parameters:
///   - engine: as many numbers as `expected`, row by row.
///   - shape: of both, to name the worst element by its indices; a vector where it is left out.
///   - bound: the largest absolute distance allowed.
package func discrepancy<Number: BinaryFloatingPoint>(
  of engine: [Number], from expected: [Double], shape: [Int]? = nil, bound: Double
) -> String? {
  guard engine.count == expected.count else {
    return "\(engine.count) numbers, expected \(expected.count)"
  }
  // Not a number is as far as can be, and would slip through `distance > bound`.
  let distances = zip(engine, expected).map { number, golden in
    let distance = abs(Double(number) - golden)
    return distance.isNaN ? .infinity : distance
  }
  guard let worst = distances.indices.max(by: { distances[$0] < distances[$1] }),
    distances[worst] > bound
  else { return nil }
  let place = indices(of: worst, in: shape ?? [engine.count])
  return """
    \(distances.count { $0 > bound }) of \(engine.count) beyond \(bound); worst at \(place): \
    \(engine[worst]), expected \(expected[worst]), off by \(distances[worst])
    """
}

/// The indices of the element that stands at `offset` when a tensor is written row by row.
private func indices(of offset: Int, in shape: [Int]) -> [Int] {
  var rest = offset
  var indices: [Int] = []
  for size in shape.reversed() {
    indices.append(rest % size)
    rest /= size
  }
  return indices.reversed()
}
