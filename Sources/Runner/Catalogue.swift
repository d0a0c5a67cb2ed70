import Diagnosis
import Learning
package import SourceText

/// What an author can name, with one line and the options of each, from the declarations that read
/// them.
package struct Catalogue: Sendable {
  package struct Entry: Sendable {
    package var name: String
    package var summary: String
    package var options: [Options.Declaration]
    /// What else is to be said of it, a line each.
    package var notes: [String] = []
  }
  package struct Section: Sendable {
    package var title: String
    /// The key under which an author chooses among the entries.
    package var key: String
    package var entries: [Entry]
    /// What follows them: lines as they are.
    package var text = ""
  }

  package let sections: [Section]

  package init() {
    sections = [
      Section(
        title: "cell kinds", key: "yaml KIND NAME",
        entries: cells.map { Entry(name: $0.kind, summary: $0.summary, options: []) }),
      Section(title: "data sources", key: "data.source", entries: dataSources.map(Self.entry)),
      Section(
        title: "augmentations", key: "data.augmentation", entries: augmentations.map(Self.entry)),
      Section(
        title: "model", key: "model",
        entries: [Entry(name: "model", summary: Self.model, options: Self.declared(Network.init))]),
      Section(title: "layers", key: "model.layer", entries: recurrentLayers.map(Self.entry)),
      Section(title: "attention", key: "model.attention", entries: attentions.map(Self.entry)),
      Section(
        title: "training", key: "training",
        entries: [
          Entry(
            name: "training", summary: "one update per epoch, or one for each batch of batch_size",
            options: Self.declared(Training.init))
        ]),
      Section(title: "losses", key: "training.loss", entries: losses.map(Self.entry)),
      Section(title: "optimizers", key: "training.optimizer", entries: optimizers.map(Self.entry)),
      Section(title: "schedules", key: "training.schedule", entries: schedules.map(Self.entry)),
      Section(
        title: "early stopping", key: "training.early_stopping",
        entries: [
          Entry(
            name: "early_stopping",
            summary: "ends a training whose validation loss no longer falls",
            options: Self.declared(EarlyStopping.init))
        ]),
      Section(title: "feedings", key: "training.feeding", entries: feedings.map(Self.entry)),
      Section(title: "accidents", key: "training.accidents", entries: accidents.map(Self.entry)),
      Section(title: "rules", key: "diagnose", entries: diagnosisRules.map(Self.rule)),
      Section(
        title: "changes", key: "diagnose",
        entries: counterfactuals.map { Entry(name: $0.name, summary: $0.summary, options: []) }),
      Section(
        title: "diagnoses", key: "yaml diagnose NAME",
        entries: [
          Entry(
            name: "diagnose",
            summary:
              "of: the train cell, or files: targets, predictions, inputs, loss_log, weights",
            options: Self.declared(DiagnoseCell.sections))
        ]),
      Section(
        title: "train cells", key: "yaml train NAME",
        entries: [
          Entry(
            name: "train", summary: "data, model, training and seed; what its page shows",
            options: Self.declared(TrainFigure.read))
        ]),
      Section(
        title: "sweeps", key: "yaml sweep NAME",
        entries: [
          Entry(
            name: "sweep",
            summary: "of: the train cell that is varied, or several that are set side by side",
            options: Self.declared(SweepCell.Range.init))
        ]),
      Section(
        title: "rollouts", key: "yaml rollout NAME",
        entries: [
          Entry(
            name: "rollout",
            summary:
              "of: train cells whose targets are their next inputs; context: true steps, 0 for half",
            options: Self.declared(RolloutCell.context))
        ]),
      Section(
        title: "plots", key: "yaml plot NAME",
        entries: [
          Entry(
            name: "plot", summary: "of: the train cells drawn",
            options: Self.declared {
              _ = DrawnRuns.axis(&$0)
              _ = PlotCell.layers(&$0)
              return PlotCell.style(&$0)
            })
        ]),
      Section(
        title: "marks", key: "marks, in a plot cell",
        entries: PlotMark.allCases.map {
          Entry(name: $0.rawValue, summary: $0.summary, options: [])
        }),
      Section(
        title: "quantities", key: "after a mark, in a plot cell",
        entries: quantities.map {
          Entry(
            name: $0.name, summary: "\($0.label), one for each \($0.domain.rawValue)", options: [])
        }),
      Section(
        title: "quizzes", key: "yaml quiz NAME",
        entries: [
          Entry(
            name: "quiz", summary: QuizCell.summary,
            options: Self.declared(QuizCell.Question.init))
        ]),
      Section(
        title: "own runs", key: "yaml own-run NAME",
        entries: [
          Entry(
            name: "own-run", summary: OwnRunCell.summary,
            options: Self.declared(OwnRunCell.declare))
        ]),
      Section(
        title: "prose", key: "between the cells",
        entries: ProseManual.entries.map { Entry(name: $0.0, summary: $0.1, options: []) },
        text: ProseManual.example),
      Section(
        title: "inputs", key: "meanwhile diagnose",
        entries: InputsManual.entries.map { Entry(name: $0.0, summary: $0.1, options: []) },
        text: InputsManual.python),
      Section(
        title: "json", key: "meanwhile diagnose --json",
        entries: DiagnosisReport.fields.map {
          Entry(name: $0.path, summary: $0.meaning, options: [])
        }),
    ]
  }

  private static let model = "recurrent layers, then nn.Linear at every step"

  private static func rule(_ rule: any DiagnosisRule.Type) -> Entry {
    let words = rule.explanation
    return Entry(
      name: rule.name, summary: rule.summary, options: [],
      notes: [
        "measures: \(words.measures)", "why this yields the mean: \(words.whyTheMean)",
        "what would change it: \(words.remedy)", "when it says nothing: \(words.silence)",
      ])
  }

  private static func entry(_ type: any Choosable.Type) -> Entry {
    Entry(name: type.name, summary: type.summary, options: declared { type.init(&$0) })
  }

  private static func declared<Value>(_ read: (inout Options) -> Value) -> [Options.Declaration] {
    var options = Options(.empty)
    _ = read(&options)
    return options.declarations
  }
}
