import Learning
import SourceText

/// A model of someone else's, as a `diagnose` cell names it: files with its targets and predictions,
/// and whatever else its program wrote.
struct ForeignModel: Sendable {
  let forecast: ForeignForecast
  /// The train cell whose network learns the same data, for comparison.
  let ours: Scope.Named?
  /// SHA-256 of each file, in the order of `keys`.
  let digests: [String]
  /// Its own weights, where they were handed over.
  let weights: ForeignWeights?

  /// Options that make a `diagnose` cell one of files.
  static let keys = ["targets", "predictions", "inputs", "loss_log", "weights"]

  /// Reads the options and the files; every mistake is reported, and nil returned where there is one.
  init?(_ options: inout Options, _ scope: Scope) {
    let targets = ForeignModel.file(
      &options, "targets", required: true, "the path of a CSV or .npy file")
    let predictions = ForeignModel.file(
      &options, "predictions", required: true, "the path of a file like that of targets")
    let inputs = ForeignModel.file(&options, "inputs", "the path of a CSV or .npy file")
    let log = ForeignModel.file(&options, "loss_log", "the path of a CSV file of losses")
    let weights = ForeignModel.file(&options, "weights", "the path of a safetensors file")
    ours = options.contains("ours") ? scope.experiment(&options, "ours") : nil
    _ = options.text("ours", allowed: "the name of a train cell on the same data")
    var problems: [Diagnostic] = []
    func load(_ file: DataFile?) -> LoadedFile? {
      guard let file else { return nil }
      do throws(Diagnostics) { return try scope.data.read(file) } catch {
        problems += error.all
        return nil
      }
    }
    let loaded = [targets, predictions, inputs, log, weights].map { load($0) }
    digests = loaded.compactMap { $0?.digest }
    var read: ForeignForecast?
    if problems.isEmpty, let targets = loaded[0], let predictions = loaded[1] {
      do throws(Diagnostics) {
        read = try ForeignForecast(
          ForeignForecast.Files(
            targets: targets, predictions: predictions, inputs: loaded[2], losses: loaded[3]))
      } catch {
        problems += error.all
      }
    }
    (read?.warnings ?? []).forEach { options.report($0) }
    self.weights = nil
    problems.forEach { options.report($0) }
    guard let read, problems.isEmpty else { return nil }
    forecast = read
  }

  private static func file(
    _ options: inout Options, _ key: String, required: Bool = false, _ allowed: String
  ) -> DataFile? {
    options.text(key, required: required, allowed: allowed).map {
      DataFile(path: $0, range: options.range(of: key))
    }
  }
}
