/// A parameter's name in PyTorch's state dict, and its shape.
package struct ParameterShape: Sendable {
  package let name: String
  package let rows, columns: Int
}

/// The weights of a network as one flat run of numbers, under PyTorch's state-dict names.
///
/// Flat, so that an optimizer is one pass; in the order of PyTorch's state dict.
package struct ParameterLayout: Sendable {
  package struct Entry: Sendable {
    package let name: String
    package let rows, columns: Int
    package let offset: Int
    package var count: Int { rows * columns }
    /// A bias is a vector.
    package var shape: [Int] { name.contains("bias") ? [rows] : [rows, columns] }
  }
  package private(set) var entries: [Entry] = []
  package private(set) var count = 0

  package init(_ network: Network, inputs: Int, outputs: Int) {
    for shape in network.parameters(inputs: inputs, outputs: outputs) {
      let entry = Entry(
        name: shape.name, rows: shape.rows, columns: shape.columns, offset: count)
      entries.append(entry)
      count += entry.count
    }
  }

  package subscript(name: String) -> Entry? { entries.first { $0.name == name } }

  /// Where a parameter begins. Only for names of this layout.
  func offset(_ name: String) -> Int {
    guard let entry = self[name] else { preconditionFailure("no parameter named \(name)") }
    return entry.offset
  }
}

extension Network {
  /// Recurrent layers, attention, head.
  func parameters(inputs: Int, outputs: Int) -> [ParameterShape] {
    let attention = type(of: attention)
    let head = attention.headWidth(width)
    return recurrentParameters(inputs: inputs) + attention.parameters(width) + [
      ParameterShape(name: "fc.weight", rows: outputs, columns: head),
      ParameterShape(name: "fc.bias", rows: outputs, columns: 1),
    ]
  }

  func recurrentParameters(inputs: Int) -> [ParameterShape] {
    let rows = type(of: layer).gates * hiddenSize
    var shapes: [ParameterShape] = []
    for (suffix, index) in suffixes {
      let reads = index == 0 ? inputs : width
      shapes.append(ParameterShape(name: "weight_ih\(suffix)", rows: rows, columns: reads))
      shapes.append(ParameterShape(name: "weight_hh\(suffix)", rows: rows, columns: hiddenSize))
      if bias {
        shapes.append(ParameterShape(name: "bias_ih\(suffix)", rows: rows, columns: 1))
        shapes.append(ParameterShape(name: "bias_hh\(suffix)", rows: rows, columns: 1))
      }
    }
    return shapes
  }

  /// `_l0`, `_l0_reverse`, `_l1`, … and the layer each belongs to.
  var suffixes: [(name: String, layer: Int)] {
    (0..<layers).flatMap { layer in
      (bidirectional ? ["", "_reverse"] : [""]).map { ("_l\(layer)\($0)", layer) }
    }
  }
}
