import Foundation
import Testing

@testable import ArrayFiles

@Suite struct NPYTests {
  // import numpy as np, io, base64; b = io.BytesIO()
  // np.save(b, np.array([[1, 2, 3], [4, 5, 6.5]], dtype='float32'))
  // print(base64.b64encode(b.getvalue()))
  static let numpys = [UInt8](
    Data(
      base64Encoded:
        "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDMpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAIA/AAAAQAAAQEAAAIBAAACgQAAA0EA="
    )!)

  @Test func aFileOfNumpyIsReadRowByRow() throws {
    let array = try readNPY(Self.numpys)
    #expect(array == NumberArray(shape: [2, 3], values: [1, 2, 3, 4, 5, 6.5]))
  }

  /// A file of the given header text and numbers.
  private func file(_ header: String, _ body: [UInt8] = [], version: UInt8 = 1) -> [UInt8] {
    let count = header.utf8.count
    let length =
      version == 1
      ? [UInt8(count & 255), UInt8(count >> 8)] : [UInt8(count & 255), UInt8(count >> 8), 0, 0]
    return [0x93] + Array("NUMPY".utf8) + [version, 0] + length + Array(header.utf8) + body
  }

  private func header(_ descr: String, _ shape: String, fortran: String = "False") -> String {
    "{'descr': '\(descr)', 'fortran_order': \(fortran), 'shape': \(shape), }"
  }

  private func bytes<Word: FixedWidthInteger>(_ words: [Word]) -> [UInt8] {
    words.flatMap { word in withUnsafeBytes(of: word.littleEndian) { Array($0) } }
  }

  @Test func everyKindOfNumberIsRead() throws {
    let kinds: [(String, [UInt8])] = [
      ("<f8", bytes([(1.5).bitPattern, (-2.0).bitPattern])),
      ("<f4", bytes([Float(1.5).bitPattern, Float(-2).bitPattern])),
      ("<f2", bytes([UInt16(0x3e00), 0xc000])),
    ]
    for (descr, body) in kinds {
      #expect(try readNPY(file(header(descr, "(2,)"), body)).values == [1.5, -2], "\(descr)")
    }
    let whole: [(String, [UInt8])] = [
      ("<i8", bytes([Int64(7), -2])), ("<i4", bytes([Int32(7), -2])),
      ("<i2", bytes([Int16(7), -2])), ("|i1", bytes([Int8(7), -2])),
    ]
    for (descr, body) in whole {
      #expect(try readNPY(file(header(descr, "(2,)"), body)).values == [7, -2], "\(descr)")
    }
    #expect(try readNPY(file(header("|u1", "(2,)"), [7, 254])).values == [7, 254])
    #expect(try readNPY(file(header("|b1", "(2,)"), [0, 1])).values == [0, 1])
  }

  @Test func versionTwoHasALongerLength() throws {
    let array = try readNPY(file(header("|u1", "(1, 2)"), [3, 4], version: 2))
    #expect(array == NumberArray(shape: [1, 2], values: [3, 4]))
  }

  @Test func halfPrecisionCoversItsSpecialNumbers() throws {
    let body = bytes([UInt16(0x0001), 0x7c00, 0x8000, 0x7bff])
    let values = try readNPY(file(header("<f2", "(4,)"), body)).values
    #expect(values == [0x1p-24, .infinity, 0, 65504])
  }

  /// The sentence that answers a damaged file; empty where it was read.
  private func complaint(_ file: [UInt8]) -> String {
    do {
      _ = try readNPY(file)
      return ""
    } catch {
      return error.message
    }
  }

  @Test(arguments: [
    ("(3,)", "does not fit the 2 bytes"),
    ("(9223372036854775807,)", "does not fit"),
    ("(9223372036854775807, 9223372036854775807)", "does not fit"),
    ("(99999999999999999999,)", "no shape"),
    ("(-1,)", "no shape"),
    ("(2", "no shape"),
    ("(1,)", "does not fit the 2 bytes"),
  ])
  func aShapeThatTheBytesContradictIsReported(_ shape: String, _ said: String) {
    #expect(complaint(file(header("|u1", shape), [1, 2])).contains(said))
  }

  @Test func whatCannotBeReadIsNamed() {
    #expect(complaint(file(header("|O", "(1,)"))).contains("'|O'"))
    #expect(complaint(file(header(">f4", "(1,)"))).contains("'>f4'"))
    #expect(complaint(file(header("<f4", "(1, 1)", fortran: "True"))).contains("Fortran"))
    #expect(complaint(file("{'descr': [('a', '<f4')], }")).contains("records"))
    #expect(complaint(file("{'shape': (1,), }")).contains("lacks descr"))
    #expect(complaint(file("{}", version: 3)).contains("version 3"))
    #expect(complaint(Array("date,value\n".utf8)).contains("does not begin"))
  }

  @Test func aHeaderLongerThanTheFileIsReported() {
    var long = Self.numpys
    long[8] = 255
    long[9] = 255
    #expect(complaint(long).contains("claims 65535 bytes"))
  }

  @Test func everyCutIsReported() {
    for count in 0..<Self.numpys.count {
      #expect(!complaint(Array(Self.numpys.prefix(count))).isEmpty, "\(count) bytes")
    }
  }

  /// Any byte may be wrong; what is read is never longer than the file.
  @Test func noFlippedBitLeadsFurtherThanTheFile() {
    for index in Self.numpys.indices {
      for bit in 0..<8 {
        var file = Self.numpys
        file[index] ^= 1 << bit
        if let array = try? readNPY(file) { #expect(array.values.count <= file.count) }
      }
    }
  }
}
