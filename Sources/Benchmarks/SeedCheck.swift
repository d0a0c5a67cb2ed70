#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Learning
import Numerals
import SourceText

#if canImport(Glibc)
  import Glibc
#endif

/// Trains the article's experiments for every listed seed and compares the losses with those that
/// PyTorch prints. Fails where a loss of the first epochs differs by more than 0.0001, or where more
/// than a single later one differs by more than 5 %.
enum SeedCheck {
  private struct Reference: Decodable {
    var losses: [String: [String: [String: Double]]]
  }

  static func run(_ arguments: [String]) throws {
    guard let path = arguments.first, let data = FileManager.default.contents(atPath: path) else {
      print("usage: Benchmarks seeds FILE")
      exit(2)
    }
    let reference = try JSONDecoder().decode(Reference.self, from: data)
    var failures = 0
    for article in Article.allCases {
      for seed in 0..<(article == .ex3 ? 4 : 5) {
        guard let expected = reference.losses[article.rawValue]?["seed\(seed)"] else { continue }
        failures += try compare(article, seed, expected)
      }
    }
    print(failures == 0 ? "all losses agree" : "\(failures) runs do not agree")
    if failures > 0 { exit(1) }
  }

  /// - Returns: 1 where the run does not agree.
  private static func compare(_ article: Article, _ seed: Int, _ expected: [String: Double]) throws
    -> Int
  {
    let threads = 2
    let record = try Trainer(threads: threads).train(article.experiment(seed: seed))
    var line = "\(article.rawValue) seed \(seed):"
    var early: [String] = []
    var late: [String] = []
    for (epoch, theirs) in expected.compactMap({ key, value in Int(key).map { ($0, value) } })
      .sorted(by: { $0.0 < $1.0 })
    {
      let ours = Double(record.losses.values[epoch - 1])
      line += " \(epoch): \(Numerals.fixed(ours, decimals: 4))"
      // The reference is printed with four decimals.
      let rounded = (ours * 10_000).rounded() / 10_000
      if epoch <= article.agreeing {
        if abs(rounded - theirs) > 0.000_100_1 { early.append(size(epoch, ours, theirs)) }
      } else if abs(ours - theirs) > 0.05 * theirs {
        late.append(size(epoch, ours, theirs))
      }
    }
    let agrees = early.isEmpty && late.count <= 1
    let differing = early + late
    print(line + (differing.isEmpty ? "" : "  differs " + differing.joined(separator: ", ")))
    return agrees ? 0 : 1
  }

  private static func size(_ epoch: Int, _ ours: Double, _ theirs: Double) -> String {
    "at \(epoch) by \(Numerals.percent(ours / theirs - 1))"
  }
}
