/// How wide a text is likely to be in a sans-serif face.
///
/// The SVG is written before any browser has chosen a font, so labels are placed by an estimate
/// that errs on the wide side: digits and lower-case letters of Helvetica are 0.5 to 0.56 em.
func estimatedWidth(_ text: String, size: Double = 13, bold: Bool = false) -> Double {
  var ems = 0.0
  for character in text {
    if let code = character.asciiValue {
      ems += asciiWidths[Int(code)]
    } else {
      ems += width(of: character)
    }
  }
  return ems * size * (bold ? 1.06 : 1)
}

/// By their codes: a page's labels are asked for thousands of times.
private let asciiWidths = (0..<128).map { width(of: Character(Unicode.Scalar(UInt8($0)))) }

/// In ems.
private func width(of character: Character) -> Double {
  switch character {
  case "i", "j", "l", "t", "f", "I", "'", "’", ".", ",", ":", ";", "|", "!", "(", ")", " ",
    "\u{202F}", "\u{00A0}":
    0.3
  case "m", "w", "M", "W", "%", "—": 0.88
  case "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "⁻": 0.36
  case _ where character.isUppercase: 0.7
  case _ where character.unicodeScalars.allSatisfy { $0.value < 0x2000 }: 0.56
  default: 1  // Symbols, and scripts whose letters are as wide as they are high.
  }
}

/// Breaks a text at spaces into lines no wider than `width` pixels; one long word stays whole.
func wrapped(_ text: String, width: Double, size: Double = 13, bold: Bool = false) -> [String] {
  var lines: [String] = []
  for word in text.split(separator: " ", omittingEmptySubsequences: true) {
    if let last = lines.last,
      estimatedWidth(last + " " + word, size: size, bold: bold) <= width
    {
      lines[lines.count - 1] = last + " " + word
    } else {
      lines.append(String(word))
    }
  }
  return lines.isEmpty ? [""] : lines
}
