package import SourceText

/// How a network is trained: full batch, one update per epoch.
package struct Training: Sendable, Encodable {
  package var loss: any Loss
  package var optimizer: any Optimizer
  package var lr: Double
  package var epochs: Int
  package var feeding: any Feeding

  enum CodingKeys: String, CodingKey { case loss, optimizer, lr, epochs, feeding }

  package init(_ options: inout Options) {
    loss = options.choice("loss", among: losses) as! any Loss
    optimizer = options.choice("optimizer", among: optimizers) as! any Optimizer
    lr = options.number("lr", default: 0.001, .above(0))
    epochs = options.integer("epochs", default: 500, .between(1, 1_000_000))
    feeding = options.choice("feeding", among: feedings) as! any Feeding
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Named(loss), forKey: .loss)
    try container.encode(Named(optimizer), forKey: .optimizer)
    try container.encode(lr, forKey: .lr)
    try container.encode(epochs, forKey: .epochs)
    try container.encode(Named(feeding), forKey: .feeding)
  }
}
