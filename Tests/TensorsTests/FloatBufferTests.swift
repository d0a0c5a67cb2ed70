import Tensors
import Testing

@Suite struct FloatBufferTests {
  @Test func aBufferIsZeroAndAlignedForAVector() {
    for count in [1, 5, 64] {
      let buffer = FloatBuffer(count)
      #expect(buffer.array == [Float](repeating: 0, count: count))
      #expect(Int(bitPattern: buffer.pointer) % 64 == 0)
    }
  }

  @Test func aCopyOfFewerNumbersLeavesTheRest() {
    let buffer = FloatBuffer([1, 2, 3])
    buffer.copy([9])
    #expect(buffer.array == [9, 2, 3])
    buffer.zero()
    #expect(buffer.array == [0, 0, 0])
  }

  @Test func rowsArePaddedToWholeVectors() {
    let counts = [0, 1, 16, 17, 130].map(padded)
    #expect(counts == [0, 16, 16, 32, 144])
  }
}
