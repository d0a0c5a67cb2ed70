import CVector

/// Scores to weights: the softmax of each row's first `row + 1` numbers, zeros after them.
///
/// - Parameters:
///   - scores: `(steps, steps)`, scores in, weights out. Row t is what step t looks back with.
///   - scale: what scores are multiplied with first.
public func causalSoftmax(scores: UnsafeMutablePointer<Float>, steps: Int, scale: Float) {
  var step = 0
  while step < steps {
    let row = scores + step &* steps
    let count = step &+ 1
    var largest = row[0]
    var index = 1
    while index < count {
      if row[index] > largest { largest = row[index] }
      index &+= 1
    }
    // Of the scaled scores; the scale is positive.
    let shift = cv_splat(largest * scale)
    var total: Float = 0
    index = 0
    while index < count {
      let rest = count &- index
      let whole = rest >= 16
      let x = whole ? cv_load(row + index) : cv_load_first(row + index, rest)
      let e = cv_exp(cv_at_least(x * cv_splat(scale) - shift, -87))
      if whole {
        cv_store(row + index, e)
        total += cv_sum(e)
      } else {
        cv_store_first(row + index, e, rest)
        total += cv_sum(cv_load_first(row + index, rest))
      }
      index &+= 16
    }
    let share = 1 / total
    index = 0
    while index < steps {
      row[index] = index < count ? row[index] * share : 0
      index &+= 1
    }
    step &+= 1
  }
}

/// The gradient by the scores, `scale a (g - sum a g)`, from that by the weights, in place.
///
/// - Parameters:
///   - weights: `(steps, steps)`, what `causalSoftmax` gave.
///   - gradient: `(steps, steps)`, by the weights in, by the scores out; zeros where a step is not
///     looked at.
public func causalSoftmaxBackward(
  weights: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>, steps: Int, scale: Float
) {
  var step = 0
  while step < steps {
    let weight = weights + step &* steps
    let row = gradient + step &* steps
    var mean: Float = 0
    var index = 0
    while index <= step {
      let rest = step &+ 1 &- index
      let whole = rest >= 16
      let a = whole ? cv_load(weight + index) : cv_load_first(weight + index, rest)
      let g = whole ? cv_load(row + index) : cv_load_first(row + index, rest)
      mean += cv_sum(a * g)
      index &+= 16
    }
    index = 0
    while index < steps {
      row[index] = index <= step ? scale * weight[index] * (row[index] - mean) : 0
      index &+= 1
    }
    step &+= 1
  }
}

/// Additive scores of one sequence, `v · tanh(q + k)` for each step and the steps up to it.
///
/// - Parameters:
///   - queries, keys: `(steps, size)`, stride `stride`.
///   - vector: `(size)`, v.
///   - scores: `(steps, steps)`; later steps are not written.
public func additiveScores(
  queries: UnsafePointer<Float>, keys: UnsafePointer<Float>, stride: Int,
  vector: UnsafePointer<Float>, scores: UnsafeMutablePointer<Float>, steps: Int, size: Int
) {
  var step = 0
  while step < steps {
    let query = queries + step &* stride
    var seen = 0
    while seen <= step {
      let key = keys + seen &* stride
      var sum = cv_splat(0)
      var unit = 0
      while unit < size {
        let rest = size &- unit
        let whole = rest >= 16
        let q = whole ? cv_load(query + unit) : cv_load_first(query + unit, rest)
        let k = whole ? cv_load(key + unit) : cv_load_first(key + unit, rest)
        let v = whole ? cv_load(vector + unit) : cv_load_first(vector + unit, rest)
        sum = cv_fma(v, cv_tanh(q + k), sum)
        unit &+= 16
      }
      scores[step &* steps &+ seen] = cv_sum(sum)
      seen &+= 1
    }
    step &+= 1
  }
}

/// The backward pass of `additiveScores`; the tanh is computed anew, so that nothing of the size
/// `(steps, steps, size)` is kept.
///
/// - Parameters:
///   - gradient: `(steps, steps)`, by the scores.
///   - queryGradient, keyGradient: `(steps, size)`, stride `stride`; added to.
///   - vectorGradient: `(size)`, added to.
public func additiveScoresBackward(
  queries: UnsafePointer<Float>, keys: UnsafePointer<Float>, stride: Int,
  vector: UnsafePointer<Float>, gradient: UnsafePointer<Float>,
  queryGradient: UnsafeMutablePointer<Float>, keyGradient: UnsafeMutablePointer<Float>,
  vectorGradient: UnsafeMutablePointer<Float>, steps: Int, size: Int
) {
  let one = cv_splat(1)
  var step = 0
  while step < steps {
    var seen = 0
    while seen <= step {
      let (query, key) = (queries + step &* stride, keys + seen &* stride)
      let (dQuery, dKey) = (queryGradient + step &* stride, keyGradient + seen &* stride)
      let g = cv_splat(gradient[step &* steps &+ seen])
      var unit = 0
      while unit < size {
        let rest = size &- unit
        let whole = rest >= 16
        let q = whole ? cv_load(query + unit) : cv_load_first(query + unit, rest)
        let k = whole ? cv_load(key + unit) : cv_load_first(key + unit, rest)
        let v = whole ? cv_load(vector + unit) : cv_load_first(vector + unit, rest)
        let dq = whole ? cv_load(dQuery + unit) : cv_load_first(dQuery + unit, rest)
        let dk = whole ? cv_load(dKey + unit) : cv_load_first(dKey + unit, rest)
        let dv =
          whole ? cv_load(vectorGradient + unit) : cv_load_first(vectorGradient + unit, rest)
        let t = cv_tanh(q + k)
        let slope = g * v * (one - t * t)
        if whole {
          cv_store(dQuery + unit, dq + slope)
          cv_store(dKey + unit, dk + slope)
          cv_store(vectorGradient + unit, cv_fma(g, t, dv))
        } else {
          cv_store_first(dQuery + unit, dq + slope, rest)
          cv_store_first(dKey + unit, dk + slope, rest)
          cv_store_first(vectorGradient + unit, cv_fma(g, t, dv), rest)
        }
        unit &+= 16
      }
      seen &+= 1
    }
    step &+= 1
  }
}
