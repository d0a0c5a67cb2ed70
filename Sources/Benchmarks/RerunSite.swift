#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A project in a folder of its own whose notebooks are made and edited as a person would.
struct RerunSite {
  let root: String

  /// - Parameter templates: copied, so that the folder is whole.
  init(templates: String) throws {
    let name = "meanwhile-rerun-\(UInt32.random(in: 0...UInt32.max))"
    root = FileManager.default.temporaryDirectory.path + "/" + name
    try FileManager.default.createDirectory(
      atPath: root + "/notebooks", withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: templates, toPath: root + "/templates")
  }

  func remove() { try? FileManager.default.removeItem(atPath: root) }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(filePath: "\(root)/notebooks/\(name).md"))
  }

  /// Forgets pages and what is known of them, and the records too where training is to be repeated.
  func forget(records: Bool) {
    for folder in ["output", records ? ".meanwhile" : ".meanwhile/sites"] {
      try? FileManager.default.removeItem(atPath: "\(root)/\(folder)")
    }
  }

  /// What the notes in the store say that its runs took, in milliseconds.
  func trainingMilliseconds() throws -> Double {
    let folder = root + "/.meanwhile"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    return try names.filter { $0.hasSuffix(".note.json") }.reduce(0) { sum, name in
      let note = String(
        decoding: try Data(contentsOf: URL(filePath: "\(folder)/\(name)")), as: UTF8.self)
      let seconds = note.split(separator: "\"seconds\":").last?.prefix { $0 != "}" && $0 != "," }
      return sum + 1000 * (seconds.flatMap { Double($0) } ?? 0)
    }
  }

  // MARK: Notebooks

  /// Ten runs of a moment; the sixth and the eighth extend the fifth.
  static func tenCells(lr: String = "0.01", words: String = "As they come.") -> String {
    let cells = (1...10).map { number in
      let options =
        [6, 8].contains(number)
        ? "extends: run-5\nseed: \(number)"
        : """
        data: {source: noise, sequences: 4, length: 4, test_sequences: 8}
        model: {hidden_size: 2}
        training: {epochs: 5, lr: \(number == 5 ? lr : "0.01")}
        seed: \(number)
        """
      return
        "```yaml train run-\(number)\n\(options)\n```\n\nIt scores `= run-\(number).test.mse`.\n"
    }
    return "# Ten cells\n\n\(words)\n\n" + cells.joined(separator: "\n")
  }

  /// About 10 KB of paragraphs, headings, lists and code.
  static func prose(_ number: Int, words: String = "As it was.") -> String {
    let section = """
      A paragraph of plain words with *emphasis*, a [link](https://example.org) and `code`, as long \
      as the paragraphs of a report are. It says what was done, why it was done, and what came of it.

      - one thing, and what it is for
      - another thing, with **weight**

      ```python
      loss = criterion(model(inputs), targets)
      ```

      """
    let sections = (1...22).map { "## Section \($0) of report \(number)\n\n\(section)" }
    return "# Report \(number)\n\n\(words)\n\n" + sections.joined(separator: "\n")
  }
}
