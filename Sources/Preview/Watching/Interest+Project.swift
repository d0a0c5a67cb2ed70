import Glibc
import Runner

extension Interest {
  /// What the pages of a site are made from.
  init(_ project: Project, dataPaths: [String], _ files: Files = .disk) {
    self.init(here: files.resolve(".") ?? "/")
    let folders: [(path: String, endings: Set<String>)] = [
      (project.notebooks, [".md"]),
      (project.templates ?? TemplateFolder.usual, Set(TemplateFolder.suffixes)),
    ]
    for folder in folders {
      add(folder: folder.path, endings: folder.endings)
      if let resolved = files.resolve(folder.path) {
        add(folder: resolved, endings: folder.endings)
      }
      for name in files.list(folder.path) ?? [] where folder.endings.contains(where: name.hasSuffix)
      {
        follow("\(folder.path)/\(name)", files)
      }
    }
    for path in dataPaths {
      add(file: path)
      if let resolved = files.resolve(path) { add(file: resolved) }
    }
  }

  /// Where an entry is a link, watches what it leads to.
  private mutating func follow(_ path: String, _ files: Files) {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK,
      let resolved = files.resolve(path)
    else { return }
    add(file: resolved)
  }
}
