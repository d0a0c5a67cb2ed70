#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension SafetensorsFile {
  /// The bytes of a file that holds these arrays as float32, in this order; names may not repeat.
  package static func encoded(_ arrays: [(name: String, array: NumberArray)]) -> [UInt8] {
    var header: [String] = []
    var body: [UInt8] = []
    for (name, array) in arrays {
      let start = body.count
      for value in array.values {
        withUnsafeBytes(of: value.bitPattern.littleEndian) { body += $0 }
      }
      let shape = array.shape.map { "\($0)" }.joined(separator: ",")
      header.append(
        "\(quoted(name)):{\"dtype\":\"F32\",\"shape\":[\(shape)],\"data_offsets\":[\(start),\(body.count)]}"
      )
    }
    var text = Array("{\(header.joined(separator: ","))}".utf8)
    // The numbers begin at a multiple of eight, as the format's own writer has it.
    text += [UInt8](repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8)
    return withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) } + text + body
  }

  private static func quoted(_ name: String) -> String {
    guard let data = try? JSONEncoder().encode(name) else {
      preconditionFailure("a string always encodes")
    }
    return String(decoding: data, as: UTF8.self)
  }
}
