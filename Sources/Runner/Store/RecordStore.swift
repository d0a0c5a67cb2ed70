#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif
package import Learning

/// Run records by fingerprint, in a folder.
///
/// A record's file begins with a line that holds its fingerprint and the digest of the rest, so that
/// a damaged or misplaced one is noticed. Beside it lie the experiment's canonical text and a note
/// with what must not be in a record: when it was made and how long it took.
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

  /// What identifies a record's bytes without reading them: two are equal where these are.
  package struct Seal: Sendable, Hashable {
    /// 64 hexadecimal digits.
    package var fingerprint: String
    /// Of the bytes behind the first line, and how many bytes the file has.
    package var digest: String
    package var size: Int
  }

  private static let mark = "meanwhile-record "
  /// Of the file's form.
  private static let version = "3"
  private static let headerLength = mark.utf8.count + version.utf8.count + 1 + 64 + 1 + 64

  private static func header(_ fingerprint: Fingerprint, _ body: Data) -> String {
    "\(mark)\(version) \(fingerprint.hex) \(Digest.sha256(body))"
  }

  // MARK: Reading

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

  /// The seal of a stored record, from its first line alone; nil where there is none or the line is
  /// not one. Damage behind the line shows when the record is read.
  package func seal(of fingerprint: String) -> Seal? {
    guard let start = try? files.peek(path(fingerprint, "record"), Self.headerLength + 1),
      start.bytes.last == UInt8(ascii: "\n")
    else { return nil }
    let words = String(decoding: start.bytes.dropLast(), as: UTF8.self).split(separator: " ")
    guard words.count == 4, words[0] + " " == Self.mark, words[1] == Self.version,
      words[2] == fingerprint, words[3].utf8.count == 64
    else { return nil }
    return Seal(fingerprint: fingerprint, digest: String(words[3]), size: start.size)
  }

  /// The canonical text of a stored experiment, where it is still what the fingerprint says.
  package func text(of fingerprint: String) -> String? {
    guard let data = try? files.read(path(fingerprint, "experiment.json")),
      Digest.sha256(data) == fingerprint
    else { return nil }
    return String(decoding: data, as: UTF8.self)
  }

  func note(of fingerprint: String) -> Note? {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return (try? files.read(path(fingerprint, "note.json"))).flatMap {
      try? decoder.decode(Note.self, from: $0)
    }
  }

  // MARK: Writing

  /// The record comes last: what lies beside it is complete once it can be found.
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

  /// Who has it may train the experiment; others wait and then look again.
  func lock(_ fingerprint: Fingerprint) -> StoreLock.Attempt {
    StoreLock.take(fingerprint, in: folder)
  }

  /// Whether another build is training it.
  func isBusy(_ fingerprint: Fingerprint) -> Bool {
    if case .busy = lock(fingerprint) { true } else { false }
  }

  func path(_ fingerprint: String, _ suffix: String) -> String {
    "\(folder)/\(fingerprint).\(suffix)"
  }
}
