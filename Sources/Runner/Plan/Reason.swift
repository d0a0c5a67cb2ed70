/// Why an experiment is trained, or is not.
package enum Reason: Sendable, Equatable {
  case stored
  /// The cell had no such experiment at the last build.
  case new
  case changed([ExperimentChanges.Change], files: [FileChange])
  /// The same experiment as at the last build, whose record is gone or cannot be used.
  case lost
  case unusable
  /// With `--retrain`.
  case asked

  /// A data file that holds something else than at the last build, or another file in its place.
  package struct FileChange: Sendable, Equatable {
    package var path: String
    /// The file that was read in its place; nil where it is the same one with other contents.
    package var insteadOf: String?

    /// As the author wrote the paths.
    fileprivate func relative(to folder: String) -> FileChange {
      func short(_ path: String) -> String {
        path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path
      }
      return FileChange(path: short(path), insteadOf: insteadOf.map(short))
    }
  }

  package var isTraining: Bool { self != .stored }

  /// What follows the cell's name.
  package var text: String { isTraining ? "train, because \(clause)" : clause }

  /// The reason alone.
  package var clause: String {
    switch self {
    case .stored: return "from the store"
    case .new: return "it is new"
    case .lost: return "its record is no longer in the store"
    case .unusable: return "its record cannot be used"
    case .asked: return "--retrain names it"
    case .changed(let changes, let files):
      let clauses = files.map(Self.clause) + changes.map(Self.clause)
      return clauses.isEmpty ? "it changed" : clauses.joined(separator: " and ")
    }
  }

  private static func clause(_ file: FileChange) -> String {
    guard let old = file.insteadOf else { return "`\(file.path)` has other contents" }
    return "`\(file.path)` is read instead of `\(old)`"
  }

  private static func clause(_ change: ExperimentChanges.Change) -> String {
    switch (change.from, change.to) {
    case (let from?, let to?): "`\(change.option)` changed from \(from) to \(to)"
    case (nil, let to?): "`\(change.option)` is now \(to)"
    case (let from?, nil): "`\(change.option)` is no longer \(from)"
    case (nil, nil): "`\(change.option)` changed"
    }
  }
}

/// Finds the reasons: compares what a notebook names with what it named at the last build.
struct Reasons: Sendable {
  let store: RecordStore
  let ledger: Ledger
  /// Fingerprints that `--retrain` names.
  var asked: Set<String> = []

  func reason(for run: Plan.Run, of cell: String, in workbook: Workbook) -> Reason {
    let hex = run.fingerprint.hex
    if asked.contains(hex) { return .asked }
    if store.seal(of: hex) != nil { return .stored }
    // A damaged record lies there without a seal.
    if store.files.resolve(store.path(hex, "record")) != nil { return .unusable }
    let entry = ledger.entries[workbook.slug]
    let before = entry?.cells.first { $0.name == cell }?.runs.first { $0.name == run.name }
    guard let entry, let before else { return .new }
    if before.fingerprint == hex { return .lost }
    guard let text = store.text(of: before.fingerprint) else { return .changed([], files: []) }
    let changes = ExperimentChanges(from: text, to: run.fingerprint.text).all
    var files: [Reason.FileChange] = []
    let options = changes.filter { change in
      let found = self.files(change, before: entry.inputs, now: workbook.inputs)
      let folder = Files.parent(of: workbook.notebook.file.path) + "/"
      files += found.map { $0.relative(to: folder) }.filter { !files.contains($0) }
      return found.isEmpty
    }
    return .changed(options, files: files)
  }

  /// The files behind a change of digests; none where it is no such change.
  private func files(
    _ change: ExperimentChanges.Change, before: [DataReader.Input], now: [DataReader.Input]
  ) -> [Reason.FileChange] {
    let name = change.option.split(separator: ".").last
    guard name == "digest" || name == "digests", let from = change.from, let to = change.to else {
      return []
    }
    return now.filter { to.contains($0.digest) && !from.contains($0.digest) }.map { input in
      let isSame = before.contains { $0.path == input.path && from.contains($0.digest) }
      let old = before.first { from.contains($0.digest) && !to.contains($0.digest) }
      return Reason.FileChange(path: input.path, insteadOf: isSame ? nil : old?.path)
    }
  }
}
