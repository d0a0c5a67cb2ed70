/// How data units become the units the network works in: `scaled = (value - location) / scale`, for
/// each input and each target column, from the training part alone. Predictions go the way back.
package struct Scaling: Sendable, Equatable {
  package struct Column: Sendable, Equatable {
    package var location = 0.0
    package var scale = 1.0
  }

  /// `D` columns, or none where inputs stay as they are.
  package var inputs: [Column] = []
  /// `O` columns, or none where targets stay as they are.
  package var targets: [Column] = []

  package init() {}

  /// Zero mean and unit variance of the training inputs and of the scored training targets.
  package init(standardising data: Dataset) {
    self.init(data, by: Column.init(standardising:))
  }

  /// The training inputs and the scored training targets between 0 and 1.
  package init(toUnitRange data: Dataset) {
    self.init(data, by: Column.init(toUnitRange:))
  }

  private init(_ data: Dataset, by column: ([Float]) -> Column) {
    inputs = (0..<data.features).map { feature in
      column(
        stride(from: feature, to: data.inputs.count, by: data.features).map { data.inputs[$0] })
    }
    targets = (0..<data.outputs).map { output in
      column(
        (0..<data.sequences).flatMap { n in data.scored.map { data.target(n, $0, output) } })
    }
  }

  // MARK: The only column, or the first

  package var inputLocation: Double { inputs.first?.location ?? 0 }
  package var inputScale: Double { inputs.first?.scale ?? 1 }
  package var targetLocation: Double { targets.first?.location ?? 0 }
  /// One unit of the network in data units. Of several targets, the root of their mean square.
  package var targetScale: Double {
    guard targets.count > 1 else { return targets.first?.scale ?? 1 }
    let square = targets.reduce(0) { $0 + $1.scale * $1.scale } / Double(targets.count)
    return square.squareRoot()
  }

  func input(_ value: Float, _ feature: Int = 0) -> Float {
    inputs.isEmpty ? value : inputs[feature].scaled(value)
  }
  func target(_ value: Float, _ output: Int = 0) -> Float {
    targets.isEmpty ? value : targets[output].scaled(value)
  }
  func prediction(_ value: Float, _ output: Int = 0) -> Float {
    targets.isEmpty ? value : targets[output].unscaled(value)
  }
}

extension Scaling.Column {
  init(standardising values: [Float]) {
    let mean = values.reduce(0) { $0 + Double($1) } / Double(max(values.count, 1))
    let square = values.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    let deviation = (square / Double(max(values.count, 1))).squareRoot()
    location = mean
    scale = deviation > 0 ? deviation : 1
  }

  init(toUnitRange values: [Float]) {
    location = Double(values.min() ?? 0)
    let width = Double(values.max() ?? 0) - location
    scale = width > 0 ? width : 1
  }

  func scaled(_ value: Float) -> Float { Float((Double(value) - location) / scale) }
  func unscaled(_ value: Float) -> Float { Float(Double(value) * scale + location) }
}

/// Scalings an author may name under `data.scaling`.
package enum ScalingRule: String, CaseIterable, Encodable, Sendable {
  case none, standardise
  case minMax = "min_max"

  func scaling(of train: Dataset) -> Scaling {
    switch self {
    case .none: Scaling()
    case .standardise: Scaling(standardising: train)
    case .minMax: Scaling(toUnitRange: train)
    }
  }
}
