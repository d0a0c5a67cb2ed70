import Mustache

/// Text as HTML writes it, scalar by scalar.
///
/// Mustache's own escaping looks at characters, and a quotation mark with a combining accent is a
/// character of its own: it would pass, and end the attribute it stands in.
package enum HTMLText {
  package static func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
      case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
      case "\t", "\n": escaped.append(scalar)
      // HTML has no place for the other control characters.
      case "\0"..<" ", "\u{7F}"..."\u{9F}": escaped.append("\u{FFFD}")
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }
}

/// The templates' escaping.
struct ScalarEscaping: MustacheContentType {
  func escapeText(_ text: String) -> String { HTMLText.escaped(text) }

  /// The line that puts a template under this escaping. Every template needs it, partials too:
  /// Mustache goes back to its own escaping at the start of a partial.
  static let pragma: String = {
    MustacheContentTypes.register(ScalarEscaping(), named: "SCALARS")
    return "{{% CONTENT_TYPE: SCALARS}}\n"
  }()
}
