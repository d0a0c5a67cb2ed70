import Testing

@testable import Runner

/// A claim stands on what the notebook measured, or the build says that it does not.
struct ClaimTests {
  private func claim(_ expect: String) -> String {
    smallNotebook + """

      ```yaml claim shown-to-hold
      says: The first run has an error.
      expect: \(expect)
      ```

      """
  }

  @Test func aClaimThatHoldsIsShownWithItsNumbers() async throws {
    let workplace = try Workplace(notebook: claim("first.test.mse > 0 and first.epochs == 4"))
    let built = await workplace.build()
    #expect(!built.result.hasErrors)
    let page = try workplace.text("output/small.html")
    #expect(page.contains("Claim: holds"))
    #expect(page.contains("The first run has an error."))
    #expect(page.contains("4.00 = 4.00"))
  }

  @Test func aClaimThatDoesNotHoldFailsTheBuildAndIsShown() async throws {
    let workplace = try Workplace(notebook: claim("first.test.mse < 0"))
    let built = await workplace.build()
    #expect(built.result.hasErrors)
    #expect(built.messages.contains("does not hold [claim-does-not-hold]"))
    #expect(built.messages.contains("small.md:31:15: error"))
    #expect(try workplace.text("output/small.html").contains("Claim: does not hold"))
  }

  @Test func aValueThatNoCellHasIsAMistakeAtItsPlace() async throws {
    let workplace = try Workplace(notebook: claim("first.test.mze < 1"))
    let built = await workplace.build()
    #expect(built.trained.isEmpty)
    #expect(built.messages.contains("small.md:33:9: error: unknown value 'first.test.mze'"))
    #expect(built.messages.contains("did you mean 'first.test.mse'?"))
  }

  @Test func aBrokenComparisonIsAMistakeAtItsPlace() async throws {
    let workplace = try Workplace(notebook: claim("first.test.mse less 1"))
    let built = await workplace.build()
    #expect(built.trained.isEmpty)
    #expect(built.messages.contains("small.md:33:24: error: expected a comparison"))
  }

  @Test func aClaimOnAFailedCellIsNotJudged() async throws {
    let workplace = try Workplace(
      notebook: claim("first.test.mse > 0").replacing("lr: 0.01", with: "lr: 1.0e+38"))
    let built = await workplace.build()
    #expect(built.result.hasErrors)
    #expect(try !workplace.text("output/small.html").contains("Claim: holds"))
  }
}
