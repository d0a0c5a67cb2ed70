import Learning
import Tensors

extension Elsewhere {
  /// - Parameter isSeries: whether targets are their own next inputs: then inputs moved earlier hold
  ///   the target itself, and no move means anything.
  init(_ subject: Subject, isSeries: Bool) {
    self.init()
    guard subject.hasInputs else { return }
    let split = subject.split
    let stream = subject.probeDraws.stream(.probe, .torch)
    let tanh = TanhFeatures.Request(count: 30, stream: stream)
    if !isSeries { move = Elsewhere.move(split, tanh) }
    let count = min(split.train.sequences, split.test.sequences)
    trainingPairs = Elsewhere.pairs(split.train.part(0..<count), tanh)
    heldOutPairs = Elsewhere.pairs(split.test.part(0..<count), tanh)
    longer = Elsewhere.longer(subject)
  }

  /// The best of up to twelve moves, no more than leave half of the steps.
  private static func move(_ split: Split, _ tanh: TanhFeatures.Request)
    -> (steps: Int, found: Found, tried: Int)?
  {
    let most = min(12, split.train.scored.count / 2, split.test.scored.count / 2)
    guard most >= 1, !split.train.isSlidingWindow else { return nil }
    let moves = Array(1...most).filter { !split.test.holdsTarget(movedBy: $0) }
    let probes = moves.compactMap { steps -> (steps: Int, probe: FixedProbe)? in
      var (train, test) = (split.train, split.test)
      train.moveInputs(by: -steps)
      test.moveInputs(by: -steps)
      let context = min(3, train.steps)
      return FixedProbe(train: train, held: test, context: context, tanh: tanh).map { (steps, $0) }
    }
    let best = probes.map(\.probe).best(split.train.sequences, tanh.stream)
    return best.map { (probes[$0.index].steps, $0.found, probes.count) }
  }

  /// Fitted on the first half of the sequences and scored on the second, at contexts of two and
  /// eight steps and all there are.
  private static func pairs(_ data: Dataset, _ tanh: TanhFeatures.Request) -> Found? {
    // The halves of a series are neighbours in time, and their pairs are not exchangeable.
    guard data.sequences >= 16, !data.isSlidingWindow else { return nil }
    let half = data.sequences / 2
    let (first, second) = (data.part(0..<half), data.part(half..<data.sequences))
    let contexts = RidgeSearch.contexts(steps: data.scored.upperBound, features: data.features)
    let probes = contexts.compactMap {
      FixedProbe(
        train: first, held: second, context: $0,
        tanh: $0 * data.features <= RidgeSearch.wide ? tanh : nil)
    }
    return probes.best(half, tanh.stream)?.found
  }

  /// A probe on the sequences as they were before they were cut.
  private static func longer(_ subject: Subject) -> (from: Int, to: Int, found: Found)? {
    guard let experiment = subject.experiment, let data = experiment.data.withLongerContext(),
      let split = try? experiment.changed({ $0.data = data }).split(),
      let test = RepairingTest(split, subject.probeDraws, count: 99)
    else { return nil }
    return (
      subject.split.test.steps, split.test.steps, Found(r2: test.observed, p: test.p)
    )
  }
}

extension Dataset {
  /// Whether an input so many steps later is the target.
  fileprivate func holdsTarget(movedBy moved: Int) -> Bool {
    guard features == outputs else { return false }
    return (0..<min(8, sequences)).allSatisfy { n in
      scored.filter { $0 + moved < steps }.allSatisfy {
        input(n, $0 + moved) == target(n, $0)
      }
    }
  }
}
