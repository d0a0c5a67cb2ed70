/// A table of what a loss says beside the variance of its targets, and fields for a reader's own.
package struct OwnRun: Sendable {
  package struct Case: Sendable {
    package var from: Double
    /// Not in it; may be infinite.
    package var below: Double
    package var range: String
    package var says: String
    package var isExample: Bool

    package init(from: Double, below: Double, range: String, says: String, isExample: Bool) {
      self.from = from
      self.below = below
      self.range = range
      self.says = says
      self.isExample = isExample
    }

    fileprivate var context: Context {
      [
        .from: "\(from)", .below: below.isFinite ? "\(below)" : "Infinity", .heading: range,
        .text: says, .isHighlighted: isExample,
      ]
    }
  }

  /// What stands in the fields at first.
  package struct Example: Sendable {
    package var loss: String
    package var variance: String
    package var says: String

    package init(loss: String, variance: String, says: String) {
      self.loss = loss
      self.variance = variance
      self.says = says
    }
  }

  package var besideVariance: [Case]
  package var besideStart: [Case]
  package var notPositive: String
  package var negative: String
  package var example: Example?
  /// What measures more than a ratio can say.
  package var command: String

  package init(
    besideVariance: [Case], besideStart: [Case], notPositive: String, negative: String,
    example: Example?, command: String
  ) {
    self.besideVariance = besideVariance
    self.besideStart = besideStart
    self.notPositive = notPositive
    self.negative = negative
    self.example = example
    self.command = command
  }

  func context(id: String) -> Context {
    [
      .exhibit: "own_run", .id: id, .besideVariance: besideVariance.map(\.context),
      .besideStart: besideStart.map(\.context), .notPositive: notPositive, .negative: negative,
      .loss: example?.loss ?? "", .variance: example?.variance ?? "",
      .example: example?.says ?? false, .command: command,
    ]
  }
}
