package import Notebooks
import Site
package import SourceText

/// A question for the reader before a result is shown. Where its answer says what must hold, it
/// makes the build exit 1 when it no longer does, as a claim does.
package struct QuizCell: Cell, Listed {
  package static let kind = "quiz"
  package static let summary = "a question to answer first, perhaps with choices, and its answer"
  package static let readsOthers = true

  /// What the author wrote.
  struct Question: Sendable {
    let asks: QuotingText
    let choices: [QuotingText]
    let correct: Int?
    let answer: QuotingText
    let expectation: Expectation?

    init(_ options: inout Options) {
      asks = Self.text(&options, "asks", "a question, in one sentence or a few")
      choices = Self.choices(&options)
      correct = options.integer(
        "correct", .between(1, Double(max(2, choices.count))), "the number of a choice")
      answer = Self.text(&options, "answer", "what is true, in one paragraph or a few")
      expectation = Expectation(&options, isRequired: false)
      if correct != nil, !options.contains("choices") {
        options.report(
          Diagnostic(
            "options-do-not-fit", "correct is the number of a choice, and there are no choices",
            at: options.range(of: "correct")))
      }
    }

    private static func text(_ options: inout Options, _ key: String, _ allowed: String)
      -> QuotingText
    {
      let text = options.text(key, required: true, allowed: allowed) ?? ""
      return QuotingText(text, at: options.range(of: key))
    }

    private static func choices(_ options: inout Options) -> [QuotingText] {
      let allowed = "a list of 2 to 6 texts"
      let items = options.list("choices", allowed: allowed)
      if options.contains("choices"), !(2...6).contains(items.count) {
        options.report(
          Diagnostic(
            "wrong-type", "choices must be \(allowed), not of \(items.count)",
            at: options.range(of: "choices")))
      }
      return items.compactMap { item in
        guard case .scalar(let text, _) = item.content, !text.isEmpty else {
          options.report(
            Diagnostic(
              "wrong-type", "each of choices must be a text, not \(item.description)",
              at: item.range))
          return nil
        }
        return QuotingText(text, at: item.range)
      }
    }

    var names: [ValueName] {
      asks.names + choices.flatMap(\.names) + answer.names + (expectation?.names ?? [])
    }
  }

  private let question: Question
  private let place: SourceRange

  package init(_ options: inout Options, _ source: CellSource, _ scope: Scope) {
    question = Question(&options)
    place = source.nameRange
  }

  package var valueNames: [String] { [] }
  package var namesOfOthers: [ValueName] { question.names }
  package var needs: [String] { question.names.cells }

  package func run(in context: RunContext, _ others: Measured) async throws -> CellResult {
    let outcome = try question.expectation?.outcome(of: others)
    let written = question.expectation?.written ?? ""
    let quiz = Quiz(
      asks: question.asks.phrase(others), choices: question.choices.map { $0.phrase(others) },
      correct: question.correct, answer: question.answer.phrases(others),
      ground: outcome.map {
        Quiz.Ground(expected: written, measured: $0.measured, holds: $0.holds)
      })
    var result = CellResult(exhibits: [.quiz(quiz)], values: [:])
    if let outcome, !outcome.holds {
      result.problems = [
        Diagnostic(
          "answer-does-not-hold", "the answer to \(quoted(quiz.asks.plain)) does not hold",
          at: place, notes: ["expected \(written); measured \(outcome.measured)"])
      ]
    }
    return result
  }

  /// Folded: what it says is the answer.
  func listing(_ source: CellSource) -> Listing {
    var listing = Listing(kind: source.kind, name: source.name, yaml: source.lines)
    listing.isFolded = true
    return listing
  }
}
