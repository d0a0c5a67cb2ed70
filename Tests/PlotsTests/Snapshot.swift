import Foundation
import Testing

@testable import Plots

/// Compares a drawing with the one kept under `Snapshots`, an element a line so that a difference
/// can be read.
///
/// Set MEANWHILE_RECORD to write the drawings anew; such a run fails, so that nobody takes a
/// recording for a proof. Look at what changed before keeping it.
func expectSnapshot(
  _ figure: Figure, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  try expectKept(drawing(figure, id: name), name, sourceLocation)
}

/// Several drawings in one file, each under its name.
func expectSnapshots(
  _ figures: [(name: String, figure: Figure)], _ name: String,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let drawings = figures.map { part, figure in
    "<!-- \(part) -->\n" + drawing(figure, id: part.replacingOccurrences(of: " ", with: "-"))
  }
  try expectKept(drawings.joined(), name, sourceLocation)
}

private func drawing(_ figure: Figure, id: String) -> String {
  figure.svg(id: id).replacingOccurrences(of: "><", with: ">\n<") + "\n"
    + (figure.droppedNote.map { "<!-- \($0) -->\n" } ?? "")
}

private func expectKept(_ drawn: String, _ name: String, _ sourceLocation: SourceLocation) throws {
  let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Snapshots").appendingPathComponent(name + ".svg")
  if ProcessInfo.processInfo.environment["MEANWHILE_RECORD"] != nil {
    try drawn.write(to: file, atomically: true, encoding: .utf8)
    Issue.record("recorded \(name)", sourceLocation: sourceLocation)
    return
  }
  let kept = try String(contentsOf: file, encoding: .utf8)
  let changed = zip(kept.split(separator: "\n"), drawn.split(separator: "\n")).first { $0 != $1 }
  #expect(
    kept == drawn, "first change: \(changed.map { "\($0.0)\n became \($0.1)" } ?? "length")",
    sourceLocation: sourceLocation)
}

/// Numbers without pattern that are the same everywhere: an LCG of Knuth's, in 0..<1.
struct Noise {
  private var state: UInt64 = 7
  mutating func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 33) / Double(1 << 31)
  }
  mutating func values(_ count: Int) -> [Double] { (0..<count).map { _ in next() } }
}

/// One panel around these marks.
func figure(
  _ marks: [any Mark], x: Axis = Axis("epoch", integersOnly: true), y: Axis = Axis("error"),
  height: Double? = nil
) -> Figure {
  Figure(
    title: "The finding, 1.13", description: "A chart.",
    panels: [Panel(x: x, y: y, marks: marks, height: height)])
}

/// `0.01 + 1 / epoch²`, the shape of a loss, from epoch 1.
func lossCurve(_ epochs: Int) -> (x: [Double], y: [Double]) {
  let x = (1...epochs).map(Double.init)
  return (x, x.map { 0.01 + 1 / ($0 * $0) })
}
