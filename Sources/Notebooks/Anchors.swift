/// Anchors of headings, made as GitHub makes them, each handed out once.
struct Anchors {
  /// How many more of a base were asked for, so that equal headings need no search.
  private var repeats: [String: Int] = [:]
  /// Those handed out so far.
  private(set) var all: [String] = []

  /// Lower-case letters, digits, hyphens and underscores of a heading, its spaces as hyphens;
  /// `-1`, `-2`, … after one that is taken.
  mutating func anchor(for heading: String) -> String {
    let anchor = unused(for: heading)
    all.append(anchor)
    return anchor
  }

  private mutating func unused(for heading: String) -> String {
    var base = ""
    for character in heading.lowercased() {
      if character.isLetter || character.isNumber || character == "-" || character == "_" {
        base.append(character)
      } else if character.isWhitespace {
        base.append("-")
      }
    }
    if base.isEmpty { base = "section" }
    guard repeats[base] != nil else {
      repeats[base] = 0
      return base
    }
    while true {
      let number = repeats[base, default: 0] + 1
      repeats[base] = number
      let candidate = "\(base)-\(number)"
      if repeats[candidate] == nil {
        repeats[candidate] = 0
        return candidate
      }
    }
  }
}
