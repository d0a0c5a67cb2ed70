import SourceText
import Yams

/// Says what is wrong with YAML that libyaml refuses, in words for someone who does not know the
/// grammar, and where.
enum YAMLProblem {
  static func diagnostic(for error: any Error, _ places: inout YAMLPlaces) -> Diagnostic {
    switch error as? YamlError {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _):
      return explained(problem, context, mark, &places)
    case .composer(_, _, let mark, _):
      // The only one left: anchors are looked up by `OptionBuilder`.
      let start = places.offset(mark)
      return broken(
        "a second YAML document begins here", at: range(start, start + 3, places),
        help: "write one cell for each, or leave out the line of hyphens")
    case .duplicatedKeysInMapping(let keys, let context):
      return duplicate(keys.first ?? "", context.mark, &places)
    default:
      return broken("this YAML cannot be read", at: places.text.range(places.range))
    }
  }

  // MARK: Grammar

  private static func explained(
    _ problem: String, _ context: YamlError.Context?, _ mark: Mark, _ places: inout YAMLPlaces
  ) -> Diagnostic {
    let place = places.offset(mark)
    let opening = context.map { places.offset($0.mark) } ?? place
    if problem.hasPrefix("Maximum nesting level") {
      let depth = YAMLReader.deepestNesting
      return Diagnostic(
        "too-deep", "options are nested deeper than \(depth) levels",
        at: range(place, place, places))
    }
    let within = context?.text ?? ""
    if within.contains("quoted scalar"), problem.contains("end of") {
      return broken("this quotation never ends", at: range(opening, opening + 1, places))
    }
    if within.contains("flow sequence") || within.contains("flow mapping") {
      let isList = within.contains("sequence")
      return broken(
        isList ? "this list is not closed with ']'" : "this mapping is not closed with '}'",
        at: range(opening, opening + 1, places), help: "or a comma is missing in it")
    }
    let (message, help) = sentence(problem, byte: places.byte(at: place))
    return broken(message, at: range(place, character(at: place, places), places), help: help)
  }

  private static func sentence(_ problem: String, byte: UInt8?) -> (String, help: String?) {
    switch problem {
    case "found character that cannot start any token":
      guard let byte, byte != UInt8(ascii: "\t") else {
        return ("a tab cannot indent YAML", "use spaces")
      }
      let character = String(decoding: [byte], as: UTF8.self)
      return ("a value cannot begin with '\(character)'", "put the value in quotes")
    case "mapping values are not allowed in this context":
      return ("a ':' cannot stand here", "check the indentation, or put the value in quotes")
    case "could not find expected ':'":
      return ("a ':' is missing before this", "a line reads 'key: value'")
    case "did not find expected key":
      return ("a key was expected here", "indent it like the lines above it")
    case "did not find expected '-' indicator":
      return ("another item of the list was expected here", "begin it with '-'")
    case "block sequence entries are not allowed in this context":
      return ("a list cannot begin here", "begin it on a new line")
    case "found unknown escape character":
      return ("this is no escape that YAML knows", "write '\\\\' for a backslash")
    case "did not find expected <document start>":
      return ("the options ended before this", "indent it like the lines above it")
    default:
      return ("YAML does not allow this: \(problem)", nil)
    }
  }

  private static func character(at offset: Int, _ places: YAMLPlaces) -> Int {
    guard let byte = places.byte(at: offset), byte != .lineFeed, byte != .carriageReturn else {
      return offset
    }
    var end = offset + 1
    while let next = places.byte(at: end), next & 0xC0 == 0x80 { end += 1 }
    return end
  }

  // MARK: Duplicate keys

  /// Yams tells of one of the two; the other is looked for in the lines below it, written alike and
  /// in the same column. (In a list in brackets the first is pointed at.)
  private static func duplicate(
    _ key: String, _ mark: Mark, _ places: inout YAMLPlaces
  ) -> Diagnostic {
    let first = places.contentStart(places.offset(mark))
    let quote = places.byte(at: first)
    let isQuoted = quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"")
    let end = places.end(of: key, isQuoted ? .doubleQuoted : .plain, at: first)
    let written = places.text.bytes[first..<end]
    var place = first
    for line in mark.line..<max(mark.line, places.lineCount) {
      let start = places.offset(line: line + 1, column: mark.column)
      if places.text.bytes[start..<places.range.upperBound].starts(with: written),
        places.byte(at: start + written.count).map({ $0 == UInt8(ascii: ":") || $0.isBlank })
          ?? false
      {
        place = start
        break
      }
    }
    return Diagnostic(
      "duplicate-key", "\(quoted(key)) is written twice",
      at: range(place, place + written.count, places))
  }

  private static func broken(
    _ message: String, at range: SourceRange, help: String? = nil
  ) -> Diagnostic {
    Diagnostic("broken-yaml", message, at: range, help: help.map { [$0] } ?? [])
  }

  private static func range(_ start: Int, _ end: Int, _ places: YAMLPlaces) -> SourceRange {
    let end = min(max(start, end), places.range.upperBound)
    return places.text.range(min(start, end)..<end)
  }
}
