import Tensors

/// The inverse of a symmetric matrix with a penalty on its diagonal, by Cholesky's factors, in
/// Double. `penalty` must be positive, which makes the matrix positive definite.
///
/// - Parameter element: the matrix by row and column; only its lower triangle is read.
/// - Returns: `(size, size)`, rounded to Float.
func inverse(_ size: Int, penalty: Double, _ element: (Int, Int) -> Double) -> FloatBuffer {
  var factor = [Double](repeating: 0, count: size * size)
  for row in 0..<size {
    for column in 0...row { factor[row * size + column] = element(row, column) }
    factor[row * size + row] += penalty
  }
  let result = FloatBuffer(size * size)
  factor.withUnsafeMutableBufferPointer { buffer in
    guard let matrix = buffer.baseAddress else { return }
    factorise(matrix, size)
    invertLower(matrix, size)
    // inverse = Lᵀ⁻¹ L⁻¹, so an element is a dot product of two columns of L⁻¹.
    for row in 0..<size {
      for column in 0...row {
        var sum = 0.0
        for k in row..<size { sum += matrix[k * size + row] * matrix[k * size + column] }
        result.pointer[row * size + column] = Float(sum)
        result.pointer[column * size + row] = Float(sum)
      }
    }
  }
  return result
}

/// Replaces the lower triangle of a positive definite matrix by its factor `L`.
private func factorise(_ matrix: UnsafeMutablePointer<Double>, _ size: Int) {
  for row in 0..<size {
    let left = matrix + row * size
    for column in 0...row {
      let right = matrix + column * size
      var sum = left[column]
      for k in 0..<column { sum -= left[k] * right[k] }
      // Rounding may take a nearly singular pivot below zero; the penalty keeps it from mattering.
      left[column] = row == column ? max(sum, 1e-300).squareRoot() : sum / right[column]
    }
  }
}

/// Replaces a lower triangle by its inverse.
private func invertLower(_ matrix: UnsafeMutablePointer<Double>, _ size: Int) {
  for row in 0..<size {
    let pivot = 1 / matrix[row * size + row]
    for column in 0..<row {
      var sum = 0.0
      for k in column..<row { sum -= matrix[row * size + k] * matrix[k * size + column] }
      matrix[row * size + column] = sum * pivot
    }
    matrix[row * size + row] = pivot
  }
}
