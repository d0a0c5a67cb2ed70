/// What is said where no rule names a cause.
enum NotFound {
  static func verdict(_ evidence: Evidence) -> Verdict {
    Verdict(
      .unknown, statement: "The cause is not among those tried.",
      confidence: Confidence(.low, "The numbers fit more than one explanation."),
      nextStep: "Change one thing at a time: updates, learning rate, scaling, window.")
  }
}
