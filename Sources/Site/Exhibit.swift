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
  case changes(Changes)
  case quiz(Quiz)
  case ownRun(OwnRun)
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

/// What one cell changes in another.
package struct Changes: Sendable {
  package var name: String
  package var of: String
  package var changes: [Listing.Change]

  package init(name: String, of other: String, changes: [Listing.Change]) {
    self.name = name
    of = other
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
  /// For a figure whose panels are frames, one of them enlarged.
  package var scrubber: Scrubber?

  package init(figure: Figure, finding: String, caption: String, values: Table) {
    self.figure = figure
    self.finding = finding
    self.caption = caption
    self.values = values
  }
}

/// A slider that shows one panel of a figure after the other in its large one.
package struct Scrubber: Sendable {
  /// What changes from frame to frame: "Epoch".
  package var label: String
  /// A sentence of each frame, in the order of the panels.
  package var frames: [String]
  /// The frame that is shown first, and always where no script runs.
  package var shown: Int

  package init(label: String, frames: [String], shown: Int) {
    precondition(frames.indices.contains(shown), "frame \(shown) of \(frames.count) frames")
    self.label = label
    self.frames = frames
    self.shown = shown
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
