/// The folders of one build.
package struct Project: Sendable, Codable, Equatable {
  /// Markdown files.
  package var notebooks: String
  /// Pages.
  package var output: String
  /// Templates that replace those the program carries; nil for `templates`, if there is one.
  package var templates: String?
  /// Run records.
  package var store: String
  /// Whether data files may lie outside the project's folder.
  package var allowsOutside: Bool

  package init(
    notebooks: String = "notebooks", output: String = "output", templates: String? = nil,
    store: String? = nil, allowsOutside: Bool = false
  ) {
    self.notebooks = Project.trimmed(notebooks)
    self.output = Project.trimmed(output)
    self.templates = templates.map(Project.trimmed)
    self.store = store.map(Project.trimmed) ?? Project.beside(self.notebooks) + ".meanwhile"
    self.allowsOutside = allowsOutside
  }

  /// The folder that data files must not leave: the current one where the notebooks lie in it,
  /// otherwise the notebooks' own.
  func boundary(_ files: Files) -> String? {
    guard let here = files.resolve("."), let folder = files.resolve(notebooks) else { return nil }
    return folder == here || folder.hasPrefix(Project.inside(here)) ? here : folder
  }

  /// What the path of everything inside a folder begins with.
  static func inside(_ folder: String) -> String { folder.hasSuffix("/") ? folder : folder + "/" }

  static func trimmed(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }

  /// The folder a folder lies in, with its slash; nothing for the current one.
  private static func beside(_ path: String) -> String {
    if path == "." || path.hasSuffix("..") { return path + "/" }
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return String(path[...slash])
  }
}
