package import SourceText

extension Experiment {
  /// Options that are right one by one and wrong together.
  package func contradictions(at range: SourceRange?) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if !model.batchFirst, training.feeding.truthShare != nil || model.dropout > 0 {
      found.append(
        Diagnostic(
          "contradiction",
          "without batch_first the recurrence runs over the batch: there is no last output to feed back, and no step to drop units at",
          at: range, help: ["leave out dropout, and train with teacher_forcing"]))
    }
    if training.feeding.truthShare != nil {
      if !data.targetIsNextInput {
        found.append(
          Diagnostic(
            "contradiction",
            "\(type(of: training.feeding).name) feeds predictions back as inputs, but in '\(type(of: data).name)' data the target is not the next input",
            at: range))
      }
      if model.hasAttention {
        found.append(
          Diagnostic(
            "contradiction",
            "attention reads whole sequences before the network predicts, so its predictions cannot be fed back",
            at: range, help: ["leave out attention, or train with teacher_forcing"]))
      }
    }
    if training.loss.readout != nil, model.headActivation != .none {
      found.append(
        Diagnostic(
          "contradiction",
          "\(type(of: training.loss).name) reads the head's outputs as those of a density, which head_activation would bend",
          at: range, help: ["leave out head_activation"]))
    }
    let needed = bytesNeeded
    if needed > Experiment.memoryLimit {
      found.append(
        Diagnostic(
          "too-large",
          "this training would need about \(needed >> 30) GiB of memory; at most \(Experiment.memoryLimit >> 30) GiB are allowed",
          at: range, help: ["fewer sequences, shorter sequences or fewer hidden units"]))
    }
    return found
  }
}

extension Network {
  /// The same for the options of `model` alone, each at its own place.
  func contradictions(_ options: Options) -> [Diagnostic] {
    memoryContradictions(options) + attentionContradictions(options)
      + (dropout > 0 && layers == 1
        ? [
          Diagnostic(
            "contradiction", "dropout acts between stacked layers, and num_layers is 1",
            at: options.range(of: "dropout"), severity: .warning,
            help: ["head_dropout acts before the linear layer"])
        ] : [])
  }

  private func attentionContradictions(_ options: Options) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if hasAttention, bidirectional {
      found.append(
        Diagnostic(
          "contradiction",
          "attention looks at the steps up to its own, and a bidirectional layer has seen them all",
          at: options.range(of: "attention"), help: ["leave out bidirectional, or attention"]))
    }
    if attentionResidual, !(attention is MultiheadAttention) {
      found.append(
        Diagnostic(
          "contradiction",
          "attention_residual adds outputs to what \(MultiheadAttention.name) gives; with attention \(type(of: attention).name) there is nothing to add",
          at: options.range(of: "attention_residual"),
          help: ["attention: \(MultiheadAttention.name)"]))
    }
    return found
  }

  /// About `forget_bias` and `chrono`.
  private func memoryContradictions(_ options: Options) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if chrono == 1 || chrono == 2 {
      found.append(
        Diagnostic(
          "out-of-range", "chrono must be at least 3 steps, not \(chrono)",
          at: options.range(of: "chrono"), help: ["leave it out to use PyTorch's start"]))
    }
    if forgetBias != 0, chrono > 2 {
      found.append(
        Diagnostic(
          "contradiction", "chrono sets the forget gate's start, so forget_bias has none to add to",
          at: options.range(of: "forget_bias")))
    }
    for (key, isUsed) in [("forget_bias", forgetBias != 0), ("chrono", chrono > 2)] where isUsed {
      if type(of: layer).memoryGates == nil {
        found.append(
          Diagnostic(
            "contradiction", "\(key) starts a forget gate, and \(type(of: layer).name) has none",
            at: options.range(of: key), help: ["layer: lstm"]))
      } else if !bias {
        found.append(
          Diagnostic(
            "contradiction", "\(key) starts a bias, and with bias: false there is none",
            at: options.range(of: key)))
      }
    }
    return found
  }
}
