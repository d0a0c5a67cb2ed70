import Numerals
import SourceText

/// Which of a site's numbers moved, and by how much.
package struct NumberMoves: Sendable {
  package struct Move: Sendable, Equatable {
    /// `notebook.cell.value`.
    package var name: String
    package var from: SiteNumbers.Number?
    package var to: SiteNumbers.Number?
  }

  /// In alphabetical order.
  package let all: [Move]
  /// How many numbers did not move.
  package let same: Int

  package init(
    from old: [String: SiteNumbers.Number], to new: [String: SiteNumbers.Number]
  ) {
    let names = Set(old.keys).union(new.keys).sorted()
    let moved = names.filter { old[$0] != new[$0] }
    all = moved.map {
      Move(name: $0.replacing("/", with: "."), from: old[$0], to: new[$0])
    }
    same = names.count - moved.count
  }

  /// Of a site against its last build that gave other numbers, or against another output folder.
  ///
  /// - Throws: a `Diagnostic` where the store knows nothing of a folder.
  package init(_ project: Project, against other: String?, files: Files = .disk) throws {
    let site = try Self.numbers(project, files)
    guard let other else {
      self.init(from: site.before, to: site.now)
      return
    }
    var otherProject = project
    otherProject.output = Project.trimmed(other)
    self.init(from: try Self.numbers(otherProject, files).now, to: site.now)
  }

  private static func numbers(_ project: Project, _ files: Files) throws -> SiteNumbers {
    if let numbers = SiteNumbers.read(project, files) { return numbers }
    throw Diagnostic(
      "unknown-site", "the store knows no numbers of \(quoted(project.output))",
      help: ["build it with the same store: meanwhile build --output \(project.output)"])
  }
}

extension NumberMoves.Move {
  /// `small.first.test.mse: 0.251 → 0.248 (−1.2 %)`
  package var text: String {
    switch (from?.value, to?.value) {
    case (nil, let to?): "\(name): new, \(Self.text(to))"
    case (let from?, nil): "\(name): gone, was \(Self.text(from))"
    case (let from?, let to?): "\(name): \(Self.change(from, to))"
    case (nil, nil): name
    }
  }

  private static func change(_ from: Value, _ to: Value) -> String {
    guard case .measured(let old) = from, case .measured(let new) = to else {
      return "\(text(from)) → \(text(to))"
    }
    // As many digits as it takes to see the difference.
    let digits = (3...15).first {
      Numerals.measured(old, digits: $0) != Numerals.measured(new, digits: $0)
    }
    let shown = [old, new].map { Numerals.measured($0, digits: digits ?? 15) }
    let share = (new - old) / abs(old)
    let sign = share > 0 ? "+" : ""
    let percent = share.isFinite ? " (\(sign)\(Numerals.measured(100 * share)) %)" : ""
    return "\(shown[0]) → \(shown[1])\(percent)"
  }

  private static func text(_ value: Value) -> String {
    switch value {
    case .measured(let number): Numerals.measured(number)
    case .count(let count): Numerals.count(count)
    case .text(let text): text
    }
  }
}
