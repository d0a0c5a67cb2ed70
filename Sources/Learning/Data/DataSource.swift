package import SourceText

/// Where sequences come from.
///
/// Training data are drawn from the program's streams, so that with `random: pytorch` the draws are
/// those of the program; held-out data are always drawn from a stream of their own.
package protocol DataSource: Choosable {
  /// The training and held-out sequences as the source makes them, before `preparation`.
  func drawn(_ draws: Draws) throws -> Split
  /// What is done to them afterwards: windows, scaling, augmentation.
  var preparation: Preparation { get set }
  /// Draws the training data only to leave the streams where the program would have them.
  func skip(_ draws: Draws)
  /// How many sequences of how many steps the source makes in all.
  var drawnExtent: (sequences: Int, steps: Int) { get }
  /// Whether the source's target at a step is the next input.
  var predictsNextInput: Bool { get }
  /// The labels of the classes that targets count from 0, where targets are classes.
  var classes: [String]? { get }
  /// Files that have to be read before `drawn`, as the author wrote their paths.
  var files: [DataFile] { get }
  /// Takes those files, in the same order.
  mutating func load(_ files: [LoadedFile]) -> [Diagnostic]
  /// The same source with so many training sequences; nil where it cannot make more.
  func withTrainingSequences(_ count: Int) -> (any DataSource)?
  /// The same source in longer sequences; nil where they are as long as they can be.
  func withLongerContext() -> (any DataSource)?
}

extension DataSource {
  /// The training and held-out sequences; both draw from `draws` in a fixed order.
  package func split(_ draws: Draws) throws -> Split {
    try preparation.applied(to: drawn(draws), draws)
  }
  /// How many sequences of how many steps there are in all, before any is drawn.
  package var extent: (sequences: Int, steps: Int) { preparation.extent(of: drawnExtent) }
  /// Whether the target at a step is the next input, so that a prediction can be fed back.
  package var targetIsNextInput: Bool { predictsNextInput && preparation.keepsPairs }

  package func skip(_ draws: Draws) {}
  package var predictsNextInput: Bool { false }
  package var classes: [String]? { nil }
  package var files: [DataFile] { [] }
  package func withTrainingSequences(_ count: Int) -> (any DataSource)? { nil }
  package func withLongerContext() -> (any DataSource)? {
    guard preparation.window != nil else { return nil }
    var copy = self
    copy.preparation.window = nil
    return copy
  }
  package mutating func load(_ files: [LoadedFile]) -> [Diagnostic] { [] }
}

/// A data file as an author names it.
package struct DataFile: Sendable {
  package var path: String
  package var range: SourceRange?

  package init(path: String, range: SourceRange?) {
    self.path = path
    self.range = range
  }
}

/// A data file that was read.
package struct LoadedFile: Sendable {
  package var file: DataFile
  package var bytes: [UInt8]
  /// 64 hexadecimal digits.
  package var digest: String

  package init(file: DataFile, bytes: [UInt8], digest: String) {
    self.file = file
    self.bytes = bytes
    self.digest = digest
  }

  /// Throws where the bytes are not UTF-8.
  func text() throws(Diagnostics) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    let isUTF16 = bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff])
    throw Diagnostics([
      Diagnostic(
        "not-utf8", "'\(file.path)' is \(isUTF16 ? "UTF-16" : "not UTF-8") text", at: file.range,
        help: ["save it as UTF-8"])
    ])
  }
}

/// Data sources an author may name under `data.source`.
package let dataSources: [any DataSource.Type] = [
  NoiseSource.self,
  SineSource.self,
  SineMixtureSource.self,
  OscillatorSource.self,
  AutoregressiveSource.self,
  RandomWalkSource.self,
  ClockSource.self,
  SignalSource.self,
  DelaySource.self,
  CueSource.self,
  BimodalSource.self,
  TextSource.self,
  SeriesSource.self,
  ArraysSource.self,
]
