/// A family of problems that can be drawn anew.
struct DrawnFamily: Sendable {
  var name, cause: String
  var kind: Scenario.Kind
  var cures: [ScenarioCure] = []
  /// What makes it what it is, in words.
  var generator: String
  var draw: @Sendable (inout DrawnProblem, Dice) -> Void
}

/// One family for each cause of the format.
let drawnFamilies: [DrawnFamily] = [
  DrawnFamily(
    name: "healthy", cause: "none", kind: .healthy, generator: "signal, a noise share of .05 to .20"
  ) { problem, _ in problem.signal(noise: 0.05...0.2) },
  DrawnFamily(
    name: "no_signal", cause: "no_signal", kind: .optimal, generator: "inputs that say nothing"
  ) { problem, dice in
    problem.generate("indep", [("loc", dice.number(-1...1)), ("scale", dice.number(0.1...1.5))])
    problem.data("n_train", "512")
    problem.train("steps", "200")
  },
  DrawnFamily(
    name: "low_signal", cause: "low_signal", kind: .optimal,
    generator: "signal, a noise share of .92 to .96"
  ) { problem, _ in
    problem.signal(noise: 0.92...0.96)
    problem.data("n_train", "768")
    problem.data("n_test", "768")
    problem.train("steps", "150")
  },
  DrawnFamily(
    name: "clock_only", cause: "clock_only", kind: .optimal,
    generator: "the same curve in every sequence"
  ) { problem, dice in
    problem.generate(
      "template",
      [
        ("cycles", dice.number(1...2)), ("phase", dice.number(0...6.28)),
        ("sigma", dice.number(0.25...0.4)),
      ])
    problem.data("n_train", "512")
    problem.train("steps", "600")
  },
  DrawnFamily(
    name: "persistence", cause: "persistence", kind: .optimal, generator: "a random walk"
  ) { problem, dice in
    problem.generate(
      "walk", [("level", dice.number(0.8...1.2)), ("step", dice.number(0.15...0.25))])
    problem.train("steps", "500")
  },
  DrawnFamily(
    name: "horizon", cause: "horizon_decay", kind: .optimal,
    generator: "an autoregressive series, continued on its own"
  ) { problem, dice in
    problem.generate("ar1", [("rho", dice.number(0.6...0.85))])
    problem.data("T", "40")
    problem.train("steps", "200")
    problem.givenSteps(20)
  },
  DrawnFamily(
    name: "multimodal", cause: "multimodal", kind: .optimal, cures: [.mdn],
    generator: "two branches at even odds"
  ) { problem, dice in
    problem.generate(
      "bimodal", [("m", dice.number(1...2)), ("k", dice.number(0.4...0.8)), ("sigma", "0.15")])
    problem.data("n_train", "512")
    problem.train("steps", "200")
  },
  DrawnFamily(
    name: "undertrained", cause: "undertrained", kind: .broken, cures: [.moreSteps, .lrUp],
    generator: "a rate of 1e-5 to 6e-5, or 8 to 19 updates"
  ) { problem, dice in
    problem.signal(noise: 0.05...0.2)
    if dice.coin() {
      problem.train("lr", dice.size(1e-5...6e-5))
    } else {
      problem.train("lr", "0.003")
      problem.train("steps", "\(dice.whole(8...19))")
    }
  },
  DrawnFamily(
    name: "lr_too_high", cause: "lr_too_high", kind: .broken, cures: [.lrDown],
    generator: "a rate of 3.5 to 4.5"
  ) { problem, dice in
    problem.signal(noise: 0.05...0.2)
    problem.train("lr", dice.number(3.5...4.5))
  },
  DrawnFamily(
    name: "capacity", cause: "capacity", kind: .broken, cures: [.hiddenUp],
    generator: "one unit for a delay of 4 or 5 steps"
  ) { problem, dice in
    problem.generate(
      "delay", [("lag", "\(dice.whole(4...5))"), ("noise", dice.number(0.05...0.1))])
    problem.model("hidden", "1")
    problem.train("lr", "0.02")
    problem.train("steps", "900")
  },
  DrawnFamily(
    name: "over_reg", cause: "over_regularised", kind: .broken, cures: [.noReg],
    generator: "a weight decay of .5 to 2, or .985 to .995 dropped"
  ) { problem, dice in
    problem.signal(noise: 0.05...0.2)
    if dice.coin() {
      problem.train("wd", dice.number(0.5...2))
    } else {
      problem.model("dropout", dice.number(0.985...0.995))
    }
  },
  DrawnFamily(
    name: "context", cause: "context_too_short", kind: .broken, cures: [.longerContext],
    generator: "windows of 8 steps that begin after the cue"
  ) { problem, dice in
    problem.generate(
      "cue",
      [("start", "8"), ("noise", dice.number(0.05...0.15)), ("distract", dice.number(0.3...0.6))])
    problem.data("T", "24")
    problem.data("window", "8")
    problem.train("steps", "700")
  },
  DrawnFamily(
    name: "vanishing", cause: "vanishing_gradient", kind: .broken, cures: [.chrono],
    generator: "a cue 80 to 95 steps before the only target, gates that forget"
  ) { problem, dice in
    let length = dice.whole(80...95)
    problem.generate(
      "cue",
      [("start", "\(length - 1)"), ("noise", "0.05"), ("distract", "0.3"), ("binary", "true")])
    problem.data("T", "\(length)")
    problem.model("forget_bias", "-1")
    problem.train("steps", "200")
  },
  DrawnFamily(
    name: "unscaled", cause: "unscaled_target", kind: .broken, cures: [.standardise],
    generator: "targets 12 to 25 of their deviations from 0"
  ) { problem, dice in
    problem.signal(noise: 0.05...0.2, [("loc", dice.signed(12...25))])
    problem.train("steps", "800")
  },
  DrawnFamily(
    name: "broadcast", cause: "broadcast_bug", kind: .broken, cures: [.fixShapes],
    generator: "a loss over all pairs of the batch"
  ) { problem, _ in
    problem.signal(noise: 0.05...0.2)
    problem.train("batch", "32")
    problem.train("shape_bug", "true")
  },
  DrawnFamily(
    name: "misaligned", cause: "misaligned", kind: .broken, cures: [.realign],
    generator: "pairs shuffled apart, or inputs 4 to 7 steps late"
  ) { problem, dice in
    problem.signal(noise: 0.05...0.2)
    if dice.coin() {
      problem.data("shuffle_pairs", "true")
    } else {
      problem.data("shift", "\(dice.whole(4...7))")
    }
  },
  DrawnFamily(
    name: "target_leak", cause: "target_leak", kind: .broken, cures: [.unleak],
    generator: "an oscillation whose input is the target"
  ) { problem, dice in
    problem.generate("osc", [("w", dice.number(0.4...0.9)), ("sigma", dice.number(0.2...0.4))])
    problem.data("T", "40")
    problem.data("leak", "true")
    problem.train("steps", "400")
    problem.givenSteps(20)
  },
  DrawnFamily(
    name: "saturated", cause: "saturated_output", kind: .broken, cures: [.linearHead],
    generator: "targets beyond the range of a sigmoid or a ReLU"
  ) { problem, dice in
    let isSigmoid = dice.coin()
    let loc = dice.uniform(3.5...4.5) * (isSigmoid ? 1 : -1)
    problem.signal(noise: 0.05...0.2, [("loc", "\(Float(loc))")])
    problem.model("head", isSigmoid ? "sigmoid" : "relu")
    problem.train("steps", "500")
  },
  DrawnFamily(
    name: "overfit", cause: "overfit", kind: .broken, cures: [.moreData],
    generator: "10 to 16 sequences with a noise share of .75 to .90, 48 units"
  ) { problem, dice in
    problem.signal(noise: 0.75...0.9)
    problem.data("n_train", "\(dice.whole(10...16))")
    problem.model("hidden", "48")
    problem.train("steps", "500")
  },
]
