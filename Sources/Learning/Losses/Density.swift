#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

// What losses whose head gives a density have in common.

/// `ln(1 + e^x)`, without overflow.
func softplus(_ x: Double) -> Double { max(x, 0) + log1p(exp(-abs(x))) }

/// The slope of `softplus`: the logistic function.
func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

/// `ln Σ e^x` over `count` values, without overflow.
func logSumExp(_ count: Int, _ value: (Int) -> Double) -> Double {
  var largest = -Double.infinity
  for k in 0..<count { largest = max(largest, value(k)) }
  guard largest.isFinite else { return largest }
  var sum = 0.0
  for k in 0..<count { sum += exp(value(k) - largest) }
  return largest + log(sum)
}
