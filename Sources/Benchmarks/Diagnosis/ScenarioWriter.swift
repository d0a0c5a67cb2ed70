/// Draws families anew and writes them in the format that `Scenario` reads.
enum ScenarioWriter {
  static func text(_ families: [DrawnFamily], draws: Int, seed: Int) -> String {
    var lines = ["# Drawn by Benchmarks scenarios --write \(seed).", "scenarios:"]
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
