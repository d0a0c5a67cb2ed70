import Numerals

/// Several answers, and the mean between them.
package struct SeveralBranches: DiagnosisRule {
  package static let name = "branches"
  package static let summary =
    "whether the targets fall into branches that the inputs do not tell apart"
  package static let explanation = Explanation(
    measures:
      "The bimodality of what the best forecast leaves, the distance of two normals fitted to it, and what a mixture density gains over a normal, in nats for each held-out target.",
    whyTheMean: "Squared error is least at the mean of all branches, where no target need lie.",
    remedy: "A density head gives the branches; the squared error stays what it is.",
    silence: "Where the residual has one hill.")

  /// What a mixture has to gain before it has found shape, and not noise.
  private static let least = 0.3

  package static func finding(in evidence: Evidence) -> Finding? {
    guard let shape = evidence.residuals, shape.isBimodal else { return nil }
    var statement =
      "What the best forecast leaves has two hills (bimodality \(written(shape.bimodality)), \(written(shape.separation)) deviations apart)."
    var numbers = [
      Finding.Number("bimodality", shape.bimodality),
      Finding.Number("separation", shape.separation),
    ]
    let nats = evidence[MixtureHead.name]?.nats
    if let nats {
      statement +=
        nats > least
        ? " A mixture density makes each held-out target \(written(nats)) nats likelier than a normal of equal error."
        : " A mixture density gains \(written(nats)) nats for a target, too little to speak of."
      numbers.append(Finding.Number("gain of a mixture, nats", nats))
    }
    return Finding(
      rule: name,
      bearing: nats.map { $0 > least ? .supports(.multimodal) : .rulesOut(.multimodal) }
        ?? .supports(.multimodal), statement: statement, evidence: numbers)
  }

  private static func isAsked(_ evidence: Evidence) -> Bool {
    evidence.residuals?.isBimodal == true && !evidence.isBeyondMean
  }

  package static func open(in evidence: Evidence) -> [any Counterfactual.Type] {
    isAsked(evidence) ? [MixtureHead.self] : []
  }

  package static func verdict(in evidence: Evidence) -> Verdict? {
    guard isAsked(evidence), let shape = evidence.residuals, let finding = finding(in: evidence)
    else { return nil }
    let nats = evidence[MixtureHead.name]?.nats
    if let nats, nats <= least { return nil }
    return Verdict(
      .multimodal,
      statement:
        "The targets fall into two branches that the inputs do not tell apart, and the mean between them is the best answer under squared error.",
      confidence: Confidence(nats == nil ? .fair : .high, finding.statement),
      nextStep:
        nats == nil
        ? "Give the network a density head, such as a mixture of two normals: the branches lie \(written(shape.separation)) deviations apart."
        : "Give the network a density head if the branches matter; the squared error will not fall."
    )
  }
}
