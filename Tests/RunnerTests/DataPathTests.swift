import Foundation
import Testing

@testable import Runner

/// Data files that a notebook may read.
struct DataPathTests {
  private func built(
    _ path: String, allowsOutside: Bool = false, _ prepare: (Workplace) throws -> Void
  ) async throws -> Workplace.Built {
    let workplace = try Workplace(
      notebook: """
        ```yaml train a
        data: {source: series, path: \(path), window: 4}
        model: {hidden_size: 2}
        training: {epochs: 2}
        ```

        """)
    try prepare(workplace)
    return await workplace.build(workplace.project(allowsOutside: allowsOutside))
  }

  private static let series =
    "date,value\n" + (0..<30).map { "\($0),\($0 * $0 % 7)" }.joined(separator: "\n") + "\n"

  private func outside(_ path: String) -> String {
    """
    notebooks/small.md:2:30: error: '\(path)' lies outside the project's folder [outside-project]
      |
    1 | ```yaml train a
    2 | data: {source: series, path: \(path), window: 4}
      |                              ^\(String(repeating: "~", count: path.count - 1))
      = help: copy the file into the project, or build with --allow-outside
    1 error

    """
  }

  @Test func aFileBesideTheNotebookIsRead() async throws {
    let built = try await built("x.csv") { try $0.write("notebooks/x.csv", Self.series) }
    #expect(built.messages == "")
    #expect(built.trained == ["a"])
  }

  @Test func aFileAboveTheProjectIsRefused() async throws {
    let built = try await built("../x.csv") { try $0.write("x.csv", Self.series) }
    #expect(built.messages == outside("../x.csv"))
    #expect(built.trained == [])
  }

  @Test func anAbsolutePathOutsideIsRefused() async throws {
    let elsewhere = try Workplace()
    try elsewhere.write("x.csv", Self.series)
    let built = try await built(elsewhere.path("x.csv")) { _ in }
    #expect(built.result.diagnostics.map(\.id) == ["outside-project"])
    #expect(built.trained == [])
  }

  @Test func aFolderWhoseNameOnlyBeginsAlikeIsOutside() async throws {
    let built = try await built("../notebooks-2/x.csv") {
      try $0.write("notebooks-2/x.csv", Self.series)
    }
    #expect(built.result.diagnostics.map(\.id) == ["outside-project"])
  }

  @Test func aLinkThatLeadsOutIsRefused() async throws {
    let built = try await built("x.csv") {
      try $0.write("x.csv", Self.series)
      try $0.link("notebooks/x.csv", to: "../x.csv")
    }
    #expect(built.messages == outside("x.csv"))
  }

  @Test func aFolderLinkedFromOutsideIsRefused() async throws {
    let built = try await built("data/x.csv") {
      try $0.write("elsewhere/x.csv", Self.series)
      try $0.link("notebooks/data", to: "../elsewhere")
    }
    #expect(built.messages == outside("data/x.csv"))
  }

  @Test func aLinkThatStaysInsideIsFollowed() async throws {
    let built = try await built("x.csv") {
      try $0.write("notebooks/data/y.csv", Self.series)
      try $0.link("notebooks/x.csv", to: "data/y.csv")
    }
    #expect(built.messages == "")
    #expect(built.trained == ["a"])
  }

  @Test func aPathThatLeavesAndComesBackIsInside() async throws {
    let built = try await built("../notebooks/x.csv") {
      try $0.write("notebooks/x.csv", Self.series)
    }
    #expect(built.messages == "")
  }

  @Test func outsideIsReadWhereTheUserAllowsIt() async throws {
    let built = try await built("../x.csv", allowsOutside: true) {
      try $0.write("x.csv", Self.series)
    }
    #expect(built.messages == "")
    #expect(built.trained == ["a"])
  }

  /// The folder a build runs in holds the data, where the notebooks lie in it too.
  @Test(arguments: [
    ("/project/notebooks", "/project", "/project"), ("/project/notebooks", "/", "/"),
    ("/project/notebooks", "/elsewhere", "/project/notebooks"),
    ("/project", "/project", "/project"),
    ("/projects", "/project", "/projects"),
  ])
  func theBoundaryIsTheCurrentFolderOrTheNotebooks(
    _ notebooks: String, _ here: String, _ boundary: String
  ) {
    var files = Files.disk
    files.resolve = { $0 == "." ? here : $0 }
    #expect(Project(notebooks: notebooks).boundary(files) == boundary)
    #expect(Project.inside(boundary).hasSuffix("/") && !Project.inside(boundary).hasSuffix("//"))
  }
}
