/// The address of a link as far as it leads to a notebook or to a place in the same page.
struct LocalAddress {
  /// Without `.md`; nil for the same page.
  let notebook: String?
  let anchor: String

  /// Nil for every other address: of another site, of a file that is no notebook.
  init?(_ address: String) {
    let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first else { return nil }
    anchor = parts.count > 1 ? Self.decoded(parts[1]) : ""
    var path = first
    if path.hasPrefix("./") { path = path.dropFirst(2) }
    if path.isEmpty {
      guard !anchor.isEmpty else { return nil }
      notebook = nil
    } else {
      guard path.hasSuffix(".md"), !path.hasPrefix("/"), !path.contains(":"), !path.contains("?")
      else { return nil }
      notebook = Self.decoded(path.dropLast(3))
    }
  }

  /// With `%20` and the like as what they stand for.
  private static func decoded(_ text: Substring) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2)
      if byte == UInt8(ascii: "%"), digits.count == 2,
        let value = UInt8(String(Substring(digits)), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
