import TestSupport
import Testing

@Suite struct GoldenCoverageTests {
  @Test func everyCaseIsTestedOrWaitsForTheEngine() throws {
    let waiting = Set(EngineCases.waiting.flatMap(\.names))
    for golden in try Golden.cases(in: Golden.folder) where !waiting.contains(golden.name) {
      #expect(
        EngineCases.tested.contains(golden.kind),
        "\(golden.name): no test runs a \(golden.kind), and no reason is given")
    }
  }

  @Test func everyWaitingCaseIsInTheIndexOnce() throws {
    let known = Set(try Golden.cases(in: Golden.folder).map(\.name))
    let names = EngineCases.waiting.flatMap(\.names)
    #expect(Set(names).count == names.count)
    for name in names { #expect(known.contains(name), "\(name) is not in the index") }
  }
}
