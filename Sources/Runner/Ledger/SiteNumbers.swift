#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The numbers of a site by notebook and name, and what they were before the last build that moved
/// any of them.
package struct SiteNumbers: Sendable, Equatable {
  /// By `notebook.cell.value`.
  package var now: [String: Number] = [:]
  package var before: [String: Number] = [:]

  package enum Number: Sendable, Equatable {
    /// Bit by bit: the same measurement is the same number.
    case measured(UInt64)
    case count(Int)
    case text(String)

    init(_ value: Value) {
      switch value {
      case .measured(let number): self = .measured(number.bitPattern)
      case .count(let count): self = .count(count)
      case .text(let text): self = .text(text)
      }
    }

    package var value: Value {
      switch self {
      case .measured(let bits): .measured(Double(bitPattern: bits))
      case .count(let count): .count(count)
      case .text(let text): .text(text)
      }
    }
  }

  private static let mark = "meanwhile-numbers 1 "

  package init() {}

  package static func read(_ project: Project, _ files: Files = .disk) -> SiteNumbers? {
    (try? files.read(project.numbersPath(files))).flatMap { SiteNumbers(reading: $0) }
  }

  /// Takes the numbers of the pages that were made; those of notebooks that are gone go.
  static func update(
    with pages: [PageBuilds.Outcome], of drafts: [Draft], _ project: Project, _ files: Files
  ) {
    let made = pages.filter { $0.entry != nil }
    if made.isEmpty { return }
    let old = read(project, files) ?? SiteNumbers()
    let standing = Set(drafts.map(\.slug)).subtracting(made.compactMap { $0.entry?.slug })
    var now = old.now.filter { standing.contains(notebook(of: $0.key)) }
    for page in made {
      guard let slug = page.entry?.slug else { continue }
      for (name, value) in page.numbers { now["\(slug)/\(name)"] = Number(value) }
    }
    if now == old.now { return }
    var new = SiteNumbers()
    (new.now, new.before) = (now, old.now)
    try? files.write(project.numbersPath(files), new.data)
  }

  private static func notebook(of name: String) -> String {
    String(name.prefix(upTo: name.lastIndex(of: "/") ?? name.startIndex))
  }

  // MARK: The file

  private init?(reading data: Data) {
    guard let body = Lines.body(of: data, mark: Self.mark) else { return nil }
    for line in Lines.split(body) {
      guard line.words.count == 3, let number = Number(line.words[1], line.words[2]) else {
        return nil
      }
      if line.kind == "now" { now[line.words[0]] = number } else { before[line.words[0]] = number }
    }
  }

  private var data: Data {
    var lines = Lines()
    for (kind, numbers) in [("now", now), ("before", before)] {
      for (name, number) in numbers.sorted(by: { $0.key < $1.key }) {
        lines.add(kind, [name] + number.words)
      }
    }
    return lines.data(mark: Self.mark)
  }
}

extension SiteNumbers.Number {
  fileprivate init?(_ kind: String, _ text: String) {
    switch kind {
    case "measured":
      guard let bits = UInt64(text, radix: 16) else { return nil }
      self = .measured(bits)
    case "count":
      guard let count = Int(text) else { return nil }
      self = .count(count)
    case "text": self = .text(text)
    default: return nil
    }
  }

  fileprivate var words: [String] {
    switch self {
    case .measured(let bits): ["measured", String(bits, radix: 16)]
    case .count(let count): ["count", "\(count)"]
    case .text(let text): ["text", text]
    }
  }
}
