import SourceText
import Tensors
import Testing

@testable import Learning

@Suite struct TextSourceTests {
  private func letters(_ data: Dataset, _ n: Int, _ alphabet: [String]) -> String {
    (0..<data.steps).map { t in
      let row = (0..<data.features).map { data.input(n, t, $0) }
      #expect(row.reduce(0, +) == 1)
      return alphabet[row.firstIndex(of: 1) ?? 0]
    }.joined()
  }

  @Test func theTargetIsTheNumberOfTheNextCharacter() throws {
    var source = choice(TextSource.self, ["path": "a.txt", "length": 4, "test_share": 0.4])
    #expect(source.load([file("\u{FEFF}hello, wide world!!!!")]).isEmpty)
    let alphabet = try #require(source.classes)
    #expect(alphabet == [" ", "!", ",", "d", "e", "h", "i", "l", "o", "r", "w"])
    let split = try source.split(Draws(order: .named, seed: 0))
    #expect(split.train.sequences == 3 && split.test.sequences == 2)
    #expect(split.train.features == 11 && split.train.outputs == 1)
    #expect(letters(split.train, 1, alphabet) == "o, w")
    #expect((0..<4).map { alphabet[Int(split.train.target(1, $0))] }.joined() == ", wi")
    #expect(letters(split.test, 0, alphabet) == "worl")
    #expect(source.extent == (5, 4))
  }

  @Test func reberStringsAreReberStrings() throws {
    let stream = RandomStream(seed: 5)
    var seen: Set<String> = []
    for _ in 0..<300 {
      let string = String(Grammar.reber.string(stream))
      seen.insert(string)
      #expect(Self.isReber(string))
      let embedded = String(Grammar.embedded.string(stream))
      #expect(embedded.dropFirst().first == embedded.dropLast().last)
      #expect(Self.isReber(String(embedded.dropFirst(2).dropLast(2))))
    }
    #expect(seen.count > 20)
    #expect(!Self.isReber("BTSSE") && !Self.isReber("BPE"))
  }

  /// The grammar written down a second time, by state.
  private static func isReber(_ string: String) -> Bool {
    let arrows: [Int: [Character: Int]] = [
      0: ["B": 1], 1: ["T": 2, "P": 3], 2: ["S": 2, "X": 4], 3: ["T": 3, "V": 5],
      4: ["X": 3, "S": 6], 5: ["P": 4, "V": 6], 6: ["E": 7],
    ]
    return string.reduce(0) { state, letter in state.flatMap { arrows[$0]?[letter] } } == 7
  }

  @Test func aGrammarFillsItsSequences() throws {
    let source = choice(
      TextSource.self, ["grammar": "embedded_reber", "length": 30, "sequences": 5])
    let split = try source.split(Draws(order: .named, seed: 1))
    let alphabet = try #require(source.classes)
    #expect(split.train.sequences == 5 && split.test.sequences == 200)
    let text = letters(split.train, 0, alphabet)
    #expect(text.hasPrefix("BTB") || text.hasPrefix("BPB"))
    let (drawn, skipped) = (Draws(order: .pytorch, seed: 1), Draws(order: .pytorch, seed: 1))
    _ = try source.split(drawn)
    source.skip(skipped)
    #expect(drawn.stream(.weights, .numpy).bits() == skipped.stream(.weights, .numpy).bits())
  }

  @Test func aTextThatIsTooShortOrTooRichIsReported() {
    var source = choice(TextSource.self, ["path": "a.txt", "length": 8])
    #expect(source.load([file("short")]).map(\.id) == ["too-few-values"])
    #expect(source.load([file("")]).map(\.id) == ["too-few-values"])
    let rich = String((0..<1100).compactMap { Unicode.Scalar(0x4e00 + $0) }.map { Character($0) })
    #expect(source.load([file(rich)]).map(\.id) == ["too-large"])
    #expect(source.load([file([0xff, 0x41])]).map(\.id) == ["not-utf8"])
  }

  @Test func optionsOfTheOtherKindAreReported() {
    var options = Options(["path": "a.txt", "grammar": "reber"])
    _ = TextSource(&options)
    #expect(options.finish().map(\.id) == ["contradiction"])
    options = Options(["test_share": 0.5])
    _ = TextSource(&options)
    #expect(options.finish().map(\.id) == ["contradiction"])
  }
}
