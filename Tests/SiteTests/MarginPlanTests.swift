import Testing

@testable import Site

@Suite struct MarginPlanTests {
  private func listing(lines: Int) -> Listing {
    Listing(
      kind: "train", name: "a", yaml: Array(repeating: "a: 0", count: lines).joined(separator: "\n")
    )
  }

  @Test func aShortListingStandsBesideTheFirstExhibit() {
    let plan = MarginPlan(
      listing: listing(lines: 2),
      exhibits: [.verdict(Verdict(statement: "It is the mean.")), .figure(figure())])
    #expect(plan.listingRows == "1/2")
    #expect(plan.captionsInside.isEmpty)
  }

  @Test func aLongListingReachesDownAndTakesTheCaptionsPlace() {
    let plan = MarginPlan(
      listing: listing(lines: 16), exhibits: [.sentences(["One."]), .figure(figure())])
    #expect(plan.listingRows == "1/3")
    #expect(plan.rowTemplate == "auto 1fr")
    #expect(plan.captionsInside == [1])
  }

  @Test func aListingStandsBelowTheCaptionOfAnOpeningFigure() {
    let plan = MarginPlan(
      listing: listing(lines: 5), exhibits: [.figure(figure()), .figure(figure())])
    #expect(plan.opensWithFigure && plan.listingRows == "2/3")
    #expect(plan.captionsInside.isEmpty)
  }

  @Test func aListingAloneStandsInTheText() {
    let plan = MarginPlan(listing: listing(lines: 5), exhibits: [])
    #expect(plan.listingRows == nil && plan.rowTemplate.isEmpty)
  }

  @Test func captionsStayInTheMarginWhereThereIsNoListing() {
    let plan = MarginPlan(listing: nil, exhibits: [.figure(figure()), .figure(figure())])
    #expect(plan.captionsInside.isEmpty && !plan.opensWithFigure && plan.listingRows == nil)
  }
}
