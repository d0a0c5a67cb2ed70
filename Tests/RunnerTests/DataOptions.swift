/// What `FingerprintTests` writes to see that every option of data matters.
enum DataOptions {
  typealias Options = [(key: String, value: String)]

  /// Another value than the default, by entry and option, or by option alone where all agree.
  static func other(_ entry: String, _ option: String) -> String? {
    others["\(entry).\(option)"] ?? shared[option]
  }

  private static let shared = [
    "sequences": "7", "test_sequences": "7", "length": "9", "window": "5", "shift": "2",
    "leak": "true", "shuffle_pairs": "true", "standardise": "true", "scaling": "min_max",
    "augmentation": "[jitter]", "test_share": "0.3", "loc": "2", "scale": "2", "xloc": "2",
    "xscale": "2", "copies": "3", "periods": "1.25", "noise": "0.25", "std": "0.25", "phase": "1",
  ]

  private static let others = [
    "sine.phase": "random", "sine_mixture.components": "3", "sine_mixture.periods": "[1, 2]",
    "sine_mixture.amplitudes": "[1, 2]", "sine_mixture.phases": "[1, 2]",
    "sine_mixture.period_range": "[1, 2]", "sine_mixture.amplitude_range": "[1, 2]",
    "oscillator.frequency": "0.5", "ar.coefficients": "[0.5, 0.2]", "random_walk.level": "2",
    "signal.form": "leaky", "signal.weights": "[1]", "signal.a": "0.5", "signal.b": "0.5",
    "signal.c": "0.25", "delay.lag": "2", "cue.start": "3", "cue.distract": "1",
    "cue.binary": "true", "bimodal.distance": "2", "bimodal.bend": "1",
    "text.path": "data.txt", "text.grammar": "embedded_reber", "series.inputs": "[value, second]",
    "series.targets": "[second]", "series.sequence": "second", "series.step": "date",
    "series.delimiter": "\",\"", "series.decimal": "\",\"", "series.gaps": "interpolate",
    "series.differences": "true", "series.horizon": "2", "series.stride": "2",
    "series.hold_out": "time",
    "arrays.path": "other.safetensors", "arrays.inputs": "y", "arrays.targets": "y",
    "time_shift.steps": "3",
  ]

  /// The options that have to stand beside one, or beside all of an entry.
  static func base(_ entry: String, _ option: String) -> Options {
    switch (entry, option) {
    case ("sine_mixture", "period_range"): [("periods", "random")]
    case ("sine_mixture", "amplitude_range"): [("amplitudes", "random")]
    case ("signal", "a"), ("signal", "b"), ("signal", "c"): [("form", "nlfir")]
    case ("text", "test_share"): [("path", "data.txt")]
    case ("series", "step"), ("series", "hold_out"):
      [("path", "data.csv"), ("window", "2"), ("sequence", "second")]
    case ("series", "sequence"): [("path", "data.csv"), ("window", "2")]
    case ("series", _): [("path", "data.csv"), ("window", "4")]
    case ("arrays", _): [("path", "data.safetensors"), ("inputs", "x")]
    default: []
    }
  }

  /// `a: 1, b: 2`, an option in place of the base's of that name.
  static func written(_ base: Options, with option: Options = []) -> String {
    let kept = base.filter { entry in !option.contains { $0.key == entry.key } }
    return (kept + option).map { "\($0.key): \($0.value)" }.joined(separator: ", ")
  }

  /// The text of a safetensors file with two arrays, x and y, of four sequences of three steps.
  static func arrays(first: UInt8) -> String {
    let header =
      #"{"x":{"dtype":"U8","shape":[4,3],"data_offsets":[0,12]},"#
      + #""y":{"dtype":"U8","shape":[4,3],"data_offsets":[12,24]}}"#
    let length = [UInt8(header.utf8.count), 0, 0, 0, 0, 0, 0, 0]
    let bytes = length + Array(header.utf8) + (0..<24).map { first + $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text of a safetensors file with the weights of an LSTM of 32 units on one input.
  static var weights: String {
    let shapes = [
      ("weight_ih_l0", [128, 1]), ("weight_hh_l0", [128, 32]), ("bias_ih_l0", [128]),
      ("bias_hh_l0", [128]), ("fc.weight", [1, 32]), ("fc.bias", [1]),
    ]
    var entries: [String] = []
    var offset = 0
    for (name, shape) in shapes {
      let end = offset + shape.reduce(1, *)
      entries.append(
        #""\#(name)":{"dtype":"U8","shape":\#(shape),"data_offsets":[\#(offset),\#(end)]}"#)
      offset = end
    }
    let header = "{\(entries.joined(separator: ","))}"
    // 512 bytes of header: a length whose bytes are text.
    let padded = header + String(repeating: " ", count: 512 - header.utf8.count)
    let bytes =
      [0, 2, 0, 0, 0, 0, 0, 0] + Array(padded.utf8) + [UInt8](repeating: 1, count: offset)
    return String(decoding: bytes, as: UTF8.self)
  }
}
