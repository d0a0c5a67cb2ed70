package import SourceText

/// `torch.optim.Adam` (Kingma and Ba 2015): `weight_decay` is L2 added to the gradient.
package struct Adam: Optimizer {
  package static let name = "adam"
  package static let summary = "Adam; weight_decay is L2 added to the gradient"

  let betas: [Double]
  let eps: Double
  package var weightDecay: Double
  /// Divide by the largest second moment so far (Reddi, Kale and Kumar 2018).
  let amsgrad: Bool

  enum CodingKeys: String, CodingKey {
    case betas, eps, amsgrad
    case weightDecay = "weight_decay"
  }

  package init(_ options: inout Options) { self.init(&options, weightDecay: 0) }

  init(_ options: inout Options, weightDecay standard: Double) {
    betas = options.numbers("betas", default: [0.9, 0.999], count: 2, .from(0, below: 1))
    eps = options.number("eps", default: 1e-8, .atLeast(0))
    weightDecay = options.number("weight_decay", default: standard, .atLeast(0))
    amsgrad = options.flag("amsgrad", default: false)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(betas, forKey: .betas)
    try container.encode(eps, forKey: .eps)
    try container.encode(weightDecay, forKey: .weightDecay)
    if amsgrad { try container.encode(amsgrad, forKey: .amsgrad) }
  }

  package func makeState(count: Int, cyclesMomentum: Bool) -> any OptimizerState {
    AdamState(self, isDecoupled: false, count)
  }
}

/// `torch.optim.AdamW` (Loshchilov and Hutter 2019): `weight_decay` shrinks the weights themselves,
/// by `lr · weight_decay`, and does not enter the moments.
package struct AdamW: Optimizer {
  package static let name = "adamw"
  package static let summary = "Adam; weight_decay shrinks the weights themselves"

  private var adam: Adam
  package var weightDecay: Double {
    get { adam.weightDecay }
    set { adam.weightDecay = newValue }
  }

  package init(_ options: inout Options) { adam = Adam(&options, weightDecay: 0.01) }

  package func encode(to encoder: any Encoder) throws { try adam.encode(to: encoder) }

  package func makeState(count: Int, cyclesMomentum: Bool) -> any OptimizerState {
    AdamState(adam, isDecoupled: true, count)
  }
}
