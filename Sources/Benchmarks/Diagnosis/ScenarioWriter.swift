/// Draws families anew and writes them in the format that `Scenario` reads.
enum ScenarioWriter {
  static func run(_ arguments: [String]) throws {
    let numbers = arguments.compactMap(Int.init)
    guard numbers.count == arguments.count, (1...2).contains(numbers.count),
      numbers.allSatisfy({ (0...1_000_000).contains($0) })
    else { throw UsageMistake(what: "draw needs a seed, and may be given a number of draws") }
    print(
      text(
        drawnFamilies + drawnStrangers, draws: numbers.count > 1 ? numbers[1] : 3, seed: numbers[0])
    )
  }

  static func text(_ families: [DrawnFamily], draws: Int, seed: Int) -> String {
    var lines = ["# Drawn by Benchmarks draw \(seed) \(draws).", "scenarios:"]
    for family in families {
      let dice = Dice(family.name, seed: seed)
      let cures = family.cures.map(\.rawValue).joined(separator: ", ")
      lines += [
        "- name: \(family.name)", "  cause: \(family.cause)", "  kind: \(family.kind.rawValue)",
        "  cures: [\(cures)]", "  generator: \"\(family.generator)\"", "  draws:",
      ]
      for index in 0..<draws {
        var problem = DrawnProblem(index, seed: seed, dice)
        family.draw(&problem, dice)
        lines.append("    - \(problem.line(index))")
      }
    }
    return lines.joined(separator: "\n")
  }
}
