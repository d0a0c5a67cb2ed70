/// Numbers with a shape, row by row, as a file held them. Numbers of any kind become float32.
package struct NumberArray: Sendable, Equatable {
  package let shape: [Int]
  package let values: [Float]

  package init(shape: [Int], values: [Float]) {
    self.shape = shape
    self.values = values
  }
}

/// Why bytes are not the array they claim to be.
package struct ArrayFileError: Error, Sendable, Equatable {
  /// One lower-case sentence without a full stop.
  package let message: String
  /// What would cure it, where something does.
  package let help: String?

  init(_ message: String, help: String? = nil) {
    self.message = message
    self.help = help
  }
}

/// The kinds of numbers both formats share.
enum Element: CaseIterable {
  case float64, float32, float16, bfloat16
  case int64, int32, int16, int8
  case uint64, uint32, uint16, uint8
  case truth

  /// In bytes.
  var width: Int {
    switch self {
    case .float64, .int64, .uint64: 8
    case .float32, .int32, .uint32: 4
    case .float16, .bfloat16, .int16, .uint16: 2
    case .int8, .uint8, .truth: 1
    }
  }

  /// Little-endian numbers, wherever they start; the files do not align them.
  func read(_ bytes: UnsafeRawBufferPointer) -> [Float] {
    switch self {
    case .float64: words(bytes, UInt64.self) { Float(Double(bitPattern: $0)) }
    case .float32: words(bytes, UInt32.self) { Float(bitPattern: $0) }
    case .float16: words(bytes, UInt16.self, half)
    case .bfloat16: words(bytes, UInt16.self) { Float(bitPattern: UInt32($0) << 16) }
    case .int64: words(bytes, Int64.self) { Float($0) }
    case .int32: words(bytes, Int32.self) { Float($0) }
    case .int16: words(bytes, Int16.self) { Float($0) }
    case .int8: words(bytes, Int8.self) { Float($0) }
    case .uint64: words(bytes, UInt64.self) { Float($0) }
    case .uint32: words(bytes, UInt32.self) { Float($0) }
    case .uint16: words(bytes, UInt16.self) { Float($0) }
    case .uint8: words(bytes, UInt8.self) { Float($0) }
    case .truth: words(bytes, UInt8.self) { $0 == 0 ? 0 : 1 }
    }
  }

  private func words<Word: FixedWidthInteger & BitwiseCopyable>(
    _ bytes: UnsafeRawBufferPointer, _ type: Word.Type, _ number: (Word) -> Float
  ) -> [Float] {
    let width = MemoryLayout<Word>.size
    return (0..<bytes.count / width).map {
      number(Word(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * width, as: Word.self)))
    }
  }
}

/// IEEE half precision. Spelled out, because `Float16` does not exist on every platform.
private func half(_ bits: UInt16) -> Float {
  let sign: Float = bits >> 15 == 0 ? 1 : -1
  let exponent = Int(bits >> 10) & 31
  let fraction = Float(bits & 1023)
  switch exponent {
  case 0: return sign * fraction * 0x1p-24
  case 31: return fraction == 0 ? sign * .infinity : .nan
  default:
    let one = Float(sign: .plus, exponent: exponent - 15, significand: 1)
    return sign * (1 + fraction * 0x1p-10) * one
  }
}

/// How many bytes an array of a shape takes; nil where no file can be so long.
func byteCount(_ shape: [Int], width: Int) -> Int? {
  var count = width
  for size in shape {
    guard size >= 0 else { return nil }
    let (product, overflow) = count.multipliedReportingOverflow(by: size)
    if overflow { return nil }
    count = product
  }
  return count
}

/// A little-endian number from the first bytes of a file.
func littleEndian(_ bytes: ArraySlice<UInt8>) -> UInt64 {
  bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
}
