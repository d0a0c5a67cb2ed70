/// A part of a page that a script deepens. Each makes its point without one.
package enum Device: String, CaseIterable, Sendable {
  case quiz, scrubber
  case ownRun = "own_run"

  /// In the folder of templates.
  var file: String { rawValue + ".js" }
}

extension Exhibit {
  /// The device whose script this needs, if any.
  var device: Device? {
    switch self {
    case .quiz(let quiz): quiz.choices.isEmpty ? nil : .quiz
    case .ownRun: .ownRun
    case .figure(let figure): figure.scrubber.map { _ in .scrubber }
    default: nil
    }
  }
}

extension Page {
  /// In the order of their scripts, so that equal pages are equal bytes.
  var devices: [Device] {
    let used = Set(
      blocks.flatMap { block -> [Device] in
        if case .exhibits(_, _, let shown) = block { shown.compactMap(\.device) } else { [] }
      })
    return Device.allCases.filter(used.contains)
  }
}
