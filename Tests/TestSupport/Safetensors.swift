package import Foundation

/// The tensors of one safetensors file: eight bytes with the length of the header (little-endian),
/// the header as JSON, then the numbers, little-endian and row by row.
package struct Safetensors: Sendable {
  package struct Tensor: Sendable {
    package let shape: [Int]
    package let values: Values
  }

  /// Numbers in the precision of the file; the whole numbers and truth values of any width as `Int`.
  package enum Values: Sendable, Equatable {
    case floats([Float])
    case doubles([Double])
    case integers([Int])
  }

  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  private let tensors: [String: Tensor]

  package var names: [String] { tensors.keys.sorted() }
  package subscript(name: String) -> Tensor? { tensors[name] }

  /// Reads a file. Throws where it cannot be read or is no safetensors file.
  package init(contentsOf file: URL) throws {
    try self.init(Data(contentsOf: file))
  }

  /// Reads the bytes of a file. Throws `Failure` where they contradict themselves.
  package init(_ file: Data) throws {
    guard file.count >= 8 else { throw Failure(description: "no room for the header's length") }
    let length = file.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    guard length <= UInt64(file.count - 8) else {
      throw Failure(description: "a header of \(length) bytes in a file of \(file.count)")
    }
    let start = file.startIndex + 8
    let header = file[start..<start + Int(length)]
    let numbers = Data(file[(start + Int(length))...])
    tensors = try JSONDecoder().decode([String: Entry].self, from: header)
      .filter { $0.key != "__metadata__" }
      .reduce(into: [:]) { tensors, item in
        tensors[item.key] = try item.value.tensor(named: item.key, from: numbers)
      }
  }
}

extension Safetensors.Tensor {
  /// The numbers as float32, row by row.
  package var floats: [Float] {
    switch values {
    case .floats(let values): values
    case .doubles(let values): values.map(Float.init)
    case .integers(let values): values.map(Float.init)
    }
  }

  /// The numbers as float64, row by row.
  package var doubles: [Double] {
    switch values {
    case .floats(let values): values.map(Double.init)
    case .doubles(let values): values
    case .integers(let values): values.map(Double.init)
    }
  }

  /// The numbers of an integer tensor, or nil where the file holds fractions.
  package var integers: [Int]? {
    if case .integers(let values) = values { values } else { nil }
  }
}

/// What the header says of one tensor. All is optional because `__metadata__`, which stands among
/// the tensors, has none of it.
private struct Entry: Decodable {
  enum Element: String, Decodable {
    case float32 = "F32"
    case float64 = "F64"
    case int64 = "I64"
    case int32 = "I32"
    case uint8 = "U8"
    case truth = "BOOL"

    /// In bytes.
    var width: Int {
      switch self {
      case .float64, .int64: 8
      case .float32, .int32: 4
      case .uint8, .truth: 1
      }
    }
  }

  let dtype: Element?
  let shape: [Int]?
  /// First byte and the byte behind the last, from the end of the header.
  let offsets: [Int]?

  enum CodingKeys: String, CodingKey {
    case dtype, shape
    case offsets = "data_offsets"
  }

  func tensor(named name: String, from numbers: Data) throws -> Safetensors.Tensor {
    guard let dtype, let shape, let offsets, offsets.count == 2 else {
      throw Safetensors.Failure(description: "\(name) lacks dtype, shape or data_offsets")
    }
    let (start, end) = (offsets[0], offsets[1])
    guard 0 <= start, start <= end, end <= numbers.count,
      end - start == shape.reduce(dtype.width, *)
    else {
      throw Safetensors.Failure(
        description:
          "\(name): bytes \(start)..<\(end) cannot hold \(dtype.rawValue) of shape \(shape)")
    }
    return numbers[start..<end].withUnsafeBytes { bytes in
      Safetensors.Tensor(shape: shape, values: values(of: dtype, in: bytes))
    }
  }

  private func values(of dtype: Element, in bytes: UnsafeRawBufferPointer) -> Safetensors.Values {
    switch dtype {
    case .float32: .floats(words(in: bytes, UInt32.self).map { Float(bitPattern: $0) })
    case .float64: .doubles(words(in: bytes, UInt64.self).map { Double(bitPattern: $0) })
    case .int64: .integers(words(in: bytes, Int64.self).map { Int($0) })
    case .int32: .integers(words(in: bytes, Int32.self).map { Int($0) })
    case .uint8, .truth: .integers(bytes.map { Int($0) })
    }
  }

  /// Little-endian words; the file does not align them.
  private func words<Word: FixedWidthInteger>(
    in bytes: UnsafeRawBufferPointer, _ type: Word.Type
  ) -> [Word] {
    stride(from: 0, to: bytes.count, by: MemoryLayout<Word>.size).map {
      Word(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: Word.self))
    }
  }
}
