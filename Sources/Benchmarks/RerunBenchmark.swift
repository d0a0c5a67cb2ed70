import Numerals

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What an edit costs: makes notebooks, edits them, and times `meanwhile build` as a whole process.
struct RerunBenchmark {
  /// One line of the table.
  struct Row {
    var work: String
    var target: String
    var runs: [TimedProcess]
    /// Milliseconds to leave out of each run's time: of its training.
    var training = 0.0
  }

  private let program: String
  private let templates: String
  private let repeats: Int

  static func run(_ arguments: [String]) throws {
    var repeats = 15
    if arguments.count == 2, arguments[0] == "--runs", let count = Int(arguments[1]), count > 0 {
      repeats = count
    } else if !arguments.isEmpty {
      throw UsageMistake(what: "rerun takes --runs N")
    }
    let here = FileManager.default.currentDirectoryPath
    let own = URL(filePath: CommandLine.arguments[0], relativeTo: URL(filePath: here + "/"))
    let benchmark = RerunBenchmark(
      program: own.absoluteURL.deletingLastPathComponent().path + "/meanwhile",
      templates: here + "/templates", repeats: repeats)
    guard FileManager.default.isExecutableFile(atPath: benchmark.program) else {
      throw UsageMistake(
        what: "'\(benchmark.program)' is not built: swift build -c release --product meanwhile")
    }
    let rows = try benchmark.tenCells() + benchmark.many(100) + benchmark.many(1000)
    print(text(of: rows))
  }

  // MARK: Measurements

  private func tenCells() throws -> [Row] {
    let site = try RerunSite(templates: templates)
    defer { site.remove() }
    var training = 0.0
    try site.write("ten", RerunSite.tenCells())
    let cold = try times(min(5, repeats)) { _ in
      site.forget(records: true)
    } run: {
      let run = try build(site, ["--threads", "1"])
      training = try site.trainingMilliseconds()
      return run
    }
    let idle = try times(repeats) { _ in
    } run: {
      try build(site)
    }
    let prose = try times(repeats) { index in
      try site.write("ten", RerunSite.tenCells(words: "As they come, \(index) times."))
    } run: {
      try build(site)
    }
    let cell = try times(min(5, repeats)) { index in
      try site.write("ten", RerunSite.tenCells(lr: "0.02\(index)"))
    } run: {
      try build(site)
    }
    return [
      Row(
        work: "ten trivial cells, cold, without their training", target: "50 ms", runs: cold,
        training: training),
      Row(work: "the same, nothing changed", target: "20 ms", runs: idle),
      Row(work: "the same, prose edited", target: "30 ms", runs: prose),
      Row(work: "the same, cell 5 edited, which 6 and 8 extend", target: "", runs: cell),
    ]
  }

  private func many(_ count: Int) throws -> [Row] {
    let site = try RerunSite(templates: templates)
    defer { site.remove() }
    for number in 1...count { try site.write("report-\(number)", RerunSite.prose(number)) }
    let cold = try times(min(5, repeats)) { _ in
      site.forget(records: false)
    } run: {
      try build(site)
    }
    let idle = try times(repeats) { _ in
    } run: {
      try build(site)
    }
    let rows = [
      Row(
        work: "\(count) notebooks of 10 KB, cold", target: count == 100 ? "300 ms" : "", runs: cold),
      Row(
        work: "the same, nothing changed", target: count == 100 ? "50 ms" : "400 ms", runs: idle),
    ]
    if count > 100 { return rows }
    let prose = try times(repeats) { index in
      try site.write("report-7", RerunSite.prose(7, words: "As it is, \(index) times."))
    } run: {
      try build(site)
    }
    return rows + [Row(work: "the same, one edited", target: "80 ms", runs: prose)]
  }

  /// Prepares and runs several times; preparing is not timed.
  private func times(
    _ count: Int, prepare: (Int) throws -> Void, run: () throws -> TimedProcess
  ) throws -> [TimedProcess] {
    try (0..<count).map { index in
      try prepare(index)
      return try run()
    }
  }

  private func build(_ site: RerunSite, _ arguments: [String] = []) throws -> TimedProcess {
    let run = try TimedProcess(program, ["build"] + arguments, in: site.root)
    guard run.status == 0 else { throw UsageMistake(what: "a build failed: \(run.messages)") }
    return run
  }

  // MARK: The table

  static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? .nan : (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  private static func text(of rows: [Row]) -> String {
    let header = """
      | work | median | fastest | processor time | target | trained | pages written | memory |
      | --- | --- | --- | --- | --- | --- | --- | --- |
      """
    let lines = rows.map { row in
      let times = row.runs.map { $0.milliseconds - row.training }
      let processor = median(row.runs.map { $0.processorMilliseconds - row.training })
      let last = row.runs[row.runs.count - 1]
      let trained = last.trained.count == 10 ? "all" : last.trained.joined(separator: ", ")
      let cells =
        [median(times), times.min() ?? .nan, processor].map {
          "\(Numerals.fixed($0, decimals: 0)) ms"
        } + [
          row.target, trained.isEmpty ? "0" : trained, "\(last.written.count)",
          "\(Numerals.fixed(row.runs.map(\.peakMegabytes).max() ?? 0, decimals: 0)) MB",
        ]
      return "| \(([row.work] + cells).joined(separator: " | ")) |"
    }
    return ([header] + lines).joined(separator: "\n")
  }
}
