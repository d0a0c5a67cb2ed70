/// A plot, or a row of small multiples, ready to be drawn as one inline SVG.
package struct Figure: Sendable {
  /// The accessible name: the finding, in one sentence with its number.
  package var title: String
  /// Kind of chart, axes with their ranges, and what happens in it.
  package var description: String

  package init(title: String, description: String) {
    self.title = title
    self.description = description
  }

  /// The SVG element; `id` is unique in its page and prefixes every id inside.
  package func svg(id: String) -> String { "<svg role=\"img\"></svg>" }
}
