import Learning

extension Wiring {
  /// - Parameter network: the model with its weights, where they are known.
  init(_ subject: Subject, _ network: TrainedNetwork?) {
    let split = subject.split
    if subject.hasInputs {
      leak = split.test.leakShare
      targetIsNextInput = split.test.targetIsNextInput
    }
    scale = Scales(split)
    head = HeadRange(subject)
    loss = subject.lossCheck ?? LossCheck(subject, network)
    lossOfMean = network?.loss(ofConstants: split.train.targetMeans)
    if let network, subject.record != nil {
      withoutGradient = network.parametersWithoutGradient()
    }
    if let network, let scale, scale.heldOutTarget.deviation > 0 {
      batchDependence =
        network.batchDependence()
        / (scale.heldOutTarget.deviation * split.scaling.targetScale)
    }
  }
}

extension Dataset {
  /// The share of scored numbers equal to an input of the same step, of the input for which it is
  /// largest.
  var leakShare: Double {
    var best = 0.0
    for output in 0..<outputs {
      let tolerance = 1e-5 * targetColumn(output).deviation
      for feature in 0..<features {
        var equal = 0
        for n in 0..<sequences {
          for t in scored {
            let distance = Double(input(n, t, feature)) - Double(target(n, t, output))
            if abs(distance) <= tolerance { equal += 1 }
          }
        }
        best = max(best, Double(equal) / Double(max(1, sequences * scored.count)))
      }
    }
    return best
  }

  /// Whether the targets are the inputs of the next step, as the numbers themselves show.
  var targetIsNextInput: Bool {
    guard features == outputs, steps > 1, sequences > 0 else { return false }
    for n in 0..<sequences {
      for t in scored where t + 1 < steps {
        for output in 0..<outputs where input(n, t + 1, output) != target(n, t, output) {
          return false
        }
      }
    }
    return scored.contains { $0 + 1 < steps }
      || (isSlidingWindow && scored.count == 1 && lastTargetIsNextInput)
  }

  /// Of windows that slide along a series: whether a window's last target is the next window's last
  /// input.
  private var lastTargetIsNextInput: Bool {
    (1..<sequences).allSatisfy { n in
      (0..<outputs).allSatisfy {
        input(n, steps - 1, $0) == target(n - 1, steps - 1, $0)
      }
    }
  }

  /// Of the scored targets of one output.
  func targetColumn(_ output: Int) -> Scales.Column {
    Scales.Column(
      of: (0..<sequences).flatMap { n in scored.map { Double(target(n, $0, output)) } })
  }

  func inputColumn(_ feature: Int) -> Scales.Column {
    Scales.Column(
      of: stride(from: feature, to: inputs.count, by: max(1, features)).map { Double(inputs[$0]) })
  }
}

extension Scales.Column {
  init(of values: [Double]) {
    let count = Double(max(1, values.count))
    let mean = values.reduce(0, +) / count
    let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.init(mean: mean, deviation: (square / count).squareRoot())
  }

  func scaled(_ column: Scaling.Column?) -> Scales.Column {
    guard let column else { return self }
    return Scales.Column(
      mean: (mean - column.location) / column.scale, deviation: deviation / column.scale)
  }

  /// How far zero lies from the mean, in deviations.
  var offset: Double { deviation > 0 ? abs(mean) / deviation : 0 }
}

extension Scales {
  init(_ split: Split) {
    func column(_ scaling: [Scaling.Column], _ index: Int) -> Scaling.Column? {
      scaling.isEmpty ? nil : scaling[index]
    }
    let outputs = (0..<split.train.outputs).map { index in
      (
        split.train.targetColumn(index).scaled(column(split.scaling.targets, index)),
        split.test.targetColumn(index).scaled(column(split.scaling.targets, index))
      )
    }
    let farthest = outputs.max { $0.0.strangeness < $1.0.strangeness }
    let inputs = (0..<split.train.features).map { index in
      (
        split.train.inputColumn(index).scaled(column(split.scaling.inputs, index)),
        split.test.inputColumn(index).scaled(column(split.scaling.inputs, index))
      )
    }.filter { $0.0.deviation > 0 }
    let input = inputs.max { $0.0.strangeness < $1.0.strangeness }
    let none = Column(mean: 0, deviation: 0)
    self.init(
      target: farthest?.0 ?? none, heldOutTarget: farthest?.1 ?? none, input: input?.0,
      heldOutInput: input?.1)
  }
}

extension Scales.Column {
  /// How far a column is from mean 0 and deviation 1: the larger of its offset, its mean and the ratio
  /// of its deviation to 1.
  var strangeness: Double {
    guard deviation > 0 else { return 0 }
    return max(offset, deviation, 1 / deviation)
  }
}
