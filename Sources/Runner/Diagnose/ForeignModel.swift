import Diagnosis
import Learning
import SourceText

/// A model of someone else's, as a `diagnose` cell names it: files with its targets and predictions,
/// and whatever else its program wrote.
struct ForeignModel: Sendable {
  let forecast: ForeignForecast
  /// The train cell whose network learns the same data, for comparison.
  let ours: Scope.Named?
  /// Options that make a `diagnose` cell one of files.
  static let keys = ["targets", "predictions", "inputs", "loss_log", "weights"]

  /// Reads the options and the files; every mistake is reported, and nil returned where there is one.
  init?(_ options: inout Options, _ scope: Scope) {
    let array = "the path of a CSV or .npy file"
    let files = [
      ForeignModel.file(&options, "targets", required: true, array),
      ForeignModel.file(&options, "predictions", required: true, array),
      ForeignModel.file(&options, "inputs", array),
      ForeignModel.file(&options, "loss_log", "the path of a CSV file of losses"),
    ]
    ours =
      options.contains("ours")
      ? scope.experiment(&options, "ours", allowed: "the name of a train cell on the same data")
      : nil
    var problems: [Diagnostic] = []
    var loaded: [LoadedFile?] = []
    for file in files {
      do throws(Diagnostics) {
        loaded.append(try file.map { file throws(Diagnostics) in try scope.data.read(file) })
      } catch {
        problems += error.all
        loaded.append(nil)
      }
    }
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
    (problems + (read?.warnings ?? [])).forEach { options.report($0) }
    guard let read else { return nil }
    forecast = read
  }

  private static func file(
    _ options: inout Options, _ key: String, required: Bool = false, _ allowed: String
  ) -> DataFile? {
    options.text(key, required: required, allowed: allowed).map {
      DataFile(path: $0, range: options.range(of: key))
    }
  }

  /// The predictions of the held-out sequences alone: what the model was trained on is not known, and
  /// the first sequences are not it.
  func subject(
    ours run: Run?, rerun: @escaping Subject.Rerun, progress: @escaping Subject.Progress
  ) -> Subject {
    var subject = Subject(
      split: forecast.split,
      test: Prediction(values: forecast.heldOutPredictions, steps: forecast.data.steps),
      ours: ours?.experiment, loggedLoss: forecast.log?.losses ?? [], rerun: rerun,
      progress: progress)
    subject.oursTest = run.map { Prediction($0.record.test) }
    subject.lossCheck = forecast.log?.losses.last.map {
      LossCheck(
        computed: $0, elementwise: forecast.elementwise, allPairs: forecast.allPairs,
        isOfTargets: false, isOfSameRows: true)
    }
    return subject
  }

  /// What further files would let the diagnosis say.
  var wouldAdd: [String] {
    var more: [String] = []
    if !forecast.hasInputs {
      more.append(
        "inputs (--inputs x.csv): whether they hold anything about the targets, whether they are scaled, and whether one of them is the target. Without them the probes saw the targets’ own past."
      )
    }
    if forecast.log == nil {
      more.append(
        "a loss log (--loss-log log.csv): whether the training had settled, and whether its loss is the one that these rows give element by element."
      )
    }
    more.append(
      "weights (--weights model.safetensors): whether gates or units are saturated, how far inputs reach, and whether these predictions are what the weights give."
    )
    return more
  }
}
