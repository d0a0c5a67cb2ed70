/// Families beside those of the format: healthy models that look unusual, and mistakes of other kinds.
/// None of them has a cure that the format names but where one is written.
let drawnStrangers: [DrawnFamily] = [
  DrawnFamily(
    name: "detached", cause: "no_gradient", kind: .broken, generator: "only the head trains"
  ) { problem, dice in
    problem.generate(
      "delay", [("lag", "\(dice.whole(3...5))"), ("noise", dice.number(0.05...0.1))])
    problem.model("detach", "true")
    problem.train("steps", "600")
  },
  DrawnFamily(
    name: "crossed_axes", cause: "swapped_axes", kind: .broken,
    generator: "the recurrence runs over the batch"
  ) { problem, dice in
    problem.generate(
      "delay", [("lag", "\(dice.whole(1...4))"), ("noise", dice.number(0.05...0.15))])
    problem.model("axis_bug", "true")
  },
  DrawnFamily(
    name: "unscaled_input", cause: "unscaled_input", kind: .broken, cures: [.standardise],
    generator: "inputs 100 to 300 of their deviations from 0"
  ) { problem, dice in
    problem.signal(
      noise: 0.05...0.2, [("xloc", dice.signed(100...300)), ("xscale", dice.number(0.8...1.2))])
  },
  DrawnFamily(
    name: "tiny_input", cause: "unscaled_input", kind: .broken, cures: [.standardise],
    generator: "inputs of a ten-thousandth"
  ) { problem, dice in
    problem.signal(noise: 0.05...0.2, [("xscale", dice.size(5e-5...2e-4))])
  },
  DrawnFamily(
    name: "late_and_noisy", cause: "misaligned", kind: .broken, cures: [.realign],
    generator: "inputs 3 to 5 steps late, half of the target noise"
  ) { problem, dice in
    problem.signal(noise: 0.4...0.6)
    problem.data("shift", "\(dice.whole(4...6))")
  },
  DrawnFamily(
    name: "frozen", cause: "undertrained", kind: .broken,
    generator: "a rate of a billionth"
  ) { problem, dice in
    problem.signal(noise: 0.05...0.2)
    problem.train("lr", dice.size(1e-10...1e-8))
  },
  DrawnFamily(
    name: "healthy_scaled", cause: "none", kind: .healthy,
    generator: "far units, standardised"
  ) { problem, dice in
    problem.signal(
      noise: 0.05...0.2,
      [("loc", dice.signed(10...30)), ("scale", dice.number(2...5)), ("xloc", dice.signed(5...9))])
    problem.data("standardise", "true")
  },
  DrawnFamily(
    name: "healthy_held_back", cause: "none", kind: .healthy,
    generator: "some dropout, a little weight decay"
  ) { problem, dice in
    problem.signal(noise: 0.05...0.2)
    problem.model("dropout", dice.number(0.1...0.4))
    problem.train("wd", dice.size(1e-6...1e-4))
    problem.train("steps", "800")
  },
  DrawnFamily(
    name: "healthy_head", cause: "none", kind: .healthy,
    generator: "a sigmoid head whose range holds the targets"
  ) { problem, dice in
    problem.signal(noise: 0.05...0.2, [("loc", "0.5"), ("scale", dice.number(0.08...0.11))])
    problem.model("head", "sigmoid")
    problem.train("steps", "800")
  },
  DrawnFamily(
    name: "healthy_half_noise", cause: "none", kind: .healthy,
    generator: "signal, half of the target noise"
  ) { problem, _ in
    problem.signal(noise: 0.4...0.6)
    problem.data("n_train", "512")
  },
  DrawnFamily(
    name: "healthy_oscillator", cause: "none", kind: .healthy, generator: "an oscillation, one step"
  ) { problem, dice in
    problem.generate("osc", [("w", dice.number(0.4...0.9)), ("sigma", dice.number(0.1...0.3))])
    problem.data("T", "40")
    problem.train("steps", "600")
    problem.givenSteps(20)
  },
  DrawnFamily(
    name: "healthy_memory", cause: "none", kind: .healthy, generator: "a cue that is remembered"
  ) { problem, dice in
    problem.generate(
      "cue", [("start", "6"), ("noise", dice.number(0.05...0.15)), ("distract", "0.3")])
    problem.data("T", "12")
    problem.train("steps", "700")
  },
  DrawnFamily(
    name: "no_signal_short", cause: "no_signal", kind: .optimal,
    generator: "inputs that say nothing, few sequences, short training"
  ) { problem, dice in
    problem.generate("indep", [("loc", dice.signed(3...6)), ("scale", dice.number(0.5...1.5))])
    problem.data("n_train", "\(dice.whole(100...200))")
    problem.train("steps", "600")
  },
  DrawnFamily(
    name: "no_signal_few", cause: "no_signal", kind: .optimal,
    generator: "inputs that say nothing, memorised"
  ) { problem, dice in
    problem.generate("indep", [("loc", dice.number(-1...1)), ("scale", "1")])
    problem.data("n_train", "16")
    problem.model("hidden", "48")
    problem.train("steps", "500")
  },
  DrawnFamily(
    name: "noisy_clock", cause: "clock_only", kind: .optimal,
    generator: "the same curve in every sequence under noise of its size"
  ) { problem, dice in
    problem.generate(
      "template",
      [("cycles", "1.5"), ("phase", dice.number(0...6.28)), ("sigma", dice.number(0.8...1.2))])
    problem.data("n_train", "512")
    problem.train("steps", "600")
  },
  DrawnFamily(
    name: "leaked_signal", cause: "target_leak", kind: .broken, cures: [.unleak],
    generator: "signal whose input is the target"
  ) { problem, _ in
    problem.signal(noise: 0.3...0.5)
    problem.data("leak", "true")
  },
  DrawnFamily(
    name: "half_reached", cause: "saturated_output", kind: .broken, cures: [.linearHead],
    generator: "a ReLU or a sigmoid for targets around 0"
  ) { problem, dice in
    problem.signal(noise: 0.05...0.2)
    problem.model("head", dice.coin() ? "relu" : "sigmoid")
    problem.train("steps", "500")
  },
  DrawnFamily(
    name: "cut_delay", cause: "context_too_short", kind: .broken, cures: [.longerContext],
    generator: "a delay of 6 steps in windows of 4"
  ) { problem, dice in
    problem.generate("delay", [("lag", "6"), ("noise", dice.number(0.05...0.15))])
    problem.data("T", "24")
    problem.data("window", "4")
    problem.train("steps", "500")
  },
  DrawnFamily(
    name: "shuffled_walk", cause: "misaligned", kind: .broken, cures: [.realign],
    generator: "a random walk, pairs shuffled apart"
  ) { problem, dice in
    problem.generate(
      "walk", [("level", dice.number(0.8...1.2)), ("step", dice.number(0.15...0.25))])
    problem.data("shuffle_pairs", "true")
    problem.train("steps", "400")
  },
  DrawnFamily(
    name: "far_delay", cause: "unknown", kind: .broken,
    generator: "a delay of 20 steps, which no one change makes learnable in 300 updates"
  ) { problem, dice in
    problem.generate("delay", [("lag", "20"), ("noise", dice.number(0.05...0.1))])
    problem.data("T", "50")
  },
]
