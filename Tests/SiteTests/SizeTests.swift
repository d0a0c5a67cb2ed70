import Foundation
import Plots
import Testing

@testable import Site

/// What pages and their plots may weigh.
@Suite struct SizeTests {
  /// A damped wave with noise that is the same everywhere: no two neighbours lie on a line.
  private func wave(_ count: Int) -> [Double] {
    (0..<count).map { index in
      let x = Double(index) / Double(count)
      return exp(-3 * x) + 0.1 * sin(40 * x) + 0.02 * sin(Double(index * index % 1009))
    }
  }

  private func plot(_ count: Int) -> FigureExhibit {
    let x = (1...count).map { Double($0) }
    let values = wave(count)
    let panel = Panel(
      x: Axis("epoch"), y: Axis("squared error"),
      marks: [
        Line(x: x, y: values, role: .network), Rule(y: 0.4, role: .mean, label: "constant mean"),
      ])
    let rows = stride(from: 0, to: count, by: max(1, count / 20)).map {
      ["\($0 + 1)", "0.\(1234 + $0)"]
    }
    return FigureExhibit(
      figure: Figure(
        title: "The squared error ends at 0.05",
        description: "A line chart of the squared error against the epoch, from 1 to \(count).",
        panels: [panel]),
      finding: "The squared error falls from 1.0 to 0.05, an eighth of the constant mean’s.",
      caption: "The network’s error at each epoch, and that of the constant mean. Seed 0.",
      values: Table(
        caption: "", columns: [.init("epoch", isNumeric: true), .init("loss", isNumeric: true)],
        rows: rows))
  }

  private func compressed(_ text: String) throws -> Int {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).html")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["gzip", "-9", "-n", "-c", file.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return data.count
  }

  @Test func aPageOfOnePlotIsSmall() throws {
    let page = try render(
      blocks: [
        .prose(
          "<p>" + String(repeating: "A sentence of ten words about what stands here. ", count: 8)
            + "</p>"),
        .exhibits(
          cell: "wave", kind: "plot",
          [
            .listing(
              Listing(
                kind: "plot", name: "loss", yaml: "of: wave\nmarks: [line loss, rule mean_loss]")),
            .figure(plot(240)),
          ]),
      ])
    #expect(page.utf8.count <= 25_000)
    let small = try compressed(page)
    #expect(small > 1000 && small <= 8000)
  }

  @Test(arguments: [240, 20_000])
  func aPlotStaysUnderSixKilobytesWhateverItDraws(_ count: Int) {
    let size = plot(count).figure.svg(id: "p").utf8.count
    #expect(size > 1000 && size <= 6000)
  }
}
