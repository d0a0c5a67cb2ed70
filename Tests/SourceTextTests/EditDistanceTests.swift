import Testing

@testable import SourceText

@Suite struct EditDistanceTests {
  @Test(arguments: [
    ("", "", 0), ("", "abc", 3), ("mse", "mse", 0), ("mes", "mse", 1), ("mse", "mae", 1),
    ("hubre", "huber", 1), ("kitten", "sitting", 3), ("ca", "abc", 3),
  ])
  func countsEditsAndSwapsOfNeighbours(_ a: String, _ b: String, _ distance: Int) {
    #expect(editDistance(Array(a), Array(b)) == distance)
    #expect(editDistance(Array(b), Array(a)) == distance)
  }

  @Test func theNearestNameIsSuggested() {
    #expect(nearest(to: "hubre", among: ["mse", "huber", "l1"]) == "huber")
    #expect(nearest(to: "MSE", among: ["mae", "mse"]) == "mse")
    #expect(nearest(to: "l2", among: ["mse", "l1"]) == "l1")
  }

  @Test func nothingIsSuggestedForANameThatIsFarFromAll() {
    #expect(nearest(to: "cosine", among: ["mse", "huber", "l1"]) == nil)
    #expect(nearest(to: "x", among: ["y"]) == nil)
    #expect(nearest(to: "", among: ["y"]) == nil)
    #expect(nearest(to: "mse", among: []) == nil)
    #expect(nearest(to: String(repeating: "x", count: 200_000), among: ["mse"]) == nil)
  }
}
