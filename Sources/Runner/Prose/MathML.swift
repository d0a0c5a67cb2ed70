/// MathML as browsers show it.
///
/// The converter writes letters of other alphabets as `<mi mathvariant="double-struck">E</mi>`, which
/// browsers that follow MathML Core pass over. There the letter itself has to be another one: 𝔼.
enum MathML {
  static func forBrowsers(_ markup: String) -> String {
    var rest = markup[...]
    var result = ""
    while let found = rest.firstRange(of: " mathvariant=\"") {
      result += rest[..<found.lowerBound]
      rest = rest[found.upperBound...]
      let name = String(rest.prefix { $0 != "\"" })
      rest = rest.dropFirst(name.count + 1)
      guard let alphabet = alphabets[name], let close = rest.firstIndex(of: ">"),
        let end = rest.firstIndex(of: "<")
      else {
        // `normal` is the one that browsers know.
        if name == "normal" { result += " mathvariant=\"normal\"" }
        continue
      }
      result += rest[...close]
      let letters = rest[rest.index(after: close)..<end]
      for scalar in letters.unicodeScalars {
        result.unicodeScalars.append(alphabet.letter(for: scalar))
      }
      rest = rest[end...]
    }
    result += rest
    result.replace(" xmlns=\"http://www.w3.org/1998/Math/MathML\"", with: "")
    // A hyphen is drawn as one, and braces of a vertical script do not stretch.
    for (written, shown) in [("-", "−"), ("︸", "⏟"), ("︷", "⏞")] {
      result.replace(">\(written)</mo>", with: ">\(shown)</mo>")
    }
    // A text cannot begin with a mark that joins the letter before it: an accent stands for itself.
    for (joining, alone) in accents { result.replace(">\(joining)</mo>", with: ">\(alone)</mo>") }
    result.replace("<mspace width=\"0\"></mspace>", with: "")
    return result
  }

  private static let accents: [(joining: Unicode.Scalar, alone: Unicode.Scalar)] = [
    ("\u{300}", "`"), ("\u{301}", "´"), ("\u{302}", "^"), ("\u{303}", "~"), ("\u{304}", "¯"),
    ("\u{306}", "˘"), ("\u{307}", "˙"), ("\u{308}", "¨"), ("\u{30C}", "ˇ"),
  ]

  /// Where the letters of an alphabet begin in Unicode's block of mathematical ones.
  struct Alphabet {
    var capitals: UInt32
    var small: UInt32
    var digits: UInt32?
    var greekCapitals: UInt32?
    var greekSmall: UInt32?
    /// Letters that Unicode had before the block was made.
    var elsewhere: [Unicode.Scalar: Unicode.Scalar] = [:]

    func letter(for scalar: Unicode.Scalar) -> Unicode.Scalar {
      if let known = elsewhere[scalar] { return known }
      let value: UInt32? =
        switch scalar {
        case "A"..."Z": capitals + scalar.value - 0x41
        case "a"..."z": small + scalar.value - 0x61
        case "0"..."9": digits.map { $0 + scalar.value - 0x30 }
        case "Α"..."Ω": greekCapitals.map { $0 + scalar.value - 0x391 }
        case "α"..."ω": greekSmall.map { $0 + scalar.value - 0x3B1 }
        default: nil
        }
      return value.flatMap(Unicode.Scalar.init) ?? scalar
    }
  }

  /// Unicode 15, Mathematical Alphanumeric Symbols and Letterlike Symbols.
  static let alphabets: [String: Alphabet] = [
    "bold": Alphabet(
      capitals: 0x1D400, small: 0x1D41A, digits: 0x1D7CE, greekCapitals: 0x1D6A8,
      greekSmall: 0x1D6C2),
    "italic": Alphabet(
      capitals: 0x1D434, small: 0x1D44E, greekCapitals: 0x1D6E2, greekSmall: 0x1D6FC,
      elsewhere: ["h": "ℎ"]),
    "bold-italic": Alphabet(
      capitals: 0x1D468, small: 0x1D482, greekCapitals: 0x1D71C, greekSmall: 0x1D736),
    "script": Alphabet(
      capitals: 0x1D49C, small: 0x1D4B6,
      elsewhere: [
        "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ",
        "e": "ℯ", "g": "ℊ", "o": "ℴ",
      ]),
    "bold-script": Alphabet(capitals: 0x1D4D0, small: 0x1D4EA),
    "fraktur": Alphabet(
      capitals: 0x1D504, small: 0x1D51E,
      elsewhere: ["C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ"]),
    "bold-fraktur": Alphabet(capitals: 0x1D56C, small: 0x1D586),
    "double-struck": Alphabet(
      capitals: 0x1D538, small: 0x1D552, digits: 0x1D7D8,
      elsewhere: [
        "C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ",
      ]),
    "sans-serif": Alphabet(capitals: 0x1D5A0, small: 0x1D5BA, digits: 0x1D7E2),
    "bold-sans-serif": Alphabet(capitals: 0x1D5D4, small: 0x1D5EE, digits: 0x1D7EC),
    "sans-serif-italic": Alphabet(capitals: 0x1D608, small: 0x1D622),
    "sans-serif-bold-italic": Alphabet(capitals: 0x1D63C, small: 0x1D656),
    "monospace": Alphabet(capitals: 0x1D670, small: 0x1D68A, digits: 0x1D7F6),
  ]
}
