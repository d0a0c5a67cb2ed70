import Diagnosis
import Learning
import Numerals
import Plots
import Site

/// Parts of a report, in the order of a reader's questions. A page of several diagnoses shows some of
/// each.
enum DiagnosisSection: String, CaseIterable, Sendable {
  case scores, predictions, signal, error, training, horizon, changes, rules, limits, idea, numbers
  /// How files were read, and what more of them would add; of a model that was handed over.
  case files
}

/// A diagnosis as a page shows it, in the order of a reader's questions: the verdict, the score among
/// its baselines, the predictions, whether there is anything to learn, where the error is, how it was
/// trained, what ends it, what this does not show, the idea behind it, and the numbers.
struct DiagnosisExhibits {
  let diagnosis: Diagnosis
  let subject: Subject
  /// Where the model was trained here.
  let run: Run?
  let shown: Set<DiagnosisSection>

  init(
    _ diagnosis: Diagnosis, _ subject: Subject, _ run: Run?,
    showing shown: Set<DiagnosisSection> = Set(DiagnosisSection.allCases)
  ) {
    self.shown = shown
    self.diagnosis = diagnosis
    self.subject = subject
    self.run = run
  }

  var all: [Exhibit] {
    let verdict = VerdictExhibit(diagnosis: diagnosis, subject: subject).verdict
    var exhibits: [Exhibit] = [.verdict(verdict)]
    if shown.contains(.error) { exhibits.append(.sentences(diagnosis.measuredSentences)) }
    for section in DiagnosisSection.allCases where shown.contains(section) {
      let own = self.exhibits(of: section)
      if own.isEmpty { continue }
      exhibits.append(.heading(title(of: section)))
      exhibits += own
    }
    return exhibits
  }

  private func exhibits(of section: DiagnosisSection) -> [Exhibit] {
    switch section {
    case .scores: [.figure(ScoreboardFigure(diagnosis, subject).exhibit)]
    case .predictions: hasForecast ? predictions : []
    case .signal: signal
    case .error: hasForecast ? error : []
    case .training: training
    case .horizon: figures([HorizonFigure(diagnosis.evidence.horizon, seed: seed)?.exhibit])
    case .changes:
      figures([TrialsFigure(diagnosis.evidence, areItsOwn: subject.experiment != nil)?.exhibit])
    case .rules: diagnosis.findings.isEmpty ? [] : [.table(findings)]
    case .limits: [.sentences(diagnosis.limits)]
    case .idea: idea
    case .numbers: [.table(NumbersTable(diagnosis: diagnosis, subject: subject).table)]
    case .files: []
    }
  }

  private func title(of section: DiagnosisSection) -> String {
    switch section {
    case .scores: "The score among its baselines"
    case .predictions: "What it predicts"
    case .signal: "Is there anything to learn?"
    case .error: "Where the error is"
    case .training: "How it was trained"
    case .horizon: "Some steps ahead"
    case .changes:
      switch diagnosis.verdict.kind {
      case .broken, .open: "What ends it"
      // Where nothing is to be ended, a change shows what the model needs.
      case .healthy, .optimal: "What a change does"
      }
    case .rules: "What each rule found"
    case .limits: "What this does not show"
    case .idea: "The idea, on this data"
    case .numbers: "The numbers"
    case .files: "How the files were read"
    }
  }

  /// What a diverged training leaves is no forecast to look at.
  private var hasForecast: Bool { diagnosis.verdict.cause != .diverged }

  private var held: HeldOut { HeldOut(data: subject.split.test, forecast: subject.test) }

  /// Empty where nothing is known of the model but its predictions.
  private var seed: String { subject.experiment == nil ? "" : "Seed \(subject.seed)." }

  // MARK: Sections

  private var predictions: [Exhibit] {
    figures([
      ForecastFigure(subject, seed: seed).exhibit,
      diagnosis.measures.flatMap {
        ScatterFigure(held: held, measures: $0, seed: seed).exhibit
      },
      SequenceMapFigure(held, seed: seed)?.exhibit,
    ])
  }

  private var signal: [Exhibit] {
    figures([
      diagnosis.repairing.flatMap(RepairingFigure.init)?.exhibit,
      ContextSkill(subject).map {
        ContextFigure(skill: $0, ownContext: subject.split.test.scored.upperBound).exhibit
      },
    ])
  }

  private var error: [Exhibit] {
    let mean = baselines.first { $0.name == diagnosis.scoreboard.mean.name }?
      .init(fittedOn: subject.split, Draws(order: .named, seed: subject.seed))
    let constant = mean.flatMap {
      Measures(
        Prediction(values: $0.predict(subject.split.test), steps: subject.split.test.steps),
        on: subject.split.test)
    }
    return figures([
      diagnosis.measures.flatMap {
        ErrorPartsFigure($0, mean: constant?.parts, board: diagnosis.scoreboard, seed: seed)
      }?.exhibit,
      SpreadFigure(held, seed: seed)?.exhibit,
      ResidualFigure(
        held, subject.residualShape, nats: diagnosis.trials.compactMap(\.nats).first, seed: seed)?
        .exhibit,
    ])
  }

  private var training: [Exhibit] {
    figures([
      run.map { LossFigure($0).exhibit },
      LoggedLossFigure(subject.loggedLoss, meanMSE: diagnosis.scoreboard.training.mean)?.exhibit,
      run.flatMap { FilmFigure($0) }?.exhibit,
      run.flatMap { ReachFigure($0.record.reach, seed: seed) }?.exhibit,
    ])
  }

  private var idea: [Exhibit] {
    let part = StudentPart(subject.split.train)
    guard let five = part.five else { return [] }
    return [.sentences(part.before), .figure(five.exhibit)]
      + (part.after.isEmpty ? [] : [.sentences(part.after)])
  }

  private func figures(_ figures: [FigureExhibit?]) -> [Exhibit] {
    figures.compactMap { $0.map(Exhibit.figure) }
  }

  private var findings: Table {
    Table(
      caption: "Findings, and the causes they speak for or against",
      columns: [.init("finding"), .init("speaks")],
      rows: diagnosis.findings.map { finding in
        let bearing =
          switch finding.bearing {
          case .supports(let cause): "for “\(cause.title)”"
          case .rulesOut(let cause): "against “\(cause.title)”"
          case .describes: "for none"
          }
        return [finding.statement, bearing]
      })
  }
}
