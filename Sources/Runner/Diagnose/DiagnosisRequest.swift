import Learning
import Notebooks
package import SourceText

/// What a person asks `meanwhile diagnose` about.
package struct DiagnosisRequest: Sendable {
  package enum Subject: Sendable {
    /// Files of a program that is not ours, by the keys of a `diagnose` cell: paths as typed.
    case files([String: String])
    /// One series in a CSV file.
    case series(String)
    /// A `train` cell: of the notebook named, or of the only one that has it.
    case cell(notebook: String?, name: String)
  }

  package var subject: Subject
  /// Of the notebook and its pages.
  package var name: String?
  /// Where notebooks of diagnoses go, each in a folder of its own.
  package var folder: String
  /// Where cells are looked for by name.
  package var notebooks: String

  package init(
    _ subject: Subject, name: String? = nil, folder: String = "diagnosis",
    notebooks: String = "notebooks"
  ) {
    self.subject = subject
    self.name = name
    self.folder = folder
    self.notebooks = notebooks
  }

  /// What one word on the command line means: `NOTEBOOK#CELL`, a file with a series, or a cell.
  package static func subject(_ word: String, _ files: Files) -> Subject {
    if let hash = word.lastIndex(of: "#"), hash > word.startIndex {
      return .cell(
        notebook: String(word[..<hash]), name: String(word[word.index(after: hash)...]))
    }
    let endings = [".csv", ".tsv", ".txt", ".npy", ".dat"]
    let isFile = endings.contains { word.lowercased().hasSuffix($0) } || word.contains("/")
    return isFile || files.resolve(word) != nil && files.list(word) == nil
      ? .series(word) : .cell(notebook: nil, name: word)
  }

  /// The notebook, its name, and the folder it goes into.
  package struct Written: Sendable {
    package var name: String
    package var folder: String
    package var path: String { "\(folder)/\(name).md" }
    package var page: String { "\(folder)/\(name).html" }
    package var json: String { "\(folder)/\(name).json" }
    package var text: String
    /// The diagnose cell's name.
    package var cell: String
    /// What each file was read as, by the names that were typed.
    package var readings: [String] = []
    /// What is worth knowing, and no mistake.
    package var warnings: [Diagnostic] = []
  }

  /// Composes the notebook; throws every mistake in what was asked.
  package func written(_ files: Files) throws(Diagnostics) -> Written {
    switch subject {
    case .files(let paths): try ForeignNotebook(self, paths, files).written()
    case .series(let path): try SeriesNotebook(self, path, files).written()
    case .cell(let notebook, let cell): try CellNotebook(self, notebook, cell, files).written()
    }
  }

  func written(_ name: String, cell: String, _ notebook: DiagnosisNotebook) -> Written {
    let name = self.name ?? name
    return Written(name: name, folder: "\(folder)/\(name)", text: notebook.text, cell: cell)
  }

  /// Reads a file that was named on the command line, wherever it lies.
  func read(_ path: String, _ files: Files) throws(Diagnostics) -> LoadedFile {
    try DataReader(folder: ".", boundary: nil, files: files).read(DataFile(path: path, range: nil))
  }

  /// A file's name without its folder.
  static func last(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// The same without its ending, as a name for pages.
  static func stem(_ path: String) -> String {
    let name = last(path)
    let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    let kept = stem.map { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" ? $0 : "-" }
    return kept.isEmpty ? "diagnosis" : String(kept)
  }
}

/// Paths from one folder to another.
enum RelativePath {
  /// How a file is named from a folder, both as the person names them; absolute paths stay.
  ///
  /// - Parameter folder: relative, without `..`.
  static func from(_ folder: String, to path: String) -> String {
    if path.hasPrefix("/") || folder.hasPrefix("/") { return path }
    let up = folder.split(separator: "/").filter { $0 != "." }.map { _ in ".." }
    let down = path.split(separator: "/").filter { $0 != "." }.map(String.init)
    return (up + down).joined(separator: "/")
  }
}
