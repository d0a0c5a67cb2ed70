import Testing

@testable import Learning

@Suite struct DelimitedTextTests {
  private func cells(_ text: String, delimiter: UInt8? = nil) -> [[String]]? {
    guard let read = DelimitedText(Array(text.utf8), delimiter: delimiter) else { return nil }
    return [read.header] + read.columns(Array(read.header.indices)).cells
  }

  @Test(arguments: [
    "a,b\n1,x y\n2,\n", "a;b\n1;x y\n2;\n", "a\tb\n1\tx y\n2\t\n", "a|b\r1|x y\r2|\r",
    "\u{FEFF}a,b\r\n1,x y\r\n2\r\n", " a , b\n 1 , x y \n2,\n\n\n", "a,b\n1,x y\n2,",
    "\"a\",\"b\"\n\"1\",\"x y\"\n2,\n", "\"a\";b\r\n1;\"x y\"\r\n2\r\n\r\n",
  ])
  func cellsAreTheSameHoweverTheyAreParted(_ text: String) {
    #expect(cells(text) == [["a", "b"], ["1", "2"], ["x y", ""]])
  }

  @Test func quotationMarksHideDelimitersAndLineEnds() {
    #expect(
      cells("name,n\n\"a, \"\"b\"\"\nc\",1\n") == [["name", "n"], ["a, \"b\"\nc"], ["1"]])
  }

  @Test func aQuotationThatNeverEndsIsNoTable() {
    #expect(cells("a,b\n\"1,2\n3,4\n") == nil)
    #expect(cells("") == nil && cells("\n \n") == nil)
  }

  @Test func theDelimiterMayBeNamed() {
    #expect(
      cells("a,b;c\n1,2;3\n", delimiter: UInt8(ascii: ";")) == [["a,b", "c"], ["1,2"], ["3"]])
  }

  @Test(arguments: ["a,b\n1,2\n1,2,3\n", "a,b\n\"1\",2\n1,2,3\n"])
  func aRowThatIsTooLongIsFound(_ text: String) {
    #expect(DelimitedText(Array(text.utf8), delimiter: nil)?.columns([0]).overlong == 1)
  }

  @Test func blankRowsInsideStay() {
    #expect(
      DelimitedText(Array("a\n1\n\n2\n\n".utf8), delimiter: nil)?.columns([0]).cells == [
        ["1", "", "2"]
      ])
  }
}
