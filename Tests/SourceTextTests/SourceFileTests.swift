import Testing

@testable import SourceText

@Suite struct SourceFileTests {
  @Test(arguments: ["\n", "\r\n", "\r"])
  func everyLineBreakEndsALine(_ lineBreak: String) {
    let file = SourceFile(path: "a", text: ["one", "two", ""].joined(separator: lineBreak))
    #expect(file.lineCount == 3)
    #expect((1...4).map(file.line) == ["one", "two", "", ""])
    let second = file.offset(ofLine: 2)
    #expect(second == 3 + lineBreak.utf8.count)
    #expect(file.position(of: second + 1) == (2, 2))
  }

  @Test func columnsCountCharacters() {
    let file = SourceFile(path: "a", text: "żółw 👩‍🔬: x")
    #expect(file.position(of: file.byteCount - 1) == (1, 9))
  }

  @Test func aByteOrderMarkHasNoColumn() {
    let file = SourceFile(path: "a", text: "\u{FEFF}# Title\nx")
    #expect(file.position(of: 3) == (1, 1))
    #expect(file.position(of: 0) == (1, 1))
    #expect(file.position(of: 5) == (1, 3))
    #expect(file.line(1) == "# Title")
  }

  @Test func placesOutsideTheTextAreKeptInside() {
    let file = SourceFile(path: "a", text: "ab\n")
    #expect(file.position(of: 99) == (2, 1))
    #expect(file.position(of: -1) == (1, 1))
    #expect(file.offset(ofLine: 99) == 3)
    #expect(file.offset(ofLine: 0) == 0)
    #expect(file.line(0) == "")
    #expect(SourceFile(path: "a", text: "").lineCount == 1)
  }

  @Test func aRangeNeverEndsBeforeItBegins() {
    let range = SourceRange(file: SourceFile(path: "a", text: "abc"), start: 2, end: 1)
    #expect(range.end == 2)
  }
}
