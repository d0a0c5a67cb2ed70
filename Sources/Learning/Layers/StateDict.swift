import ArrayFiles
package import SourceText

/// What network a safetensors file with a PyTorch state dict belongs to, as the names and shapes of its
/// tensors tell.
package struct StateDict: Sendable {
  /// `lstm`, `gru` or `rnn_tanh`, by the rows of its weights for each hidden unit.
  package let layer: String
  package let hiddenSize, layers: Int
  package let bidirectional, bias: Bool
  /// `D` and `O`.
  package let inputs, outputs: Int

  package init(_ file: LoadedFile) throws(Diagnostics) {
    let path = file.file.path
    func problem(_ message: String, help: [String] = [], notes: [String] = []) -> Diagnostics {
      Diagnostics([
        Diagnostic("unreadable-weights", message, at: file.file.range, help: help, notes: notes)
      ])
    }
    var arrays: [String: NumberArray] = [:]
    do {
      let tensors = try SafetensorsFile(file.bytes)
      for name in tensors.names { arrays[name] = try tensors.array(name) }
    } catch {
      throw problem(
        "'\(path)' is not a safetensors file: \(error.message)",
        help: ["safetensors.torch.save_file(model.state_dict(), 'model.safetensors')"])
    }
    let held = ["it holds: \(arrays.keys.sorted().prefix(24).joined(separator: ", "))"]
    let recurrent = arrays.keys.filter { $0.contains("weight_hh_l") }.sorted()
    let modules = Set(recurrent.map { StateDict.module(of: $0) })
    guard let module = modules.first else {
      throw problem("'\(path)' holds no recurrent layer: no tensor 'weight_hh_l0'", notes: held)
    }
    guard modules.count == 1 else {
      throw problem(
        "'\(path)' holds \(modules.count) recurrent modules: \(modules.sorted().joined(separator: ", "))",
        help: ["one nn.LSTM, nn.GRU or nn.RNN with a linear head can be computed here"])
    }
    guard let first = arrays["\(module)weight_hh_l0"], let read = arrays["\(module)weight_ih_l0"],
      first.shape.count == 2, read.shape.count == 2, first.shape[1] > 0,
      let layer = StateDict.layers[first.shape[0] / first.shape[1]]
    else {
      throw problem(
        "the shapes of '\(module)weight_hh_l0' in '\(path)' are those of no layer known")
    }
    let heads = arrays.keys.filter { StateDict.isHead($0) }
    guard heads.count == 1, let head = arrays[heads[0]], head.shape.count == 2 else {
      throw problem(
        heads.isEmpty
          ? "'\(path)' holds no linear head"
          : "'\(path)' holds \(heads.count) layers after the recurrent one",
        help: ["one nn.LSTM, nn.GRU or nn.RNN with a linear head can be computed here"],
        notes: held)
    }
    self.layer = layer
    hiddenSize = first.shape[1]
    layers = recurrent.count { !$0.hasSuffix("_reverse") }
    bidirectional = recurrent.contains { $0.hasSuffix("_reverse") }
    bias = arrays["\(module)bias_ih_l0"] != nil
    inputs = read.shape[1]
    outputs = head.shape[0]
  }

  /// What stands before `weight_hh_l0`: `lstm.`, or nothing.
  private static func module(of name: String) -> String {
    name.firstRange(of: "weight_hh_l").map { String(name[..<$0.lowerBound]) } ?? ""
  }

  private static let layers = [4: "lstm", 3: "gru", 1: "rnn_tanh"]

  /// Whether a tensor is the weight of a layer that is not recurrent.
  static func isHead(_ name: String) -> Bool {
    (name == "weight" || name.hasSuffix(".weight")) && !name.contains("_l0")
  }

  /// The network's options, its weights those of a file.
  package func options(weights path: String) -> OptionNode {
    func scalar(_ text: String) -> OptionNode { OptionNode(.scalar(text, quoted: false)) }
    let values = [
      ("layer", layer), ("hidden_size", "\(hiddenSize)"), ("num_layers", "\(layers)"),
      ("bidirectional", "\(bidirectional)"), ("bias", "\(bias)"), ("weights", path),
    ]
    return OptionNode(.mapping(values.map { OptionNode.Entry(key: $0.0, value: scalar($0.1)) }))
  }
}
