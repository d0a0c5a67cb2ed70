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
  package var file: DataFile? { nil }
  package mutating func load(text: String, digest: String) -> [Diagnostic] { [] }
}

/// Data sources an author may name under `data.source`.
package let dataSources: [any DataSource.Type] = [
  NoiseSource.self,
  SineSource.self,
  SeriesSource.self,
]
