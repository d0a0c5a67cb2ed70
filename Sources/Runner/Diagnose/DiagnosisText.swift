import Numerals

extension DiagnosisReport {
  /// What a terminal shows: how the files were read, the verdict, and the numbers it stands on.
  ///
  /// - Parameter width: columns; sentences are broken at blanks.
  package func text(width: Int = 80) -> String {
    var lines = readings.map { "read \($0)" }
    if !readings.isEmpty { lines.append("") }
    lines.append(verdict.title.uppercased())
    lines += wrapped(verdict.statement, width)
    lines += wrapped("Confidence: \(verdict.confidence). \(verdict.reason)", width)
    lines += wrapped("Next step: \(verdict.nextStep)", width)
    lines += ["", scoreHeading] + table
    let cured = cures.filter(\.cured)
    if !cured.isEmpty {
      lines.append("")
      lines += cured.flatMap { wrapped(sentence(of: $0), width) }
    }
    if !wouldAdd.isEmpty {
      lines += ["", "What more would add"]
      lines += wouldAdd.flatMap { wrapped("- \($0)", width, indent: "  ") }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var scoreHeading: String {
    "Squared error on \(Numerals.count(heldOut.targets)) held-out targets, and over the constant mean's"
  }

  /// From the least error to the largest.
  private var table: [String] {
    let sorted = scores.filter { $0.mse != nil }.sorted { ($0.mse ?? 0) < ($1.mse ?? 0) }
    let rows = sorted.map { score in
      (
        title: score.name == "model" ? "> \(score.title)" : "  \(score.title)",
        mse: Numerals.measured(score.mse ?? 0),
        ratio: score.ratioToMean.map { Numerals.measured($0) } ?? ""
      )
    }
    let width = rows.map(\.title.count).max() ?? 0
    let numbers = rows.map(\.mse.count).max() ?? 0
    func padded(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(0, width - text.count))
    }
    return rows.map { "\(padded($0.title, width))  \(padded($0.mse, numbers))  \($0.ratio)" }
  }

  private func sentence(of cure: Cure) -> String {
    let seeds = cure.seeds.count
    let before = cure.seeds.compactMap(\.before).first.map { Numerals.measured($0) } ?? "none"
    let after = cure.seeds.compactMap(\.after).first.map { Numerals.measured($0) } ?? "none"
    return
      "\(cure.of == "ours" ? "In a network of ours, changing" : "Changing") only \(cure.factor) from \(cure.from) to \(cure.to) brings the held-out error from \(before) to \(after) and ends it in \(seeds) of \(seeds) seed\(seeds == 1 ? "" : "s")."
  }
}

/// A sentence in lines of at most so many columns.
private func wrapped(_ text: String, _ width: Int, indent: String = "") -> [String] {
  var lines: [String] = []
  var line = ""
  for word in text.split(separator: " ") {
    if !line.isEmpty, line.count + 1 + word.count > width {
      lines.append(line)
      line = indent + word
    } else {
      line += line.isEmpty ? String(word) : " \(word)"
    }
  }
  return line.isEmpty ? lines : lines + [line]
}
