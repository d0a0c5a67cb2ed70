package import SourceText

extension FigureExhibit {
  /// What keeps the figure off a page: a finding without a number, or nothing to read it out by.
  ///
  /// A number is one that a reader sees: the 2 of R² measures nothing.
  package var mistake: Diagnostic? {
    guard finding.contains(where: { $0.isASCII && $0.isNumber }) else {
      return Diagnostic(
        "finding-without-number",
        "a figure’s caption must begin with a finding that holds a number, not \(quoted(finding))")
    }
    for (text, what) in [(figure.title, "accessible name"), (figure.description, "description")]
    where !text.contains(where: { !$0.isWhitespace }) {
      return Diagnostic(
        "figure-without-name", "a figure has no \(what)",
        help: ["say in the figure’s \(what) what it shows"])
    }
    return nil
  }

  /// The caption after its finding, with a count of what the axes cannot show.
  var fullCaption: String {
    guard let dropped = figure.droppedNote else { return caption }
    let sentence = leftOut ?? dropped.prefix(1).uppercased() + dropped.dropFirst() + "."
    return caption.isEmpty ? sentence : caption + " " + sentence
  }
}
