#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The ledger as a file: lines of words between tabs, because a thousand entries have to be read in a
/// few milliseconds. The first line holds the digest of the rest.
extension Ledger {
  private static let mark = "meanwhile-ledger 2 "

  /// Nil for a file that is not a whole ledger of this version.
  init?(reading data: Data) {
    guard let body = Lines.body(of: data, mark: Self.mark) else { return nil }
    var entry: Entry?
    for line in Lines.split(body) {
      let words = line.words
      switch line.kind {
      case "site" where words.count == 3:
        (notebooks, index, indexPage) = (words[0], words[1], words[2])
      case "page" where words.count == 8:
        keep(entry)
        entry = Entry(
          slug: words[0], text: words[1], frame: words[2], title: words[3], description: words[4],
          order: Int(words[5]) ?? .max, anchors: [], meanings: [:], links: [], converter: "",
          inputs: [], seals: [], cells: [], page: words[6],
          isSettled: words[7] == "settled")
      case "anchors": entry?.anchors = words
      case "meaning" where words.count == 2: entry?.meanings[words[0]] = words[1]
      case "link" where words.count == 4:
        entry?.links.append(
          LinkEntry(
            notebook: words[0], anchor: words[1], wantsCell: words[2] == "cell", found: words[3]))
      case "formulas" where words.count == 1: entry?.converter = words[0]
      case "input" where words.count == 3:
        entry?.inputs.append(
          DataReader.Input(path: words[0], resolved: words[1], digest: words[2]))
      case "seal" where words.count == 3:
        entry?.seals.append(
          RecordStore.Seal(fingerprint: words[0], digest: words[1], size: Int(words[2]) ?? -1))
      case "cell" where words.count == 1:
        entry?.cells.append(CellEntry(name: words[0], runs: []))
      case "run" where words.count == 2:
        guard let last = entry?.cells.indices.last else { return nil }
        entry?.cells[last].runs.append(NamedRun(name: words[0], fingerprint: words[1]))
      default: return nil
      }
    }
    keep(entry)
  }

  private mutating func keep(_ entry: Entry?) {
    if let entry { entries[entry.slug] = entry }
  }

  var data: Data {
    var lines = Lines()
    lines.add("site", [notebooks, index, indexPage])
    for entry in entries.values.sorted(by: { $0.slug < $1.slug }) {
      lines.add(
        "page",
        [
          entry.slug, entry.text, entry.frame, entry.title, entry.description, "\(entry.order)",
          entry.page, entry.isSettled ? "settled" : "open",
        ])
      if !entry.anchors.isEmpty { lines.add("anchors", entry.anchors) }
      for (anchor, meaning) in entry.meanings.sorted(by: { $0.key < $1.key }) {
        lines.add("meaning", [anchor, meaning])
      }
      for link in entry.links {
        lines.add(
          "link", [link.notebook, link.anchor, link.wantsCell ? "cell" : "place", link.found])
      }
      if !entry.converter.isEmpty { lines.add("formulas", [entry.converter]) }
      for input in entry.inputs { lines.add("input", [input.path, input.resolved, input.digest]) }
      for seal in entry.seals {
        lines.add("seal", [seal.fingerprint, seal.digest, "\(seal.size)"])
      }
      for cell in entry.cells {
        lines.add("cell", [cell.name])
        for run in cell.runs { lines.add("run", [run.name, run.fingerprint]) }
      }
    }
    return lines.data(mark: Self.mark)
  }
}

/// Lines of words between tabs, behind a line with a mark and the digest of the rest.
struct Lines {
  private var text = ""

  struct Line {
    var kind: String
    var words: [String]
  }

  mutating func add(_ kind: String, _ words: [String]) {
    text += kind
    for word in words {
      text += "\t"
      text += Self.escaped(word)
    }
    text += "\n"
  }

  func data(mark: String) -> Data {
    let body = Data(text.utf8)
    var data = Data((mark + Digest.sha256(body) + "\n").utf8)
    data.append(body)
    return data
  }

  /// What follows the first line; nil where that is not what was written.
  static func body(of data: Data, mark: String) -> Data? {
    guard let end = data.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let body = Data(data[(end + 1)...])
    return data[..<end].elementsEqual((mark + Digest.sha256(body)).utf8) ? body : nil
  }

  static func split(_ body: Data) -> [Line] {
    body.split(separator: UInt8(ascii: "\n")).map { line in
      let words = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
        .map { unescaped(String(decoding: $0, as: UTF8.self)) }
      return Line(kind: words[0], words: Array(words.dropFirst()))
    }
  }

  private static func escaped(_ word: String) -> String {
    guard word.utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\\") }) else { return word }
    return word.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "\\": result += "\\\\"
      case "\t": result += "\\t"
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }

  private static func unescaped(_ word: String) -> String {
    guard word.utf8.contains(UInt8(ascii: "\\")) else { return word }
    var result = ""
    var isEscaped = false
    for scalar in word.unicodeScalars {
      if isEscaped {
        result.unicodeScalars.append(scalar == "t" ? "\t" : scalar == "n" ? "\n" : scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
