import TestSupport
import Testing

@testable package import SourceText

/// Options in these tests are written by hand, as nodes; `NotebooksTests` reads them from YAML.
@Suite struct OptionsTests {
  enum Unit: String, CaseIterable { case epoch, batch }

  struct Squared: Choosable {
    static let name = "mse"
    static let summary = "squared"
    init(_ options: inout Options) {}
  }
  struct Huber: Choosable {
    static let name = "huber"
    static let summary = "squared near zero"
    let delta: Double
    init(_ options: inout Options) {
      delta = options.number("delta", default: 1, .above(0))
    }
  }

  @Test func integersAreReadAsWritten() {
    var options = Options(["a": "500", "b": "1_000", "c": "1e3", "d": "-2"])
    #expect(options.integer("a", default: 1, .any) == 500)
    #expect(options.integer("b", default: 1, .any) == 1000)
    #expect(options.integer("c", default: 1, .any) == 1000)
    #expect(options.integer("d", default: 1, .any) == -2)
    #expect(options.integer("e", default: 7, .any) == 7)
    #expect(options.finish().isEmpty)
  }

  @Test(arguments: [
    ("1.5", "n must be a whole number, not '1.5'"),
    ("many", "n must be a whole number, not 'many'"),
    ("", "n must be a whole number, not an empty value"),
    ("nan", "n must be a whole number, not 'nan'"),
    ("0", "n must be at least 1, not 0"),
    ("1e30", "n is too large a number: 1e30"),
    ("99999999999999999999", "n is too large a number: 99999999999999999999"),
  ])
  func aBadIntegerIsReportedAndTheDefaultStandsIn(_ text: String, _ message: String) {
    var options = Options(["n": .scalar(text)])
    #expect(options.integer("n", default: 3, .atLeast(1)) == 3)
    #expect(options.finish().map(\.message) == [message])
  }

  @Test func outOfRangeTellsTheDefault() {
    var options = Options(["n": "0"])
    _ = options.integer("n", default: 32, .atLeast(1))
    #expect(options.finish().first?.help == ["leave it out to use the default, 32"])
  }

  @Test func aQuotedNumberIsText() {
    var options = Options(["n": .scalar("5", quoted: true)])
    #expect(options.integer("n", default: 3, .any) == 3)
    #expect(options.finish().map(\.message) == ["n must be a whole number, not '5'"])
  }

  @Test(arguments: [
    ("0", "rate must be above 0, not 0", Bounds.above(0)),
    ("2", "rate must be between 0 and 1, not 2", .between(0, 1)),
    ("1", "rate must be at least 0 and below 1, not 1", .from(0, below: 1)),
    ("inf", "rate must be any finite number, not inf", .any),
    ("fast", "rate must be a number, not 'fast'", .any),
  ])
  func aBadNumberNamesItsBounds(_ text: String, _ message: String, _ bounds: Bounds) {
    var options = Options(["rate": .scalar(text)])
    #expect(options.number("rate", default: 0.5, bounds) == 0.5)
    #expect(options.finish().map(\.message) == [message])
  }

  @Test func numbersAreReadInEveryNotation() {
    var options = Options(["a": "1e-3", "b": ".5", "c": "-1_000.25"])
    #expect(options.number("a", default: 0, .any) == 0.001)
    #expect(options.number("b", default: 0, .any) == 0.5)
    #expect(options.number("c", default: 0, .any) == -1000.25)
    #expect(options.finish().isEmpty)
  }

  @Test func everyBadNumberOfAListIsReported() {
    var options = Options(["betas": .list("x", "0.9", "2")])
    let read = options.numbers("betas", default: [0.1, 0.2, 0.3], count: 3, .between(0, 1))
    #expect(read == [0.1, 0.2, 0.3])
    #expect(
      options.finish().map(\.message) == [
        "each of betas must be a number, not 'x'", "each of betas must be between 0 and 1, not 2",
      ])
  }

  @Test func aListOfAnotherLengthIsReported() {
    var options = Options(["a": .list("1"), "b": "1", "c": .list("0.5", "0.25")])
    #expect(options.numbers("a", default: [0, 1], count: 2, .any) == [0, 1])
    #expect(options.numbers("b", default: [0, 1], count: 2, .any) == [0, 1])
    #expect(options.numbers("c", default: [0, 1], count: 2, .any) == [0.5, 0.25])
    #expect(
      options.finish().map(\.message) == [
        "a must be a list of 2 numbers, not of 1", "b must be a list of 2 numbers, not '1'",
      ])
  }

  @Test func flagsAreTrueOrFalseAndNothingElse() {
    var options = Options(["a": "true", "b": "false", "c": "yes", "d": .list()])
    #expect(options.flag("a", default: false) == true)
    #expect(options.flag("b", default: true) == false)
    #expect(options.flag("c", default: true) == true)
    #expect(options.flag("d", default: false) == false)
    #expect(
      options.finish().map(\.message) == [
        "c must be true or false, not 'yes'", "d must be true or false, not a list",
      ])
  }

  @Test func textsMayBeMissingUnlessRequired() {
    var options = Options(["a": "5", "b": "", "c": .mapping([:])])
    #expect(options.text("a") == "5")
    #expect(options.text("b") == nil)
    #expect(options.text("c", allowed: "a file's path") == nil)
    #expect(options.text("d") == nil)
    #expect(options.text("e", required: true, allowed: "a cell's name") == nil)
    #expect(
      options.finish().map(\.message) == [
        "b must be a text, not an empty value", "c must be a file's path, not a mapping",
        "'e' is missing: it must be a cell's name",
      ])
  }

  @Test func aWordIsOneOfAFew() {
    var options = Options(["a": "batch", "b": "epochs", "c": .list()])
    #expect(options.word("a", default: Unit.epoch) == .batch)
    #expect(options.word("b", default: Unit.batch) == .batch)
    #expect(options.word("c", default: Unit.epoch) == .epoch)
    let found = options.finish()
    #expect(found.map(\.message) == ["unknown b 'epochs'", "c must be a word, not a list"])
    #expect(found[0].help == ["did you mean 'epoch'?"])
    #expect(found[0].notes == ["known: epoch, batch"])
  }

  @Test func nestedOptionsReportTheirOwnUnknownKeys() {
    var options = Options(["model": .mapping(["size": "0", "sise": "3"]), "empty": ""])
    let read: (inout Options) -> Int = { $0.integer("size", default: 8, .atLeast(1)) }
    #expect(options.nested("model", read) == 8)
    #expect(options.nested("absent", read) == 8)
    #expect(options.nested("empty", read) == 8)
    #expect(
      options.finish().map(\.message) == [
        "size must be at least 1, not 0", "unknown option 'sise'",
      ])
  }

  @Test func optionsThatAreNoMappingAreReportedOnce() {
    var options = Options(OptionNode.scalar("mse"))
    #expect(options.integer("n", default: 4, .any) == 4)
    #expect(
      options.finish().map(\.message) == ["options must be written as 'key: value', not 'mse'"])
  }

  // MARK: Choices

  private func choose(_ loss: OptionNode?) -> (any Choosable, [Diagnostic]) {
    var options = Options(OptionNode(.mapping(loss.map { [.init(key: "loss", value: $0)] } ?? [])))
    let choice = options.choice("loss", among: [Squared.self, Huber.self])
    return (choice, options.finish())
  }

  @Test func aChoiceIsANameOrANameWithOptions() {
    #expect(choose(nil).0 is Squared)
    #expect(choose("huber").0 is Huber)
    let (choice, diagnostics) = choose(.mapping(["name": "huber", "delta": "2"]))
    #expect((choice as? Huber)?.delta == 2)
    #expect(diagnostics.isEmpty)
  }

  @Test func aMisnamedChoiceIsOneMessageAndNotOneForEachOfItsOptions() {
    let (choice, diagnostics) = choose(.mapping(["name": "hubre", "delta": "2"]))
    #expect(choice is Squared)
    #expect(diagnostics.map(\.message) == ["unknown loss 'hubre'"])
    #expect(diagnostics[0].help == ["did you mean 'huber'?"])
    #expect(diagnostics[0].notes == ["known: mse, huber"])
  }

  @Test func aChoiceOfAnotherShapeIsReported() {
    #expect(
      choose(.list("mse")).1.map(\.message) == [
        "loss must be a name, or a name with options, not a list"
      ])
    #expect(
      choose("").1.map(\.message) == [
        "loss must be a name, or a name with options, not an empty value"
      ])
    #expect(
      choose(.mapping(["name": .list()])).1.map(\.message) == ["name must be a name, not a list"])
  }

  @Test func aChoiceMayBeNamedByAnotherKey() {
    var options = Options(["data": .mapping(["source": "hubr"])])
    _ = options.choice("data", by: "source", among: [Huber.self])
    #expect(options.finish().map(\.message) == ["unknown source 'hubr'"])
  }

  // MARK: All at once

  @Test func everyMistakeIsReportedInOneReading() {
    let marked = MarkedText("epochs: 1️⃣0 3️⃣los5️⃣: mse seed: 2️⃣x4️⃣")
    func range(_ start: Character, _ end: Character) -> SourceRange {
      SourceRange(file: marked.file, start: marked[start], end: marked[end])
    }
    var options = Options(
      OptionNode(
        .mapping([
          .init(
            key: "epochs", value: OptionNode(.scalar("0", quoted: false), range: range("1️⃣", "1️⃣"))),
          .init(key: "los", keyRange: range("3️⃣", "5️⃣"), value: "mse"),
          .init(
            key: "seed", value: OptionNode(.scalar("x", quoted: false), range: range("2️⃣", "4️⃣"))),
        ])))
    _ = options.integer("epochs", default: 40, .atLeast(1))
    _ = options.integer("seed", default: 1, .any)
    _ = options.choice("loss", among: [Squared.self])
    options.report(Diagnostic("contradiction", "epochs and seed contradict each other"))
    let found = options.finish()
    #expect(
      marked.places(found) == [
        "1️⃣ epochs must be at least 1, not 0 [out-of-range]",
        "2️⃣4️⃣ seed must be a whole number, not 'x' [wrong-type]",
        "nowhere epochs and seed contradict each other [contradiction]",
        "3️⃣5️⃣ unknown option 'los' [unknown-option]",
      ])
    #expect(found.last?.help == ["did you mean 'loss'?"])
  }

  @Test func whatWasAskedForIsTheManualsTable() {
    var options = Options(.empty)
    _ = options.integer("epochs", default: 40, .atLeast(1))
    _ = options.number("rate", default: 0.5, .above(0))
    _ = options.numbers("betas", default: [0.9, 0.99], count: 2, .from(0, below: 1))
    _ = options.flag("shuffle", default: true)
    _ = options.text("of", required: true, allowed: "a cell's name")
    _ = options.word("unit", default: Unit.epoch)
    _ = options.choice("loss", among: [Squared.self, Huber.self])
    #expect(
      options.declarations.map { "\($0.key) | \($0.standard) | \($0.allowed)" } == [
        "epochs | 40 | a whole number, at least 1",
        "rate | 0.5 | a number, above 0",
        "betas | [0.9, 0.99] | 2 numbers, each at least 0 and below 1",
        "shuffle | true | true or false",
        "of | required | a cell's name",
        "unit | epoch | epoch, batch",
        "loss | mse | mse, huber",
      ])
  }

  @Test func aMissingOptionPointsAtTheOptionsAroundIt() {
    let marked = MarkedText("1️⃣data:2️⃣")
    let range = SourceRange(file: marked.file, start: marked["1️⃣"], end: marked["2️⃣"])
    var options = Options(OptionNode(.mapping([]), range: range))
    options.nested("data") { _ = $0.text("path", required: true, allowed: "a file's path") }
    #expect(
      marked.places(options.finish()) == [
        "1️⃣2️⃣ 'path' is missing: it must be a file's path [missing-option]"
      ])
  }

  @Test func aParagraphInsteadOfAWordIsQuotedInShort() {
    let long = "first\nsecond\u{1B}[31m " + String(repeating: "x", count: 500)
    var options = Options(["n": .scalar(long)])
    _ = options.integer("n", default: 1, .any)
    #expect(
      options.finish().map(\.message) == [
        "n must be a whole number, not 'first second�[31m xxxxxxxxxxxxxxxxxxxxx…'"
      ])
  }
}

extension OptionNode: ExpressibleByStringLiteral, ExpressibleByDictionaryLiteral {
  package init(stringLiteral text: String) { self = .scalar(text) }
  package init(dictionaryLiteral entries: (String, OptionNode)...) {
    self.init(.mapping(entries.map { Entry(key: $0, value: $1) }))
  }
  static func scalar(_ text: String, quoted: Bool = false) -> OptionNode {
    OptionNode(.scalar(text, quoted: quoted))
  }
  static func list(_ items: OptionNode...) -> OptionNode { OptionNode(.list(items)) }
  static func mapping(_ node: OptionNode) -> OptionNode { node }
}
