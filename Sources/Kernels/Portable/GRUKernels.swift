import CVector

/// One step of the GRU after its product: activates the gates in place and writes the new state.
///
/// `n' = tanh(n + r m)`, `h' = n' + z (h - n')`, with `m` the hidden part of n.
///
/// - Parameters:
///   - gates: `(rows, 4H)`, in the order r, z, n's input part, m: pre-activations in; r, z, n' and m
///     out.
///   - previous: `(rows, H)`, the hidden state before the step, stride `stride`.
///   - hidden: `(rows, H)`, the state after it, stride `stride`.
public func gruForward(
  gates: UnsafeMutablePointer<Float>, previous: UnsafePointer<Float>,
  hidden: UnsafeMutablePointer<Float>, stride: Int, rows: Int, size: Int
) {
  var row = 0
  while row < rows {
    let r = gates + row &* 4 &* size
    let z = r + size
    let n = z + size
    let m = n + size
    let before = previous + row &* stride
    let after = hidden + row &* stride
    var unit = 0
    while unit < size {
      let rest = size &- unit
      let whole = rest >= 16
      let ra = cv_sigmoid(whole ? cv_load(r + unit) : cv_load_first(r + unit, rest))
      let za = cv_sigmoid(whole ? cv_load(z + unit) : cv_load_first(z + unit, rest))
      let nx = whole ? cv_load(n + unit) : cv_load_first(n + unit, rest)
      let mh = whole ? cv_load(m + unit) : cv_load_first(m + unit, rest)
      let h = whole ? cv_load(before + unit) : cv_load_first(before + unit, rest)
      let na = cv_tanh(cv_fma(ra, mh, nx))
      let new = cv_fma(za, h - na, na)
      if whole {
        cv_store(r + unit, ra)
        cv_store(z + unit, za)
        cv_store(n + unit, na)
        cv_store(after + unit, new)
      } else {
        cv_store_first(r + unit, ra, rest)
        cv_store_first(z + unit, za, rest)
        cv_store_first(n + unit, na, rest)
        cv_store_first(after + unit, new, rest)
      }
      unit &+= 16
    }
    row &+= 1
  }
}

/// The step's backward pass: turns what `gruForward` left in the gates into gradients, in place.
///
/// - Parameters:
///   - previous: `(rows, H)`, the hidden state before the step, stride `previousStride`.
///   - fromAbove: `(rows, H)`, the gradient by this step's output, stride `aboveStride`.
///   - fromNext: `(rows, H)`, what the next step's product hands back, stride `nextStride`.
///   - carried: `(rows, H)`, the gradient by the state that goes around the products: after the step
///     in, before it out.
public func gruBackward(
  gates: UnsafeMutablePointer<Float>, previous: UnsafePointer<Float>, previousStride: Int,
  fromAbove: UnsafePointer<Float>, aboveStride: Int, fromNext: UnsafePointer<Float>,
  nextStride: Int, carried: UnsafeMutablePointer<Float>, rows: Int, size: Int
) {
  let one = cv_splat(1)
  var row = 0
  while row < rows {
    let r = gates + row &* 4 &* size
    let z = r + size
    let n = z + size
    let m = n + size
    let before = previous + row &* previousStride
    let above = fromAbove + row &* aboveStride
    let next = fromNext + row &* nextStride
    let around = carried + row &* size
    var unit = 0
    while unit < size {
      let rest = size &- unit
      let whole = rest >= 16
      let ra = whole ? cv_load(r + unit) : cv_load_first(r + unit, rest)
      let za = whole ? cv_load(z + unit) : cv_load_first(z + unit, rest)
      let na = whole ? cv_load(n + unit) : cv_load_first(n + unit, rest)
      let mh = whole ? cv_load(m + unit) : cv_load_first(m + unit, rest)
      let h = whole ? cv_load(before + unit) : cv_load_first(before + unit, rest)
      let da = whole ? cv_load(above + unit) : cv_load_first(above + unit, rest)
      let db = whole ? cv_load(next + unit) : cv_load_first(next + unit, rest)
      let dc = whole ? cv_load(around + unit) : cv_load_first(around + unit, rest)
      let dh = da + db + dc
      let dn = dh * (one - za) * (one - na * na)
      let dz = dh * (h - na) * (za * (one - za))
      let dr = dn * mh * (ra * (one - ra))
      let dm = dn * ra
      let back = dh * za
      if whole {
        cv_store(r + unit, dr)
        cv_store(z + unit, dz)
        cv_store(n + unit, dn)
        cv_store(m + unit, dm)
        cv_store(around + unit, back)
      } else {
        cv_store_first(r + unit, dr, rest)
        cv_store_first(z + unit, dz, rest)
        cv_store_first(n + unit, dn, rest)
        cv_store_first(m + unit, dm, rest)
        cv_store_first(around + unit, back, rest)
      }
      unit &+= 16
    }
    row &+= 1
  }
}
