import Testing

@testable import SourceText

@Suite struct OptionListsTests {
  private func node(_ key: String, _ content: OptionNode.Content) -> Options {
    let value = OptionNode(content)
    return Options(OptionNode(.mapping([OptionNode.Entry(key: key, value: value)])))
  }

  private func scalar(_ text: String) -> OptionNode { OptionNode(.scalar(text, quoted: false)) }

  @Test func aListOfNumbersMayHaveAnyLength() {
    var options = node("weights", .list([scalar("1"), scalar("-2.5"), scalar("3")]))
    #expect(options.numbers("weights", default: [9], .any) == [1, -2.5, 3])
    var one = node("weights", .scalar("4", quoted: false))
    #expect(one.numbers("weights", default: [9], .any) == [4])
    var none = Options(.empty)
    #expect(none.numbers("weights", default: [9], .any) == [9])
    #expect(none.declarations.first?.standard == "[9]")
  }

  @Test func badNumbersAreReportedAndTheDefaultStandsIn() {
    var options = node("weights", .list([scalar("1"), scalar("x"), scalar("-1")]))
    #expect(options.numbers("weights", default: [9], .atLeast(0)) == [9])
    #expect(options.finish().map(\.id) == ["wrong-type", "out-of-range"])
    var empty = node("weights", .list([]))
    #expect(empty.numbers("weights", default: [9], .any) == [9])
    #expect(empty.finish().map(\.id) == ["wrong-type"])
  }

  @Test func aWordMayStandForTheNumbers() {
    var options = node("phases", .scalar("random", quoted: false))
    #expect(options.numbers("phases", default: [], orWord: "random", .any) == nil)
    var other = node("phases", .scalar("randm", quoted: false))
    #expect(other.numbers("phases", default: [1], orWord: "random", .any) == [1])
    #expect(other.finish().map(\.id) == ["wrong-type"])
  }

  @Test func textsAreAListOrOneAlone() {
    var list = node("inputs", .list([scalar("a"), scalar("b")]))
    #expect(list.texts("inputs", allowed: "names") == ["a", "b"])
    var one = node("inputs", .scalar("a", quoted: false))
    #expect(one.texts("inputs", allowed: "names") == ["a"])
    var bad = node("inputs", .list([OptionNode(.list([]))]))
    #expect(bad.texts("inputs", allowed: "names") == [])
    #expect(bad.finish().map(\.message) == ["inputs must be names, not a list"])
  }
}
