import SourceText

/// Whether targets and predictions look exchanged.
///
/// A forecast that lowers the squared error varies less than its target, and the target rises by one
/// where the forecast does. Where instead "targets" are the ones that vary less and "predictions"
/// rise by one with them, each stands where the other belongs.
enum ExchangedFiles {
  static func warnings(
    targets: [Float], predictions: [Float], _ files: ForeignForecast.Files
  ) -> [Diagnostic] {
    let (y, p) = (Moments(targets), Moments(predictions))
    guard y.variance > 0, p.variance > 1.3 * y.variance else { return [] }
    var product = 0.0
    for (a, b) in zip(targets, predictions) {
      product += (Double(a) - y.mean) * (Double(b) - p.mean)
    }
    let covariance = product / Double(max(1, targets.count))
    let slope = covariance / y.variance
    let isFlat = y.variance < 0.01 * p.variance
    guard isFlat || (0.8...1.25).contains(slope) else { return [] }
    func rounded(_ value: Double) -> String {
      let scaled = (value * 100).rounded() / 100
      return "\(scaled)"
    }
    let ratio = rounded((y.variance / p.variance).squareRoot())
    let (first, second) = (files.targets.file.path, files.predictions.file.path)
    return [
      Diagnostic(
        "exchanged-files",
        "'\(first)' varies \(ratio) times as much as '\(second)'\(isFlat ? "" : ", which rises \(rounded(slope)) for every 1 of it"): targets and predictions look exchanged",
        at: files.targets.file.range, severity: .warning,
        help: ["if they are: --targets \(second) --predictions \(first)"])
    ]
  }

  private struct Moments {
    let mean, variance: Double
    init(_ values: [Float]) {
      let count = Double(max(1, values.count))
      let mean = values.reduce(0) { $0 + Double($1) } / count
      self.mean = mean
      variance = values.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / count
    }
  }
}
