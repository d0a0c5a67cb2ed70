/// What a diagnosis comes to: one statement, the numbers beside it, and what to do about it.
package struct Verdict: Sendable {
  /// Whose number it is. Each role keeps its colour through the whole site.
  package enum Role: String, Sendable {
    case net, mean, floor, none
  }

  package struct Number: Sendable {
    package var value: String
    package var label: String
    package var role: Role

    package init(_ value: String, _ label: String, role: Role = .none) {
      self.value = value
      self.label = label
      self.role = role
    }
  }

  /// A labelled paragraph: "Confidence", "Next step".
  package struct Fact: Sendable {
    package var term: String
    package var text: String

    package init(_ term: String, _ text: String) {
      self.term = term
      self.text = text
    }
  }

  package var statement: String
  package var numbers: [Number]
  /// Unit, sample and seed of the numbers; empty where there are none.
  package var numbersNote: String
  package var facts: [Fact]

  package init(
    statement: String, numbers: [Number] = [], numbersNote: String = "", facts: [Fact] = []
  ) {
    self.statement = statement
    self.numbers = numbers
    self.numbersNote = numbersNote
    self.facts = facts
  }
}
