import CAllocations
import Learning
import SourceText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How many blocks of memory the epochs of a training ask for, in the whole process. None is right:
/// what an update needs is made before the first one, or by it.
enum AllocationBenchmark {
  static func run() throws {
    guard allocations_are_counted() == 1 else {
      return print("Allocations are counted with glibc only.")
    }
    precondition(allocations_so_far() > 0, "the C library's own functions are called")
    var total = 0
    for (name, more) in trainings {
      for threads in [1, 2] {
        let counted = try count(experiment(more), threads: threads)
        total += counted.blocks
        print(
          "\(name), threads: \(threads): \(counted.blocks) blocks in \(counted.epochs) epochs")
      }
    }
    if total > 0 {
      print("An epoch allocates.")
      exit(1)
    }
  }

  /// Each adds something that an epoch has to do.
  private static let trainings: [(String, OptionNode)] = [
    ("all at once", map([])),
    (
      "stacked GRUs, dropout, clipping",
      map([
        (
          "model",
          map([("layer", text("gru")), ("num_layers", text("2")), ("dropout", text("0.2"))])
        ),
        ("training", map([("clip_norm", text("0.1"))])),
      ])
    ),
    ("mini-batches", map([("training", map([("batch_size", text("24"))]))])),
    ("a coin per step", sampling(coin: "step")),
    (
      "a coin per step, hidden 128",
      map([("model", map([("hidden_size", text("128"))]))]).laid(over: sampling(coin: "step"))
    ),
    ("a coin per sequence", sampling(coin: "sequence")),
    ("a loss of the whole batch", map([("training", map([("loss", text("spread_penalty"))]))])),
  ]

  private static func sampling(coin: String) -> OptionNode {
    let feeding = map([("name", text("scheduled_sampling")), ("coin", text(coin))])
    return map([
      ("data", map([("source", text("sine"))])), ("training", map([("feeding", feeding)])),
    ])
  }

  private static func experiment(_ more: OptionNode) -> Experiment {
    let base = map([
      (
        "data",
        map([
          ("source", text("noise")), ("sequences", text("64")), ("length", text("6")),
          ("test_sequences", text("4")),
        ])
      ),
      ("model", map([("hidden_size", text("8"))])),
      ("training", map([("epochs", text("400"))])),
    ])
    var options = Options(more.laid(over: base))
    let experiment = Experiment(&options)
    precondition(options.finish().isEmpty)
    return experiment
  }

  /// Over the epochs that no measurement follows: those are kept, and what is kept takes room.
  private static func count(_ experiment: Experiment, threads: Int) throws -> (
    blocks: Int, epochs: Int
  ) {
    var ends: [Int] = []
    ends.reserveCapacity(experiment.training.epochs)
    let trainer = Trainer(threads: threads) { _, _ in
      ends.append(allocations_so_far())
      return true
    }
    let kept = Set(try trainer.train(experiment).kept.map(\.epoch))
    let counted = (2...experiment.training.epochs).filter { !kept.contains($0) }
    return (counted.reduce(0) { $0 + ends[$1 - 1] - ends[$1 - 2] }, counted.count)
  }
}
