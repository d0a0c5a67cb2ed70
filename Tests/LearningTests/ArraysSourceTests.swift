import SourceText
import Testing

@testable import Learning

@Suite struct ArraysSourceTests {
  /// A `.npy` file of float32 numbers 0, 1, 2, …
  private func npy(_ shape: [Int], _ change: (inout [Float]) -> Void = { _ in }) -> [UInt8] {
    var values = (0..<shape.reduce(1, *)).map { Float($0) }
    change(&values)
    let header =
      "{'descr': '<f4', 'fortran_order': False, 'shape': (\(shape.map { "\($0)," }.joined())), }"
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
      + values.flatMap { value in withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) } }
  }

  private func load(_ node: OptionNode, _ files: [[UInt8]]) -> (ArraysSource, [Diagnostic]) {
    var source = choice(ArraysSource.self, node)
    let found = source.load(files.map { file($0) })
    return (source, found)
  }

  private func split(_ source: ArraysSource) throws -> Split {
    try source.split(Draws(order: .named, seed: 0))
  }

  @Test func inputsAndTargetsComeFromTwoFiles() throws {
    let (source, found) = load(
      ["inputs": "x.npy", "targets": "y.npy"], [npy([8, 3, 2]), npy([8, 3])])
    #expect(found.isEmpty)
    #expect(source.files.map(\.path) == ["x.npy", "y.npy"])
    let split = try split(source)
    #expect(split.train.sequences == 6 && split.test.sequences == 2)
    #expect(split.train.features == 2 && split.train.outputs == 1 && split.train.steps == 3)
    #expect(split.test.input(0, 1, 1) == 39 && split.test.target(1, 2) == 23)
    #expect(!split.targetIsNextInput)
    #expect(source.extent == (8, 3))
  }

  @Test func withoutTargetsTheNextInputIsForecast() throws {
    let (source, found) = load(["inputs": "x.npy", "standardise": true], [npy([4, 5])])
    #expect(found.isEmpty)
    let split = try split(source)
    #expect(split.train.steps == 4 && split.targetIsNextInput)
    #expect(split.train.target(1, 3) == 9 && split.train.input(1, 3) == 8)
    #expect(split.scaling.inputs.count == 1)
  }

  @Test func arraysOfOneFileAreNamed() throws {
    let header =
      #"{"x":{"dtype":"U8","shape":[2,2],"data_offsets":[0,4]},"y":{"dtype":"U8","shape":[2,2,1],"data_offsets":[4,8]}}"#
    let bytes =
      [UInt8(header.utf8.count), 0, 0, 0, 0, 0, 0, 0] + Array(header.utf8) + [
        1, 2, 3, 4, 5, 6, 7, 8,
      ]
    let (source, found) = load(
      ["path": "a.safetensors", "inputs": "x", "targets": "y", "test_share": 0.5], [bytes])
    #expect(found.isEmpty)
    #expect(try split(source).test.targets == [7, 8])
    let (_, missing) = load(["path": "a.safetensors", "inputs": "X", "targets": "y"], [bytes])
    #expect(missing.map(\.message) == ["unknown array 'X'"])
    #expect(missing.first?.notes == ["known: x, y"])
  }

  @Test func whatCannotBeUsedIsReported() {
    func message(_ files: [[UInt8]]) -> String {
      load(["inputs": "x.npy", "targets": "y.npy"], files).1.map(\.message).joined()
    }
    #expect(message([[1, 2, 3], [1]]).contains("does not begin as a .npy file does"))
    #expect(message([Array(npy([4, 3]).dropLast()), npy([4, 3])]).contains("does not fit"))
    #expect(message([npy([4]), npy([4])]).contains("the shape (4)"))
    #expect(message([npy([4, 0]), npy([4, 0])]).contains("none of them 0"))
    #expect(
      message([npy([4, 3]), npy([3, 4])])
        == "inputs are 4 sequences of 3 steps and targets 3 of 4")
    #expect(message([npy([1, 3]), npy([1, 3])]).contains("too few"))
    #expect(
      message([npy([4, 3, 2]) { $0[9] = .nan }, npy([4, 3])])
        == "inputs hold a missing number in sequence 1, step 1, column 1, all counted from 0")
    #expect(
      message([npy([4, 3]), npy([4, 3]) { $0[4] = .infinity }]).contains("an infinite number"))
  }
}
