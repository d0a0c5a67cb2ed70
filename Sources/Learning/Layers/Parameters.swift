/// The weights of a network as one flat run of numbers, under PyTorch's state-dict names.
///
/// Flat, so that an optimizer is one pass; in PyTorch's order of creation, so that drawing them in
/// order draws what the program draws.
package struct ParameterLayout: Sendable {
  package struct Entry: Sendable {
    package let name: String
    package let rows, columns: Int
    package let offset: Int
    package var count: Int { rows * columns }
  }
  package private(set) var entries: [Entry] = []
  package private(set) var count = 0

  package init(_ network: Network, inputs: Int, outputs: Int) {
    let size = network.hiddenSize
    for layer in 0..<network.layers {
      for suffix in network.bidirectional ? ["", "_reverse"] : [""] {
        add("weight_ih_l\(layer)\(suffix)", 4 * size, layer == 0 ? inputs : network.width)
        add("weight_hh_l\(layer)\(suffix)", 4 * size, size)
        if network.bias {
          add("bias_ih_l\(layer)\(suffix)", 4 * size, 1)
          add("bias_hh_l\(layer)\(suffix)", 4 * size, 1)
        }
      }
    }
    add("fc.weight", outputs, network.width)
    add("fc.bias", outputs, 1)
  }

  private mutating func add(_ name: String, _ rows: Int, _ columns: Int) {
    entries.append(Entry(name: name, rows: rows, columns: columns, offset: count))
    count += rows * columns
  }

  package subscript(name: String) -> Entry? { entries.first { $0.name == name } }

  /// Where a parameter begins. Only for names of this layout.
  func offset(_ name: String) -> Int {
    guard let entry = self[name] else { preconditionFailure("no parameter named \(name)") }
    return entry.offset
  }

  /// PyTorch's initial weights: U(-1/√H, 1/√H) for the recurrent layers, U(-1/√W, 1/√W) for a head
  /// that reads W numbers, in the order of the entries.
  func initialWeights(_ network: Network, _ draws: Draws) -> [Float] {
    let stream = draws.stream(.weights, .torch)
    var weights: [Float] = []
    weights.reserveCapacity(count)
    for entry in entries {
      let reads = entry.name.hasPrefix("fc.") ? network.width : network.hiddenSize
      let bound = Float(1 / Double(reads).squareRoot())
      for _ in 0..<entry.count { weights.append(stream.torchUniform(-bound, bound)) }
    }
    return weights
  }
}
