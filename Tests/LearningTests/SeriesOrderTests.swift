import SourceText
import Testing

@testable import Learning

@Suite struct SeriesOrderTests {
  private func table(
    _ text: String, _ columns: SeriesColumns = SeriesColumns()
  ) throws(Diagnostics) -> SeriesTable {
    try SeriesTable(Array(text.utf8), path: "a.csv", columns: columns, at: nil)
  }

  private func mistakes(_ text: String, _ columns: SeriesColumns = SeriesColumns()) -> [Diagnostic]
  {
    do {
      _ = try table(text, columns)
      return []
    } catch {
      return error.all
    }
  }

  @Test func newestFirstIsPutInOrderWithAWarning() throws {
    let table = try table("day,v\n2024-01-03,3\n2024-01-02,2\n2024-01-01,1\n")
    #expect(table.values == [1, 2, 3])
    #expect(table.dates == ["2024-01-01", "2024-01-02", "2024-01-03"])
    #expect(table.isSorted)
    #expect(
      table.warnings.map(\.message) == [
        "row 3 of 'a.csv' comes before row 2 by its 'day', so rows were put in order"
      ])
    #expect(table.warnings.first?.severity == .warning)
  }

  @Test func orderedRowsStayWithoutAWord() throws {
    let table = try table("day,v\n01.02.2024,1\n02.02.2024,2\n01.03.2024,3\n")
    #expect(table.values == [1, 2, 3] && !table.isSorted && table.warnings.isEmpty)
  }

  @Test func aRepeatedDateIsAnErrorWhereDatesWereNamed() throws {
    let text = "day,v\n2024-01-01,1\n2024-01-01,2\n"
    #expect(try table(text).warnings.map(\.id) == ["repeated-date"])
    let found = mistakes(text, SeriesColumns(date: "day"))
    #expect(
      found.map(\.message) == ["rows 2 and 3 of 'a.csv' have the same 'day', '2024-01-01'"])
    #expect(found.first?.help.first?.contains("sequence:") == true)
  }

  @Test func aDateThatIsNoneNamesItsRow() throws {
    let text = "day,v\n2024-01-01,1\nsoon,2\n"
    #expect(
      mistakes(text, SeriesColumns(date: "day")).map(\.message) == [
        "row 3 of 'a.csv': column 'day' must hold a date like 2024-03-01, not 'soon'"
      ])
    #expect(try table(text).warnings.map(\.id) == ["bad-date"])
  }

  @Test func datesInAnUnknownFormKeepTheOrderAndSaySoWhereNamed() throws {
    let text = "day,v\ntue,1\nmon,2\n"
    #expect(try table(text).warnings.isEmpty)
    let named = try table(text, SeriesColumns(date: "day"))
    #expect(named.values == [1, 2] && named.warnings.map(\.id) == ["unknown-date"])
  }

  @Test func numbersInTheFirstColumnOrderRowsOnlyWhereNamed() throws {
    let text = "price,v\n9,1\n2,2\n"
    #expect(try table(text).values == [1, 2])
    #expect(try table(text, SeriesColumns(date: "price")).values == [2, 1])
  }

  @Test func longFormIsGroupedAndEachSequenceOrdered() throws {
    let text = "shop,t,v\nb,2,20\na,1,1\nb,1,10\na,2,2\n"
    let table = try table(text, SeriesColumns(value: "v", sequence: "shop", step: "t"))
    #expect(table.values == [10, 20, 1, 2])
    #expect(table.sequences == [0..<2, 2..<4])
    #expect(table.isSorted)
    let found = mistakes(
      "shop,t,v\na,1,1\na,1,2\n", SeriesColumns(value: "v", sequence: "shop", step: "t"))
    #expect(found.map(\.id) == ["repeated-date"])
  }

  @Test func groupingOrderedRowsIsNoSorting() throws {
    let text = "shop,t,v\nb,1,10\na,1,1\nb,2,20\na,2,2\n"
    let table = try table(text, SeriesColumns(value: "v", sequence: "shop", step: "t"))
    #expect(table.values == [10, 20, 1, 2] && !table.isSorted && table.warnings.isEmpty)
  }

  @Test func severalColumnsAreReadByName() throws {
    let text = "day,a,b,c\nx,1,2,3\ny,4,5,6\n"
    let table = try table(text, SeriesColumns(inputs: ["c", "a"], targets: ["b"]))
    #expect(table.columns == [[3, 6], [1, 4], [2, 5]])
    #expect(table.inputCount == 2 && table.values == [2, 5])
    let found = mistakes(text, SeriesColumns(inputs: ["d", "a"], targets: ["e"]))
    #expect(found.map(\.message) == ["unknown column 'd'", "unknown column 'e'"])
    #expect(found.first?.notes == ["known: day, a, b, c"])
  }

  @Test func aColumnNamedTwiceIsAmbiguous() {
    #expect(mistakes("a,v,v\n1,2,3\n", SeriesColumns(value: "v")).map(\.id) == ["ambiguous-column"])
  }

  @Test func decimalCommasAreReadWhereTheyAreNamed() throws {
    let text = "day;v\nmon;1,5\ntue;-1.234,25\n"
    var columns = SeriesColumns()
    let found = mistakes(text, columns)
    #expect(found.first?.help == ["decimal: \",\" reads numbers such as 1,5"])
    columns.decimal = .comma
    #expect(try table(text, columns).values == [1.5, -1234.25])
    #expect(
      mistakes("day,v\nmon,1,5\n").first?.message
        == "row 2 of 'a.csv' has more cells than the header's 2")
  }

  @Test func aConstantColumnIsWarnedOf() throws {
    #expect(try table("day,v\nmon,3\ntue,3\n").warnings.map(\.id) == ["constant-column"])
  }

  @Test func gapsAreFilledByStraightLinesWithoutLookingAhead() throws {
    var columns = SeriesColumns()
    columns.gaps = .interpolate
    var table = try table("v\n\nNA\n3\nNaN\nnull\n6\n\n8\n", columns)
    #expect(table.gapCount == 5)
    // The training part ends behind the seventh row, whose gap takes the value before it.
    table.interpolate(0..<7, from: 0)
    table.interpolate(7..<8, from: 0)
    #expect(table.values == [3, 3, 3, 4, 5, 6, 6, 8])
  }

  @Test func textIsNoGap() {
    var columns = SeriesColumns()
    columns.gaps = .interpolate
    #expect(mistakes("v\n1\nmany\n", columns).map(\.id) == ["bad-value"])
  }
}
