import SourceText

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The scripts of all runs that a site's notebooks name, and a list of them with the losses measured
/// here, by which a test in Python can compare the two.
package struct EjectedSite: Encodable {
  package struct Run: Encodable {
    /// `NOTEBOOK#NAME`.
    package var run: String
    /// The file's name; absent where PyTorch cannot repeat the run.
    package var script: String?
    package var obstacles: [String]
    /// Of the first epochs; absent where the store does not have the run.
    package var losses: [Float]?
  }

  package private(set) var runs: [Run] = []
  private var scripts: [(name: String, text: String)] = []

  enum CodingKeys: CodingKey { case runs }

  /// - Parameter epochs: how many losses are listed.
  package init(_ project: Project, epochs: Int = 20, files: Files = .disk) throws {
    let store = RecordStore(folder: project.store, files: files)
    for found in try RunFinder(project, files: files).all() {
      var run = Run(run: found.title, obstacles: [])
      do {
        let text = try Ejection(found).script()
        let name = EjectedSite.fileName(of: found.title)
        run.script = name
        scripts.append((name, text))
      } catch let problem as Diagnostic {
        run.obstacles = problem.notes
      }
      if case .record(let record) = store.record(for: found.run.fingerprint) {
        run.losses = Array(record.losses.values.prefix(epochs))
      }
      runs.append(run)
    }
  }

  /// Writes the scripts and `runs.json`.
  package func write(to folder: String, files: Files = .disk) throws {
    for script in scripts { try files.write("\(folder)/\(script.name)", Data(script.text.utf8)) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    try files.write("\(folder)/runs.json", try encoder.encode(self))
  }

  private static func fileName(of title: String) -> String {
    let plain = title.map { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "." ? $0 : "_" }
    return String(plain) + ".py"
  }
}
