#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
package import SourceText

/// What would be trained, as a file that a job engine can hand out task by task.
///
/// A task names an experiment by its fingerprint; the notebooks say what it is. So a manifest cannot
/// train anything but what stands in the notebooks, and one that is older than an edit is noticed.
package struct Manifest: Codable, Sendable, Equatable {
  package struct Task: Codable, Sendable, Equatable {
    /// From 1; the longest comes first.
    package var number: Int
    /// 64 hexadecimal digits.
    package var fingerprint: String
    /// What a progress line calls the run.
    package var name: String
    package var notebook: String
    package var cell: String
    package var why: String
    /// Roughly, in multiplications: for an engine that balances its load.
    package var work: Double
  }

  /// Of the form of this file.
  package var version = 1
  package var notebooks: String
  package var store: String
  package var tasks: [Task]

  package init(_ plan: Plan, _ project: Project) {
    notebooks = project.notebooks
    store = project.store
    tasks = plan.steps.enumerated().map { index, step in
      Task(
        number: index + 1, fingerprint: step.run.fingerprint.hex, name: step.run.name,
        notebook: step.notebook, cell: step.cell, why: step.reason.clause, work: step.run.work)
    }
  }

  package init(path: String, files: Files = .disk) throws {
    let data: Data
    do {
      data = try files.read(path)
    } catch {
      throw Diagnostic("unreadable-manifest", "\(quoted(path)) cannot be read: \(reason(error))")
    }
    do {
      self = try JSONDecoder().decode(Manifest.self, from: data)
    } catch {
      throw Diagnostic(
        "broken-manifest", "this is no manifest", help: ["write one: meanwhile plan --json"])
    }
    guard version == 1 else {
      throw Diagnostic("broken-manifest", "this manifest was written by another version")
    }
  }

  package var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else {
      preconditionFailure("a manifest is words and numbers: it always encodes")
    }
    return String(decoding: data, as: UTF8.self)
  }
}

extension Plan {
  /// What a build would train now, and every mistake that stands in its way.
  package static func make(_ project: Project, files: Files = .disk) -> (
    plan: Plan, diagnostics: [Diagnostic]
  ) {
    let (workbooks, diagnostics) = Build.check(project, files: files)
    let store = RecordStore(folder: project.store, files: files)
    let reasons = Reasons(store: store, ledger: Ledger.read(project, files))
    let sound = workbooks.filter { !$0.hasErrors }
    return (Plan(sound, reasons), diagnostics)
  }

  /// The experiment of a task, as the notebooks have it now.
  ///
  /// - Throws: a `Diagnostic` where no notebook names it any more.
  package static func run(
    of task: Manifest.Task, _ project: Project, files: Files = .disk
  ) throws -> Run {
    let boundary = project.allowsOutside ? nil : project.boundary(files)
    let folder = NotebookFolder(project, files: files)
    for text in folder.texts where text.slug == task.notebook {
      let workbook = Workbook(text, boundary: boundary, files: files)
      for named in workbook.cells.flatMap(\.cell.runs) {
        let run = Run(
          name: task.name, experiment: named.experiment,
          fingerprint: Fingerprint(of: named.experiment))
        if run.fingerprint.hex == task.fingerprint { return run }
      }
    }
    throw Diagnostic(
      "stale-manifest",
      "\(quoted(task.notebook)) no longer names the experiment of task \(task.number), \(quoted(task.name))",
      help: ["write the manifest anew: meanwhile plan --json"])
  }
}
