/// Reads the bytes of a `.npy` file, versions 1 and 2: `\x93NUMPY`, two bytes of version, the
/// length of the header, the header as the text of a Python dictionary, then the numbers in C
/// order.
///
/// Lengths are compared with the bytes that are there before anything is allocated.
package func readNPY(_ file: [UInt8]) throws(ArrayFileError) -> NumberArray {
  guard file.starts(with: [0x93] + Array("NUMPY".utf8)) else {
    throw ArrayFileError("it does not begin as a .npy file does")
  }
  guard file.count >= 10 else { throw ArrayFileError("it ends inside its header") }
  let version = file[6]
  guard version == 1 || version == 2 else {
    throw ArrayFileError(
      "it has version \(version).\(file[7]) of the format; versions 1 and 2 can be read",
      help: "save it again with numpy.save")
  }
  let start = version == 1 ? 10 : 12
  guard file.count >= start else { throw ArrayFileError("it ends inside its header") }
  let length = littleEndian(file[8..<start])
  guard length <= UInt64(file.count - start) else {
    throw ArrayFileError(
      "its header claims \(length) bytes and only \(file.count - start) are left")
  }
  let body = start + Int(length)
  var scanner = HeaderScanner(file[start..<body])
  let header = try scanner.read()
  guard let bytes = byteCount(header.shape, width: header.element.width),
    bytes == file.count - body
  else {
    throw ArrayFileError(
      "an array of shape \(shown(header.shape)) does not fit the \(file.count - body) bytes after the header"
    )
  }
  let values = file.withUnsafeBytes {
    header.element.read(UnsafeRawBufferPointer(rebasing: $0[body...]))
  }
  return NumberArray(shape: header.shape, values: values)
}

/// `(3, 4)`.
func shown(_ shape: [Int]) -> String { "(\(shape.map(String.init).joined(separator: ", ")))" }

/// What the header of a `.npy` file says.
private struct Header {
  var element: Element
  var shape: [Int]
}

/// Reads `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`.
private struct HeaderScanner {
  private var rest: ArraySlice<UInt8>
  private var descr: String?
  private var isFortran: Bool?
  private var shape: [Int]?

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  mutating func read() throws(ArrayFileError) -> Header {
    try expect("{")
    while !skip("}") {
      let key = try quoted()
      try expect(":")
      switch key {
      case "descr":
        guard peek() != UInt8(ascii: "[") else {
          throw ArrayFileError(
            "it holds records of several fields",
            help: "save one array of numbers: numpy.save(path, records['field'])")
        }
        descr = try quoted()
      case "fortran_order": isFortran = try truth()
      case "shape": shape = try numbers()
      default: throw ArrayFileError("its header holds an unknown entry '\(key)'")
      }
      if !skip(",") {
        try expect("}")
        break
      }
    }
    guard let descr, let isFortran, let shape else {
      throw ArrayFileError("its header lacks descr, fortran_order or shape")
    }
    if isFortran, shape.count > 1 {
      throw ArrayFileError(
        "its numbers are in Fortran order",
        help: "save numpy.ascontiguousarray(array) instead")
    }
    return Header(element: try element(descr), shape: shape)
  }

  private func element(_ descr: String) throws(ArrayFileError) -> Element {
    switch descr {
    case "<f8": return .float64
    case "<f4": return .float32
    case "<f2": return .float16
    case "<i8": return .int64
    case "<i4": return .int32
    case "<i2": return .int16
    case "|i1": return .int8
    case "<u8": return .uint64
    case "<u4": return .uint32
    case "<u2": return .uint16
    case "|u1": return .uint8
    case "|b1": return .truth
    default:
      throw ArrayFileError(
        "its element type '\(String(descr.prefix(20)))' cannot be read",
        help: "save array.astype('float32') instead")
    }
  }

  private mutating func skipSpace() {
    rest = rest.drop { $0 == 32 || $0 == 10 || $0 == 9 || $0 == 13 }
  }

  private mutating func peek() -> UInt8? {
    skipSpace()
    return rest.first
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard peek() == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(ArrayFileError) {
    guard skip(character) else {
      throw ArrayFileError("its header is not the text numpy writes: '\(character)' is missing")
    }
  }

  private mutating func quoted() throws(ArrayFileError) -> String {
    guard let mark = peek(), mark == UInt8(ascii: "'") || mark == UInt8(ascii: "\""),
      let end = rest.dropFirst().firstIndex(of: mark)
    else { throw ArrayFileError("its header is not the text numpy writes: a name is missing") }
    let name = String(decoding: rest[rest.startIndex + 1..<end], as: UTF8.self)
    rest = rest[(end + 1)...]
    return name
  }

  private mutating func truth() throws(ArrayFileError) -> Bool {
    skipSpace()
    for (word, value) in [("True", true), ("False", false)] where rest.starts(with: word.utf8) {
      rest = rest.dropFirst(word.utf8.count)
      return value
    }
    throw ArrayFileError("its header does not say whether it is in Fortran order")
  }

  /// `(3, 4)`, `(3,)` or `()`.
  private mutating func numbers() throws(ArrayFileError) -> [Int] {
    try expect("(")
    var numbers: [Int] = []
    while !skip(")") {
      skipSpace()
      let digits = rest.prefix { $0 >= 48 && $0 <= 57 }
      guard let number = Int(String(decoding: digits, as: UTF8.self)), numbers.count < 32 else {
        throw ArrayFileError("its header holds no shape that can be read")
      }
      numbers.append(number)
      rest = rest.dropFirst(digits.count)
      if !skip(",") {
        try expect(")")
        break
      }
    }
    return numbers
  }
}
