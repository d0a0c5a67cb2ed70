/// A network that is fed its own outputs: the first input is given, each later one is the true value
/// or the last prediction, as the coins say.
extension NetworkPass {
  /// Which inputs after the first are the truth: `(T,)` for the whole batch, or `(T, B)`. The coin
  /// of the last step decides nothing.
  package struct Coins: Sendable {
    package var isTruth: [Bool]
    package var perSequence: Bool
    /// The sequences of the batch that were tossed for, and the first of those looked at.
    private var batch: Int?
    private var first = 0

    package init(isTruth: [Bool], perSequence: Bool) {
      self.isTruth = isTruth
      self.perSequence = perSequence
    }

    /// - Parameter sequences: as many as were tossed for, unless these coins are those of a part.
    package func isTruth(_ step: Int, _ sequence: Int, of sequences: Int) -> Bool {
      isTruth[perSequence ? step * (batch ?? sequences) + first + sequence : step]
    }

    /// The coins of some of the batch's sequences, or of some of a part's.
    package func of(_ range: Range<Int>, batch: Int) -> Coins {
      guard perSequence else { return self }
      var part = self
      part.batch = self.batch ?? batch
      part.first += range.lowerBound
      return part
    }

    package static func all(_ truth: Bool, steps: Int) -> Coins {
      Coins(isTruth: [Bool](repeating: truth, count: steps), perSequence: false)
    }
  }

  /// Forward step by step, for networks that read forwards and have no attention. The truth is
  /// `target`, which is the next input by the data's own rule.
  package func forward(fed coins: Coins) {
    precondition(!weights.network.bidirectional, "the last input is not known at the first step")
    precondition(attention == nil, "attention works on whole sequences")
    for step in 0..<steps {
      advance(step)
      if step + 1 < steps { feed(step, coins) }
    }
  }

  /// One step of all layers and the head.
  func advance(_ step: Int) {
    for layer in 0..<passes.count {
      if layer > 0 { connect(layer, step) }
      passes[layer].forward(step)
    }
    head(step..<step + 1)
  }

  private func feed(_ step: Int, _ coins: Coins) {
    let to = passes[0].inputs(ofStep: step + 1)
    for b in 0..<sequences {
      let source = coins.isTruth(step, b, of: sequences) ? target : point
      (to + b * passes[0].rowStride).update(
        from: source.pointer + (step * sequences + b) * targets, count: targets)
    }
  }

  /// Backward step by step; unless detached, the gradient by an input that was a prediction flows
  /// into that prediction. Needs a pass made with `needsInputGradient`.
  package func backward(fed coins: Coins, detached: Bool) {
    if cut == .belowHead { return headWeights() }
    for pass in passes { pass.beginBackward() }
    for step in (0..<steps).reversed() {
      if !detached, step + 1 < steps { receive(step, coins) }
      headBackward(step..<step + 1)
      backwardStep(step)
    }
    headWeights()
    for pass in passes { pass.finishBackward(gradients: gradients.pointer) }
  }

  private func receive(_ step: Int, _ coins: Coins) {
    guard let from = passes[0].inputGradient else { return }
    for b in 0..<sequences where !coins.isTruth(step, b, of: sequences) {
      addPointGradient(
        from.pointer + ((step + 1) * sequences + b) * inputs, row: step * sequences + b)
    }
  }
}
