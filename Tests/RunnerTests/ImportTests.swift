import Foundation
import Testing

@testable import Runner

/// The walls between the rooms, as `Package.swift` draws them, read from the sources themselves: an
/// incremental build lets a wall be crossed, and a C library may enter through one file only.
struct ImportTests {
  /// What comes with Swift or with the system.
  private static let given: Set<String> = [
    "Foundation", "FoundationEssentials", "Glibc", "Musl", "Darwin", "Dispatch", "Synchronization",
  ]

  private static let allowed: [String: Set<String>] = [
    "SourceText": [], "Numerals": [], "Kernels": ["CVector"],
    "Tensors": ["CVector", "KernelsPortable", "KernelsAVX2", "KernelsAVX512"],
    "ArrayFiles": [], "Learning": ["Tensors", "SourceText", "ArrayFiles", "SwiftCSV"],
    "Diagnosis": ["Learning", "Tensors", "Numerals"], "Plots": ["Numerals"],
    "Notebooks": ["SourceText", "Ccmark", "Yams"],
    "Site": ["SourceText", "Plots", "Numerals", "Mustache"],
    "Runner": [
      "SourceText", "Numerals", "ArrayFiles", "Tensors", "Learning", "Diagnosis", "PyTorch",
      "Plots",
      "Notebooks", "Site", "CCrypto",
    ],
    "PyTorch": ["Learning"],
    "meanwhile": ["Runner", "SourceText", "Numerals", "ArgumentParser"],
    "Preview": ["Runner", "Learning", "SourceText", "FlyingFox", "FlyingSocks"],
    "Benchmarks": [
      "Diagnosis", "Notebooks", "Learning", "Tensors", "Numerals", "SourceText", "CAllocations",
    ],
  ]

  /// Libraries that come in through one door.
  private static let doors = [
    "CCrypto": "Runner/Store/Fingerprint.swift",
    "FlyingFox": "Preview/Serving/PageServer.swift",
    "SwiftCSV": "Learning/Data/Files/DelimitedText.swift",
  ]

  private func imports() throws -> [(file: String, room: String, module: String)] {
    let sources = repository + "/Sources"
    let paths = try FileManager.default.subpathsOfDirectory(atPath: sources)
    return try paths.sorted().filter { $0.hasSuffix(".swift") }.flatMap { path in
      let text = try String(contentsOfFile: "\(sources)/\(path)", encoding: .utf8)
      let room = String(path.prefix { $0 != "/" })
      return Self.modules(in: text).map { (path, room, $0) }
    }
  }

  /// The modules that a file imports.
  static func modules(in text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ").prefix { !$0.hasPrefix("//") }
      guard let place = words.firstIndex(of: "import"), place < words.endIndex - 1,
        words[..<place].allSatisfy({ $0.hasPrefix("@") || levels.contains(String($0)) })
      else { return nil }
      let kinds = ["class", "enum", "func", "let", "protocol", "struct", "typealias", "var"]
      let named = words[(place + 1)...].first { !kinds.contains(String($0)) } ?? ""
      return String(named.prefix { $0 != "." })
    }
  }

  private static let levels = ["package", "public", "internal", "fileprivate", "private"]

  @Test func importLinesAreFound() {
    let text = """
      import A
      package import B
        @preconcurrency public import struct C.D
      // import E
      /// We import F here.
      let important = 1
      """
    #expect(Self.modules(in: text) == ["A", "B", "C"])
  }

  @Test func roomsImportOnlyWhatTheyMay() throws {
    let imports = try imports()
    #expect(imports.count > 100, "the sources were not found")
    for (file, room, module) in imports where !Self.given.contains(module) {
      let allowed = try #require(Self.allowed[room], "\(room) is not in the table")
      #expect(allowed.contains(module), "\(file) imports \(module)")
    }
  }

  @Test func everyAllowedImportIsUsed() throws {
    let used = Set(try imports().map { "\($0.room) \($0.module)" })
    for (room, modules) in Self.allowed {
      for module in modules { #expect(used.contains("\(room) \(module)")) }
    }
  }

  @Test func librariesComeInThroughOneDoor() throws {
    for (file, _, module) in try imports() {
      if let door = Self.doors[module] { #expect(file == door, "\(file) imports \(module)") }
    }
  }
}
