import Learning

extension HeadRange {
  /// Nil where predictions are not finite.
  init?(_ subject: Subject) {
    let data = subject.split.test
    var values: [Double] = []
    var targets: [Double] = []
    for n in 0..<data.sequences {
      for t in data.scored {
        for o in 0..<data.outputs {
          values.append(subject.test.value(n, t, o, of: data.outputs))
          targets.append(Double(data.target(n, t, o)))
        }
      }
    }
    guard let low = values.min(), let high = values.max(), low.isFinite, high.isFinite else {
      return nil
    }
    let tolerance = 1e-3 * max(Scales.Column(of: targets).deviation, 1e-12)
    func share(at border: Double) -> Double {
      Double(values.count { abs($0 - border) <= tolerance }) / Double(values.count)
    }
    let (atLow, atHigh) = (share(at: low), share(at: high))
    let border = atHigh > atLow ? high : low
    let reach = HeadRange.reach(subject, border: border, targets: targets)
    self.init(
      low: low, high: high, border: border, atBorder: max(atLow, atHigh),
      targetsOutside: reach.map { range in
        Double(targets.count { !range.contains($0) }) / Double(targets.count)
      } ?? 0)
  }

  /// What the head can give, in data units; of an unknown head, what a head with that border could.
  private static func reach(_ subject: Subject, border: Double, targets: [Double])
    -> ClosedRange<Double>?
  {
    if let activation = subject.experiment?.model.headActivation {
      let scaling = subject.split.scaling
      func inDataUnits(_ value: Double) -> Double {
        value * scaling.targetScale + scaling.targetLocation
      }
      switch activation {
      case .none: return nil
      case .relu: return inDataUnits(0)...Double.infinity
      case .sigmoid: return inDataUnits(0)...inDataUnits(1)
      case .tanh: return inDataUnits(-1)...inDataUnits(1)
      }
    }
    // An unknown head: the ends of the usual ones, where the predictions lie at one of them.
    func isAt(_ value: Double) -> Bool { abs(border - value) < 1e-3 }
    if isAt(0) { return targets.count { $0 < 0 } * 2 > targets.count ? 0...Double.infinity : nil }
    if isAt(1) { return -1...1 }
    return isAt(-1) ? -1...Double.infinity : nil
  }
}

extension LossCheck {
  /// The program's loss on its own targets, where it can be asked; otherwise what was logged last
  /// beside what the training predictions give.
  init?(_ subject: Subject, _ network: TrainedNetwork?) {
    if subject.record != nil, let loss = network?.lossOfTargets() {
      self.init(
        computed: loss.computed, elementwise: 0, allPairs: loss.allPairs, isOfTargets: true)
      return
    }
    guard let train = subject.train, subject.loggedLoss.count >= 3,
      let measures = Measures(train, on: subject.split.train)
    else { return nil }
    let last = subject.loggedLoss.suffix(max(1, min(5, subject.loggedLoss.count / 10)))
    let elementwise = measures.parts.sum
    self.init(
      computed: last.reduce(0, +) / Double(last.count), elementwise: elementwise,
      allPairs: elementwise + 2 * measures.covariance, isOfTargets: false)
  }

  /// Whether the loss is that of all pairs and not that of each element: clearly nearer to it, where
  /// both differ by more than a log's last digits.
  package var isAllPairs: Bool {
    let gap = allPairs - elementwise
    // Of equal rows both are equal but for the last digits of a log; a chance hit in so narrow a place
    // is unlikely even where the log is of other rows after all.
    if isOfSameRows {
      return gap > 1e-5 * allPairs
        && abs(computed - allPairs) <= min(0.1 * gap, 1e-3 * allPairs)
    }
    guard gap > 0.003 * allPairs else { return false }
    return abs(computed - allPairs) < abs(gap) / 3
  }
}
