import Runner
import SourceText

/// Builds a site after every change to what it is made from, and tells open pages.
actor Preview {
  private let project: Project
  private let reporter: Reporter
  private let renderer: DiagnosticRenderer
  let trainings: Trainings
  private let pages: OpenPages
  private let watcher: Watcher
  private var newest: (turn: Turn, task: Task<Void, Never>)?
  /// The mistakes that the terminal shows.
  private var said = ""
  /// How many builds have ended, for tests.
  private(set) var finished = 0

  /// - Parameter isCancelled: whether every training is to end.
  init(
    _ settings: PreviewSettings, pages: OpenPages, reporter: Reporter,
    renderer: DiagnosticRenderer, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws {
    project = settings.project
    self.reporter = reporter
    self.renderer = renderer
    self.pages = pages
    trainings = Trainings(
      local: LocalExecutor(
        cores: settings.threads, reporter: reporter, isCancelled: isCancelled))
    watcher = try Watcher { reporter.say("warning: \($0)") }
  }

  /// Builds, and builds again whenever something changed, until the task is cancelled.
  func run() async {
    _ = watcher.watch(Interest(project, dataPaths: []))
    begin()
    let beats = Task { [pages] in
      while (try? await Task.sleep(for: .seconds(10))) != nil { pages.beat() }
    }
    for await _ in watcher.changes { begin() }
    beats.cancel()
    newest?.turn.end()
    newest?.task.cancel()
  }

  /// Begins a build, which takes the turn from the one before it.
  private func begin() {
    newest?.turn.end()
    newest?.task.cancel()
    let turn = Turn()
    let executor = trainings.begin()
    newest = (turn, Task { await self.build(turn, executor) })
  }

  private func build(_ turn: Turn, _ executor: any Executor) async {
    let context = RunContext(
      store: RecordStore(folder: project.store), executor: executor, reporter: reporter)
    let result = await Build(
      project, files: turn.files, context: context, reporter: reporter
    ).run()
    if Task.isCancelled { return }
    finished += 1
    say(result.diagnostics)
    let errors = result.diagnostics.filter { $0.severity == .error }
    pages.publish(problems: DiagnosticRenderer().render(errors))
    // What a folder held before it was watched may have changed since it was read.
    if watcher.watch(Interest(project, dataPaths: result.dataPaths)) { begin() }
  }

  /// Shows mistakes in the terminal once, not after every save.
  private func say(_ diagnostics: [Diagnostic]) {
    let text = renderer.render(diagnostics)
    if text == said { return }
    said = text
    // A renderer ends its last line, and so does a reporter.
    reporter.say(text.isEmpty ? "no mistakes any more" : String(text.dropLast()))
  }
}
