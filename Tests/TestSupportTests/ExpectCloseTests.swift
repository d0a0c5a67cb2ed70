import TestSupport
import Testing

@Suite struct ExpectCloseTests {
  @Test func theBoundItselfIsAllowed() {
    #expect(discrepancy(of: [1.5, -2] as [Float], from: [1, -2], bound: 0.5) == nil)
    #expect(discrepancy(of: [1.5, -2] as [Float], from: [1, -2], bound: 0.4) != nil)
  }

  @Test func aFailureNamesTheWorstElementByItsIndices() {
    let found = discrepancy(
      of: [0, 1.5, 2, 4, 4, 5] as [Float], from: [0, 1, 2, 3, 4, 5], shape: [2, 3], bound: 0.1)
    #expect(found == "2 of 6 beyond 0.1; worst at [1, 0]: 4.0, expected 3.0, off by 1.0")
  }

  @Test func notANumberIsNeverClose() {
    let found = discrepancy(of: [0, .nan] as [Float], from: [0, 0], bound: 1)
    #expect(found == "1 of 2 beyond 1.0; worst at [1]: nan, expected 0.0, off by inf")
  }

  @Test func anotherCountIsNeverClose() {
    #expect(
      discrepancy(of: [] as [Float], from: [0], bound: 1) == "0 numbers, expected 1")
  }
}
