package import SourceText

extension Experiment {
  /// Options that are right one by one and wrong together.
  package func contradictions(at range: SourceRange?) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if training.feeding.truthShare != nil {
      if !data.targetIsNextInput {
        found.append(
          Diagnostic(
            "contradiction",
            "\(type(of: training.feeding).name) feeds predictions back as inputs, but in '\(type(of: data).name)' data the target is not the next input",
            at: range))
      }
      if model.bidirectional {
        found.append(
          Diagnostic(
            "contradiction",
            "a bidirectional network reads its inputs to the end before it predicts, so its predictions cannot be fed back",
            at: range))
      }
    }
    let needed = bytesNeeded
    if needed > Experiment.memoryLimit {
      found.append(
        Diagnostic(
          "too-large",
          "this training would need about \(needed >> 30) GiB of memory; at most \(Experiment.memoryLimit >> 30) GiB are allowed",
          at: range, help: ["fewer sequences, shorter sequences or fewer hidden units"]))
    }
    return found
  }

  /// 8 GiB.
  static let memoryLimit = 8 << 30

  /// Roughly: the workspaces of all training sequences, the data, and four copies of the weights.
  var bytesNeeded: Int {
    let size = Double(model.hiddenSize)
    let (sequences, steps) = (Double(data.extent.sequences), Double(data.extent.steps))
    let passes = Double(model.layers * (model.bidirectional ? 2 : 1))
    let workspace = sequences * steps * passes * (size * 9 + 16)
    let weights = passes * 4 * size * (size * Double(model.bidirectional ? 2 : 1) + size)
    let bytes = 4 * (workspace + 6 * weights + 4 * sequences * steps)
    return bytes < 1e18 ? Int(bytes) : Int(1e18)
  }
}
