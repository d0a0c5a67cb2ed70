import Diagnosis

extension ForeignModel {
  /// The diagnosis, with less claimed where the program's inputs are unknown: that the targets' own
  /// past says nothing of them is not that nothing does.
  func reserved(_ diagnosis: Diagnosis) -> Diagnosis {
    guard !forecast.hasInputs, [.noSignal, .lowSignal].contains(diagnosis.verdict.cause) else {
      return diagnosis
    }
    var reserved = diagnosis
    reserved.verdict = Verdict(
      .unknown, kind: .open,
      statement:
        "The targets’ own past says little or nothing about them; whether the inputs of this model do cannot be told without them.",
      confidence: Confidence(
        .low, "Only targets and predictions were handed over, and the probes saw nothing else."),
      nextStep: "Hand over the inputs: --inputs x.csv, a row for each row of the targets.")
    return reserved
  }
}
