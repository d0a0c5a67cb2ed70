import ArgumentParser
import Runner
import SourceText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct DiagnoseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diagnose",
    abstract: "Says why a model predicts what it predicts, and what would change it.",
    discussion: """
      Of a model in any framework, from files its program writes:
        meanwhile diagnose --targets y.csv --predictions p.csv --inputs x.csv
      Of one series and nothing else: meanwhile diagnose sales.csv
      Of a train cell of a notebook: meanwhile diagnose why-the-mean#noise-targets

      It writes a notebook, builds its report and prints the verdict. \
      meanwhile list inputs says how files are read, with the Python that writes them; \
      meanwhile list json documents what --json prints.
      """)

  @Argument(help: "A CSV file with one series, a train cell's NAME, or NOTEBOOK#NAME.")
  var what: String?

  @Option(help: "The targets: CSV or .npy, a row for each sequence.")
  var targets: String?

  @Option(help: "What the model predicted, in the layout of the targets.")
  var predictions: String?

  @Option(help: "What the model saw, in the order of the targets.")
  var inputs: String?

  @Option(help: "The training's losses: one column, or a column named loss.")
  var lossLog: String?

  @Option(help: "The model's weights: safetensors with PyTorch's names. Needs --inputs.")
  var weights: String?

  @Option(help: "The name of the notebook and its pages; default: that of the file or cell.")
  var name: String?

  @Option(help: "The folder for notebooks and pages of diagnoses.")
  var folder = "diagnosis"

  @Option(help: "The folder where cells are looked for.")
  var notebooks = "notebooks"

  @Option(
    help: "A folder with templates in place of the program's; default: templates, if it is here.")
  var templates: String?

  @Option(help: "The folder for run records.")
  var store = ".meanwhile"

  @OptionGroup var cores: Cores

  @Flag(help: "Print verdict, evidence and cures as JSON.")
  var json = false

  private var paths: [String: String] {
    let given = [
      "targets": targets, "predictions": predictions, "inputs": inputs, "loss_log": lossLog,
      "weights": weights,
    ]
    return given.compactMapValues { $0 }
  }

  func validate() throws {
    if what == nil, paths.isEmpty {
      throw ValidationError(
        "nothing to diagnose: name --targets and --predictions, a CSV file, or a train cell.")
    }
    if let what, !paths.isEmpty {
      throw ValidationError(
        "'\(what)' and --\(paths.keys.sorted()[0].replacing("_", with: "-")) are two ways in: use one."
      )
    }
    if weights != nil, inputs == nil {
      throw ValidationError("--weights needs --inputs: predictions are computed from both.")
    }
  }

  func run() async throws {
    let subject: DiagnosisRequest.Subject =
      what.map { DiagnosisRequest.subject($0, .disk) } ?? .files(paths)
    let reporter = Reporter(isTerminal: isTerminal(STDERR_FILENO))
    let interrupt = Interrupt()
    let context = cores.context(store: store, reporter, interrupt)
    let result = await Diagnosing(
      DiagnosisRequest(subject, name: name, folder: folder, notebooks: notebooks),
      templates: templates, store: store, context: context,
      reporter: reporter
    ).run()
    if interrupt.isRequested { throw ExitCode(Interrupt.status) }
    complain(
      DiagnosticRenderer(colour: isTerminal(STDERR_FILENO)).render(result.diagnostics))
    if let report = result.report {
      print(
        json
          ? report.json
          : report.text()
            + "\nThe report: \(report.page ?? "")\nIts notebook: \(report.notebook ?? "")\n",
        terminator: "")
    }
    if result.hasErrors { throw ExitCode(1) }
  }
}
