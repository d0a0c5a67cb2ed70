import Foundation
import Testing

@testable import Runner

/// Whatever is edited in whatever order, a build that remembers makes the pages of one that does not.
struct IncrementalTests {
  @Test(arguments: 1...5)
  func anIncrementalBuildMakesTheBytesOfAColdOne(_ seed: UInt64) async throws {
    var random = Sequence64(state: seed)
    var site = RandomSite(&random)
    let workplace = try Workplace()
    try FileManager.default.copyItem(
      atPath: repository + "/templates", toPath: workplace.path("templates"))
    let templates = workplace.path("templates")
    for step in 0..<6 {
      if step > 0 { site.edit(&random) }
      try site.write(to: workplace)
      if step == 5 { try workplace.edit("templates/style.css", "body", "body ") }
      try Self.disturb(workplace, &random)
      let warm = await workplace.build(workplace.project(templates: templates))
      let cold = await workplace.build(
        workplace.project(
          output: "cold-\(step)", store: "cold-store-\(step)", templates: templates))
      #expect(warm.messages == cold.messages, "seed \(seed), step \(step)")
      let expected = try workplace.contents("cold-\(step)")
      // A page that was edited by hand, or that no ledger knows, outlives its notebook.
      let pages = try workplace.contents("output").filter { expected[$0.key] != nil }
      #expect(pages == expected, "seed \(seed), step \(step)")
      let idle = await workplace.build(workplace.project(templates: templates))
      #expect(idle.written == [] && idle.trained == [], "seed \(seed), step \(step)")
    }
  }

  /// What may happen to files between two builds.
  private static func disturb(_ workplace: Workplace, _ random: inout Sequence64) throws {
    let records = (Files.disk.list(workplace.path("store")) ?? []).filter {
      $0.hasSuffix(".record")
    }
    switch random.below(6) {
    case 0:
      guard let name = records.first else { return }
      try workplace.write("store/\(name)", Data(try workplace.data("store/\(name)").dropLast(3)))
    case 1:
      guard let name = records.last else { return }
      try Files.disk.remove(workplace.path("store/\(name)"))
    case 2:
      guard let page = Files.disk.list(workplace.path("output"))?.first else { return }
      try workplace.write("output/\(page)", "<p>edited by hand</p>")
    case 3:
      try? FileManager.default.removeItem(atPath: workplace.path("store/sites"))
    default: break
    }
  }
}

/// A generator that gives the same numbers everywhere (SplitMix64).
struct Sequence64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }
}

/// Notebooks with cells, as values that can be edited and written.
private struct RandomSite {
  struct Cell {
    var name: String
    var lr: Int
    var epochs: Int
    var base: String?
    var readsFile: Bool
  }
  struct Notebook {
    var title: String
    var order: Int?
    var prose: Int
    var cells: [Cell]
    var tail: Int
    var heading = 0
    /// The notebook and the heading it links to, which may not be there.
    var link: (notebook: Int, heading: Int)?
  }

  var notebooks: [String: Notebook] = [:]
  var data = 0
  /// The version of `index.md`; nil where there is none.
  var index: Int?
  private var count = 0

  init(_ random: inout Sequence64) {
    for _ in 0..<2 { addNotebook(&random) }
  }

  mutating func edit(_ random: inout Sequence64) {
    for _ in 0...random.below(2) { editOnce(&random) }
  }

  private mutating func addNotebook(_ random: inout Sequence64) {
    count += 1
    var notebook = Notebook(
      title: "Report \(count)", order: random.below(2) == 0 ? random.below(5) : nil, prose: 0,
      cells: [], tail: random.below(4))
    for _ in 0...random.below(2) { addCell(to: &notebook, &random) }
    if count > 2 { notebook.link = (1 + random.below(count), random.below(3)) }
    notebooks["n\(count)"] = notebook
  }

  private mutating func addCell(to notebook: inout Notebook, _ random: inout Sequence64) {
    count += 1
    notebook.cells.append(
      Cell(
        name: "c\(count)", lr: 1 + random.below(4), epochs: 1 + random.below(3),
        base: random.below(3) == 0 ? notebook.cells.first?.name : nil,
        readsFile: random.below(3) == 0))
  }

  private mutating func editOnce(_ random: inout Sequence64) {
    guard let slug = notebooks.keys.sorted().first, var notebook = notebooks[slug] else { return }
    switch random.below(15) {
    case 12: notebook.heading = random.below(2)
    case 13: notebook.link = (1 + random.below(count), random.below(3))
    case 14: notebook.link = nil
    case 0: notebook.prose += 1
    case 1: notebook.title += "!"
    case 2: notebook.cells[0].lr += 1
    case 3: notebook.cells[notebook.cells.count - 1].epochs += 1
    case 4: addCell(to: &notebook, &random)
    case 5 where notebook.cells.count > 1: notebook.cells.removeLast()
    case 6: notebook.order = random.below(5)
    case 7: data += 1
    case 8: addNotebook(&random)
    case 9 where notebooks.count > 1:
      notebooks[slug] = nil
      return
    case 10: index = (index ?? 0) + 1
    case 11: index = nil
    default: notebook.tail = random.below(4)
    }
    notebooks[slug] = notebook
  }

  func write(to workplace: Workplace) throws {
    for name in Files.disk.list(workplace.path("notebooks")) ?? [] where name.hasSuffix(".md") {
      try Files.disk.remove(workplace.path("notebooks/\(name)"))
    }
    let rows = (0..<40).map { "2020-01-\($0 % 28 + 1),\(($0 * 7 + data) % 11)" }
    try workplace.write(
      "notebooks/level.csv",
      "value\n" + rows.map { $0.split(separator: ",")[1] }.joined(separator: "\n") + "\n")
    for (slug, notebook) in notebooks {
      try workplace.write("notebooks/\(slug).md", text(notebook))
    }
    if let index {
      let notebook = Notebook(
        title: "All", prose: index,
        cells: [Cell(name: "own", lr: 1 + index / 2, epochs: 1, readsFile: false)], tail: 0)
      try workplace.write("notebooks/index.md", text(notebook))
    }
  }

  private func text(_ notebook: Notebook) -> String {
    var text = "---\ntitle: \(notebook.title)\n"
    if let order = notebook.order { text += "order: \(order)\n" }
    text += "---\n\nProse of version \(notebook.prose).\n\n"
    text += "## Part \(notebook.heading)\n\nIt is $`x_\(notebook.heading)`$.\n\n"
    if let link = notebook.link {
      let anchor = link.heading == 2 ? notebook.cells[0].name : "part-\(link.heading)"
      text +=
        "See [this](n\(link.notebook).md#\(anchor)) and [Figure](n\(link.notebook).md#c2).\n\n"
    }
    for cell in notebook.cells {
      let data =
        cell.readsFile
        ? "{source: series, path: level.csv, value: value, window: 4}"
        : "{source: noise, sequences: 4, length: 3, test_sequences: 6}"
      let options =
        cell.base.map { "extends: \($0)\nseed: \(cell.lr)" }
          ?? """
          data: \(data)
          model: {hidden_size: 2}
          training: {epochs: \(cell.epochs), lr: 0.0\(cell.lr)}
          """
      text +=
        "```yaml train \(cell.name)\n\(options)\n```\n\nIt scores `= \(cell.name).test.mse`.\n\n"
    }
    let first = notebook.cells[0].name
    switch notebook.tail {
    case 1: text += "```yaml print shown\nof: \(first)\nevery: 1\n```\n"
    case 2: text += "```yaml claim low\nsays: Low.\nexpect: \(first).test.mse < 0\n```\n"
    case 3: text += "```yaml sweep rates\nof: \(first)\nvary: {training.lr: [0.01, 0.02]}\n```\n"
    default: break
    }
    return text
  }
}
