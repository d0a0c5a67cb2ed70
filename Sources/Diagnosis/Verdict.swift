/// What a diagnosis comes to: one sentence, one confidence word with its reason, one next step.
package struct Verdict: Sendable, Equatable {
  package var cause: Cause
  package var kind: Cause.Kind
  /// One sentence for large type.
  package var statement: String
  package var confidence: Confidence
  package var nextStep: String

  /// - Parameter kind: nil for the kind that the cause always has; `unknown` is `broken` where signal
  ///   was found and missed.
  package init(
    _ cause: Cause, kind: Cause.Kind? = nil, statement: String, confidence: Confidence,
    nextStep: String
  ) {
    self.cause = cause
    self.kind = kind ?? cause.kind
    self.statement = statement
    self.confidence = confidence
    self.nextStep = nextStep
  }

  /// For readers.
  package var title: String {
    cause == .unknown && kind == .broken ? "Signal is there and missed" : cause.title
  }
}

/// How sure a verdict is, in one word with its reason.
package struct Confidence: Sendable, Equatable {
  package enum Word: String, Sendable { case high, fair, low }
  package var word: Word
  /// A sentence.
  package var reason: String

  package init(_ word: Word, _ reason: String) {
    self.word = word
    self.reason = reason
  }
}
