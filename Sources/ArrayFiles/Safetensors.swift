#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The arrays of a safetensors file: eight bytes with the length of the header (little-endian), the
/// header as JSON, then the numbers, little-endian and row by row.
///
/// What the header claims is checked when the file is opened: the ranges of all arrays must lie in
/// the file, side by side. An array's numbers are read when it is asked for.
package struct SafetensorsFile: Sendable {
  private let bytes: [UInt8]
  /// Where the numbers start.
  private let body: Int
  private let entries: [String: Entry]

  /// In alphabetic order.
  package var names: [String] { entries.keys.sorted() }

  package init(_ file: [UInt8]) throws(ArrayFileError) {
    guard file.count >= 8 else { throw ArrayFileError("it ends inside its header") }
    let length = littleEndian(file[0..<8])
    guard length <= UInt64(file.count - 8) else {
      throw ArrayFileError("its header claims \(length) bytes and only \(file.count - 8) are left")
    }
    bytes = file
    body = 8 + Int(length)
    do {
      entries = try JSONDecoder().decode(Entries.self, from: Data(file[8..<body])).named
    } catch {
      throw ArrayFileError("its header is not the JSON of a safetensors file")
    }
    try check(file.count - body)
  }

  /// Every byte belongs to one array, as the format asks.
  private func check(_ size: Int) throws(ArrayFileError) {
    for (name, entry) in entries.sorted(by: { $0.key < $1.key }) {
      let (start, end) = entry.range
      guard 0 <= start, start <= end, end <= size else {
        throw ArrayFileError("array '\(name)' lies at bytes \(start) to \(end) of \(size)")
      }
      if let element = entry.element,
        byteCount(entry.shape, width: element.width) != end - start
      {
        throw ArrayFileError(
          "array '\(name)' of shape \(shown(entry.shape)) does not fit its \(end - start) bytes")
      }
    }
    var last: (name: String, end: Int) = ("", 0)
    for (name, entry) in entries.sorted(by: { $0.value.range < $1.value.range }) {
      if entry.range.start < last.end {
        throw ArrayFileError("arrays '\(last.name)' and '\(name)' overlap")
      }
      if entry.range.start > last.end {
        throw ArrayFileError("no array covers bytes \(last.end) to \(entry.range.start)")
      }
      last = (name, entry.range.end)
    }
    if last.end != size {
      throw ArrayFileError("\(size - last.end) bytes are left over at its end")
    }
  }

  /// The numbers of an array. Throws where its element type is one that cannot be read.
  ///
  /// - Returns: nil where no array has that name.
  package func array(_ name: String) throws(ArrayFileError) -> NumberArray? {
    guard let entry = entries[name] else { return nil }
    guard let element = entry.element else {
      throw ArrayFileError(
        "the element type '\(String(entry.dtype.prefix(20)))' of array '\(name)' cannot be read",
        help: "save it as float32")
    }
    let values = bytes.withUnsafeBytes {
      element.read(
        UnsafeRawBufferPointer(rebasing: $0[body + entry.range.start..<body + entry.range.end]))
    }
    return NumberArray(shape: entry.shape, values: values)
  }
}

/// What the header says of one array.
private struct Entry: Decodable {
  let dtype: String
  let shape: [Int]
  /// The first byte and the byte behind the last, from the end of the header.
  let range: (start: Int, end: Int)

  enum CodingKeys: String, CodingKey {
    case dtype, shape
    case offsets = "data_offsets"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    dtype = try container.decode(String.self, forKey: .dtype)
    shape = try container.decode([Int].self, forKey: .shape)
    let offsets = try container.decode([Int].self, forKey: .offsets)
    guard offsets.count == 2 else {
      throw DecodingError.dataCorruptedError(
        forKey: .offsets, in: container, debugDescription: "two offsets belong here")
    }
    range = (offsets[0], offsets[1])
  }

  /// Nil for a type that cannot be read.
  var element: Element? {
    switch dtype {
    case "F64": .float64
    case "F32": .float32
    case "F16": .float16
    case "BF16": .bfloat16
    case "I64": .int64
    case "I32": .int32
    case "I16": .int16
    case "I8": .int8
    case "U64": .uint64
    case "U32": .uint32
    case "U16": .uint16
    case "U8": .uint8
    case "BOOL": .truth
    default: nil
    }
  }
}

/// All entries but `__metadata__`, which stands among the arrays and is none.
private struct Entries: Decodable {
  struct Key: CodingKey {
    let stringValue: String
    let intValue: Int? = nil
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  let named: [String: Entry]

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    var named: [String: Entry] = [:]
    for key in container.allKeys where key.stringValue != "__metadata__" {
      named[key.stringValue] = try container.decode(Entry.self, forKey: key)
    }
    self.named = named
  }
}
