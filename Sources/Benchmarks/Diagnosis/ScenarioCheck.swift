import Diagnosis
import Learning
import Numerals
import Tensors

/// Trains each draw as it is and with each of its family's cures: whether the problem is there, and
/// whether its cure ends it.
enum ScenarioCheck {
  static func run(_ scenarios: [Scenario]) {
    let jobs = scenarios.flatMap { scenario in
      scenario.draws.flatMap { draw in
        ([nil] + scenario.cures).map { Job(name: scenario.name, draw: draw, cure: $0) }
      }
    }
    var table = TextTable([
      "scenario", "draw", "cure", "R²", "recovered", "variance", "slope", "train R²", "free R²",
    ])
    for row in sideBySide(jobs, row) { table.rows.append(row) }
    print(table.text)
    print("variance: of predictions across sequences at a fixed step, over that of the targets")
  }

  private struct Job: Sendable {
    var name: String
    var draw: ScenarioDraw
    var cure: String?
  }

  private static func row(_ job: Job) -> [String] {
    let start = [job.name, "\(job.draw.number)", job.cure ?? ""]
    do {
      let draw = try job.cure.map { try job.draw.cured(by: $0) } ?? job.draw
      let split = try draw.experiment.split()
      return start + numbers(draw, split, try Trainer().train(draw.experiment))
    } catch {
      return start + ["\(error)"]
    }
  }

  private static func numbers(_ draw: ScenarioDraw, _ split: Split, _ record: RunRecord)
    -> [String]
  {
    guard let measures = Measures(Prediction(record.test), on: split.test) else {
      return ["not finite"]
    }
    let skill = skill(record.test.values.values, steps: record.test.steps, split.test)
    var recovered: Double?
    let variance = variance(split.test)
    // Near the floor the share of what is left to recover is noise over noise.
    if let floor = split.floor, floor < 0.98 * variance {
      recovered = skill * variance / (variance - floor)
    }
    let network = TrainedNetwork(draw.experiment, split, weights: record.weights?.values ?? [])
    let free = split.isSeries ? network?.freeRun(split.test, context: draw.context) : nil
    return [
      written(skill, 2), written(recovered, 2),
      written(measures.spreadAcrossSequences.map { $0 * $0 }, 3), written(measures.slope, 1),
      written(Self.skill(record.train.values.values, steps: record.train.steps, split.train), 2),
      written(
        free.map { Self.skill($0, steps: split.test.steps, split.test, from: draw.context) }, 2),
    ]
  }

  /// `1 - MSE / variance` over the scored steps from one on.
  private static func skill(
    _ values: [Float], steps: Int, _ data: Dataset, from first: Int = 0
  ) -> Double {
    var error = 0.0
    var count = 0.0
    for n in 0..<data.sequences {
      for t in data.scored where t >= first && t < steps {
        let residual = Double(values[(n * steps + t) * data.outputs] - data.target(n, t))
        error += residual * residual
        count += 1
      }
    }
    return 1 - error / count / variance(data, from: first)
  }

  private static func variance(_ data: Dataset, from first: Int = 0) -> Double {
    let values = (0..<data.sequences).flatMap { n in
      data.scored.filter { $0 >= first }.map { Double(data.target(n, $0)) }
    }
    let mean = values.reduce(0, +) / Double(values.count)
    return values.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
  }

  private static func written(_ number: Double?, _ decimals: Int) -> String {
    number.map { Numerals.fixed($0, decimals: decimals) } ?? "–"
  }
}
