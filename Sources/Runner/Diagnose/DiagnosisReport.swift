import Diagnosis
import Learning

/// A diagnosis for programs: what `meanwhile diagnose --json` prints.
///
/// `schema` changes its number when a field is renamed, removed or means something else; further
/// fields may join without that. `fields` documents each of them.
package struct DiagnosisReport: Codable, Sendable, Equatable {
  package static let schema = "meanwhile.diagnosis/1"

  package struct Verdict: Codable, Sendable, Equatable {
    package var cause, kind, title, statement, confidence, reason: String
    package var nextStep: String

    enum CodingKeys: String, CodingKey {
      case cause, kind, title, statement, confidence, reason
      case nextStep = "next_step"
    }
  }
  package struct Score: Codable, Sendable, Equatable {
    package var name, title: String
    package var mse: Double?
    package var ratioToMean: Double?

    enum CodingKeys: String, CodingKey {
      case name, title, mse
      case ratioToMean = "ratio_to_mean"
    }
  }
  package struct ErrorParts: Codable, Sendable, Equatable {
    package var bias, calibration, unexplained: Double
    package var slope, correlation, spread: Double?
  }
  package struct Signal: Codable, Sendable, Equatable {
    package var r2, p: Double
    package var repairings: Int
  }
  package struct Evidence: Codable, Sendable, Equatable {
    package struct Number: Codable, Sendable, Equatable {
      package var label, value: String
    }
    package var rule, statement, bearing: String
    package var cause: String?
    package var numbers: [Number]
  }
  package struct Cure: Codable, Sendable, Equatable {
    package struct Seed: Codable, Sendable, Equatable {
      package var seed: UInt32
      package var before, after: Double?
    }
    package var name, title, factor, from, to: String
    /// `model`, or `ours` where the model itself cannot be trained here.
    package var of: String
    package var cured: Bool
    package var steps: Int
    package var seeds: [Seed]
  }
  package struct HeldOut: Codable, Sendable, Equatable {
    package var sequences, targets: Int
  }

  package var schema = DiagnosisReport.schema
  package var version = Version.current
  package var name: String
  package var readings: [String]
  package var verdict: Verdict
  package var heldOut: HeldOut
  package var scores: [Score]
  package var errorParts: ErrorParts?
  package var signal: Signal?
  package var evidence: [Evidence]
  package var cures: [Cure]
  package var limits: [String]
  package var wouldAdd: [String]
  package var notebook: String?
  package var page: String?

  enum CodingKeys: String, CodingKey {
    case schema, version, name, readings, verdict, scores, signal, evidence, cures, limits, notebook
    case page
    case heldOut = "held_out"
    case errorParts = "error_parts"
    case wouldAdd = "would_add"
  }
}

// MARK: From a diagnosis

extension DiagnosisReport {
  /// - Parameters:
  ///   - name: of the cell.
  ///   - readings: what its files were read as.
  init(_ diagnosis: Diagnosis, name: String, readings: [String], wouldAdd: [String], test: Dataset)
  {
    self.name = name
    self.readings = readings
    self.wouldAdd = wouldAdd
    let found = diagnosis.verdict
    verdict = Verdict(
      cause: found.cause.rawValue, kind: found.kind.rawValue, title: found.title,
      statement: found.statement, confidence: found.confidence.word.rawValue,
      reason: found.confidence.reason, nextStep: found.nextStep)
    heldOut = HeldOut(sequences: test.sequences, targets: test.scoredCount)
    let board = diagnosis.scoreboard
    let free = board.freeRunning.map { [$0] } ?? []
    scores = ([board.model] + free + board.rows).map(Score.init)
    errorParts = diagnosis.measures.map(ErrorParts.init)
    signal = diagnosis.repairing.flatMap { test in
      finite(test.observed).map { Signal(r2: $0, p: test.p, repairings: test.null.count) }
    }
    evidence = diagnosis.findings.map(Evidence.init)
    cures = diagnosis.trials.map {
      Cure(
        $0, of: diagnosis.evidence.setup == nil ? "ours" : "model",
        isCure: diagnosis.evidence.isCure($0.name))
    }
    limits = diagnosis.limits
  }
}

extension DiagnosisReport.Score {
  init(_ row: Scoreboard.Row) {
    self.init(
      name: row.name, title: row.title, mse: finite(row.mse),
      ratioToMean: finite(row.ratioToMean))
  }
}

extension DiagnosisReport.ErrorParts {
  init(_ measures: Measures) {
    let parts = measures.parts
    self.init(
      bias: parts.bias, calibration: parts.calibration, unexplained: parts.unexplained,
      slope: measures.slope, correlation: measures.correlation, spread: measures.spread)
  }
}

extension DiagnosisReport.Evidence {
  init(_ finding: Finding) {
    let (word, cause): (String, Cause?) =
      switch finding.bearing {
      case .supports(let cause): ("supports", cause)
      case .rulesOut(let cause): ("rules_out", cause)
      case .describes: ("describes", nil)
      }
    self.init(
      rule: finding.rule, statement: finding.statement, bearing: word, cause: cause?.rawValue,
      numbers: finding.evidence.map { Number(label: $0.label, value: $0.value) })
  }
}

extension DiagnosisReport.Cure {
  init(_ trial: Trial, of network: String, isCure: Bool) {
    self.init(
      name: trial.name, title: trial.title, factor: trial.factor, from: trial.from, to: trial.to,
      of: network, cured: isCure, steps: trial.steps,
      seeds: trial.pairs.map {
        Seed(seed: $0.seed, before: finite($0.before.mse), after: finite($0.after.mse))
      })
  }
}

/// JSON has no infinity and no missing number.
private func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
