import Learning

/// The lines that make the network: `Forecaster`, its weights' start, `model`.
struct ModelSection {
  private(set) var text = ""
  private(set) var obstacles: [String] = []
  private let model: CanonicalOptions
  private let accidents: Set<String>
  /// What the recurrent module is called: `lstm`, `gru`, `rnn`.
  private let layer: String
  private let width, headWidth: Int

  /// - Parameters:
  ///   - inputs: `D`.
  ///   - outputs: how many numbers the head gives.
  init(
    _ experiment: Experiment, _ options: CanonicalOptions, inputs: Int, outputs: Int,
    beforeWeights: String, folder: String
  ) {
    model = options["model"]
    accidents = Set(options["training"]["accidents"].list.map(\.name))
    layer = String(model["layer"].name.prefix { $0 != "_" })
    width = model["hidden_size"].integer * (model["bidirectional"].truth ? 2 : 1)
    headWidth = ["dot", "additive"].contains(model["attention"].name) ? 2 * width : width
    if model["dropout"].number ?? 0 > 0 || model["head_dropout"].number ?? 0 > 0 {
      obstacles.append("dropout draws its masks by another rule in PyTorch")
    }
    let detaches = accidents.contains("detached_state")
    if detaches, model["bidirectional"].truth || !model["batch_first"].isAbsent {
      obstacles.append("a state detached at every step needs a network that reads forwards")
    }
    text = attentionModules + network(inputs: inputs, outputs: outputs, detaches: detaches)
    text += "\n\n" + beforeWeights + "model = Forecaster()\n" + start
    if let file = experiment.model.weights?.file {
      text += loading(PyTorchScript.path(file.path, in: folder))
    }
  }

  // MARK: The network

  private func network(inputs: Int, outputs: Int, detaches: Bool) -> String {
    var recurrent = ["\(inputs)", model["hidden_size"].python]
    if model["num_layers"].integer > 1 {
      recurrent.append("num_layers=\(model["num_layers"].python)")
    }
    if model["layer"].name == "rnn_relu" { recurrent.append("nonlinearity=\"relu\"") }
    if !model["bias"].truth { recurrent.append("bias=False") }
    if model["batch_first"].isAbsent { recurrent.append("batch_first=True") }
    if model["bidirectional"].truth { recurrent.append("bidirectional=True") }
    var lines = ["self.\(layer) = nn.\(layer.uppercased())(\(recurrent.joined(separator: ", ")))"]
    switch model["attention"].name {
    case "additive": lines.append("self.attn = AdditiveAttention(\(width))")
    case "mha": lines.append("self.attn = nn.MultiheadAttention(\(width), 1, batch_first=True)")
    default: break
    }
    lines.append("self.fc = nn.Linear(\(headWidth), \(outputs))")
    return """


      class Forecaster(nn.Module):
          def __init__(self):
              super().__init__()
      \(indented(lines, by: 8))

          def forward(self, x, state=None):
      \(indented(forward(detaches: detaches), by: 8))

      """
  }

  private func forward(detaches: Bool) -> [String] {
    var lines: [String] = []
    if model["blind"].truth {
      lines.append("x = torch.zeros_like(x)  # the network sees no inputs")
    }
    if model["batch_first"].isAbsent == false {
      lines.append("# batch_first=True is missing: the recurrence runs over the batch.")
    }
    if detaches {
      lines += [
        "outputs = []",
        "for t in range(x.shape[1]):",
        "    out, state = self.\(layer)(x[:, t : t + 1], state)",
        layer == "lstm"
          ? "    state = tuple(s.detach() for s in state)  # the accident"
          : "    state = state.detach()  # the accident",
        "    outputs.append(out)",
        "h = torch.cat(outputs, dim=1)",
      ]
    } else {
      lines.append("h, state = self.\(layer)(x, state)")
    }
    if accidents.contains("detached_output") { lines.append("h = h.detach()  # the accident") }
    let mask =
      "torch.triu(torch.ones(h.shape[1], h.shape[1], dtype=torch.bool, device=h.device), 1)"
    switch model["attention"].name {
    case "dot":
      lines += [
        "scores = h @ h.transpose(1, 2) / \(width) ** 0.5",
        "later = \(mask)",
        "h = torch.cat([h, scores.masked_fill(later, -math.inf).softmax(-1) @ h], dim=-1)",
      ]
    case "additive": lines.append("h = torch.cat([h, self.attn(h)], dim=-1)")
    case "mha":
      lines.append("later = \(mask)")
      lines.append("attended, _ = self.attn(h, h, h, attn_mask=later, need_weights=False)")
      lines.append(
        model["attention_residual"].truth ? "h = h + attended" : "h = attended")
    default: break
    }
    let head =
      switch model["head_activation"].name {
      case "relu": "torch.relu(self.fc(h))"
      case "sigmoid": "torch.sigmoid(self.fc(h))"
      case "tanh": "torch.tanh(self.fc(h))"
      default: "self.fc(h)"
      }
    return lines + ["return \(head), state"]
  }

  private var attentionModules: String {
    guard model["attention"].name == "additive" else { return "" }
    return """


      class AdditiveAttention(nn.Module):
          def __init__(self, width):
              super().__init__()
              self.query = nn.Linear(width, width, bias=False)
              self.key = nn.Linear(width, width)
              self.score = nn.Linear(width, 1, bias=False)

          def forward(self, h):
              pairs = torch.tanh(self.query(h)[:, :, None] + self.key(h)[:, None])
              scores = self.score(pairs).squeeze(-1)
              later = torch.triu(torch.ones_like(scores[0], dtype=torch.bool), 1)
              return scores.masked_fill(later, -math.inf).softmax(-1) @ h

      """
  }

  // MARK: The start of its weights

  /// What is done to the weights after they are drawn.
  private var start: String { openGates + (model["zero_head"].truth ? Self.zeroHead : "") }

  private static let zeroHead = """
    nn.init.zeros_(model.fc.weight)
    nn.init.zeros_(model.fc.bias)

    """

  /// Forget gates that start open.
  private var openGates: String {
    let size = model["hidden_size"].python
    let chrono = model["chrono"].integer
    let bias = model["forget_bias"].number ?? 0
    guard layer == "lstm", model["bias"].truth, chrono > 2 || bias != 0 else { return "" }
    var lines: [String] = []
    if chrono > 2 {
      lines += [
        "open = torch.log(1 + torch.empty(\(size)).uniform_(0, \(chrono - 2)).double()).float()",
        "ih[\(size) : 2 * \(size)], ih[:\(size)] = open, -open",
        "hh[: 2 * \(size)] = 0",
      ]
    }
    if bias != 0 { lines.append("ih[\(size) : 2 * \(size)] += \(pythonNumber(bias))") }
    return """
      with torch.no_grad():  # forget gates that start open
          for name, ih in model.lstm.named_parameters():
              if name.startswith("bias_ih"):
                  hh = getattr(model.lstm, name.replace("ih", "hh"))
      \(indented(lines, by: 12))

      """
  }

  private func loading(_ path: String) -> String {
    """
    given = safetensors.torch.load_file(\(path))
    names = {name.split(".")[-1]: name for name in model.\(layer).state_dict()}
    heads = [k for k in given if k.endswith("weight") and "_l0" not in k and given[k].dim() == 2]
    head = heads[0][: -len("weight")]
    renamed = {}
    for name, array in given.items():
        last = name.split(".")[-1]
        renamed[f"\(layer).{last}" if last in names else name.replace(head, "fc.", 1)] = array
    model.load_state_dict(renamed)

    """
  }
}

/// Lines at a depth; a script's own are four spaces deeper at each level.
func indented(_ lines: [String], by depth: Int) -> String {
  let space = String(repeating: " ", count: depth)
  return lines.map { space + $0 }.joined(separator: "\n")
}
