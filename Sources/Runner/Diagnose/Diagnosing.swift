#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
package import SourceText

/// Writes a notebook for what a person asks about, builds it, and hands over what came out.
package struct Diagnosing: Sendable {
  let request: DiagnosisRequest
  let templates: String?
  let store: String
  let files: Files
  let context: RunContext
  let reporter: Reporter

  package init(
    _ request: DiagnosisRequest, templates: String?, store: String, files: Files = .disk,
    context: RunContext, reporter: Reporter
  ) {
    self.request = request
    self.templates = templates
    self.store = store
    self.files = files
    self.context = context
    self.reporter = reporter
  }

  package struct Result: Sendable {
    /// Nil where a mistake came first.
    package var report: DiagnosisReport?
    package var diagnostics: [Diagnostic]
    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
  }

  package func run() async -> Result {
    let written: DiagnosisRequest.Written
    do {
      written = try request.written(files)
      try write(written)
    } catch {
      return Result(diagnostics: error.all)
    }
    let project = Project(
      notebooks: written.folder, output: written.folder, templates: templates, store: store,
      allowsOutside: true)
    let built = await Build(
      project, files: files, context: context, reporter: reporter,
      wishes: Build.Wishes(remakes: stored(written) == nil)
    ).run()
    // Those of the notebook say again what was said of the files.
    let diagnostics = written.warnings + built.diagnostics.filter { $0.severity == .error }
    guard !built.hasErrors, var report = context.reports[written.cell] ?? stored(written) else {
      return Result(diagnostics: diagnostics)
    }
    report.readings = written.readings
    report.notebook = written.path
    report.page = written.page
    do {
      let data = Data(report.json.utf8)
      if (try? files.read(written.json)) != data { try files.write(written.json, data) }
    } catch {
      return Result(
        report: report,
        diagnostics: diagnostics + [Diagnostic("unwritable-report", reason(error))])
    }
    return Result(report: report, diagnostics: diagnostics)
  }

  /// What an earlier run found, where the build saw that nothing has changed since.
  private func stored(_ written: DiagnosisRequest.Written) -> DiagnosisReport? {
    guard let data = try? files.read(written.json) else { return nil }
    return try? JSONDecoder().decode(DiagnosisReport.self, from: data)
  }

  /// A notebook that a person has changed is theirs.
  private func write(_ written: DiagnosisRequest.Written) throws(Diagnostics) {
    let data = Data(written.text.utf8)
    if files.resolve(written.path) != nil, let old = try? files.read(written.path) {
      if old == data { return }
      guard DiagnosisNotebook.isUnedited(String(decoding: old, as: UTF8.self)) else {
        throw Diagnostics([
          Diagnostic(
            "edited-notebook", "'\(written.path)' was edited and is not overwritten",
            help: [
              "build it as it is: meanwhile build \(written.folder) --output \(written.folder) --allow-outside",
              "or write another one: --name NAME",
            ])
        ])
      }
    }
    do { try files.write(written.path, data) } catch {
      throw Diagnostics([
        Diagnostic(
          "unwritable-notebook", "'\(written.path)' cannot be written: \(reason(error))",
          help: ["name another folder: --folder FOLDER"])
      ])
    }
  }
}
