import Diagnosis
import Learning
import Numerals
import Tensors

/// Trains each draw as it is and with each of its family's cures: whether the problem is there, and
/// whether its cure ends it.
enum ScenarioCheck {
  /// Of one training.
  private struct Row {
    var text: String
  }

  static func run(_ arguments: [String]) throws {
    let scenarios = try ScenarioArguments(arguments).scenarios()
    print(
      "scenario        draw  cure             R²  recovered  spread²   slope   train R²   free R²")
    let jobs = scenarios.flatMap { scenario in
      scenario.draws.flatMap { draw in
        ([nil] + scenario.cures).map { (scenario.name, draw, $0) }
      }
    }
    let slots = UnsafeMutableBufferPointer<Row?>.allocate(capacity: jobs.count)
    slots.initialize(repeating: nil)
    defer { slots.deallocate() }
    nonisolated(unsafe) let rows = slots
    let team = Team(size: Processor.count)
    defer { team.close() }
    team.run(parts: jobs.count) { index in
      let (name, draw, cure) = jobs[index]
      rows[index] = row(name, draw, cure)
    }
    for row in rows { print(row?.text ?? "") }
  }

  private static func row(_ name: String, _ draw: ScenarioDraw, _ cure: String?) -> Row {
    let start = "\(left(name, 15)) \(right("\(draw.number)", 4))  \(left(cure ?? "", 14))"
    do {
      let experiment = try cure.map { try draw.cured(by: $0) } ?? draw.experiment
      let split = try experiment.split()
      let record = try Trainer().train(experiment)
      return Row(text: start + columns(experiment, split, record))
    } catch {
      return Row(text: start + " \(error)")
    }
  }

  private static func columns(_ experiment: Experiment, _ split: Split, _ record: RunRecord)
    -> String
  {
    guard let measures = Measures(Prediction(record.test), on: split.test) else {
      return " not finite"
    }
    let r2 = skill(record.test, split.test)
    var recovered = "undefined"
    if let floor = split.floor {
      let flat = targetVariance(split.test, from: split.test.scored.lowerBound)
      if floor < 0.99 * flat { recovered = Numerals.fixed(r2 * flat / (flat - floor), decimals: 2) }
    }
    let free = record.continuation.map {
      Numerals.fixed(skill($0, split.test), decimals: 2)
    }
    let spread = measures.spreadAcrossSequences.map { Numerals.fixed($0 * $0, decimals: 3) }
    return [
      right(Numerals.fixed(r2, decimals: 2), 7), right(recovered, 11), right(spread ?? "-", 9),
      right(measures.slope.map { Numerals.fixed($0, decimals: 1) } ?? "none", 8),
      right(
        Numerals.fixed(
          skill(record.train, split.train), decimals: 2), 11),
      right(free ?? "-", 10),
    ].joined()
  }

  /// `1 - MSE / variance` over the scored steps; of a free run over those that were not given.
  private static func skill(_ forecast: Forecast, _ data: Dataset) -> Double {
    var error = 0.0
    var count = 0.0
    let first = max(forecast.context ?? 0, data.scored.lowerBound)
    for n in 0..<data.sequences {
      for t in first..<min(data.scored.upperBound, forecast.steps) {
        let prediction = Double(forecast.values.values[(n * forecast.steps + t) * data.outputs])
        let residual = prediction - Double(data.target(n, t))
        error += residual * residual
        count += 1
      }
    }
    return 1 - error / count / targetVariance(data, from: first)
  }

  private static func targetVariance(_ data: Dataset, from first: Int) -> Double {
    let values = (0..<data.sequences).flatMap { n in
      data.scored.filter { $0 >= first }.map { Double(data.target(n, $0)) }
    }
    let mean = values.reduce(0, +) / Double(values.count)
    return values.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
  }

  private static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count)) + text
  }
}
