/// What a page says and how it is built, without what differs between processors.
///
/// Written by the author, and kept: prose, cells, changes between cells. Measured, and each number
/// replaced by `#`: values in prose, sentences, captions, tables, prints. Of a figure its name and
/// description stay; its marks are tested with the plots. Left out: the style, the name of the
/// kernel, fingerprints.
struct PageMask {
  static func masked(_ page: String) -> String {
    var mask = PageMask()
    var rest = withoutScripts(page)[...]
    while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
      mask.add(text: rest[..<open])
      mask.add(tag: String(rest[open...close]))
      rest = rest[rest.index(after: close)...]
    }
    mask.add(text: rest)
    return mask.result
  }

  /// Without scripts, which are no tags, their digests, and the numbers that sliders and fields hold.
  private static func withoutScripts(_ page: String) -> String {
    page.replacing(#/<script>.*?</script>/#.dotMatchesNewlines(), with: "<script>#</script>")
      .replacing(#/'sha256-[^']*'/#, with: "'sha256-#'")
      .replacing(#/ label="([^"]*)"/#) { " label=\"\(withoutNumbers($0.1))\"" }
      .replacing(#/(<input id="[^"]*" [^>]*)value="[^"]*"/#) { "\($0.1)value=\"#\"" }
  }

  private var result = ""
  /// The tag that ends what is left out.
  private var hiddenUntil: String?
  /// How many `svg` are open: a panel is one inside the figure's.
  private var drawings = 0
  /// Inside a drawing's name or description.
  private var isNamed = false
  private var isListing = false
  private var isValue = false
  /// How many `div` of a piece of prose are open.
  private var prose = 0
  private var lastText = ""

  private mutating func add(tag: String) {
    if let end = hiddenUntil {
      if tag == end {
        hiddenUntil = nil
        result += "#" + tag
      }
      return
    }
    if drawings > 0 {
      addDrawn(tag)
      return
    }
    follow(tag)
    if tag.hasPrefix("<svg ") {
      drawings = 1
      result += "<svg>"
    } else if tag.hasPrefix("<code title=") {
      result += "<code title=\"#\">"
      hiddenUntil = "</code>"
    } else {
      result += tag
      if tag == "<style>" { hiddenUntil = "</style>" }
      if tag == "<dd>", lastText == "kernel" { hiddenUntil = "</dd>" }
    }
  }

  /// Of a drawing only its name and description.
  private mutating func addDrawn(_ tag: String) {
    isNamed = tag.hasPrefix("<title") || tag.hasPrefix("<desc")
    if tag.hasPrefix("<svg ") { drawings += 1 }
    if tag == "</svg>" { drawings -= 1 }
    if isNamed || drawings == 0 || ["</title>", "</desc>"].contains(tag) { result += tag }
  }

  private mutating func follow(_ tag: String) {
    if tag.hasPrefix("<details class=\"listing") { isListing = true }
    if tag == "</details>" { isListing = false }
    if tag == "<span class=\"value\">" { isValue = true }
    if tag == "</span>" { isValue = false }
    if tag == "<div class=\"prose\">" {
      prose = 1
    } else if prose > 0 {
      if tag.hasPrefix("<div") { prose += 1 }
      if tag == "</div>" { prose -= 1 }
    }
  }

  private mutating func add(text: Substring) {
    if text.isEmpty || hiddenUntil != nil { return }
    if drawings > 0, !isNamed { return }
    lastText = String(text)
    let isWritten = isListing || prose > 0 && !isValue
    result += isWritten ? String(text) : Self.withoutNumbers(text)
  }

  /// `−1.2 × 10⁻⁷`, `12 345` and `0.30` as `#`.
  static func withoutNumbers(_ text: Substring) -> String {
    var result = ""
    var rest = text
    while let character = rest.first {
      guard character.isASCII, character.isNumber else {
        result.append(rest.removeFirst())
        continue
      }
      let number = rest.prefix { $0.isNumber || ".,\u{202F}".contains($0) }
      rest = rest.dropFirst(number.count)
      let power =
        rest.prefix(4) == " × 1" ? rest.prefix { " ×10⁻".contains($0) || $0.isNumber } : ""
      rest = rest.dropFirst(power.count)
      if result.last == "−" { result.removeLast() }
      result += "#"
      // A full stop or comma after a number belongs to the sentence.
      if power.isEmpty, let last = number.last, !last.isNumber { result.append(last) }
      if let last = power.last, last == " " { result.append(last) }
    }
    return result
  }
}
