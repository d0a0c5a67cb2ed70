import Learning

extension Course {
  init(_ subject: Subject, _ network: TrainedNetwork?) {
    let unit = subject.split.scaling.targetScale * subject.split.scaling.targetScale
    let losses =
      subject.record?.losses.values.map { Double($0) } ?? subject.loggedLoss.map { $0 / unit }
    self.init(losses: losses, updatesEach: subject.updatesPerLoss)
    let means = subject.split.train.targetMeans
    ofMean = subject.split.train.squaredError(of: means) / unit
    saturatedGates = subject.record?.kept.last?.saturation
    if let reach = subject.record?.reach {
      reachAtStart = reach.start.values.map { Double($0) }
      reachAtEnd = reach.end.values.map { Double($0) }
    }
    if let ofMean, ofMean > 0, let largestEarly { leap = largestEarly / ofMean }
    guard let network else { return }
    let (train, width) = network.hidden(subject.split.train)
    let (test, _) = network.hidden(subject.split.test)
    saturatedUnits = Double(test.count { abs($0) > 0.95 }) / Double(max(1, test.count))
    hiddenProbe = linearR2(
      fittedOn: subject.split.train, train, scoredOn: subject.split.test, test, width: width)
  }

  /// - Parameter updatesEach: how many updates each loss is the mean of.
  init(losses: [Double], updatesEach: Int) {
    self.init()
    guard losses.count >= 2, losses.allSatisfy(\.isFinite) else { return }
    first = losses.first
    let tail = losses.suffix(max(1, losses.count / 10))
    let end = tail.reduce(0, +) / Double(tail.count)
    last = end
    let head = losses.prefix(max(losses.count / 10, (9 + updatesEach) / updatesEach))
    largestEarly = head.max()
    let third = losses.suffix(max(2, losses.count / 3))
    let half = third.count / 2
    let early = third.prefix(half).reduce(0, +) / Double(half)
    let late = third.suffix(half).reduce(0, +) / Double(half)
    let updates = Double((third.count - half) * updatesEach)
    if early > 0 { falling = (early - late) / early / updates * 100 }
  }
}

extension Subject {
  /// How many updates one value of the loss stands for; 1 where that is unknown.
  var updatesPerLoss: Int {
    guard let experiment else { return 1 }
    return experiment.training.updatesPerEpoch(sequences: split.train.sequences)
  }
}

extension Training {
  /// Of so many training sequences.
  func updatesPerEpoch(sequences: Int) -> Int {
    if countsUpdates { return 1 }
    let kept = Int((Double(sequences) * validationShare).rounded())
    let size = batchSize ?? sequences
    return max(1, (sequences - kept + size - 1) / max(1, size))
  }

  /// So many epochs of a set of another size that they make about as many updates.
  mutating func keepUpdates(_ updates: Int, sequences: Int) {
    let each = updatesPerEpoch(sequences: sequences)
    epochs = max(1, (updates + each / 2) / each)
  }
}

extension Dataset {
  /// Of constants, one for each output, over the scored steps.
  func squaredError(of constants: [Double]) -> Double {
    var sum = 0.0
    for n in 0..<sequences {
      for t in scored {
        for o in 0..<outputs {
          let residual = Double(target(n, t, o)) - constants[o]
          sum += residual * residual
        }
      }
    }
    return sum / Double(max(1, scoredCount))
  }
}
