import Diagnosis
import Learning
import SourceText

/// A model of someone else's, as a `diagnose` cell names it: files with its targets and predictions,
/// and whatever else its program wrote.
struct ForeignModel: Sendable {
  let forecast: ForeignForecast
  /// The train cell whose network learns the same data, for comparison.
  let ours: Scope.Named?
  /// Its network, with its weights and on its data as the files hold them, where weights were given.
  let network: Experiment?
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
      ForeignModel.file(&options, "weights", "the path of a safetensors file, beside inputs"),
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
    var network: Experiment?
    if let read, let weights = loaded[4] {
      do throws(Diagnostics) {
        network = try ForeignModel.network(weights, files, read, scope)
      } catch {
        problems += error.all
      }
    }
    (problems + (read?.warnings ?? [])).forEach { options.report($0) }
    guard let read, problems.isEmpty else { return nil }
    forecast = read
    self.network = network
  }

  /// Throws where the weights are of a network that cannot be computed here, or read other inputs.
  private static func network(
    _ weights: LoadedFile, _ files: [DataFile?], _ forecast: ForeignForecast, _ scope: Scope
  ) throws(Diagnostics) -> Experiment {
    let state = try StateDict(weights)
    var problems: [Diagnostic] = []
    let (read, given) = (forecast.data.features, state.inputs)
    if !forecast.hasInputs || read != given {
      problems.append(
        Diagnostic(
          "wrong-shape",
          forecast.hasInputs
            ? "the weights in '\(weights.file.path)' read \(given) inputs at each step, and the inputs hold \(read)"
            : "weights need inputs: predictions are computed from both",
          at: weights.file.range))
    }
    if state.outputs != forecast.data.outputs {
      problems.append(
        Diagnostic(
          "wrong-shape",
          "the weights in '\(weights.file.path)' give \(state.outputs) outputs at each step, and the targets hold \(forecast.data.outputs)",
          at: weights.file.range))
    }
    func scalar(_ text: String?) -> OptionNode { OptionNode(.scalar(text ?? "", quoted: true)) }
    let data = [
      OptionNode.Entry(key: "source", value: scalar("arrays")),
      OptionNode.Entry(key: "inputs", value: scalar(files[2]?.path)),
      OptionNode.Entry(key: "targets", value: scalar(files[0]?.path)),
    ]
    var options = Options(
      OptionNode(
        .mapping([
          OptionNode.Entry(key: "data", value: OptionNode(.mapping(data))),
          OptionNode.Entry(key: "model", value: state.options(weights: weights.file.path)),
        ])))
    guard problems.isEmpty else { throw Diagnostics(problems) }
    var experiment = Experiment(&options)
    problems = options.finish() + scope.data.load(&experiment.data)
    problems += scope.data.load(&experiment.model)
    if problems.isEmpty { problems = experiment.startProblems() }
    guard problems.isEmpty else { throw Diagnostics(problems) }
    return experiment
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
    ours run: Run?, _ recomputation: Recomputation?, rerun: @escaping Subject.Rerun,
    progress: @escaping Subject.Progress
  ) -> Subject {
    var subject = Subject(
      split: forecast.split,
      test: Prediction(values: forecast.heldOutPredictions, steps: forecast.data.steps),
      ours: ours?.experiment, loggedLoss: forecast.log?.losses ?? [], rerun: rerun,
      progress: progress)
    if let network, let found = recomputation {
      subject.split.scaling = found.scaling(of: forecast.data)
      if found.isExplained { subject.model = .imported(found.applied(to: network)) }
    }
    subject.oursTest = run.map { Prediction($0.record.test) }
    subject.lossCheck = forecast.log?.losses.last.map {
      LossCheck(
        computed: $0, elementwise: forecast.elementwise, allPairs: forecast.allPairs,
        isOfTargets: false, isOfSameRows: true)
    }
    return subject
  }

  /// The predictions handed over beside what the weights give.
  var recomputation: Recomputation? {
    network.flatMap {
      Recomputation($0, forecast.split, on: forecast.data, theirs: forecast.predictions)
    }
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
    if network != nil { return more }
    more.append(
      "weights (--weights model.safetensors): whether gates or units are saturated, how far inputs reach, and whether these predictions are what the weights give."
    )
    return more
  }
}
