import Numerals

/// Pieces that several sentences share.
func written(_ value: Double) -> String { Numerals.measured(value) }

/// A p value with two digits: `0.0050`.
func written(p: Double) -> String { Numerals.measured(p, digits: 2) }

func percent(_ share: Double) -> String { Numerals.percent(share) }

/// "1 held-out sequence", "1000 held-out sequences".
func counted(_ count: Int, _ noun: String) -> String {
  "\(Numerals.count(count)) \(noun)\(count == 1 ? "" : "s")"
}

/// "2, 8 or 20".
func listed(_ items: [String], _ joiner: String) -> String {
  guard let last = items.last, items.count > 1 else { return items.first ?? "" }
  return items.dropLast().joined(separator: ", ") + " \(joiner) " + last
}

extension Scoreboard.Row {
  /// Inside a sentence: "the per-step mean".
  var inSentence: String {
    title.hasPrefix("The ")
      ? "the" + title.dropFirst(3) : "the " + title.prefix(1).lowercased() + title.dropFirst()
  }
}

extension Scoreboard {
  /// The row in a sentence; a counterfactual's is a model too: "the model with zeros …" would need
  /// grammar, so it is quoted by its title.
  func named(_ row: Row) -> String {
    row.isProbe || row.isReference || row.name == model.name
      ? row.inSentence
      : "the changed run (\(row.title.prefix(1).lowercased() + row.title.dropFirst()))"
  }
}

extension String {
  var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
