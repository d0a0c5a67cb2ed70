import Notebooks
import SourceText
import Testing

@Suite struct YAMLTests {
  private func read(_ yaml: String) -> Reading { Reading("```yaml train x\n\(yaml)\n```\n") }
  private func flow(_ yaml: String) -> String {
    let read = read(yaml)
    #expect(read.messages.isEmpty)
    return read.notebook.cells.first?.options.flow ?? "no cell"
  }

  @Test func onlyPlainScalarsAreUnquoted() {
    #expect(
      flow("a: 1\nb: '1'\nc: \"1\"\nd: |\n  1\ne: >-\n  1\n  2\nf:")
        == "{a: 1, b: '1', c: '1', d: '1\n', e: '1 2', f: }")
  }

  @Test func listsAndMappingsNest() {
    #expect(
      flow("a: [1, {b: 2}, [3]]\nc:\n- d: 4\n  e: 5\n- 6")
        == "{a: [1, {b: 2}, [3]], c: [{d: 4, e: 5}, 6]}")
  }

  /// The value of `v` stands between the marks.
  @Test(arguments: [
    "v: 1️⃣mse2️⃣", "v: 1️⃣two words2️⃣  # comment", "v: 1️⃣'it''s'2️⃣", "v: 1️⃣\"a\\\"b\\u00e9\"2️⃣ # x",
    "v: 1️⃣|\n  a\n\n  b2️⃣\n\nw: 1", "v: 1️⃣>-\n  a\n   b2️⃣", "v: 1️⃣one\n  two2️⃣\nw: 1",
    "v: 1️⃣[1, 2,\n 3 ]2️⃣",
    "v: 1️⃣[1, # ]\n ]2️⃣", "v: 1️⃣[]2️⃣", "v: 1️⃣{}2️⃣", "v: 1️⃣{a: [1]}2️⃣\nw: 1", "v: 1️⃣[1, 2,]2️⃣",
    "v:\n  1️⃣a: 1\n  b: 22️⃣\nw: 3", "v:\n- 1", "v: &x 1️⃣mse2️⃣", "v: &x\n  1️⃣a: 12️⃣",
    "a: &x mse\nv: 1️⃣*x2️⃣", "{v: 1️⃣12️⃣}", "'v' : 1️⃣12️⃣", "? v\n: 1️⃣12️⃣", "żółw: 👩‍🔬\nv: 1️⃣żó łw2️⃣",
    "a: x\u{85} b\nv: 1️⃣12️⃣", "a: \u{2028} b\nv: 1️⃣12️⃣", "   v: 1️⃣12️⃣", "# v: 0\n\n---\nv: 1️⃣12️⃣\n...",
    "v: 1️⃣|-2️⃣",
    "v: 1️⃣\"a\n  b\"2️⃣", "v: 1️⃣a*b*2️⃣", "v: 1️⃣\"*x*\"2️⃣", "\"a*\": '*'\nv: 1️⃣12️⃣",
  ])
  func aValuesRangeIsWhatWasWritten(_ yaml: String) {
    let read = read(yaml)
    #expect(read.messages.isEmpty)
    guard yaml.contains("1️⃣") else { return }
    #expect(read.notebook.cells.first.map { read.marked.place($0.options["v"]?.range) } == "1️⃣2️⃣")
  }

  @Test(arguments: [
    "1️⃣key2️⃣: 1", "1️⃣'key'2️⃣: 1", "a: 1\n1️⃣\"key\"2️⃣ : 1", "{1️⃣key2️⃣: 1}", "? 1️⃣key2️⃣\n: 1", "&x 1️⃣key2️⃣: 1",
  ])
  func aKeysRangeIsWhatWasWritten(_ yaml: String) {
    let read = read(yaml)
    let entry = read.notebook.cells.first?.options.entries.first { $0.key == "key" }
    #expect(read.marked.place(entry?.keyRange) == "1️⃣2️⃣")
  }

  @Test func anEmptyValueIsPlacedBehindItsColon() {
    let read = read("v:1️⃣\nw: 1")
    #expect(read.notebook.cells.first.map { read.marked.place($0.options["v"]?.range) } == "1️⃣")
  }

  @Test func carriageReturnsChangeNothing() {
    let read = Reading("```yaml train x\r\na: 1\r\nv: 1️⃣one\r\n  two2️⃣\r\nw:\r\n  k: 3️⃣34️⃣\r\n```\r\n")
    let options = read.notebook.cells[0].options
    #expect(options.flow == "{a: 1, v: one two, w: {k: 3}}")
    #expect(read.marked.place(options["v"]?.range) == "1️⃣2️⃣")
    #expect(read.marked.place(options["w"]?["k"]?.range) == "3️⃣4️⃣")
  }

  // MARK: Aliases

  @Test func aliasesRepeatWhatTheirAnchorsName() {
    #expect(
      flow("a: &x {k: [1]}\nb: *x\nc: [*x, &y 2, *y]\nd: '*x'\ne: \"*x\"\nf: a*b")
        == "{a: {k: [1]}, b: {k: [1]}, c: [{k: [1]}, 2, 2], d: '*x', e: '*x', f: a*b}")
  }

  @Test func anAliasOfNothingIsReported() {
    let read = read("a: 1️⃣*nothing2️⃣\nb: 1\nc: [3️⃣*two words4️⃣]")
    #expect(
      read.messages == [
        "1️⃣2️⃣ no anchor named 'nothing' stands above this alias [unknown-anchor]",
        "3️⃣4️⃣ no anchor named 'two words' stands above this alias [unknown-anchor]",
      ])
    #expect(read.notebook.cells.first?.options.flow == "{b: 1, c: []}")
  }

  @Test func anAliasBombDoesNotGoOff() {
    var yaml = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
    for level in 1...30 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      yaml += "a\(level): &a\(level) [\(aliases)]\n"
    }
    #expect(
      read(yaml).diagnostics.map(\.message) == [
        "these options have more than 10000 parts, aliases counted in full"
      ])
    // As a key, the bomb would go off where keys are compared.
    #expect(read(yaml + "? *a30\n: 1\n? *a30\n: 2").diagnostics.count == 1)
  }

  @Test func aliasesCountTowardsTheDepth() {
    let yaml = "a0: &a0 [1]\n" + (1...90).map { "a\($0): &a\($0) [*a\($0 - 1)]\n" }.joined()
    #expect(read(yaml).diagnostics.map(\.id) == ["too-deep"])
  }

  // MARK: What is not read

  @Test(arguments: [
    ("a: 1\n1️⃣<<2️⃣: {b: 2}", "1️⃣2️⃣ the merge key '<<' is not read [merge-key]"),
    ("a: 1️⃣!!str2️⃣ 5", "1️⃣2️⃣ tags are not read [yaml-tag]"),
    ("1️⃣[a, b]: 1", "1️⃣ a key must be a name [wrong-type]"),
    ("1️⃣- a\n- b2️⃣", "1️⃣2️⃣ options must be written as 'key: value', not a list [wrong-type]"),
    ("1️⃣mse2️⃣", "1️⃣2️⃣ options must be written as 'key: value', not 'mse' [wrong-type]"),
    ("a: 1\nb: 2\n1️⃣a2️⃣: 3", "1️⃣2️⃣ 'a' is written twice [duplicate-key]"),
    ("v:\n  'a': 1\n  b: 2\n  1️⃣'a'2️⃣: 3", "1️⃣2️⃣ 'a' is written twice [duplicate-key]"),
    ("{1️⃣a2️⃣: 1, a: 2}", "1️⃣2️⃣ 'a' is written twice [duplicate-key]"),
    ("a: 1\n1️⃣---2️⃣\nb: 2", "1️⃣2️⃣ a second YAML document begins here [broken-yaml]"),
    ("a: 1️⃣\u{1}2️⃣", "1️⃣2️⃣ YAML cannot hold a control character [broken-yaml]"),
    ("a: 1️⃣\u{FEFF}", "1️⃣ YAML cannot hold a control character [broken-yaml]"),
  ])
  func whatOptionsCannotBeIsReported(_ yaml: String, _ message: String) {
    let found = read(yaml).messages
    #expect(found.count == 1)
    #expect(found.first?.hasSuffix(String(message.dropFirst(2))) ?? false, "\(found)")
    #expect(found.first?.first == message.first)
  }

  // MARK: Broken YAML

  @Test(arguments: [
    ("a: 1️⃣[2️⃣1, 2\nb: 3", "this list is not closed with ']'"),
    ("a: 1️⃣{2️⃣b: 1\n", "this mapping is not closed with '}'"),
    ("a: 1️⃣'2️⃣open\nb: 1", "this quotation never ends"),
    ("a: 1️⃣\"2️⃣open\nb: 1", "this quotation never ends"),
    ("a:\n1️⃣\t2️⃣b: 1", "a tab cannot indent YAML"),
    ("a: 1️⃣@2️⃣home", "a value cannot begin with '@'"),
    ("a: 1️⃣%2️⃣x", "a value cannot begin with '%'"),
    ("a: b1️⃣:2️⃣ c", "a ':' cannot stand here"),
    ("a: 1\nb\n1️⃣c2️⃣: 3", "a ':' is missing before this"),
    ("a: 1\n b1️⃣:2️⃣ 2", "a ':' cannot stand here"),
    ("a:\n  b: 1\n 1️⃣c2️⃣: 2", "a key was expected here"),
    ("a: 1️⃣-2️⃣ b", "a list cannot begin here"),
    ("a: \"1️⃣\\2️⃣q\"", "this is no escape that YAML knows"),
  ])
  func brokenYAMLIsOneSentenceAtItsPlace(_ yaml: String, _ message: String) {
    let read = read(yaml)
    #expect(read.messages == ["1️⃣2️⃣ \(message) [broken-yaml]"])
  }

  // MARK: Too much

  @Test(arguments: ["[", "{a: ", "- ", "? ", "[a: "])
  func deepNestingIsReported(_ opening: String) {
    for depth in [100, 20_000] {
      let found = read("a:\n  " + String(repeating: opening, count: depth)).diagnostics
      #expect(found.count == 1)
      #expect(["too-deep", "broken-yaml", "wrong-type"].contains(found.first?.id))
    }
  }

  @Test func nestingPastTheLimitIsReportedWhereItPassesIt() {
    let closed = { (depth: Int) in
      "a: " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(read(closed(63)).messages.isEmpty)
    #expect(
      read(closed(64)).messages == ["2:67 options are nested deeper than 64 levels [too-deep]"])
    let lists = (0..<990).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n")
    #expect(read(lists).diagnostics.map(\.id) == ["too-deep"])
    let both = (0..<400).map { String(repeating: "  ", count: $0) + "- a:" }.joined(separator: "\n")
    #expect(read(both).diagnostics.map(\.id) == ["too-deep"])
  }

  @Test func tooManyPartsAreReported() {
    let many = "a: [" + String(repeating: "1, ", count: 10_001) + "]"
    #expect(read(many).diagnostics.map(\.id) == ["too-large"])
    let long = "a: " + String(repeating: "x", count: 1_000_001)
    #expect(read(long).diagnostics.map(\.id) == ["too-large"])
  }
}
