/// A question to answer before its answer is opened.
package struct Quiz: Sendable {
  /// What the answer stands on: a comparison of measured values.
  package struct Ground: Sendable {
    package var expected: String
    package var measured: String
    package var holds: Bool

    package init(expected: String, measured: String, holds: Bool) {
      self.expected = expected
      self.measured = measured
      self.holds = holds
    }
  }

  package var asks: Phrase
  /// None, or two to six, lettered by their place.
  package var choices: [Phrase]
  /// The place of the right choice, from 1.
  package var correct: Int?
  package var answer: [Phrase]
  package var ground: Ground?

  package init(
    asks: Phrase, choices: [Phrase] = [], correct: Int? = nil, answer: [Phrase],
    ground: Ground? = nil
  ) {
    self.asks = asks
    self.choices = choices
    self.correct = correct
    self.answer = answer
    self.ground = ground
  }

  private var holds: Bool { ground?.holds ?? true }

  /// An answer that is no longer true tells nobody right from wrong.
  var context: Context {
    [
      .exhibit: "quiz", .asks: asks.html, .choices: choices.map(\.html),
      .hasChoices: !choices.isEmpty, .correct: holds ? correct.map { "\($0)" } ?? false : false,
      .answer: answer.map(\.html), .holds: holds, .expected: ground?.expected ?? false,
      .measured: ground?.measured ?? false,
    ]
  }
}
