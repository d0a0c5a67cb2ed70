import Foundation
import TestSupport
import Testing

@Suite struct SafetensorsTests {
  /// A file with the header's length in front.
  private func file(_ header: String, _ numbers: [UInt8]) -> Data {
    let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) }
    return Data(length + Array(header.utf8) + numbers)
  }

  @Test func everyElementTypeIsReadWhereTheHeaderSaysItStands() throws {
    let header = """
      {"__metadata__": {"format": "pt"},
       "truth": {"dtype": "BOOL", "shape": [2], "data_offsets": [0, 2]},
       "byte": {"dtype": "U8", "shape": [1], "data_offsets": [2, 3]},
       "short": {"dtype": "I32", "shape": [1, 1], "data_offsets": [3, 7]},
       "long": {"dtype": "I64", "shape": [1], "data_offsets": [7, 15]},
       "single": {"dtype": "F32", "shape": [2, 1], "data_offsets": [15, 23]},
       "double": {"dtype": "F64", "shape": [], "data_offsets": [23, 31]}}
      """
    let tensors = try Safetensors(
      file(
        header,
        [0, 1] + [255] + [0xFE, 0xFF, 0xFF, 0xFF] + [0, 1, 0, 0, 0, 0, 0, 0]
          + [0, 0, 0xC0, 0x3F] + [0, 0, 0, 0x80] + [0, 0, 0, 0, 0, 0, 0xD0, 0xBF]))
    #expect(tensors.names == ["byte", "double", "long", "short", "single", "truth"])
    #expect(tensors["truth"]?.integers == [0, 1])
    #expect(tensors["byte"]?.integers == [255])
    #expect(tensors["short"]?.integers == [-2])
    #expect(tensors["long"]?.integers == [256])
    #expect(tensors["single"]?.floats == [1.5, 0])
    #expect(tensors["single"]?.floats[1].sign == .minus)
    #expect(tensors["single"]?.shape == [2, 1])
    #expect(tensors["single"]?.integers == nil)
    #expect(tensors["double"]?.doubles == [-0.25])
    #expect(tensors["double"]?.shape == [])
  }

  @Test(arguments: [
    (#"{"a": {"dtype": "F32", "shape": [3], "data_offsets": [0, 8]}}"#, "shape [3]"),
    (#"{"a": {"dtype": "F32", "shape": [4], "data_offsets": [0, 16]}}"#, "bytes 0..<16"),
    (#"{"a": {"dtype": "F32", "shape": [0], "data_offsets": [8, 4]}}"#, "bytes 8..<4"),
    (#"{"a": {"dtype": "F32", "shape": [2]}}"#, "lacks"),
  ])
  func aHeaderThatContradictsTheBytesIsRefused(_ header: String, _ reason: String) {
    let failure = #expect(throws: Safetensors.Failure.self) {
      try Safetensors(file(header, [UInt8](repeating: 0, count: 8)))
    }
    #expect(failure?.description.contains(reason) == true)
  }

  @Test(arguments: [Data(), Data([1, 0, 0]), Data([200, 0, 0, 0, 0, 0, 0, 0, 123, 125])])
  func aFileShorterThanItsHeaderIsRefused(_ file: Data) {
    #expect(throws: Safetensors.Failure.self) { try Safetensors(file) }
  }
}
