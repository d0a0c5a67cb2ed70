/// What a loss says beside the variance of its targets, or beside the loss before training: each case
/// with the ratios it holds for. Page and script take their sentences from here.
struct LossReading: Sendable {
  /// From the first up to the second, which is not in it.
  let ratios: (from: Double, below: Double)
  /// The ratios in words.
  let range: String
  let says: String

  private init(_ from: Double, _ below: Double, _ range: String, _ says: String) {
    ratios = (from, below)
    self.range = range
    self.says = says
  }

  func holds(for ratio: Double) -> Bool { ratio >= ratios.from && ratio < ratios.below }

  /// By loss ÷ variance. Within a twentieth a loss is the mean's: two samples of a few hundred targets
  /// differ that much in their variance.
  static let besideVariance = [
    LossReading(
      1.05, .infinity, "above 1.05",
      "Worse than the mean. One constant, the targets’ mean, would make a smaller error. On new data suspect memorised training sequences or another level than in training; on the training data itself too few epochs, too high a rate, or predictions that are compared with the wrong targets."
    ),
    LossReading(
      0.95, 1.05, "0.95 to 1.05",
      "As good as the mean. The level of the targets was learned and nothing beyond it that shows here. Whether the inputs say more, this ratio does not tell: that takes the inputs."
    ),
    LossReading(
      0.5, 0.95, "0.5 to 0.95",
      "Better than the mean, and rightly flatter than the targets. The share 1 − ratio of the variance is predicted, and a forecast without systematic error varies only √(1 − ratio) times as much as its targets: 0.22 times at 0.95, 0.71 times at 0.5."
    ),
    LossReading(
      0, 0.5, "below 0.5",
      "Not the mean. More than half of the variance is predicted, which no flat line does. If the curve looks flat all the same, check what is drawn: the scale of the axis, the output, the data."
    ),
  ]

  /// By loss ÷ loss before the first update, on the same data.
  static let besideStart = [
    LossReading(
      1.05, .infinity, "above 1.05",
      "Training made it worse than before the first update: look at the rate, and whether both losses are of the same data."
    ),
    LossReading(
      0.95, 1.05, "0.95 to 1.05",
      "Training changed next to nothing: look at the gradient and the rate before the data."),
    LossReading(
      0, 0.95, "below 0.95",
      "Training lowered the loss: something was learned, if only the level of the targets."),
  ]

  /// Where no ratio can be read.
  static let notPositive =
    "The targets do not vary: one number predicts them all, and there is no ratio."
  static let negative =
    "A squared error is never below 0: this is another loss, such as a log-likelihood, and has no such ratio."
}
