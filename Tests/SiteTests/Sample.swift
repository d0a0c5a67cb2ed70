import Foundation
import Plots
import SourceText

@testable import Site

/// The texts of the folder `templates/` by file name.
let templateFiles: [String: String] = {
  var folder = URL(filePath: #filePath)
  for _ in 0..<3 { folder.deleteLastPathComponent() }
  folder.append(path: "templates")
  var files: [String: String] = [:]
  for name in try! FileManager.default.contentsOfDirectory(atPath: folder.path()) {
    files[name] = try! String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }
  return files
}()

extension Templates {
  /// With a digest that says no more than where it stands.
  init(replacing files: [String: String] = [:], in folder: String = "templates")
    throws(Diagnostics)
  {
    try self.init(replacing: files, in: folder) { "digest-of-\($0.utf8.count)" }
  }
}

/// The page of one cell with these exhibits.
func render(_ exhibits: [Exhibit], cell: String = "cell") throws -> String {
  try render(blocks: [.exhibits(cell: cell, kind: "train", exhibits)])
}

func render(blocks: [PageBlock], headings: [Heading] = []) throws -> String {
  try Templates().render(
    Page(
      slug: "page", title: "A page", description: "About it.", blocks: blocks, headings: headings))
}

func figure(
  _ finding: String = "It ends at 1.", caption: String = "Seed 0.", name: String = "Ends at 1"
) -> FigureExhibit {
  FigureExhibit(
    figure: Figure(title: name, description: "Lines.", panels: []), finding: finding,
    caption: caption,
    values: Table(
      caption: "", columns: [.init("epoch"), .init("loss", isNumeric: true)],
      rows: [["1", "0.5"]]))
}

/// The text between two marks, without the style sheet, which has words of its own.
func body(of html: String) -> String {
  guard let start = html.range(of: "<body>") else { return "" }
  return String(html[start.lowerBound...])
}
