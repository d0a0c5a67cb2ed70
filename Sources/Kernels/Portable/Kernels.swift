// The elementwise passes of training, sixteen lanes at a time.
//
// One source, three targets: the files of this folder are compiled for the baseline, for AVX2 and for
// AVX-512 (the other two folders link to them), and `Tensors` picks one at run time. Only the C helpers of CVector
// are used for lanes: a generic of the standard library would be specialised in all three targets
// under one symbol, and the linker would keep any of them. What several files need is therefore C, too:
// a debug build does not inline a Swift function of another file.

import CVector

/// One step of the LSTM after its product: activates the gates in place and writes the new state.
///
/// `c' = σ(f) c + σ(i) tanh(g)`, `h' = σ(o) tanh(c')` (gates in PyTorch's order i, f, g, o).
///
/// - Parameters:
///   - gates: `(rows, 4H)`, pre-activations in, activations out.
///   - previous: `(rows, H)`, the memory before the step.
///   - memory: `(rows, H)`, the memory after it.
///   - squashed: `(rows, H)`, its tanh, kept for the backward pass.
///   - hidden: `(rows, H)` with a stride of `hiddenStride`.
public func lstmForward(
  gates: UnsafeMutablePointer<Float>, previous: UnsafePointer<Float>,
  memory: UnsafeMutablePointer<Float>, squashed: UnsafeMutablePointer<Float>,
  hidden: UnsafeMutablePointer<Float>, hiddenStride: Int, rows: Int, size: Int
) {
  var row = 0
  while row < rows {
    let i = gates + row &* 4 &* size
    let f = i + size
    let g = f + size
    let o = g + size
    let before = previous + row &* size
    let after = memory + row &* size
    let tanhOut = squashed + row &* size
    let h = hidden + row &* hiddenStride
    var unit = 0
    while unit &+ 16 <= size {
      let ia = cv_sigmoid(cv_load(i + unit))
      let fa = cv_sigmoid(cv_load(f + unit))
      let ga = cv_tanh(cv_load(g + unit))
      let oa = cv_sigmoid(cv_load(o + unit))
      let c = cv_fma(fa, cv_load(before + unit), ia * ga)
      let t = cv_tanh(c)
      cv_store(i + unit, ia)
      cv_store(f + unit, fa)
      cv_store(g + unit, ga)
      cv_store(o + unit, oa)
      cv_store(after + unit, c)
      cv_store(tanhOut + unit, t)
      cv_store(h + unit, oa * t)
      unit &+= 16
    }
    let rest = size &- unit
    if rest > 0 {
      let ia = cv_sigmoid(cv_load_first(i + unit, rest))
      let fa = cv_sigmoid(cv_load_first(f + unit, rest))
      let ga = cv_tanh(cv_load_first(g + unit, rest))
      let oa = cv_sigmoid(cv_load_first(o + unit, rest))
      let c = cv_fma(fa, cv_load_first(before + unit, rest), ia * ga)
      let t = cv_tanh(c)
      cv_store_first(i + unit, ia, rest)
      cv_store_first(f + unit, fa, rest)
      cv_store_first(g + unit, ga, rest)
      cv_store_first(o + unit, oa, rest)
      cv_store_first(after + unit, c, rest)
      cv_store_first(tanhOut + unit, t, rest)
      cv_store_first(h + unit, oa * t, rest)
    }
    row &+= 1
  }
}

/// The step's backward pass: turns the activated gates into their gradients, in place.
///
/// - Parameters:
///   - gates: `(rows, 4H)`, activations in, gradients by the pre-activations out.
///   - fromAbove: `(rows, H)`, the gradient by this step's output, stride `aboveStride`.
///   - fromNext: `(rows, H)`, the gradient by the hidden state from the next step, stride
///     `nextStride`.
///   - memoryGradient: `(rows, H)`, by the memory after the step in, before it out.
public func lstmBackward(
  gates: UnsafeMutablePointer<Float>, previous: UnsafePointer<Float>,
  squashed: UnsafePointer<Float>, fromAbove: UnsafePointer<Float>, aboveStride: Int,
  fromNext: UnsafePointer<Float>, nextStride: Int,
  memoryGradient: UnsafeMutablePointer<Float>, rows: Int, size: Int
) {
  let one = cv_splat(1)
  var row = 0
  while row < rows {
    let i = gates + row &* 4 &* size
    let f = i + size
    let g = f + size
    let o = g + size
    let before = previous + row &* size
    let tanhIn = squashed + row &* size
    let above = fromAbove + row &* aboveStride
    let next = fromNext + row &* nextStride
    let carried = memoryGradient + row &* size
    var unit = 0
    while unit < size {
      let rest = size &- unit
      let whole = rest >= 16
      let ia = whole ? cv_load(i + unit) : cv_load_first(i + unit, rest)
      let fa = whole ? cv_load(f + unit) : cv_load_first(f + unit, rest)
      let ga = whole ? cv_load(g + unit) : cv_load_first(g + unit, rest)
      let oa = whole ? cv_load(o + unit) : cv_load_first(o + unit, rest)
      let t = whole ? cv_load(tanhIn + unit) : cv_load_first(tanhIn + unit, rest)
      let c = whole ? cv_load(before + unit) : cv_load_first(before + unit, rest)
      let da = whole ? cv_load(above + unit) : cv_load_first(above + unit, rest)
      let dn = whole ? cv_load(next + unit) : cv_load_first(next + unit, rest)
      let dm = whole ? cv_load(carried + unit) : cv_load_first(carried + unit, rest)
      let dh = da + dn
      let dc = cv_fma(dh * oa, one - t * t, dm)
      let di = dc * ga * (ia * (one - ia))
      let df = dc * c * (fa * (one - fa))
      let dg = dc * ia * (one - ga * ga)
      let dO = dh * t * (oa * (one - oa))
      let back = dc * fa
      if whole {
        cv_store(i + unit, di)
        cv_store(f + unit, df)
        cv_store(g + unit, dg)
        cv_store(o + unit, dO)
        cv_store(carried + unit, back)
      } else {
        cv_store_first(i + unit, di, rest)
        cv_store_first(f + unit, df, rest)
        cv_store_first(g + unit, dg, rest)
        cv_store_first(o + unit, dO, rest)
        cv_store_first(carried + unit, back, rest)
      }
      unit &+= 16
    }
    row &+= 1
  }
}

/// One Adam update (Kingma and Ba 2015), in the order of operations of `torch.optim.Adam`.
///
/// - Parameters:
///   - stepSize: `lr / (1 - beta1^t)`.
///   - rootCorrection: `sqrt(1 - beta2^t)`.
///   - decay: L2 added to the gradient.
public func adamUpdate(
  parameters: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>,
  first: UnsafeMutablePointer<Float>, second: UnsafeMutablePointer<Float>, count: Int,
  beta1: Float, beta2: Float, stepSize: Float, rootCorrection: Float, epsilon: Float, decay: Float
) {
  let keepFirst = cv_splat(1 - beta1)
  let keepSecond = cv_splat(1 - beta2)
  let b2 = cv_splat(beta2)
  var index = 0
  while index < count {
    let rest = count &- index
    let whole = rest >= 16
    let p = whole ? cv_load(parameters + index) : cv_load_first(parameters + index, rest)
    var g = whole ? cv_load(gradients + index) : cv_load_first(gradients + index, rest)
    var m = whole ? cv_load(first + index) : cv_load_first(first + index, rest)
    var v = whole ? cv_load(second + index) : cv_load_first(second + index, rest)
    g = cv_fma(cv_splat(decay), p, g)
    m = cv_fma(keepFirst, g - m, m)
    v = cv_fma(keepSecond * g, g, v * b2)
    let denominator = cv_sqrt(v) / cv_splat(rootCorrection) + cv_splat(epsilon)
    let updated = p - cv_splat(stepSize) * (m / denominator)
    if whole {
      cv_store(parameters + index, updated)
      cv_store(first + index, m)
      cv_store(second + index, v)
    } else {
      cv_store_first(parameters + index, updated, rest)
      cv_store_first(first + index, m, rest)
      cv_store_first(second + index, v, rest)
    }
    index &+= 16
  }
}

/// A matrix on its side, in blocks of sixteen by sixteen.
///
/// - Parameters:
///   - from: `(rows, columns)`, stride `fromStride`.
///   - to: `(columns, rows)`, stride `toStride`.
public func transpose(
  from: UnsafePointer<Float>, fromStride: Int, to: UnsafeMutablePointer<Float>, toStride: Int,
  rows: Int, columns: Int
) {
  var row = 0
  while row < rows {
    let height = rows &- row
    var column = 0
    while column < columns {
      let block = from + row &* fromStride + column
      let turned = to + column &* toStride + row
      if height >= 16, columns &- column >= 16 {
        cv_transpose(block, fromStride, turned, toStride)
      } else {
        var i = 0
        while i < 16, i < height {
          var j = 0
          while j < 16, j < columns &- column {
            turned[j &* toStride &+ i] = block[i &* fromStride &+ j]
            j &+= 1
          }
          i &+= 1
        }
      }
      column &+= 16
    }
    row &+= 16
  }
}
