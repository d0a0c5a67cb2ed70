package import Tensors

/// Which numbers of a training batch are dropped at an update: `model.dropout` between stacked
/// layers, as in `nn.LSTM(dropout=)`, and `model.head_dropout` before the head.
///
/// For each number u is drawn with `torch.rand`; where u ≥ p the number is kept and multiplied by
/// 1 / (1 - p), else it is 0. Drawn once per update for the whole batch, before any shard works: the
/// gaps between layers from below, then the head, each step by step, in a step sequence by sequence.
/// So neither shards nor threads change what is dropped.
package final class DropoutMasks {
  /// `N` and `T` of the batch.
  private let sequences: Int
  private let network: Network
  private let stream: RandomStream
  /// `(T, N, W)` for each gap between layers; none without `dropout`.
  private let between: [FloatBuffer]
  /// `(T, N, head width)`.
  private let head: FloatBuffer?

  /// Nil for a network that drops nothing.
  package init?(_ network: Network, sequences: Int, steps: Int, _ stream: RandomStream?) {
    let gaps = network.dropout > 0 ? network.layers - 1 : 0
    guard gaps > 0 || network.headDropout > 0 else { return nil }
    guard let stream else { preconditionFailure("no stream to draw what is dropped from") }
    self.sequences = sequences
    self.network = network
    self.stream = stream
    between = (0..<gaps).map { _ in FloatBuffer(steps * sequences * network.width) }
    head = network.headDropout > 0 ? FloatBuffer(steps * sequences * network.headWidth) : nil
  }

  /// Before each update.
  package func draw() {
    for mask in between { draw(mask, network.dropout) }
    if let head { draw(head, network.headDropout) }
  }

  private func draw(_ mask: FloatBuffer, _ share: Double) {
    let kept = Float(1 / (1 - share))
    for index in 0..<mask.count {
      mask.pointer[index] = Double(stream.torchUniform()) >= share ? kept : 0
    }
  }

  /// Those of some of the batch's sequences.
  package func part(from first: Int) -> Part { Part(masks: self, first: first) }

  package struct Part {
    fileprivate let masks: DropoutMasks
    fileprivate let first: Int

    var dropsHead: Bool { masks.head != nil }

    /// Multiplies `(B, width)` numbers of one step, the rows `stride` apart, with the mask of what a
    /// layer reads from the one below it.
    func drop(
      below layer: Int, _ step: Int, _ values: UnsafeMutablePointer<Float>, stride: Int, count: Int
    ) {
      guard layer <= masks.between.count else { return }
      multiply(masks.between[layer - 1], masks.network.width, step, values, stride, count)
    }

    /// The same with the mask of what the head reads.
    func dropHead(_ step: Int, _ values: UnsafeMutablePointer<Float>, stride: Int, count: Int) {
      guard let head = masks.head else { return }
      multiply(head, masks.network.headWidth, step, values, stride, count)
    }

    private func multiply(
      _ mask: FloatBuffer, _ width: Int, _ step: Int, _ values: UnsafeMutablePointer<Float>,
      _ stride: Int, _ count: Int
    ) {
      let from = mask.pointer + (step * masks.sequences + first) * width
      for b in 0..<count {
        let (row, factor) = (values + b * stride, from + b * width)
        for index in 0..<width { row[index] *= factor[index] }
      }
    }
  }
}
