// The elementwise passes of training, sixteen lanes at a time.
//
// One source, three targets: this file is compiled for the baseline, for AVX2 and for AVX-512 (the
// other two folders link to it), and `Tensors` picks one at run time. Only the C helpers of CVector
// are used for lanes: a generic of the standard library would be specialised in all three targets
// under one symbol, and the linker would keep any of them.

import CVector

private typealias Lanes = cv16

/// e^x for |x| at most 87: 2^n e^r with r within ±½ ln 2, and a polynomial for e^r (coefficients as
/// in Cephes' `expf`). Largest relative error 1e-7.
@inline(__always)
private func exp16(_ x: Lanes) -> Lanes {
  let shifted = cv_fma(x, cv_splat(1.442_695_04), cv_splat(CV_ROUNDER))
  let n = shifted - cv_splat(CV_ROUNDER)
  // ln 2 in two parts, the first so short that its product is exact.
  var r = cv_fma(n, cv_splat(-0.693_359_375), x)
  r = cv_fma(n, cv_splat(2.121_944_4e-4), r)
  var p = cv_fma(r, cv_splat(1.987_569_15e-4), cv_splat(1.398_199_95e-3))
  p = cv_fma(r, p, cv_splat(8.333_451_9e-3))
  p = cv_fma(r, p, cv_splat(4.166_579_6e-2))
  p = cv_fma(r, p, cv_splat(1.666_666_55e-1))
  p = cv_fma(r, p, cv_splat(5.000_000_12e-1))
  return cv_fma(r * r, p, r + cv_splat(1)) * cv_two_to(shifted)
}

/// tanh: below 0.625 an odd polynomial (coefficients as in Cephes' `tanhf`), above it
/// 1 - 2 / (e^2|x| + 1). Largest absolute error 1e-7, and far less near ±1, where 1 - tanh² is
/// the slope that gradients of saturated gates live on.
@inline(__always)
private func tanh16(_ value: Lanes) -> Lanes {
  let size = cv_abs(value)
  let square = value * value
  var p = cv_fma(square, cv_splat(-5.704_988_7e-3), cv_splat(2.063_908_88e-2))
  p = cv_fma(square, p, cv_splat(-5.373_971_6e-2))
  p = cv_fma(square, p, cv_splat(1.333_144_22e-1))
  p = cv_fma(square, p, cv_splat(-3.333_328_2e-1))
  let small = cv_fma(square * value, p, value)
  // From 10 on, tanh is 1 in float32.
  let e = exp16(cv_at_most(size + size, 20))
  let large = cv_splat(1) - cv_splat(2) / (e + cv_splat(1))
  return cv_choose(size, 0.625, small, cv_copy_sign(large, value))
}

/// The logistic function 1 / (1 + e^-x).
@inline(__always)
private func sigmoid16(_ value: Lanes) -> Lanes {
  let x = cv_at_most(cv_at_least(value, -87), 87)
  return cv_splat(1) / (cv_splat(1) + exp16(cv_splat(0) - x))
}

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
      let ia = sigmoid16(cv_load(i + unit))
      let fa = sigmoid16(cv_load(f + unit))
      let ga = tanh16(cv_load(g + unit))
      let oa = sigmoid16(cv_load(o + unit))
      let c = cv_fma(fa, cv_load(before + unit), ia * ga)
      let t = tanh16(c)
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
      let ia = sigmoid16(cv_load_first(i + unit, rest))
      let fa = sigmoid16(cv_load_first(f + unit, rest))
      let ga = tanh16(cv_load_first(g + unit, rest))
      let oa = sigmoid16(cv_load_first(o + unit, rest))
      let c = cv_fma(fa, cv_load_first(before + unit, rest), ia * ga)
      let t = tanh16(c)
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
