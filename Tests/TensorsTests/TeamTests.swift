import Synchronization
import Tensors
import Testing

@Suite struct TeamTests {
  @Test(arguments: [1, 2, 4], [0, 1, 2, 3, 7])
  func everyPartIsDoneOnceInEveryRound(_ size: Int, _ parts: Int) {
    let team = Team(size: size)
    defer { team.close() }
    let counts = Counts(parts)
    for _ in 0..<200 { team.run(parts: parts) { counts.add($0) } }
    #expect(counts.values == [Int](repeating: 200, count: parts))
  }

  @Test func whatThePartsWroteIsThereWhenRunReturns() {
    let team = Team(size: 3)
    defer { team.close() }
    let buffer = FloatBuffer(6)
    for round in 1...200 {
      team.run(parts: 6) { buffer.pointer[$0] = Float(round * 10 + $0) }
      #expect(buffer.array == (0..<6).map { Float(round * 10 + $0) })
    }
  }

  @Test func aTeamOfNobodyIsTheCallerAlone() {
    let team = Team(size: 0)
    defer { team.close() }
    #expect(team.size == 1)
  }
}

private final class Counts: Sendable {
  private let counts: Mutex<[Int]>
  init(_ parts: Int) { counts = Mutex([Int](repeating: 0, count: parts)) }
  func add(_ part: Int) { counts.withLock { $0[part] += 1 } }
  var values: [Int] { counts.withLock { $0 } }
}
