import SourceText

extension SequencePairing {
  func withInputs(
    _ inputs: SequenceFile, _ targets: SequenceFile, _ predictions: SequenceFile
  ) throws(Diagnostics) -> Paired {
    let (n, t, d) = (inputs.sequences, inputs.steps, inputs.channels)
    let count = targets.values.count
    func reading(_ how: String) -> [String] {
      let read = meaning(of: files.targets, self.targets, how)
      guard let file = files.inputs else { return [read] }
      return [read, meaning(of: file, inputs, nil)]
    }
    let isColumn = targets.form == .column
    // A series on both sides: a step in each row.
    let rows = inputs.form == .column ? n : inputs.form == .series ? t : 0
    if rows > 0, isColumn || targets.sequences == 1, targets.sequences * targets.steps == rows {
      let width = inputs.form == .column ? 1 : d
      var paired = series(
        (inputs.values, width), targets.values, predictions.values, outputs: targets.channels)
      paired.readings = reading("read as a series")
      return paired
    }
    if targets.sequences == n, targets.steps == t, t > 1 {
      return paired(
        inputs, targets.values, predictions.values, outputs: targets.channels, nil, reading)
    }
    if isColumn, count == n * t, t > 1 {
      return paired(
        inputs, targets.values, predictions.values, outputs: 1, nil, reading,
        "read row by row as \(n) sequences of \(t) steps")
    }
    // One row of targets for each sequence: what the network says at its last step.
    if targets.sequences == n {
      let outputs = targets.steps * targets.channels
      func last(_ values: [Float]) -> [Float] {
        var placed = [Float](repeating: 0, count: n * t * outputs)
        for row in 0..<n {
          let end = (row + 1) * t * outputs
          placed.replaceSubrange(
            end - outputs..<end, with: values[row * outputs..<(row + 1) * outputs])
        }
        return placed
      }
      let many = outputs == 1 ? "one target" : "\(outputs) targets"
      return paired(
        inputs, last(targets.values), last(predictions.values), outputs: outputs, t - 1..<t,
        reading, "\(many) for each sequence of inputs")
    }
    throw Diagnostics([
      Diagnostic(
        "unlike-shapes",
        "targets and inputs do not match: '\(files.targets.file.path)' is \(self.targets.extent), '\(files.inputs?.file.path ?? "")' is \(inputs.extent)",
        at: files.inputs?.file.range,
        help: ["write the inputs of the same sequences that were predicted, in the same order"])
    ])
  }

  private func paired(
    _ inputs: SequenceFile, _ targets: [Float], _ predictions: [Float], outputs: Int,
    _ scored: Range<Int>?, _ reading: (String) -> [String], _ how: String = ""
  ) -> Paired {
    let data = Dataset(
      sequences: inputs.sequences, steps: inputs.steps, features: inputs.channels,
      outputs: outputs, inputs: inputs.values, targets: targets, scored: scored)
    return Paired(
      data: data, predictions: predictions, targetIsNextInput: data.holdsItsTargets,
      isSeries: false, readings: reading(how))
  }

  /// Sequences whose inputs are the target a step before: what is left without inputs.
  func ownPast(_ targets: SequenceFile, _ predictions: SequenceFile) -> Paired {
    let (steps, width) = (targets.steps - 1, targets.channels)
    func part(_ values: [Float], from first: Int) -> [Float] {
      (0..<targets.sequences).flatMap { n -> ArraySlice<Float> in
        let start = (n * targets.steps + first) * width
        return values[start..<start + steps * width]
      }
    }
    let data = Dataset(
      sequences: targets.sequences, steps: steps, features: width, outputs: width,
      inputs: part(targets.values, from: 0), targets: part(targets.values, from: 1))
    return Paired(
      data: data, predictions: part(predictions.values, from: 1), targetIsNextInput: true,
      isSeries: false, readings: [])
  }

  /// Windows of a series, each a step later than the one before.
  ///
  /// - Parameter inputs: `(steps, width)`; nil for the targets a step before.
  func series(
    _ inputs: (values: [Float], width: Int)?, _ targets: [Float], _ predictions: [Float],
    outputs: Int
  ) -> Paired {
    let skipped = inputs == nil ? 1 : 0
    let rows = targets.count / outputs - skipped
    let width = inputs?.width ?? outputs
    let steps = max(1, min(24, rows / 8))
    let count = max(0, rows - steps + 1)
    func windows(_ values: [Float], _ width: Int, from first: Int) -> [Float] {
      (0..<count).flatMap { values[($0 + first) * width..<($0 + first + steps) * width] }
    }
    let data = Dataset(
      sequences: count, steps: steps, features: width, outputs: outputs,
      inputs: windows(inputs?.values ?? targets, width, from: 0),
      targets: windows(targets, outputs, from: skipped))
    return Paired(
      data: data, predictions: windows(predictions, outputs, from: skipped),
      targetIsNextInput: inputs == nil || data.holdsItsTargets, isSeries: true, readings: [])
  }
}

extension Dataset {
  /// Whether the target at a step is the input at the next one, wherever there is a next one.
  var holdsItsTargets: Bool {
    guard features == outputs, steps > 1, sequences > 0 else { return false }
    if scored.count > 1 {
      for n in 0..<sequences {
        for t in scored where t + 1 < steps {
          for o in 0..<outputs where target(n, t, o) != input(n, t + 1, o) { return false }
        }
      }
      return true
    }
    // One target for each window: it is the newest input of the next window.
    return sequences > 1
      && (1..<sequences).allSatisfy { n in
        (0..<outputs).allSatisfy { target(n - 1, scored.lowerBound, $0) == input(n, steps - 1, $0) }
      }
  }
}
