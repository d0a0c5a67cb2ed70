/// Writes SVG elements as text, their attributes in the order given.
struct SVG {
  private(set) var text = ""

  /// An element without content. An attribute whose value is nil is left out.
  mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String?>) {
    open(name, attributes, end: "/>")
  }

  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String?>, _ content: String
  ) {
    open(name, attributes, end: ">")
    text += SVG.escaped(content) + "</\(name)>"
  }

  mutating func open(
    _ name: String, _ attributes: KeyValuePairs<String, String?>, end: String = ">"
  ) {
    text += "<\(name)"
    for (key, value) in attributes {
      if let value { text += " \(key)=\"\(SVG.escaped(value))\"" }
    }
    text += end
  }

  mutating func close(_ name: String) { text += "</\(name)>" }
  mutating func append(_ other: String) { text += other }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
      || byte == UInt8(ascii: "\"")
  }

  static func escaped(_ text: String) -> String {
    // Nearly all texts are numbers and names.
    if !text.utf8.contains(where: isSpecial) { return text }
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }

  /// A length in pixels, to a tenth: `12.5`, `-.4`.
  static func pixels(_ value: Double) -> String { tenths(Int((value * 10).rounded())) }

  /// A share of the width, to a hundredth of a percent (a tenth of a pixel on a wide screen).
  static func percent(_ fraction: Double) -> String {
    let hundredths = Int((fraction * 10_000).rounded())
    let whole = abs(hundredths) / 100
    let rest = abs(hundredths) % 100
    let decimals =
      rest == 0 ? "" : rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
    return (hundredths < 0 ? "-" : "") + "\(whole)\(decimals)%"
  }

  /// Tenths of a unit as short as path data allows: 6 is `.6`, -20 is `-2`.
  static func tenths(_ value: Int) -> String {
    let whole = abs(value) / 10
    let rest = abs(value) % 10
    let digits = rest == 0 ? "\(whole)" : whole == 0 ? ".\(rest)" : "\(whole).\(rest)"
    return value < 0 ? "-" + digits : digits
  }
}
