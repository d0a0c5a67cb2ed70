import Diagnosis
import Learning

/// A draw, trained and diagnosed.
struct DiagnosisCase: Encodable, Sendable {
  var scenario: String
  var draw: Int
  var kind: String
  var cause: String
  /// The cause that was named, where the file of scenarios has that word; else `unknown`.
  var verdict: String
  /// The cause that was named.
  var named: String
  /// Whether the verdict finds fault with the model, named or not.
  var blames: Bool
  /// The change that ended it, where one is named.
  var cure: String?
  /// Whether the run with that change and the draw's own seeds showed it.
  var cured: Bool
  /// Whether those with other seeds of the weights showed it too.
  var curedAlways: Bool
  /// From the data to the verdict, on one core.
  var seconds: Double
  /// What was measured, for people.
  var evidence: [String]

  enum CodingKeys: String, CodingKey {
    case scenario, draw, kind, cause, verdict, named, cure, cured, seconds
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(scenario, forKey: .scenario)
    try container.encode(draw, forKey: .draw)
    try container.encode(kind, forKey: .kind)
    try container.encode(cause, forKey: .cause)
    try container.encode(verdict, forKey: .verdict)
    try container.encode(named, forKey: .named)
    try container.encode(cure, forKey: .cure)
    try container.encode(cured, forKey: .cured)
    try container.encode(seconds, forKey: .seconds)
  }

  /// 1 for the right cause, a half for an honest "not found", 0 for a wrong one, and -1 where a model
  /// that is as good as can be is blamed.
  var score: Double {
    if verdict == cause { return 1 }
    if blames, kind != Scenario.Kind.broken.rawValue { return -1 }
    return verdict == Cause.unknown.rawValue ? 0.5 : 0
  }
}

extension DiagnosisCase {
  /// Trains a draw and diagnoses what came of it. A draw that cannot be trained has no cause found,
  /// and its evidence says why.
  ///
  /// - Parameter causes: the words that a verdict may use.
  init(of scenario: Scenario, _ draw: ScenarioDraw, _ causes: Set<String>) async {
    do {
      try await self.init(trying: scenario, draw, causes)
    } catch {
      self.init(
        scenario: scenario.name, draw: draw.number, kind: scenario.kind.rawValue,
        cause: scenario.cause, verdict: Cause.unknown.rawValue, named: Cause.unknown.rawValue,
        blames: false, cure: nil, cured: false, curedAlways: false, seconds: 0,
        evidence: ["\(error)"])
    }
  }

  private init(trying scenario: Scenario, _ draw: ScenarioDraw, _ causes: Set<String>) async throws
  {
    let start = ContinuousClock.now
    let experiment = draw.experiment
    let subject = Subject(
      experiment: experiment, split: try experiment.split(),
      record: try Trainer().train(experiment),
      rerun: { try $0.map { try Trainer().train($0) } })
    let diagnosis = try await diagnose(subject)
    let cure = diagnosis.cure
    let named = diagnosis.verdict.cause.rawValue
    self.init(
      scenario: scenario.name, draw: draw.number, kind: scenario.kind.rawValue,
      cause: scenario.cause, verdict: causes.contains(named) ? named : Cause.unknown.rawValue,
      named: named,
      blames: diagnosis.verdict.kind == .broken, cure: cure.flatMap(ScenarioCure.init)?.rawValue,
      cured: cure != nil,
      curedAlways: cure.map {
        diagnosis.evidence.isCure($0) || diagnosis.verdict.cause == .multimodal
      } ?? false,
      seconds: milliseconds(.now - start) / 1000,
      evidence: [diagnosis.verdict.statement, diagnosis.verdict.confidence.reason]
        + diagnosis.measuredSentences + diagnosis.findings.map(\.statement)
        + diagnosis.evidenceLines)
  }
}

extension Diagnosis {
  /// The change that ended it, with every seed where there is one; where a cause is named, with the
  /// draw's own seed at least. Of targets on two branches, the density that shows them.
  fileprivate var cure: String? {
    if verdict.cause == .multimodal { return evidence[ScenarioCure.mdn.rawValue]?.name }
    if let cure = trials.first(where: { evidence.isCure($0.name) }) { return cure.name }
    guard verdict.cause != .unknown else { return nil }
    return trials.first { $0.pairs.first.map(evidence.isCured) ?? false }?.name
  }
}
