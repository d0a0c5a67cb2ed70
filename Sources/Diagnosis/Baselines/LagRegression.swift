import Learning
import Tensors

/// A ridge regression from lags to what a centre leaves of the targets.
struct LagRegression: Sendable {
  private let design: LagDesign
  /// Columns in use, and their weights, `(O, width)`.
  private let width: Int
  private let weights: [Float]
  /// What is left of the centre in the training rows, one per output.
  private let intercepts: [Double]
  /// `(T, O)`.
  private let centre: [Double]

  /// - Parameter centre: the forecast to improve on, `(T, O)`.
  init?(_ data: Dataset, centre: [Double], tanh: TanhFeatures.Request?) {
    guard let search = RidgeSearch(data, tanh: tanh) else { return nil }
    var responses = Responses(data, search.steps, centre: centre)
    intercepts = responses.centreRows()
    let choice = search.solve(
      FloatBuffer(responses.values), groups: 1, outputs: data.outputs)[0]
    let candidate = search.candidates[choice.candidate]
    design = search.designs[candidate.design]
    width = candidate.width
    weights = choice.weights
    self.centre = centre
  }

  /// `(N, T, O)`, in data units.
  func predict(_ data: Dataset) -> [Float] {
    let rows = data.sequences * data.steps
    let features = design.matrix(data, 0..<data.steps)
    let values = FloatBuffer(rows * data.outputs)
    let transposed = FloatBuffer(weights)
    BLAS.multiply(
      features.pointer, stride: design.width, transposed.pointer, .transposed, stride: width,
      into: values.pointer, stride: data.outputs, m: rows, n: data.outputs, k: width)
    for row in 0..<rows {
      for output in 0..<data.outputs {
        values.pointer[row * data.outputs + output] += Float(
          centre[row % data.steps * data.outputs + output] + intercepts[output])
      }
    }
    return values.array
  }
}

/// What a centre leaves of the targets, `(O, N · steps)`, sequence by sequence.
struct Responses {
  let outputs, rows: Int
  private(set) var values: [Float]

  init(_ data: Dataset, _ steps: Range<Int>, centre: [Double]) {
    outputs = data.outputs
    rows = data.sequences * steps.count
    values = []
    values.reserveCapacity(outputs * rows)
    for output in 0..<data.outputs {
      let centres = steps.map { centre[$0 * data.outputs + output] }
      for n in 0..<data.sequences {
        for (index, t) in steps.enumerated() {
          values.append(Float(Double(data.target(n, t, output)) - centres[index]))
        }
      }
    }
  }

  /// `(orders, outputs, rows)`: the targets of the sequences in each order.
  func paired(_ orders: some Collection<[Int]>) -> FloatBuffer {
    let buffer = FloatBuffer(orders.count * outputs * rows)
    values.withUnsafeBufferPointer { source in
      guard let base = source.baseAddress, let order = orders.first else { return }
      let steps = rows / order.count
      var to = buffer.pointer
      for order in orders {
        for output in 0..<outputs {
          for sequence in order {
            to.update(from: base + output * rows + sequence * steps, count: steps)
            to += steps
          }
        }
      }
    }
    return buffer
  }

  /// Takes each output's mean away and returns it.
  mutating func centreRows() -> [Double] {
    (0..<outputs).map { output in
      let range = output * rows..<(output + 1) * rows
      let mean = values[range].reduce(0) { $0 + Double($1) } / Double(max(1, rows))
      for index in range { values[index] -= Float(mean) }
      return mean
    }
  }
}
