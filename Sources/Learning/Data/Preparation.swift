import SourceText

/// What is done to a source's sequences before a network sees them, in this order: the accidents of
/// `shuffle_pairs`, `shift` and `leak`, windows, scaling, augmentation.
///
/// The accidents are there to build a problem whose cause is known. The floor of accidents that
/// change what a predictor sees is unknown.
package struct Preparation: Sendable {
  /// Sequences are cut into windows of so many steps; the network's state starts anew at each.
  var window: Int?
  package var scaling = ScalingRule.none
  var augmentation: [any Augmentation] = []
  /// Inputs and targets of the training sequences are permuted apart.
  var shufflePairs = false
  /// Inputs appear so many steps late, zeros before them; where it is negative, so many steps early,
  /// and the last steps, which have no input left, are not scored.
  var shift = 0
  /// The input at a step is the target at that step.
  var leak = false
  /// Whether the source writes its scaling into the canonical text itself.
  private var sourceWritesScaling = false

  /// Nothing is done.
  package init() {}

  /// Options of a source that draws sequences of `length` steps.
  init(generated options: inout Options, length: Int) {
    self.init(scalingIn: &options, default: .none)
    let steps = options.integer("window", default: length, .between(1, Double(length)))
    window = steps == length ? nil : steps
    shufflePairs = options.flag("shuffle_pairs", default: false)
    shift = options.integer("shift", default: 0, .between(0, Double(length - 1)))
    leak = options.flag("leak", default: false)
    readAugmentation(&options)
  }

  /// Options of a source that reads its sequences from a file and writes its own scaling into the
  /// canonical text.
  init(read options: inout Options, scaling standard: ScalingRule) {
    self.init(scalingIn: &options, default: standard)
    sourceWritesScaling = true
    readAugmentation(&options)
  }

  /// `standardise` is `scaling` for those who want the usual one.
  private init(scalingIn options: inout Options, default standard: ScalingRule) {
    let flag = options.flag("standardise", default: standard == .standardise)
    let word = options.word("scaling", default: standard)
    scaling = word
    guard options.contains("standardise") else { return }
    if !options.contains("scaling") {
      scaling = flag ? .standardise : .none
    } else if flag != (word == .standardise) {
      options.report(
        Diagnostic(
          "contradiction",
          "standardise: \(flag) and scaling: \(word.rawValue) contradict each other",
          at: options.range(of: "scaling"), help: ["write one of them"]))
    }
  }

  private mutating func readAugmentation(_ options: inout Options) {
    augmentation =
      options.choices("augmentation", among: augmentations).map { $0 as! any Augmentation }
  }

  /// Whether an input still is what the source gave beside its target.
  var keepsPairs: Bool { !shufflePairs && shift == 0 && !leak }

  /// How many altered copies of each training sequence augmentation adds.
  private var copies: Int { augmentation.reduce(0) { $0 + $1.copies } }

  // MARK: At work

  /// The sequences as the network gets them. Scaling and augmentation look at the training part
  /// alone; augmentation never touches held-out sequences.
  func applied(to split: Split, _ draws: Draws) -> Split {
    var split = split
    if shufflePairs {
      split.train.permuteTargets(
        draws.stream(.pairs, .torch).torchPermutation(split.train.sequences))
    }
    if shift != 0 {
      split.train.moveInputs(by: shift)
      split.test.moveInputs(by: shift)
    }
    if leak {
      split.train.copyTargetsToInputs()
      split.test.copyTargetsToInputs()
    }
    if shift != 0 || leak { split.floor = nil }
    split.targetIsNextInput = split.targetIsNextInput && keepsPairs
    if let window {
      split.train = split.train.cut(into: window)
      split.test = split.test.cut(into: window)
    }
    split.scaling = scaling.scaling(of: split.train)
    // What is fed back must arrive in the units of the input it stands for.
    if split.targetIsNextInput, split.scaling.inputs.count == split.scaling.targets.count {
      split.scaling.inputs = split.scaling.targets
    }
    if !augmentation.isEmpty {
      split.train = augmented(split, draws.stream(.augmentation, .numpy))
      split.copies = copies
    }
    return split
  }

  /// At least as many sequences as there are: held-out ones are counted as if they were copied too.
  /// Numbers too large for any memory are cut.
  func extent(of drawn: (sequences: Int, steps: Int)) -> (sequences: Int, steps: Int) {
    let windows = window.map { drawn.steps / $0 } ?? 1
    let sequences = Double(drawn.sequences) * Double(windows) * Double(1 + copies)
    return (Int(min(sequences, 1e15)), window ?? drawn.steps)
  }
}

// MARK: Undoing what a diagnosis measured

extension Preparation {
  /// Inputs and targets with zero mean and unit spread.
  package var standardised: Preparation { changed { $0.scaling = .standardise } }
  /// Whether the network works in scaled units.
  package var isScaled: Bool { scaling != .none }
  /// The same with sequences as long as they were, in data units and without altered copies.
  package var uncut: Preparation {
    changed {
      $0.window = nil
      $0.scaling = .none
      $0.augmentation = []
    }
  }
  /// The same with the data as they are.
  package var unscaled: Preparation {
    var copy = self
    copy.scaling = .none
    return copy
  }
  /// Inputs and targets of the training sequences paired as the source drew them; nil where they are.
  package var paired: Preparation? { shufflePairs ? changed { $0.shufflePairs = false } : nil }
  /// The input at a step is the one before the target's, and not the target.
  package var unleaked: Preparation {
    changed { if leak { $0.leak = false } else { $0.shift += 1 } }
  }
  /// Inputs so many steps earlier than they are.
  package func advanced(by steps: Int) -> Preparation { changed { $0.shift -= steps } }

  private func changed(_ change: (inout Preparation) -> Void) -> Preparation {
    var copy = self
    change(&copy)
    return copy
  }
}

// MARK: Canonical text

extension Preparation: Encodable {
  enum CodingKeys: String, CodingKey {
    case window, scaling, augmentation, shift, leak
    case shufflePairs = "shuffle_pairs"
  }

  /// What differs from doing nothing; nil where nothing does, so that the canonical text of an
  /// experiment that uses none of it is what it was before there was any.
  package var changes: Preparation? {
    let isPlain =
      window == nil && (scaling == .none || sourceWritesScaling) && augmentation.isEmpty
      && keepsPairs
    return isPlain ? nil : self
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(window, forKey: .window)
    if scaling != .none, !sourceWritesScaling { try container.encode(scaling, forKey: .scaling) }
    if !augmentation.isEmpty {
      try container.encode(augmentation.map { Named($0) }, forKey: .augmentation)
    }
    if shift != 0 { try container.encode(shift, forKey: .shift) }
    if leak { try container.encode(true, forKey: .leak) }
    if shufflePairs { try container.encode(true, forKey: .shufflePairs) }
  }
}
