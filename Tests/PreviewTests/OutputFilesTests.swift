import Foundation
import Testing

@testable import Preview

struct OutputFilesTests {
  @Test func filesAndLinksInsideTheFolderAreRead() throws {
    let workplace = try Workplace()
    try workplace.write("output/sub/a.html", "a")
    try FileManager.default.createSymbolicLink(
      atPath: workplace.path("output/b.html"), withDestinationPath: "sub/a.html")
    let files = OutputFiles(folder: workplace.path("output"))
    #expect(files.read(["sub", "a.html"]) == Data("a".utf8))
    #expect(files.read(["b.html"]) == Data("a".utf8))
    #expect(files.read(["sub"]) == nil && files.read(["c.html"]) == nil)
  }

  @Test func anOutputFolderBehindALinkIsServed() throws {
    let workplace = try Workplace()
    try workplace.write("real/a.html", "a")
    try FileManager.default.createSymbolicLink(
      atPath: workplace.path("output"), withDestinationPath: "real")
    #expect(OutputFiles(folder: workplace.path("output")).read(["a.html"]) == Data("a".utf8))
  }

  @Test func nothingOutsideTheFolderIsReadThroughLinksOrNames() throws {
    let workplace = try Workplace()
    try workplace.write("output/a.html", "a")
    try workplace.write("secret.html", "secret")
    try workplace.write("output-of-others/b.html", "secret")
    for (link, target) in [
      ("file.html", "../secret.html"), ("folder", ".."), ("beside", "../output-of-others"),
      ("etc", "/etc"),
    ] {
      try FileManager.default.createSymbolicLink(
        atPath: workplace.path("output/\(link)"), withDestinationPath: target)
    }
    let files = OutputFiles(folder: workplace.path("output"))
    for names in [
      ["file.html"], ["folder", "secret.html"], ["beside", "b.html"], ["etc", "passwd"],
      ["..", "secret.html"],
    ] {
      #expect(files.read(names) == nil, "\(names)")
    }
  }

  @Test func aPipeIsNoFile() throws {
    let workplace = try Workplace()
    try workplace.write("output/a.html", "a")
    try #require(mkfifo(workplace.path("output/pipe.html"), 0o666) == 0)
    #expect(OutputFiles(folder: workplace.path("output")).read(["pipe.html"]) == nil)
  }
}
