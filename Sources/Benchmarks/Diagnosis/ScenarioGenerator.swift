import SourceText

/// A generator under the name scenarios give it, as a data source with other names for its numbers.
struct ScenarioGenerator: Sendable {
  var name, source: String
  var keys: [(theirs: String, ours: String)]
  /// Options that follow from those under `keys`.
  var derived: @Sendable ([OptionNode.Entry]) -> [OptionNode.Entry] = { _ in [] }

  static let all: [ScenarioGenerator] = [
    ScenarioGenerator(
      name: "signal", source: "signal",
      keys: [("sig", "form"), ("w", "weights")] + same("noise", "a", "b", "c") + units),
    ScenarioGenerator(name: "indep", source: "noise", keys: [("loc", "mean"), ("scale", "std")]),
    ScenarioGenerator(
      name: "template", source: "clock",
      keys: [("cycles", "periods"), ("phase", "phase"), ("sigma", "std")]),
    ScenarioGenerator(name: "delay", source: "delay", keys: same("lag", "noise") + units),
    ScenarioGenerator(
      name: "cue", source: "cue", keys: same("start", "noise", "distract", "binary")),
    ScenarioGenerator(
      name: "bimodal", source: "bimodal",
      keys: [("m", "distance"), ("k", "bend"), ("sigma", "std")]),
    // Of variance 1.
    ScenarioGenerator(
      name: "ar1", source: "ar", keys: [("rho", "coefficients")],
      derived: { entries in
        guard let rho = entries.first?.value.scalar.flatMap(Double.init), abs(rho) < 1 else {
          return []
        }
        let std = OptionNode(.scalar("\((1 - rho * rho).squareRoot())", quoted: false))
        return [OptionNode.Entry(key: "std", value: std)]
      }),
    ScenarioGenerator(
      name: "walk", source: "random_walk", keys: [("level", "level"), ("step", "std")]),
    ScenarioGenerator(
      name: "osc", source: "oscillator", keys: [("w", "frequency"), ("sigma", "std")]),
  ]

  private static let units = same("loc", "scale", "xloc", "xscale")

  private static func same(_ keys: String...) -> [(theirs: String, ours: String)] {
    keys.map { ($0, $0) }
  }
}
