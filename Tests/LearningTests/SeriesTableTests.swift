import SourceText
import Testing

@testable import Learning

@Suite struct SeriesTableTests {
  private func table(
    _ text: String, date: String? = nil, value: String? = nil
  ) throws(Diagnostics) -> SeriesTable {
    try SeriesTable(
      Array(text.utf8), path: "demand.csv", columns: SeriesColumns(date: date, value: value),
      at: nil)
  }

  private func mistakes(_ text: String, date: String? = nil, value: String? = nil) -> [Diagnostic] {
    do {
      _ = try table(text, date: date, value: value)
      return []
    } catch {
      return error.all
    }
  }

  @Test func withoutNamesTheFirstColumnIsTheDateAndTheSecondTheValue() throws {
    let table = try table("day,demand,price\nmon,1.5,9\ntue,-2e1,8\n")
    #expect(table.dates == ["mon", "tue"])
    #expect(table.values == [1.5, -20])
  }

  @Test func aSingleColumnIsTheValueAndRowsAreCounted() throws {
    let table = try table("demand\n3\n4\n")
    #expect(table.dates == ["1", "2"])
    #expect(table.values == [3, 4])
  }

  @Test func columnsAreFoundByName() throws {
    let table = try table("price,demand,day\n9,1,mon\n", date: "day", value: "price")
    #expect(table.dates == ["mon"])
    #expect(table.values == [9])
  }

  @Test(arguments: [
    "\u{FEFF}day,demand\nmon,1\ntue,2\n",
    "day,demand\r\nmon,1\r\ntue,2\r\n",
    "\u{FEFF}day,demand\r\nmon,1\r\ntue,2",
    "day;demand\nmon;1\ntue;2\n",
    "day, demand\nmon, 1\ntue, 2 \n",
    "\"day\",\"demand\"\n\"mon\",\"1\"\n\"tue\",\"2\"\n",
    "day,demand\nmon,1\ntue,2\n\n\n",
    "day,demand\r\nmon,1\r\ntue,2\r\n\r\n",
  ])
  func filesAsOtherProgramsWriteThemReadTheSame(_ text: String) throws {
    let table = try table(text, date: "day", value: "demand")
    #expect(table.dates == ["mon", "tue"])
    #expect(table.values == [1, 2])
  }

  @Test func aMissingColumnIsAnsweredWithThoseThatAreThere() {
    let found = mistakes("day,demand\nmon,1\n", date: "date", value: "demnd")
    #expect(found.map(\.message) == ["unknown column 'date'", "unknown column 'demnd'"])
    #expect(found.last?.help == ["did you mean 'demand'?"])
    #expect(found.last?.notes == ["known: day, demand"])
  }

  @Test func textInANumberColumnIsReportedWithItsRow() {
    let found = mistakes("day,demand\nmon,1\ntue,many\nwed,\nthu,4\nfri,nan\n")
    #expect(
      found.map(\.message) == [
        "row 3 of 'demand.csv': column 'demand' must hold a number, not 'many'",
        "row 4 of 'demand.csv': column 'demand' must hold a number, not ''",
        "row 6 of 'demand.csv': column 'demand' must hold a number, not 'nan'",
      ])
  }

  @Test func aBlankRowBetweenOthersIsAMissingNumber() {
    let found = mistakes("day,demand\nmon,1\n\nwed,3\n")
    #expect(found.map(\.id) == ["missing-value"])
    #expect(found.first?.help.first?.contains("gaps: interpolate") == true)
    #expect(found.first?.message.hasPrefix("row 3 ") == true)
  }

  @Test func noMoreThanTenBadRowsAreListed() {
    let text = "demand\n" + String(repeating: "x\n", count: 50)
    #expect(mistakes(text).count == 10)
  }

  @Test(arguments: ["", " \n ", "\u{FEFF}", "\n\n"])
  func anEmptyFileHasNoHeader(_ text: String) {
    #expect(mistakes(text).map(\.message) == ["'demand.csv' is not a CSV file with a header"])
  }

  @Test(arguments: ["day,demand", "day,demand\n", "day,demand\r\n\r\n"])
  func aHeaderAloneHasNoRows(_ text: String) {
    #expect(mistakes(text).map(\.message) == ["'demand.csv' has a header but no rows"])
  }
}
