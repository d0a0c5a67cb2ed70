#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Numerals
import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What `Benchmarks engine` found, for people and for programs.
struct EngineReport: Encodable {
  struct Peak: Encodable {
    var threads: Int
    /// As `PeakRate` finds it.
    var gflops: Double
  }
  struct Row: Encodable {
    var name: String
    var threads: Int
    /// Of an epoch; of all runs together for `sweep`.
    var medianMs, leastMs: Double
    /// At the median.
    var gflops, shareOfPeak: Double
    /// The most memory the process has held up to the end of this row, in MiB.
    var peakMib: Double
  }

  /// The kernel level and OpenBLAS's core.
  var kernel = KernelLevel.provenance
  var peaks: [Peak] = []
  var rows: [Row] = []

  mutating func add(
    _ measured: BenchmarkCase, threads: Int, _ times: [Double], operations: Double, peak: Double
  ) {
    let sorted = times.sorted()
    let median = sorted[sorted.count / 2]
    let rate = operations / median / 1e6
    rows.append(
      Row(
        name: measured.rawValue, threads: threads, medianMs: median, leastMs: sorted[0],
        gflops: rate, shareOfPeak: rate / peak, peakMib: peakMemory()))
  }

  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.keyEncodingStrategy = .convertToSnakeCase
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }

  var text: String {
    var lines = [kernel]
    for peak in peaks {
      let rate = Numerals.measured(peak.gflops)
      lines.append(
        "peak with \(threads(peak.threads)): \(rate) GFLOP/s (\(PeakRate.description))")
    }
    lines.append("case   threads  ms per epoch     least  GFLOP/s   of peak  process peak MiB")
    for row in rows {
      lines.append(
        row.name + pad(Numerals.count(row.threads), 14 - row.name.count)
          + pad(Numerals.measured(row.medianMs), 14) + pad(Numerals.measured(row.leastMs), 10)
          + pad(Numerals.measured(row.gflops), 9) + pad(Numerals.percent(row.shareOfPeak), 10)
          + pad(Numerals.count(Int(row.peakMib)), 18))
    }
    if rows.contains(where: { $0.name == BenchmarkCase.sweep.rawValue }) {
      lines.append(
        "sweep: ms for all \(BenchmarkCase.sweepRuns) runs of \(BenchmarkCase.ex1.standardEpochs) epochs"
      )
    }
    if rows.contains(where: { $0.shareOfPeak > 1 }) {
      lines.append("Shares above 100 %: the machine was busy while its peak was measured.")
    }
    return lines.joined(separator: "\n")
  }

  private func threads(_ count: Int) -> String { "\(count) thread\(count == 1 ? "" : "s")" }
  /// Set flush right.
  private func pad(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count)) + text
  }
}

/// MiB at the process's largest.
func peakMemory() -> Double {
  var usage = rusage()
  #if canImport(Glibc)
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_maxrss) / 1024
  #else
    getrusage(RUSAGE_SELF, &usage)
    return Double(usage.ru_maxrss) / 1024 / 1024
  #endif
}
