import Testing

@testable import Learning

@Suite struct DateFormTests {
  // python3: datetime.fromisoformat(...).replace(tzinfo=utc).timestamp()
  @Test(arguments: [
    ("1970-01-01", 0.0), ("2024-02-29", 1_709_164_800), ("2024-03", 1_709_251_200),
    ("1900-03-01", -2_203_891_200), ("2024/12/31", 1_735_603_200),
    ("2024-03-01T14:30", 1_709_303_400), ("2024-03-01 14:30:05.25", 1_709_303_405.25),
    ("2024-03-01T14:30:00Z", 1_709_303_400), ("2024-03-01T14:30:00+02:00", 1_709_296_200),
    ("2024-03-01T14:30:00-0130", 1_709_308_800), ("20240301", 1_709_251_200),
    ("2024-Q2", 1_711_929_600), ("2024Q1", 1_704_067_200), ("01.03.2024", 1_709_251_200),
    ("1.3.2024 06:00", 1_709_272_800),
  ])
  func aDateIsASecond(_ text: String, _ seconds: Double) {
    #expect(DateForm.of([text])?.seconds(text) == seconds)
  }

  @Test(arguments: [
    "mon", "2024", "12", "2024-13", "2023-02-29", "1900-02-29", "2024-03-01T25:00", "31.04.2024",
    "2024-Q5", "2024-03-01x", "202403", "",
  ])
  func whatIsNoDateHasNoForm(_ text: String) {
    #expect(DateForm.of([text]) == nil)
  }

  @Test func aDayAfterTheTwelfthTellsDayFromMonth() {
    #expect(DateForm.of(["01/02/2024", "13/02/2024"]) == .dayFirst)
    #expect(DateForm.of(["01/02/2024", "02/13/2024"]) == .monthFirst)
    #expect(DateForm.of(["01/02/2024", "02/02/2024"]) == .monthFirst)
  }
}
