import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A few threads that do the parts of one job together, over and over.
///
/// Own threads, not tasks: they wait for each other several times in an epoch, and a waiting task
/// would block Swift's shared pool.
package final class Team: @unchecked Sendable {
  /// How many threads work, the caller's among them.
  package let size: Int
  private let round = Atomic<Int>(0)
  private let finished = Atomic<Int>(0)
  private let closing = Atomic<Bool>(false)
  private var work: ((Int) -> Void)?
  private var parts = 0
  private var threads: [pthread_t] = []

  package init(size: Int) {
    self.size = max(1, size)
    for index in 1..<max(1, size) {
      let start = Unmanaged.passRetained(Start(team: self, index: index))
      var thread = pthread_t()
      let failed = pthread_create(
        &thread, nil,
        { argument in
          let start = Unmanaged<Start>.fromOpaque(argument!).takeRetainedValue()
          start.loop()
          return nil
        }, start.toOpaque())
      precondition(failed == 0, "no thread could be started")
      threads.append(thread)
    }
  }

  /// Calls `body` once for each part, spread over the threads; returns when all are done. The parts
  /// are what the caller makes them, so that a result never depends on the number of threads.
  ///
  /// - Parameter body: kept until all parts are done. Who calls this in every epoch makes it once:
  ///   a closure that captures is an allocation.
  package func run(parts: Int, _ body: @escaping (Int) -> Void) {
    if size == 1 || parts < 2 {
      for part in 0..<parts { body(part) }
      return
    }
    work = body
    self.parts = parts
    finished.store(0, ordering: .relaxed)
    round.add(1, ordering: .releasing)
    takePart(0)
    wait { finished.load(ordering: .acquiring) == size - 1 }
    work = nil
  }

  private func takePart(_ member: Int) {
    guard let work else { return }
    for part in stride(from: member, to: parts, by: size) { work(part) }
  }

  /// Ends the threads. A team that is not closed keeps them.
  package func close() {
    closing.store(true, ordering: .relaxed)
    round.add(1, ordering: .releasing)
    for thread in threads { pthread_join(thread, nil) }
    threads = []
  }

  private final class Start {
    let team: Team
    let index: Int
    init(team: Team, index: Int) {
      self.team = team
      self.index = index
    }
    func loop() {
      var seen = 0
      while true {
        team.wait { team.round.load(ordering: .acquiring) != seen }
        seen += 1
        if team.closing.load(ordering: .relaxed) { return }
        team.takePart(index)
        team.finished.add(1, ordering: .releasing)
      }
    }
  }

  /// Spins for about ten microseconds, which is how long a wait lasts when every core is ours, then
  /// lets other threads run.
  private func wait(_ isOver: () -> Bool) {
    var spins = 0
    while !isOver() {
      spins += 1
      if spins > 4_000 { sched_yield() }
    }
  }
}
