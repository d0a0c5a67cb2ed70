import Mustache

/// Every name a template may use.
///
/// Mustache prints nothing for a name it does not know, so a template is checked against this list
/// when it is read.
enum Name: String, CaseIterable {
  // Pages
  case language, title, description, style, blocks, prose, cell, contents, headings, anchor, text
  case hasNeighbours, previous, next, slug, isIndex, hasPages, pages, isLong
  // Cells
  case id, kind, name, listing, exhibits, exhibit, rowTemplate
  case yaml, extends, extendsAnchor, hasChanges, changes, option, from, to, isAlone, rows
  // Exhibits
  case sentences, number, finding, caption, placement, svg, values
  case hasCaption, columns, cells, heading, isNumeric, isHighlighted, label
  case statement, numbers, hasNumbers, numbersNote, hasNote, facts, hasFacts, term, value, role
  case isSection, isSubsection, isDeeper
  case lines, message, expected, measured, holds
  // Devices
  case script, scriptDigest, isFolded
  case scrubber, list, last, shown, frames
  case besideVariance, besideStart, notPositive, negative, below, loss, variance, example, command
  case asks, choices, hasChoices, correct, answer
  // Provenance
  case provenance, versions, runs, hasRuns, runCount, seed, fingerprint, shortFingerprint
}

/// Values under names, for one template.
///
/// Mustache looks for an absent name in the contexts around it, so every context sets all the names
/// its template uses, with `false` for what is not there.
struct Context: MustacheParent, ExpressibleByDictionaryLiteral {
  private var values: [Name: Any]

  init(dictionaryLiteral elements: (Name, Any)...) {
    values = Dictionary(uniqueKeysWithValues: elements)
  }

  func child(named name: String) -> Any? { Name(rawValue: name).flatMap { values[$0] } }

  func adding(_ name: Name, _ value: Any) -> Context {
    var copy = self
    copy.values[name] = value
    return copy
  }
}

/// Ids that are unique in their page and the same in every build.
struct Ids {
  private var taken: Set<String>

  init(taken: some Sequence<String>) { self.taken = Set(taken) }

  /// The wanted id, with its odd characters replaced, and counted on where it is taken.
  mutating func take(_ wanted: String) -> String {
    let plain = String(
      wanted.unicodeScalars.map { scalar -> Character in
        let isPlain = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        return isPlain || scalar == "-" || scalar == "_" ? Character(scalar) : "-"
      })
    var id = plain
    var count = 2
    while !taken.insert(id).inserted {
      id = "\(plain)-\(count)"
      count += 1
    }
    return id
  }
}
