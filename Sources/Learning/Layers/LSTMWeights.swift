import Tensors

/// One direction of one LSTM layer's weights, laid out for the products.
///
/// A row of the product's input is `[h | x | 1]`, so that the recurrent weights, the input weights
/// and both biases are one matrix: one product per step, and one for all their gradients.
/// Packed again after every update.
final class LSTMWeights {
  /// `H`, `D`, and `K = H + D (+ 1)`, the length of an input row.
  let size, inputs, rowLength: Int
  let hasBias: Bool
  /// `(K, 4H)`: what an input row is multiplied with.
  let forward: FloatBuffer
  /// `(4H, stride)`: what the gates' gradient is multiplied with.
  let backward: FloatBuffer
  /// Of a row of `backward`, and of an input row.
  let stride: Int

  private let inputOffset, hiddenOffset, biasOffset, otherBiasOffset: Int

  /// - Parameter suffix: `_l0`, `_l1_reverse`.
  init(_ layout: ParameterLayout, suffix: String, size: Int, inputs: Int, hasBias: Bool) {
    self.size = size
    self.inputs = inputs
    self.hasBias = hasBias
    rowLength = size + inputs + (hasBias ? 1 : 0)
    stride = padded(rowLength)
    forward = FloatBuffer(rowLength * 4 * size)
    backward = FloatBuffer(4 * size * stride)
    inputOffset = layout.offset("weight_ih\(suffix)")
    hiddenOffset = layout.offset("weight_hh\(suffix)")
    biasOffset = hasBias ? layout.offset("bias_ih\(suffix)") : 0
    otherBiasOffset = hasBias ? layout.offset("bias_hh\(suffix)") : 0
  }

  /// Reads PyTorch's parameters.
  func pack(_ weights: UnsafePointer<Float>) {
    let columns = 4 * size
    for gate in 0..<columns {
      let row = backward.pointer + gate * stride
      row.update(from: weights + hiddenOffset + gate * size, count: size)
      (row + size).update(from: weights + inputOffset + gate * inputs, count: inputs)
      if hasBias {
        row[size + inputs] = weights[biasOffset + gate] + weights[otherBiasOffset + gate]
      }
    }
    // Transposed in blocks of sixteen rows, which keeps the reads within the cache.
    for block in Swift.stride(from: 0, to: columns, by: 16) {
      let end = min(block + 16, columns)
      for k in 0..<rowLength {
        for gate in block..<end {
          forward.pointer[k * columns + gate] = backward.pointer[gate * stride + k]
        }
      }
    }
  }

  /// Spreads `(4H, stride)` of gradients, one matrix for all, to PyTorch's parameters.
  func unpack(_ packed: UnsafePointer<Float>, to gradients: UnsafeMutablePointer<Float>) {
    for gate in 0..<4 * size {
      let row = packed + gate * stride
      (gradients + hiddenOffset + gate * size).update(from: row, count: size)
      (gradients + inputOffset + gate * inputs).update(from: row + size, count: inputs)
      if hasBias {
        gradients[biasOffset + gate] = row[size + inputs]
        gradients[otherBiasOffset + gate] = row[size + inputs]
      }
    }
  }
}
