/// The marks that a plot cell may ask for, and what each of them shows.
enum PlotMark: String, CaseIterable, Sendable {
  case line, dots, band, rule, histogram, density
  case heatMap = "heat_map"
  case rows, dumbbell
  case stackedBar = "stacked_bar"
  case film
  case bestConstant = "best_constant"
  case bestConstantL1 = "best_constant_l1"

  /// One line for `meanwhile list`.
  var summary: String {
    switch self {
    case .line: "values joined in order"
    case .dots: "a dot for each value, or for each pair of two quantities: dots prediction target"
    case .band: "from the least to the greatest of several runs"
    case .rule: "one number across the plot, dashed"
    case .histogram: "values counted between round edges"
    case .density: "how values lie, smoothed"
    case .heatMap: "colours by step and sequence, unit or lag"
    case .rows: "a row for each run"
    case .dumbbell: "the first run's number beside each other's"
    case .stackedBar: "the parts of each run's squared error; no quantity"
    case .bestConstant:
      "the squared error of every constant on five of the first run's targets, by hand: least at the mean; no quantity"
    case .bestConstantL1:
      "the absolute error of every constant on the same five: least at the median; no quantity"
    case .film: "what the first run drew as it was trained; no quantity"
    }
  }

  /// Quantities after the mark's name.
  var operands: ClosedRange<Int> {
    switch self {
    case .dots: 1...2
    case .stackedBar, .film, .bestConstant, .bestConstantL1: 0...0
    default: 1...1
    }
  }

  /// What its quantities may have values for.
  var domains: [Quantity.Domain] {
    switch self {
    case .line, .band: [.epoch, .step, .lag]
    case .dots: [.epoch, .step, .lag, .pair]
    case .rule, .rows, .dumbbell: [.run]
    case .histogram, .density: [.pair]
    case .heatMap: [.map]
    case .stackedBar, .film, .bestConstant, .bestConstantL1: []
    }
  }

  /// It fills a figure of its own: no other mark can share its axes.
  var standsAlone: Bool {
    switch self {
    case .rows, .dumbbell, .stackedBar, .film, .heatMap, .bestConstant, .bestConstantL1: true
    default: false
    }
  }
}

extension PlotMark {
  /// Whether a figure of it can have a frame for each run.
  var canBeScrubbed: Bool {
    switch self {
    case .band, .rows, .dumbbell, .stackedBar, .bestConstant, .bestConstantL1: false
    default: true
    }
  }
}

/// A mark with its quantities, as in `line loss` or `dots prediction target`.
struct PlotLayer: Sendable {
  var mark: PlotMark
  var quantities: [Quantity]
}
