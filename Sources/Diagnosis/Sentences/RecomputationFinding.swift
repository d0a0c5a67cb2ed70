import Numerals

extension Recomputation {
  /// What a difference says of the program, in numbers.
  package var finding: Finding {
    let numbers =
      [Finding.Number("largest difference, in deviations of the predictions", largest)]
      + (correlation.map { [Finding.Number("correlation", $0)] } ?? [])
    return Finding(
      rule: "recomputed", bearing: bearing, statement: statement, evidence: numbers)
  }

  private var bearing: Finding.Bearing {
    if case .overBatch = match { return .supports(.swappedAxes) }
    return .describes
  }

  private var statement: String {
    let gap = "as they are they differ by up to \(written(largest)) deviations"
    switch match {
    case .equal:
      return
        "The weights give the predictions that were handed over (largest difference \(written(largest)) deviations)."
    case .overBatch(let size):
      return
        "The weights give the predictions that were handed over only where the recurrence runs over the batch, \(counted(size, "sequence")) at a time; \(gap). The data come batch first into a layer without batch_first=True."
    case .activation(let activation):
      return
        "The weights give the predictions that were handed over where the head ends in \(activation.rawValue); \(gap)."
    case .standardised(let isMappedBack):
      return
        "The weights give the predictions that were handed over where inputs are standardised\(isMappedBack ? " and outputs mapped back" : ""); \(gap). The inputs in the file are not those the network saw."
    case .units(let scale, let shift):
      return
        "The predictions that were handed over are \(written(scale)) times what the weights give, plus \(written(shift)): other units."
    case .order:
      return
        "The weights give the predictions that were handed over in another order: their rows are not those of the inputs. Predict without shuffling."
    case .different:
      let r = correlation.map { " (correlation \(written($0)))" } ?? ""
      return
        "The weights do not give the predictions that were handed over: \(gap)\(r). Dropout left on (no model.eval()), other inputs, or weights of another epoch do that."
    }
  }
}
