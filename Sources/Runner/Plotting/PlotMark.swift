/// The marks that a plot cell may ask for, and what each of them shows.
enum PlotMark: String, CaseIterable, Sendable {
  case line, dots, band, rule, histogram, density
  case heatMap = "heat_map"
  case rows, dumbbell
  case stackedBar = "stacked_bar"
  case film

  /// One line for `meanwhile list`.
  var summary: String {
    switch self {
    case .line: "values joined in order"
    case .dots: "a dot for each value, or for each pair of two quantities: dots prediction target"
    case .band: "from the least to the greatest of several runs"
    case .rule: "one number across the plot, dashed"
    case .histogram: "values counted between round edges"
    case .density: "how values lie, smoothed"
    case .heatMap: "colours by sequence and step"
    case .rows: "a row for each run"
    case .dumbbell: "the first run's number beside each other's"
    case .stackedBar: "the parts of each run's squared error; no quantity"
    case .film: "what the first run drew as it was trained; no quantity"
    }
  }

  /// Quantities after the mark's name.
  var operands: ClosedRange<Int> {
    switch self {
    case .dots: 1...2
    case .stackedBar, .film: 0...0
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
    case .stackedBar, .film: []
    }
  }

  /// It fills a figure of its own: no other mark can share its axes.
  var standsAlone: Bool {
    switch self {
    case .rows, .dumbbell, .stackedBar, .film, .heatMap: true
    default: false
    }
  }
}

/// A mark with its quantities, as in `line loss` or `dots prediction target`.
struct PlotLayer: Sendable {
  var mark: PlotMark
  var quantities: [Quantity]
}
