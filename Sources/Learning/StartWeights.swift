import ArrayFiles
package import SourceText

/// Weights that a network starts from in place of drawn ones: a safetensors file with the names of a
/// PyTorch state dict, as they are or behind a module's name, `lstm.weight_ih_l0`. The head may have any
/// name where it is the only layer besides the recurrent one.
package struct StartWeights: Sendable, Encodable {
  package let file: DataFile
  private var digest = ""
  private var arrays: [String: NumberArray] = [:]

  /// The weights count by what they are, not by where they lie.
  enum CodingKeys: CodingKey { case digest }

  init(_ file: DataFile) { self.file = file }

  mutating func load(_ loaded: LoadedFile) -> [Diagnostic] {
    digest = loaded.digest
    do {
      let tensors = try SafetensorsFile(loaded.bytes)
      for name in tensors.names { arrays[name] = try tensors.array(name) }
      return []
    } catch {
      return [
        Diagnostic(
          "unreadable-weights", "'\(file.path)' is not a safetensors file: \(error.message)",
          at: file.range, help: error.help.map { [$0] } ?? [])
      ]
    }
  }

  private func name(of entry: ParameterLayout.Entry) -> String? {
    if arrays[entry.name] != nil { return entry.name }
    let behind = arrays.keys.filter { $0.hasSuffix(".\(entry.name)") }.sorted()
    if behind.count == 1 { return behind[0] }
    // A head by whatever name, where it is the only layer that is not recurrent.
    let heads = arrays.keys.filter { StateDict.isHead($0) }
    guard behind.isEmpty, heads.count == 1, let head = heads.first else { return nil }
    if entry.name == "fc.weight" { return head }
    let bias = head.dropLast("weight".count) + "bias"
    return entry.name == "fc.bias" && arrays[String(bias)] != nil ? String(bias) : nil
  }

  /// What keeps the file's tensors from being the weights of a layout.
  func problems(for layout: ParameterLayout) -> [Diagnostic] {
    layout.entries.compactMap { entry in
      let shape = entry.shape
      guard let name = name(of: entry), let array = arrays[name] else {
        return Diagnostic(
          "missing-weight", "'\(file.path)' holds no tensor '\(entry.name)'", at: file.range,
          notes: ["it holds: \(arrays.keys.sorted().prefix(24).joined(separator: ", "))"])
      }
      if array.shape == shape { return nil }
      return Diagnostic(
        "wrong-shape",
        "'\(name)' in '\(file.path)' has the shape \(array.shape), and this network needs \(shape)",
        at: file.range)
    }
  }

  /// Under the names of a layout that has no problems.
  func copy(to weights: inout [Float], _ layout: ParameterLayout) {
    for entry in layout.entries {
      guard let name = name(of: entry), let array = arrays[name] else { continue }
      weights.replaceSubrange(entry.offset..<entry.offset + entry.count, with: array.values)
    }
  }
}

extension Network {
  /// Reads the weights it starts from, if it names any.
  package mutating func load(_ file: LoadedFile) -> [Diagnostic] { weights?.load(file) ?? [] }
}

extension Experiment {
  /// Whether the weights it starts from fit its network. After its data are loaded.
  package func startProblems() -> [Diagnostic] {
    guard let weights = model.weights, let split = try? split() else { return [] }
    return weights.problems(
      for: ParameterLayout(
        model, inputs: split.train.features,
        outputs: training.loss.headOutputs(for: split.train.outputs)))
  }
}
