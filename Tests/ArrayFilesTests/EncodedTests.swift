import Testing

@testable import ArrayFiles

@Suite struct EncodedTests {
  @Test func whatIsWrittenIsReadAgain() throws {
    let arrays = [
      (
        name: "lstm.weight_ih_l0",
        array: NumberArray(shape: [2, 3], values: [1, 2, 3, -4, 0.5, 6])
      ),
      (name: "a \"quoted\" name", array: NumberArray(shape: [1], values: [.leastNonzeroMagnitude])),
      (name: "nothing", array: NumberArray(shape: [0, 3], values: [])),
    ]
    let bytes = SafetensorsFile.encoded(arrays)
    let file = try SafetensorsFile(bytes)
    #expect(file.names.count == 3)
    for (name, array) in arrays { #expect(try file.array(name) == array) }
  }

  /// import safetensors.torch, torch; safetensors.torch.save({"a": torch.tensor([1.0, 2.0])})
  @Test func theBytesAreThoseOfTheFormatsOwnWriter() {
    let header = #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#
    let padded = header + String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
    let bytes = SafetensorsFile.encoded([
      (name: "a", array: NumberArray(shape: [2], values: [1, 2]))
    ])
    #expect(bytes.prefix(8) == [UInt8(padded.utf8.count), 0, 0, 0, 0, 0, 0, 0])
    #expect(String(decoding: bytes[8..<8 + padded.utf8.count], as: UTF8.self) == padded)
    #expect(bytes.suffix(8) == [0, 0, 128, 63, 0, 0, 0, 64])
  }
}
