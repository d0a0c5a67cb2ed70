import Learning

/// The model among forecasts that need less than it does. All errors are held-out, over scored steps
/// only, in squared data units.
package struct Scoreboard: Sendable {
  package struct Row: Sendable {
    /// `per_step_mean`, `model`.
    package var name: String
    /// "Per-step mean", for readers.
    package var title: String
    package var mse: Double
    /// Over the constant mean's error: 1 is no better than the mean.
    package var ratioToMean: Double
    package var overMean: Advantage
    /// Over the best forecast that needs no learning.
    package var overReference: Advantage

    package init(
      name: String, title: String, mse: Double, ratioToMean: Double, overMean: Advantage,
      overReference: Advantage
    ) {
      self.name = name
      self.title = title
      self.mse = mse
      self.ratioToMean = ratioToMean
      self.overMean = overMean
      self.overReference = overReference
    }
  }
  /// Errors on the training sequences.
  package struct Training: Sendable {
    package var model, mean: Double
    package init(model: Double, mean: Double) {
      self.model = model
      self.mean = mean
    }
  }

  /// Baselines in the order of their registry.
  package var rows: [Row]
  /// Every input given.
  package var model: Row
  /// After the first input fed with its own outputs; where training fed them too.
  package var freeRunning: Row?
  /// The lowest expected error, where the generator is known. Shown, never judged by.
  package var floor: Double?
  package var training: Training
  /// What the best forecast without learning is called.
  package var referenceName: String
  package var heldOutSequences: Int
  /// To compare later forecasts with; nil for a scoreboard made of numbers.
  private var errorsOfMean: Errors?
  private var errorsOfReference: Errors?

  package init(
    rows: [Row], model: Row, freeRunning: Row? = nil, floor: Double? = nil, training: Training,
    referenceName: String, heldOutSequences: Int
  ) {
    self.rows = rows
    self.model = model
    self.freeRunning = freeRunning
    self.floor = floor
    self.training = training
    self.referenceName = referenceName
    self.heldOutSequences = heldOutSequences
  }

  package subscript(name: String) -> Row? { rows.first { $0.name == name } }
  /// The constant mean is always listed.
  package var mean: Row { self[ConstantMean.name] ?? model }
  /// The best forecast that needs no learning.
  package var reference: Row { self[referenceName] ?? mean }
  /// The least error of any forecast listed, the model among them.
  package var bestKnown: Row {
    (rows + [model]).filter { $0.mse.isFinite }.min { $0.mse < $1.mse } ?? reference
  }
}

extension Scoreboard {
  init(_ subject: Subject) {
    let split = subject.split
    let lags = Errors.lags(on: split.test)
    var entries: [Entry] = []
    // A fresh one for each use, so that the probe here is the probe of the re-pairing test.
    let draws = subject.probeDraws
    for kind in baselines {
      guard let baseline = kind.init(fittedOn: split, draws) else { continue }
      let prediction = Prediction(values: baseline.predict(split.test), steps: split.test.steps)
      entries.append(
        Entry(
          name: kind.name, title: kind.title, errors: Errors(prediction, on: split.test),
          isReference: kind.isReference))
    }
    let references = entries.filter(\.isReference)
    guard let mean = entries.first?.errors,
      let reference = references.min(by: { $0.errors.mse < $1.errors.mse })
    else { preconditionFailure("the constant mean is not among the baselines") }

    func row(_ name: String, _ title: String, _ errors: Errors) -> Row {
      Row(
        name: name, title: title, mse: errors.mse, ratioToMean: errors.mse / mean.mse,
        overMean: errors.advantage(over: mean, lags: lags),
        overReference: errors.advantage(over: reference.errors, lags: lags))
    }
    func row(_ name: String, _ title: String, _ prediction: Prediction) -> Row {
      row(name, title, Errors(prediction, on: split.test))
    }
    let constant = ConstantMean(fittedOn: split, draws).predict(split.train)
    self.init(
      rows: entries.map { row($0.name, $0.title, $0.errors) },
      model: row("model", "The model", subject.test),
      freeRunning: subject.free.map { row("free_running", "The model, free running", $0) },
      floor: split.floor,
      training: Training(
        model: subject.train.map { Errors($0, on: split.train).mse } ?? .nan,
        mean: Errors(Prediction(values: constant, steps: split.train.steps), on: split.train).mse),
      referenceName: reference.name, heldOutSequences: split.test.sequences)
    errorsOfMean = mean
    errorsOfReference = reference.errors
    if let ours = subject.oursTest { add("ours", "A network of ours", ours, on: split) }
  }

  /// Another forecast of the held-out sequences joins the rows.
  mutating func add(_ name: String, _ title: String, _ prediction: Prediction, on split: Split) {
    let errors = Errors(prediction, on: split.test)
    guard let errorsOfMean, let errorsOfReference, errors.mse.isFinite else { return }
    let lags = Errors.lags(on: split.test)
    rows.removeAll { $0.name == name }
    rows.append(
      Row(
        name: name, title: title, mse: errors.mse, ratioToMean: errors.mse / errorsOfMean.mse,
        overMean: errors.advantage(over: errorsOfMean, lags: lags),
        overReference: errors.advantage(over: errorsOfReference, lags: lags)))
  }

  private struct Entry {
    let name, title: String
    let errors: Errors
    let isReference: Bool
  }
}

extension Scoreboard {
  /// The model's part of the way from the constant mean's error to the per-step mean's.
  var curveShare: Double {
    guard let curve = self[PerStepMean.name], curve.mse < mean.mse else { return 0 }
    return (mean.mse - model.mse) / (mean.mse - curve.mse)
  }
}

extension Scoreboard.Row {
  /// Whether it was fitted without gradient descent and needs learning.
  var isProbe: Bool { baselines.contains { $0.name == name && !$0.isReference } }
  var isReference: Bool { baselines.contains { $0.name == name && $0.isReference } }
}

extension Evidence {
  /// The forecasts that clearly beat every one that needs no learning.
  var beyondReference: [Scoreboard.Row] {
    (scoreboard.rows + [scoreboard.model]).filter { row in
      if row.isReference { return false }
      if row.overReference.isClear(bound: 2.6) { return true }
      // Of the probe the re-pairing test is the better judge.
      return row.name == RandomFeatures.name && findsSignal
        && row.overReference.gain >= Advantage.worthwhile
    }
  }

  /// Whether the re-pairing test finds a gain over the per-step mean that is more than chance and
  /// worth naming.
  var findsSignal: Bool {
    guard let repairing else { return false }
    return repairing.p <= Judgement.significant && repairing.observed >= Advantage.worthwhile
  }
}

extension RepairingTest {
  /// The held-out share of variance that a linear probe on eight lags would probably have shown:
  /// `(q + 3 √(2q)) / n`. An estimate for `n` independent targets; correlated ones count for fewer.
  package var noticeable: Double {
    let features = Double(min(8, contexts.last ?? 8))
    return min(1, (features + 3 * (2 * features).squareRoot()) / Double(max(1, trainingTargets)))
  }
}
