import Learning
import SourceText

/// The notebook for files of a program that is not ours: a network of ours on the same data, and the
/// diagnosis of theirs.
struct ForeignNotebook {
  let request: DiagnosisRequest
  let paths: [String: String]
  let files: Files

  init(_ request: DiagnosisRequest, _ paths: [String: String], _ files: Files) {
    self.request = request
    self.paths = paths
    self.files = files
  }

  func written() throws(Diagnostics) -> DiagnosisRequest.Written {
    let read = try check()
    let predictions = paths["predictions"] ?? ""
    let stem = DiagnosisRequest.stem(predictions)
    var result = request.written(stem, cell: "theirs", notebook(""))
    result.text = notebook(result.folder).text
    result.readings = read.readings
    result.warnings = read.warnings
    return result
  }

  /// Reads all files once, so that mistakes are told by the names that were typed.
  private func check() throws(Diagnostics) -> ForeignForecast {
    var problems: [Diagnostic] = []
    for key in ["targets", "predictions"] where paths[key] == nil {
      problems.append(
        Diagnostic(
          "missing-file", "--\(key) is missing: it must be the path of a CSV or .npy file",
          help: ["meanwhile list inputs shows how to write it from PyTorch and Keras"]))
    }
    var loaded: [String: LoadedFile] = [:]
    for key in ForeignModel.keys {
      guard let path = paths[key] else { continue }
      do throws(Diagnostics) { loaded[key] = try request.read(path, files) } catch {
        problems += error.all
      }
    }
    guard problems.isEmpty, let targets = loaded["targets"], let predictions = loaded["predictions"]
    else { throw Diagnostics(problems) }
    if let weights = loaded["weights"] { _ = try StateDict(weights) }
    return try ForeignForecast(
      ForeignForecast.Files(
        targets: targets, predictions: predictions, inputs: loaded["inputs"],
        losses: loaded["loss_log"]))
  }

  private func notebook(_ folder: String) -> DiagnosisNotebook {
    func path(_ key: String) -> String? {
      paths[key].map { DiagnosisNotebook.quoted(RelativePath.from(folder, to: $0)) }
    }
    let targets = path("targets") ?? ""
    let data =
      path("inputs").map { "inputs: \($0), targets: \(targets)" } ?? "inputs: \(targets)"
    let named = ForeignModel.keys.compactMap { key in path(key).map { "\(key): \($0)" } }
    let predictions = DiagnosisRequest.last(paths["predictions"] ?? "")
    return DiagnosisNotebook(
      title: "Why does \(predictions) predict what it predicts?",
      description: "Targets and predictions of a program, diagnosed from its files.",
      blocks: [
        "What is wrong with these predictions, or is nothing wrong? The first three quarters of the sequences are for baselines and probes to learn from; all are scored on the last quarter.",
        DiagnosisNotebook.cell("diagnose", "theirs", named + ["ours: ours"]),
        "## A network of ours on the same data",
        "What an LSTM with default options learns from the same sequences. Its test error on the last quarter is `= ours.test.mse`; that of the predictions above is `= theirs.model.mse`.",
        DiagnosisNotebook.cell(
          "train", "ours",
          ["data: {source: arrays, \(data), standardise: true}"] + DiagnosisNotebook.model),
      ])
  }
}
