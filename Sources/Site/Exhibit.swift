package import Plots

/// What a cell shows on its page.
package enum Exhibit: Sendable {
  /// The cell as its author wrote it.
  case listing(Listing)
  /// A section of a long cell; its level follows from the page's headings before it.
  case heading(String)
  /// Measured sentences: one plain-text paragraph each.
  case sentences([String])
  case figure(FigureExhibit)
  case table(Table)
  case verdict(Verdict)
  /// What a program would print.
  case print(Printed)
  /// A sentence with the comparison that carries it.
  case claim(Claim)
  case quiz(Quiz)
  /// A cell that failed while it ran; the rest of the page stands.
  case failure(Failure)
}

extension Exhibit {
  /// How many numbered figures it shows.
  package var figureCount: Int { if case .figure = self { 1 } else { 0 } }
}

/// A cell as written, and what it changes where it extends another cell.
package struct Listing: Sendable {
  package struct Change: Sendable {
    /// The path of the option, as in `training.lr`.
    package var option: String
    package var from: String
    package var to: String

    package init(option: String, from: String, to: String) {
      self.option = option
      self.from = from
      self.to = to
    }
  }

  package var kind: String
  package var name: String
  /// The lines between the fences.
  package var yaml: String
  /// The name of the cell this one extends.
  package var extends: String?
  package var changes: [Change]
  /// It gives away what the cell asks: nobody sees it unasked.
  package var isFolded = false

  package init(
    kind: String, name: String, yaml: String, extends: String? = nil, changes: [Change] = []
  ) {
    self.kind = kind
    self.name = name
    self.yaml = yaml
    self.extends = extends
    self.changes = changes
  }
}

/// A figure with its caption and the values it draws.
package struct FigureExhibit: Sendable {
  package var figure: Figure
  /// The bold start of the caption: what the figure shows, with its number.
  package var finding: String
  /// What follows: axes, n, seed, and the rule by which examples were chosen.
  package var caption: String
  package var values: Table
  /// What the axes do not show, in place of a count of values.
  package var leftOut: String?

  package init(figure: Figure, finding: String, caption: String, values: Table) {
    self.figure = figure
    self.finding = finding
    self.caption = caption
    self.values = values
  }
}

/// Lines in a fixed-width type, as a terminal would show them.
package struct Printed: Sendable {
  package var caption: String
  package var lines: [String]

  package init(caption: String, lines: [String]) {
    self.caption = caption
    self.lines = lines
  }
}

/// A sentence, what was expected of the numbers for it to stand, and what they are.
package struct Claim: Sendable {
  package var says: String
  package var expected: String
  package var measured: String
  package var holds: Bool

  package init(says: String, expected: String, measured: String, holds: Bool) {
    self.says = says
    self.expected = expected
    self.measured = measured
    self.holds = holds
  }
}

/// Why a cell has nothing to show.
package struct Failure: Sendable {
  package var message: String

  package init(message: String) { self.message = message }
}
