/// Where the page templates are for someone who has no project of their own.
package enum NearestTemplates {
  /// `templates` where there is one here, else the one in the nearest folder above the program.
  package static func nearest(_ files: Files = .disk, program: String = "/proc/self/exe") -> String
  {
    let here = "templates"
    if isFolder(here, files) { return here }
    var folder = files.resolve(program) ?? ""
    while let slash = folder.lastIndex(of: "/") {
      folder = String(folder[..<slash])
      if isFolder("\(folder)/templates", files) { return "\(folder)/templates" }
    }
    return here
  }

  private static func isFolder(_ path: String, _ files: Files) -> Bool {
    files.list(path)?.contains("page.mustache") == true
  }
}
