import CVector

/// An activation, row by row.
///
/// - Parameters:
///   - kind: 0 relu, 1 sigmoid, 2 tanh.
///   - from: `(rows, size)`, stride `fromStride`; may be `to`.
///   - to: `(rows, size)`, stride `toStride`.
public func activate(
  kind: Int, from: UnsafePointer<Float>, fromStride: Int, to: UnsafeMutablePointer<Float>,
  toStride: Int, rows: Int, size: Int
) {
  var row = 0
  while row < rows {
    let x = from + row &* fromStride
    let y = to + row &* toStride
    var unit = 0
    while unit < size {
      let rest = size &- unit
      let whole = rest >= 16
      let value = whole ? cv_load(x + unit) : cv_load_first(x + unit, rest)
      let activated =
        kind == 0 ? cv_at_least(value, 0) : kind == 1 ? cv_sigmoid(value) : cv_tanh(value)
      if whole { cv_store(y + unit, activated) } else { cv_store_first(y + unit, activated, rest) }
      unit &+= 16
    }
    row &+= 1
  }
}

/// The gradient by what was activated, `(above + next) f'`, all of it told from the outputs.
///
/// - Parameters:
///   - kind: as in `activate`.
///   - outputs: `(rows, size)`, what `activate` gave, stride `outputStride`.
///   - above: `(rows, size)`, the gradient by the outputs, stride `aboveStride`; may be `to`.
///   - next: more of it, stride `nextStride`, or nil.
///   - to: `(rows, size)`, without gaps.
public func activateBackward(
  kind: Int, outputs: UnsafePointer<Float>, outputStride: Int, above: UnsafePointer<Float>,
  aboveStride: Int, next: UnsafePointer<Float>?, nextStride: Int, to: UnsafeMutablePointer<Float>,
  rows: Int, size: Int
) {
  let one = cv_splat(1)
  let zero = cv_splat(0)
  var row = 0
  while row < rows {
    let output = outputs + row &* outputStride
    let first = above + row &* aboveStride
    let into = to + row &* size
    var unit = 0
    while unit < size {
      let rest = size &- unit
      let whole = rest >= 16
      let y = whole ? cv_load(output + unit) : cv_load_first(output + unit, rest)
      var gradient = whole ? cv_load(first + unit) : cv_load_first(first + unit, rest)
      if let next {
        let second = next + row &* nextStride + unit
        gradient = gradient + (whole ? cv_load(second) : cv_load_first(second, rest))
      }
      // An output of relu below the smallest number is 0.
      let result =
        kind == 0
        ? cv_choose(y, 0x1p-149, zero, gradient)
        : kind == 1 ? gradient * (y * (one - y)) : gradient * (one - y * y)
      if whole { cv_store(into + unit, result) } else { cv_store_first(into + unit, result, rest) }
      unit &+= 16
    }
    row &+= 1
  }
}
