extension Subject {
  /// The shape of what the model itself leaves of the held-out targets, while `Evidence.residuals` is
  /// of the best known forecast.
  package var residualShape: ResidualShape? { ResidualShape(test, on: split.test) }
}
