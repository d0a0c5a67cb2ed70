/// What a preview watches: folders and the names in them that matter.
///
/// Folders are watched and not files, because editors save by renaming: the watched file would be the
/// old one. Every folder above is watched for the next one's name, so that a folder that vanishes and
/// comes back, or a link that is turned elsewhere, is noticed.
struct Interest: Equatable {
  /// Which entries of one folder matter.
  struct Names: Equatable {
    var exact: Set<String> = []
    var endings: Set<String> = []

    func contains(_ name: String) -> Bool {
      exact.contains(name) || (!name.hasPrefix(".") && endings.contains { name.hasSuffix($0) })
    }

    mutating func formUnion(_ other: Names) {
      exact.formUnion(other.exact)
      endings.formUnion(other.endings)
    }
  }

  /// By the folders' absolute paths.
  private(set) var folders: [String: Names] = [:]
  /// What relative paths start from, absolute.
  let here: String

  init(here: String) { self.here = here }

  /// A file, whether it is there or not.
  mutating func add(file path: String) {
    var path = absolute(path)
    while path != "/", let slash = path.lastIndex(of: "/") {
      let name = String(path[path.index(after: slash)...])
      let folder = slash == path.startIndex ? "/" : String(path[..<slash])
      if !name.isEmpty, name != ".", name != ".." {
        if folders[folder]?.exact.contains(name) == true { return }
        folders[folder, default: Names()].exact.insert(name)
      }
      path = folder
    }
  }

  /// The entries of a folder that end so, and the folder itself.
  mutating func add(folder path: String, endings: Set<String>) {
    let path = absolute(path)
    folders[path, default: Names()].endings.formUnion(endings)
    add(file: path)
  }

  private func absolute(_ path: String) -> String {
    var path = path.hasPrefix("/") ? path : here + "/" + path
    while path.count > 1, path.hasSuffix("/") || path.hasSuffix("/.") {
      path.removeLast(path.hasSuffix("/") ? 1 : 2)
    }
    return path
  }
}
