#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif
package import Learning

/// Run records by fingerprint, in a folder.
///
/// A record's file begins with a line that holds its fingerprint and the digest of the rest, so that
/// a damaged or misplaced one is noticed. Beside it lie the experiment's canonical text and a note with what must not be in a
/// record: when it was made and how long it took.
package struct RecordStore: Sendable {
  let folder: String
  let files: Files

  package init(folder: String, files: Files = .disk) {
    self.folder = folder
    self.files = files
  }

  package enum Found: Sendable {
    case record(RunRecord)
    case missing
    /// What is wrong with the file.
    case damaged(String)
  }

  package struct Note: Codable, Sendable {
    package var finished: Date
    package var seconds: Double
  }

  package struct Entry: Sendable {
    package var fingerprint: String
    package var bytes: Int
    package var note: Note?
  }

  private static let mark = "meanwhile-record "
  /// Of the file's form.
  private static let version = "3"

  private static func header(_ fingerprint: Fingerprint, _ body: Data) -> String {
    "\(mark)\(version) \(fingerprint.hex) \(Digest.sha256(body))"
  }

  package func record(for fingerprint: Fingerprint) -> Found {
    let path = path(fingerprint.hex, "record")
    guard files.resolve(path) != nil else { return .missing }
    guard let data = try? files.read(path) else { return .damaged("it cannot be read") }
    guard let line = data.firstIndex(of: UInt8(ascii: "\n")) else {
      return .damaged("it is cut short")
    }
    let body = Data(data[data.index(after: line)...])
    let header = String(decoding: data[..<line], as: UTF8.self)
    guard header.hasPrefix(Self.mark) else { return .damaged("it is not a record") }
    guard header.hasPrefix(Self.mark + Self.version + " ") else {
      return .damaged("it was written by another version")
    }
    guard header.hasPrefix("\(Self.mark)\(Self.version) \(fingerprint.hex) ") else {
      return .damaged("it belongs to another experiment")
    }
    guard header == Self.header(fingerprint, body) else {
      return .damaged("its bytes are not those that were written")
    }
    guard let record = try? JSONDecoder().decode(RunRecord.self, from: body) else {
      return .damaged("it was written by another version")
    }
    return .record(record)
  }

  package func save(_ record: RunRecord, for fingerprint: Fingerprint, note: Note) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let body = try encoder.encode(record)
    var data = Data((Self.header(fingerprint, body) + "\n").utf8)
    data.append(body)
    try files.write(path(fingerprint.hex, "experiment.json"), Data(fingerprint.text.utf8))
    encoder.dateEncodingStrategy = .iso8601
    try files.write(path(fingerprint.hex, "note.json"), try encoder.encode(note))
    try files.write(path(fingerprint.hex, "record"), data)
  }

  /// All records, oldest first; those without a note last.
  package func entries() -> [Entry] {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    let names = files.list(folder) ?? []
    return names.filter { $0.hasSuffix(".record") }.map { name in
      let fingerprint = String(name.dropLast(".record".count))
      let note = (try? files.read(path(fingerprint, "note.json"))).flatMap {
        try? decoder.decode(Note.self, from: $0)
      }
      let bytes = (try? files.read("\(folder)/\(name)"))?.count ?? 0
      return Entry(fingerprint: fingerprint, bytes: bytes, note: note)
    }.sorted {
      ($0.note?.finished ?? .distantFuture, $0.fingerprint)
        < ($1.note?.finished ?? .distantFuture, $1.fingerprint)
    }
  }

  private func path(_ fingerprint: String, _ suffix: String) -> String {
    "\(folder)/\(fingerprint).\(suffix)"
  }
}
