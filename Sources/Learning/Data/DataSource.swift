package import SourceText

/// Where sequences come from.
///
/// `training` draws from the program's streams, so that with `random: pytorch` the draws are those
/// of the program; `heldOut` always draws from a stream of its own.
package protocol DataSource: Choosable {
  /// The training and held-out sequences; both draw from `draws` in a fixed order.
  func split(_ draws: Draws) throws -> Split
  /// Draws the training data only to leave the streams where the program would have them.
  func skip(_ draws: Draws)
  /// How many sequences of how many steps there are in all, before any is drawn.
  var extent: (sequences: Int, steps: Int) { get }
  /// Whether the target at a step is the next input, so that a prediction can be fed back.
  var targetIsNextInput: Bool { get }
  /// A file that has to be read before `split`, as the author wrote its path.
  var file: DataFile? { get }
  /// Takes the text of that file.
  mutating func load(text: String, digest: String) -> [Diagnostic]
}

/// A data file as an author names it.
package struct DataFile: Sendable {
  package var path: String
  package var range: SourceRange?
}

extension DataSource {
  package func skip(_ draws: Draws) {}
  package var targetIsNextInput: Bool { false }
  package var file: DataFile? { nil }
  package mutating func load(text: String, digest: String) -> [Diagnostic] { [] }
}

/// Data sources an author may name under `data.source`.
package let dataSources: [any DataSource.Type] = [
  NoiseSource.self,
  SineSource.self,
  SeriesSource.self,
]
