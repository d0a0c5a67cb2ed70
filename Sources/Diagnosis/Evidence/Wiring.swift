/// What tensors alone say about how data, head and loss are joined. Every part is nil where it could
/// not be measured.
package struct Wiring: Sendable {
  /// The share of scored steps at which an input equals the target of the same step, of the input
  /// for which it is largest.
  package var leak: Double?
  /// Whether the target at a step is the next input.
  package var targetIsNextInput = false
  package var scale: Scales?
  package var head: HeadRange?
  package var loss: LossCheck?
  /// What the training loss gives for the constant mean, and the squared error of the same.
  package var lossOfMean: (computed: Double, squared: Double)?
  /// Weights whose gradient of the training loss is exactly zero, by their names; empty where none
  /// is.
  package var withoutGradient: [String]?
  /// How far a prediction moves where the other sequences of its batch change: the largest change over
  /// the targets' standard deviation.
  package var batchDependence: Double?

  package init() {}
}

/// Means and standard deviations, in the units the network works in.
package struct Scales: Sendable, Equatable {
  package struct Column: Sendable, Equatable {
    package var mean, deviation: Double
    package init(mean: Double, deviation: Double) {
      self.mean = mean
      self.deviation = deviation
    }
  }
  /// Of the target that lies farthest from zero in its own deviations, and of such an input.
  package var target, heldOutTarget: Column
  package var input, heldOutInput: Column?

  package init(
    target: Column, heldOutTarget: Column, input: Column? = nil, heldOutInput: Column? = nil
  ) {
    self.target = target
    self.heldOutTarget = heldOutTarget
    self.input = input
    self.heldOutInput = heldOutInput
  }
}

/// The range of held-out predictions against that of the targets, in data units.
package struct HeadRange: Sendable, Equatable {
  package var low, high: Double
  /// The value most predictions lie at, and their share.
  package var border, atBorder: Double
  /// The share of targets outside the range that the head can give; where the head is unknown, beyond
  /// the border.
  package var targetsOutside: Double

  package init(low: Double, high: Double, border: Double, atBorder: Double, targetsOutside: Double)
  {
    self.low = low
    self.high = high
    self.border = border
    self.atBorder = atBorder
    self.targetsOutside = targetsOutside
  }
}

/// A training loss against what a mean squared error gives on the same numbers.
package struct LossCheck: Sendable, Equatable {
  /// What the program computes or logged.
  package var computed: Double
  /// Element by element, and over all pairs of prediction and target.
  package var elementwise, allPairs: Double
  /// Whether predictions equal to the targets were given to the loss: then element by element is 0.
  package var isOfTargets: Bool
  /// Whether what was computed is of the very rows the other two are of; then even a small gap tells.
  package var isOfSameRows: Bool

  package init(
    computed: Double, elementwise: Double, allPairs: Double, isOfTargets: Bool,
    isOfSameRows: Bool = false
  ) {
    self.computed = computed
    self.elementwise = elementwise
    self.allPairs = allPairs
    self.isOfTargets = isOfTargets
    self.isOfSameRows = isOfSameRows
  }
}
