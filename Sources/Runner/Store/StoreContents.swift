#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What lies in a store: for the person who looks after it.
extension RecordStore {
  package struct Entry: Sendable {
    package var fingerprint: String
    /// Of the record and of what lies beside it.
    package var bytes: Int
    package var note: Note?
  }

  static let suffixes = ["record", "experiment.json", "note.json"]

  /// All records, oldest first; those without a note last.
  package func entries() -> [Entry] {
    let names = files.list(folder) ?? []
    return names.filter { $0.hasSuffix(".record") }.map { name in
      let fingerprint = String(name.dropLast(".record".count))
      let bytes = Self.suffixes.reduce(0) {
        $0 + ((try? files.peek(path(fingerprint, $1), 0))?.size ?? 0)
      }
      return Entry(fingerprint: fingerprint, bytes: bytes, note: note(of: fingerprint))
    }.sorted {
      ($0.note?.finished ?? .distantFuture, $0.fingerprint)
        < ($1.note?.finished ?? .distantFuture, $1.fingerprint)
    }
  }

  /// Removes a record and what lies beside it, the record first.
  package func remove(_ fingerprint: String) throws {
    for suffix in Self.suffixes { try files.remove(path(fingerprint, suffix)) }
  }

  /// Removes what killed builds left half written.
  package func sweep() {
    TemporaryFile.sweep(folder, names: files.list(folder) ?? [])
  }
}
