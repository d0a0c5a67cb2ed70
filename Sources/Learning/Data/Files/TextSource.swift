package import SourceText

/// Text, one character per step: the input is the character as a one-hot vector, the target the
/// number of the next one.
package struct TextSource: DataSource {
  package static let name = "text"
  package static let summary =
    "characters as one-hot inputs; y is the next character's number, a class for cross_entropy"

  let path: String?
  let range: SourceRange?
  let grammar: Grammar
  let length: Int
  let sequences, testSequences: Int
  let testShare: Double
  package var preparation = Preparation()
  private var digest = ""
  /// The file's characters, by their number in `alphabet`.
  private var characters: [UInt16] = []
  private var alphabet: [Character]

  enum CodingKeys: String, CodingKey {
    case digest, grammar, length, sequences
    case testSequences = "test_sequences"
    case testShare = "test_share"
  }

  package init(_ options: inout Options) {
    path = options.text("path", allowed: "the path of a text file")
    range = options.range(of: "path")
    grammar = options.word("grammar", default: .reber)
    length = options.integer("length", default: 32, .atLeast(1))
    sequences = options.integer("sequences", default: 200, .atLeast(1))
    testSequences = options.integer("test_sequences", default: 200, .atLeast(1))
    testShare = options.number("test_share", default: 0.25, .between(0.05, 0.9))
    alphabet = Grammar.alphabet
    let unused =
      path == nil ? ["test_share"] : ["grammar", "sequences", "test_sequences"]
    for key in unused where options.contains(key) {
      options.report(
        Diagnostic(
          "contradiction",
          path == nil
            ? "\(key) belongs to a text file: path is missing"
            : "\(key) belongs to a grammar, and path names a file",
          at: options.range(of: key)))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(length, forKey: .length)
    if path != nil {
      try container.encode(digest, forKey: .digest)
      try container.encode(testShare, forKey: .testShare)
    } else {
      try container.encode(grammar, forKey: .grammar)
      try container.encode(sequences, forKey: .sequences)
      try container.encode(testSequences, forKey: .testSequences)
    }
  }

  package var classes: [String]? { alphabet.map { String($0) } }
  package var files: [DataFile] { path.map { [DataFile(path: $0, range: range)] } ?? [] }
  package var drawnExtent: (sequences: Int, steps: Int) {
    guard path == nil else { return (fileSequences, length) }
    return (Int(min(Double(sequences) + Double(testSequences), 1e15)), length)
  }
  /// How often a file gives `length` characters and the one after them.
  private var fileSequences: Int { max(0, (characters.count - 1) / length) }
  private var fileTraining: Int { Int(Double(fileSequences) * (1 - testShare)) }

  /// The alphabet is that of the whole file, sorted: which characters a language has is no secret
  /// of its held-out part.
  package mutating func load(_ files: [LoadedFile]) -> [Diagnostic] {
    guard let file = files.first else { return [] }
    digest = file.digest
    let text: String
    do { text = try file.text() } catch { return error.all }
    let seen = Array(text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...])
    let known = Set(seen).sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
    guard known.count <= Self.largestAlphabet else {
      return [
        Diagnostic(
          "too-large",
          "'\(file.file.path)' holds \(known.count) different characters; at most \(Self.largestAlphabet) are allowed",
          at: range)
      ]
    }
    guard seen.count * known.count <= Self.largestInput else {
      return [
        Diagnostic(
          "too-large",
          "\(seen.count) characters of \(known.count) kinds are too many for one-hot inputs",
          at: range, help: ["use a shorter text"])
      ]
    }
    alphabet = known
    let numbers = Dictionary(uniqueKeysWithValues: known.enumerated().map { ($1, UInt16($0)) })
    characters = seen.compactMap { numbers[$0] }
    guard fileTraining >= 1, fileSequences > fileTraining else {
      return [
        Diagnostic(
          "too-few-values",
          "\(seen.count) characters are too few for sequences of \(length) and a held-out share of \(testShare)",
          at: range, help: ["use a shorter length"])
      ]
    }
    return []
  }

  static let largestAlphabet = 1024
  /// 1 GiB of float32.
  static let largestInput = 1 << 28

  /// A file's sequences lie one behind the other, held-out ones last. A grammar's strings follow
  /// each other until a sequence is full; every choice is `rand() < 0.5` for the first branch.
  package func drawn(_ draws: Draws) -> Split {
    if path != nil {
      return Split(
        train: dataset(characters, sequences: 0..<fileTraining, stride: length),
        test: dataset(characters, sequences: fileTraining..<fileSequences, stride: length))
    }
    let train = grammar.draw(sequences, length: length + 1, draws.stream(.data, .numpy))
    let test = grammar.draw(testSequences, length: length + 1, draws.stream(.heldOut, .numpy))
    return Split(
      train: dataset(train, sequences: 0..<sequences, stride: length + 1),
      test: dataset(test, sequences: 0..<testSequences, stride: length + 1))
  }

  package func skip(_ draws: Draws) {
    guard path == nil else { return }
    _ = grammar.draw(sequences, length: length + 1, draws.stream(.data, .numpy))
  }

  private func dataset(_ text: [UInt16], sequences: Range<Int>, stride: Int) -> Dataset {
    let width = alphabet.count
    var inputs = [Float](repeating: 0, count: sequences.count * length * width)
    var targets = [Float](repeating: 0, count: sequences.count * length)
    for (row, n) in sequences.enumerated() {
      for t in 0..<length {
        inputs[(row * length + t) * width + Int(text[n * stride + t])] = 1
        targets[row * length + t] = Float(text[n * stride + t + 1])
      }
    }
    return Dataset(
      sequences: sequences.count, steps: length, features: width, outputs: 1, inputs: inputs,
      targets: targets)
  }
}
