import Tensors

/// One direction of one recurrent layer's weights, laid out for the products.
///
/// A row of the product's input is `[h | x | 1]`, so that the recurrent weights, the input weights
/// and both biases are one matrix: one product per step, and one for all their gradients.
/// Packed again after every update.
final class RecurrentWeights {
  let layer: any RecurrentLayer
  /// `H`, `D`, and `K = H + D (+ 1)`, the length of an input row.
  let size, inputs, rowLength: Int
  let hasBias: Bool
  /// What a step's product gives: the layer's blocks, `H` columns each.
  let columns: Int
  /// `(K, columns)` with a stride of its own: what an input row is multiplied with. Rows are a vector
  /// longer than they need to be, because rows that lie a multiple of 4 KiB apart share cache sets.
  let forward: FloatBuffer
  let forwardStride: Int
  /// `(columns, stride)`: what the gates' gradient is multiplied with. Zero where a block does not
  /// read.
  let backward: FloatBuffer
  /// Of a row of `backward`, and of an input row.
  let stride: Int

  private let blocks: [GateBlock]
  private let inputOffset, hiddenOffset, biasOffset, otherBiasOffset: Int

  /// - Parameter suffix: `_l0`, `_l1_reverse`.
  init(
    _ layout: ParameterLayout, _ layer: any RecurrentLayer, suffix: String, size: Int, inputs: Int,
    hasBias: Bool
  ) {
    self.layer = layer
    self.size = size
    self.inputs = inputs
    self.hasBias = hasBias
    blocks = type(of: layer).blocks
    columns = blocks.count * size
    rowLength = size + inputs + (hasBias ? 1 : 0)
    stride = padded(rowLength)
    forwardStride = padded(columns) + 16
    forward = FloatBuffer(rowLength * forwardStride)
    backward = FloatBuffer(columns * stride)
    inputOffset = layout.offset("weight_ih\(suffix)")
    hiddenOffset = layout.offset("weight_hh\(suffix)")
    biasOffset = hasBias ? layout.offset("bias_ih\(suffix)") : 0
    otherBiasOffset = hasBias ? layout.offset("bias_hh\(suffix)") : 0
  }

  /// Reads PyTorch's parameters.
  func pack(_ weights: UnsafePointer<Float>) {
    for (index, block) in blocks.enumerated() {
      for unit in 0..<size {
        let row = backward.pointer + (index * size + unit) * stride
        let gate = block.gate * size + unit
        if block.readsHidden {
          row.update(from: weights + hiddenOffset + gate * size, count: size)
        }
        if block.readsInputs {
          let from = weights + inputOffset + gate * inputs
          // Most often there is one, and a call for it would take longer than the copy.
          row[size] = from[0]
          if inputs > 1 { (row + size).update(from: from, count: inputs) }
        }
        if hasBias {
          row[size + inputs] =
            (block.readsInputs ? weights[biasOffset + gate] : 0)
            + (block.readsHidden ? weights[otherBiasOffset + gate] : 0)
        }
      }
    }
    Kernels.current.transpose(
      backward.pointer, stride, forward.pointer, forwardStride, columns, rowLength)
  }

  /// Spreads `(columns, stride)` of gradients, one matrix for all, to PyTorch's parameters. Each of
  /// these belongs to one block.
  func unpack(_ packed: UnsafePointer<Float>, to gradients: UnsafeMutablePointer<Float>) {
    for (index, block) in blocks.enumerated() {
      for unit in 0..<size {
        let row = packed + (index * size + unit) * stride
        let gate = block.gate * size + unit
        if block.readsHidden {
          (gradients + hiddenOffset + gate * size).update(from: row, count: size)
          if hasBias { gradients[otherBiasOffset + gate] = row[size + inputs] }
        }
        if block.readsInputs {
          let to = gradients + inputOffset + gate * inputs
          to[0] = row[size]
          if inputs > 1 { to.update(from: row + size, count: inputs) }
          if hasBias { gradients[biasOffset + gate] = row[size + inputs] }
        }
      }
    }
  }
}
