import Diagnosis
import Learning
import Numerals
import Plots
import Site

/// A diagnosis as a page shows it, in the order of a reader's questions: the verdict, the score among
/// its baselines, the predictions, whether there is anything to learn, where the error is, how it was
/// trained, what ends it, what this does not show, the idea behind it, and the numbers.
struct DiagnosisExhibits {
  let diagnosis: Diagnosis
  let subject: Subject
  /// Where the model was trained here.
  let run: Run?

  init(_ diagnosis: Diagnosis, _ subject: Subject, _ run: Run?) {
    self.diagnosis = diagnosis
    self.subject = subject
    self.run = run
  }

  var all: [Exhibit] {
    let verdict = VerdictExhibit(diagnosis: diagnosis, subject: subject).verdict
    var exhibits: [Exhibit] = [.verdict(verdict), .sentences(diagnosis.measuredSentences)]
    let sections: [(title: String, exhibits: [Exhibit])] = [
      ("The score among its baselines", [.figure(ScoreboardFigure(diagnosis, subject).exhibit)]),
      ("What it predicts", hasForecast ? predictions : []),
      ("Is there anything to learn?", signal),
      ("Where the error is", hasForecast ? error : []),
      ("How it was trained", training),
      (
        "What ends it",
        figures([TrialsFigure(diagnosis.evidence, areItsOwn: subject.experiment != nil)?.exhibit])
      ),
      ("What each rule found", diagnosis.findings.isEmpty ? [] : [.table(findings)]),
      ("What this does not show", [.sentences(diagnosis.limits)]),
      ("The idea, on this data", idea),
      ("The numbers", [.table(NumbersTable(diagnosis: diagnosis, subject: subject).table)]),
    ]
    for section in sections where !section.exhibits.isEmpty {
      exhibits.append(.heading(section.title))
      exhibits += section.exhibits
    }
    return exhibits
  }

  /// Where nothing is to be ended, a change shows what the model needs.
  private var trialsTitle: String {
    switch diagnosis.verdict.kind {
    case .broken, .open: "What ends it"
    case .healthy, .optimal: "What a change does"
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
      HorizonFigure(diagnosis.evidence.horizon, seed: seed)?.exhibit,
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
