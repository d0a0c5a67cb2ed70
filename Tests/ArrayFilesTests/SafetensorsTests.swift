import Testing

@testable import ArrayFiles

@Suite struct SafetensorsTests {
  private func file(_ header: String, _ body: [UInt8] = []) -> [UInt8] {
    withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) } + Array(header.utf8)
      + body
  }

  /// Two arrays: x = [[1, 2]] as float32, n = [3] as int64.
  private var good: [UInt8] {
    file(
      #"{"__metadata__":{"shape":"pt"},"x":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"n":{"dtype":"I64","shape":[1],"data_offsets":[8,16]}}"#,
      [0, 0, 128, 63, 0, 0, 0, 64, 3, 0, 0, 0, 0, 0, 0, 0])
  }

  @Test func arraysAreFoundByName() throws {
    let found = try SafetensorsFile(good)
    #expect(found.names == ["n", "x"])
    #expect(try found.array("x") == NumberArray(shape: [1, 2], values: [1, 2]))
    #expect(try found.array("n") == NumberArray(shape: [1], values: [3]))
    #expect(try found.array("y") == nil)
  }

  /// The sentence that answers a damaged file; empty where it was opened.
  private func complaint(_ file: [UInt8]) -> String {
    do {
      _ = try SafetensorsFile(file)
      return ""
    } catch {
      return error.message
    }
  }

  private func one(_ shape: String, _ offsets: String, dtype: String = "U8") -> String {
    #"{"x":{"dtype":"\#(dtype)","shape":\#(shape),"data_offsets":\#(offsets)}}"#
  }

  @Test(arguments: [
    ("[2]", "[0,9]", "lies at bytes 0 to 9 of 2"),
    ("[2]", "[-1,1]", "lies at bytes -1"),
    ("[2]", "[2,0]", "lies at bytes 2 to 0"),
    ("[3]", "[0,2]", "does not fit its 2 bytes"),
    ("[9223372036854775807]", "[0,9223372036854775807]", "lies at bytes"),
    ("[9223372036854775807,9223372036854775807]", "[0,2]", "does not fit"),
    ("[-2,-1]", "[0,2]", "does not fit"),
    ("[1]", "[1,2]", "no array covers bytes 0 to 1"),
    ("[1]", "[0,1]", "1 bytes are left over"),
    ("[2]", "[0]", "not the JSON"),
    ("[99999999999999999999]", "[0,2]", "not the JSON"),
  ])
  func aClaimThatTheBytesContradictIsReported(_ shape: String, _ offsets: String, _ said: String) {
    #expect(complaint(file(one(shape, offsets), [1, 2])).contains(said))
  }

  @Test func overlappingArraysAreReported() {
    let header =
      #"{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}"#
    #expect(complaint(file(header, [1, 2, 3])) == "arrays 'a' and 'b' overlap")
  }

  @Test func aLengthBeyondTheFileIsReported() {
    #expect(
      complaint([255, 255, 255, 255, 255, 255, 255, 127]).contains("claims 9223372036854775807"))
    #expect(complaint([0, 0, 0, 0, 0, 0, 0, 128]).contains("claims 9223372036854775808"))
    #expect(complaint([1, 2]).contains("ends inside"))
    #expect(complaint(file("[1, 2]")).contains("not the JSON"))
  }

  @Test func anUnknownElementTypeIsNamedWhenItIsAskedFor() throws {
    let found = try SafetensorsFile(file(one("[2]", "[0,2]", dtype: "F8_E4M3"), [1, 2]))
    #expect(throws: ArrayFileError.self) { try found.array("x") }
  }

  @Test func bfloat16IsTheUpperHalfOfFloat32() throws {
    let found = try SafetensorsFile(file(one("[1]", "[0,2]", dtype: "BF16"), [0x80, 0x3f]))
    #expect(try found.array("x")?.values == [1])
  }

  @Test func aDeepHeaderIsReportedLikeAnyOther() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(complaint(file("{\"x\":" + deep)).contains("not the JSON"))
  }

  @Test func everyCutIsReported() {
    for count in 0..<good.count {
      #expect(!complaint(Array(good.prefix(count))).isEmpty, "\(count) bytes")
    }
  }

  @Test func noFlippedBitLeadsFurtherThanTheFile() {
    for index in good.indices {
      for bit in 0..<8 {
        var bytes = good
        bytes[index] ^= 1 << bit
        guard let found = try? SafetensorsFile(bytes) else { continue }
        for name in found.names {
          if let array = try? found.array(name) { #expect(array.values.count <= bytes.count) }
        }
      }
    }
  }
}
