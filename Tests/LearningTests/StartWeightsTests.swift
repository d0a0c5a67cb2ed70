import Foundation
import TestSupport
import Testing

@testable import Learning

/// Weights that a network starts from, out of a file that PyTorch's names are in.
@Suite struct StartWeightsTests {
  private func layout(hidden: Int) -> ParameterLayout {
    ParameterLayout(Network(hiddenSize: hidden), inputs: 3, outputs: 2)
  }

  private func loaded(_ bytes: [UInt8]) -> (weights: StartWeights, messages: [String]) {
    let file = file(bytes, path: "start.safetensors")
    var weights = StartWeights(file.file)
    let messages = weights.load(file).map(\.message)
    return (weights, messages)
  }

  /// Of an LSTM with 5 units on 3 inputs and 2 outputs, among other tensors.
  private func golden() throws -> (vectors: GoldenVectors, bytes: [UInt8]) {
    let known = try Golden.named("lstm_1l")
    let path = Golden.folder.appending(path: known.file)
    return (try GoldenVectors(known, in: Golden.folder), [UInt8](try Data(contentsOf: path)))
  }

  @Test func theyAreTheFilesTensorsByTheirNames() throws {
    let (vectors, bytes) = try golden()
    let (weights, messages) = loaded(bytes)
    #expect(messages.isEmpty)
    let layout = layout(hidden: 5)
    #expect(weights.problems(for: layout).isEmpty)
    var values = [Float](repeating: .nan, count: layout.count)
    weights.copy(to: &values, layout)
    for entry in layout.entries {
      let part = Array(values[entry.offset..<entry.offset + entry.count])
      #expect(part == (try vectors.floats(entry.name)), "\(entry.name)")
    }
  }

  @Test func aShapeThatDoesNotFitIsNamedWithBoth() throws {
    let (weights, _) = loaded(try golden().bytes)
    let messages = weights.problems(for: layout(hidden: 6)).map(\.message)
    #expect(
      messages.contains(
        "'weight_hh_l0' in 'start.safetensors' has the shape [20, 5], and this network needs [24, 6]"
      ))
  }

  @Test func aMissingTensorIsNamed() throws {
    let (weights, _) = loaded(try golden().bytes)
    let two = ParameterLayout(Network(hiddenSize: 5, layers: 2), inputs: 3, outputs: 2)
    let messages = weights.problems(for: two).map(\.message)
    #expect(messages.contains("'start.safetensors' holds no tensor 'weight_ih_l1'"))
  }

  @Test func aDamagedFileIsAMessage() throws {
    let bytes = try golden().bytes
    let (_, messages) = loaded(Array(bytes.prefix(bytes.count / 2)))
    #expect(messages.count == 1)
    #expect(messages.first?.hasPrefix("'start.safetensors' is not a safetensors file") == true)
  }
}
