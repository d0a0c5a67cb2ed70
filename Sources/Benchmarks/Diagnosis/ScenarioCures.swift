import SourceText

extension ScenarioDraw {
  /// The same draw with one factor changed.
  func cured(by name: String) throws -> ScenarioDraw {
    guard let cure = ScenarioCure(rawValue: name) else {
      throw Diagnostic.unknown(
        "cure", name, known: ScenarioCure.allCases.map(\.rawValue), at: nil)
    }
    var changed = node
    for (section, key, value) in cure.changes(to: self) { changed.set(section, key, value) }
    return try ScenarioDraw(changed)
  }

  fileprivate func number(_ section: String, _ key: String) -> Double {
    node[section]?[key]?.scalar.flatMap(Double.init) ?? 0
  }
}

/// What undoes the factor in which a broken family differs from a healthy one.
enum ScenarioCure: String, CaseIterable {
  case moreSteps = "more_steps"
  case lrUp = "lr_up"
  case lrDown = "lr_down"
  case hiddenUp = "hidden_up"
  case noReg = "no_reg"
  case longerContext = "longer_context"
  case chrono, standardise
  case fixShapes = "fix_shapes"
  case realign, unleak
  case linearHead = "linear_head"
  case moreData = "more_data"
  case mdn

  /// Section, key and new value of what is changed.
  fileprivate func changes(to draw: ScenarioDraw) -> [(String, String, String)] {
    let lr = draw.number("train", "lr")
    let steps = draw.number("train", "steps")
    let hidden = draw.number("model", "hidden")
    return switch self {
    case .moreSteps:
      [("train", "steps", "\(Int(max(1.5 * steps, min(max(5 * steps, 600), 1200))))")]
    case .lrUp: [("train", "lr", "\(lr >= 0.01 ? 3 * lr : min(100 * lr, 0.03))")]
    case .lrDown: [("train", "lr", "\(lr / 100)")]
    case .hiddenUp: [("model", "hidden", "\(Int(max(2 * hidden, 16)))")]
    case .noReg: [("train", "wd", "0"), ("model", "dropout", "0")]
    case .longerContext: [("data", "window", "null")]
    case .chrono:
      [("model", "chrono", "\(Int(draw.number("data", "T")))"), ("model", "forget_bias", "0")]
    case .standardise: [("data", "standardise", "true")]
    case .fixShapes: [("train", "shape_bug", "false")]
    case .realign: [("data", "shuffle_pairs", "false"), ("data", "shift", "0")]
    case .unleak: [("data", "leak", "false")]
    case .linearHead: [("model", "head", "linear")]
    case .moreData: [("data", "n_train", "1024")]
    case .mdn: [("model", "head", "mdn")]
    }
  }
}

extension OptionNode {
  /// Writes a value over the one under a key of a section.
  fileprivate mutating func set(_ section: String, _ key: String, _ value: String) {
    let change = OptionNode(.scalar(value, quoted: false))
    let inner = OptionNode(.mapping([Entry(key: key, value: change)]))
    self = OptionNode(.mapping([Entry(key: section, value: inner)])).laid(over: self)
  }
}
