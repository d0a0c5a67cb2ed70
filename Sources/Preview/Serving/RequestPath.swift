/// What a request's path names, below the output folder.
enum RequestPath {
  /// The names of folders and file, decoded once. A path that ends in `/` names `index.html` there.
  ///
  /// - Returns: nil for a path that is refused: one with `..`, an encoded `/`, a hidden name, bytes
  ///   that are no text.
  static func names(of path: String) -> [String]? {
    guard path.hasPrefix("/") else { return nil }
    var names = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    if names.last == "" { names[names.count - 1] = "index.html" }
    var decoded: [String] = []
    for name in names {
      guard let text = text(of: name), isAllowed(text) else { return nil }
      decoded.append(text)
    }
    return decoded
  }

  /// A hidden name is an editor's, or a page that is being written; `..` begins like one.
  private static func isAllowed(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix(".")
      && !name.unicodeScalars.contains { $0 == "/" || $0 == "\\" || $0.value < 0x20 }
  }

  private static func text(of name: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(name.utf8)[...]
    while let byte = rest.popFirst() {
      if byte != UInt8(ascii: "%") {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit)
      else { return nil }
      bytes.append(high << 4 | low)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}
