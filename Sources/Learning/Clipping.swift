package import SourceText
package import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What is done to a gradient before the optimizer sees it: first its norm is bounded as by
/// `clip_grad_norm_`, then each element as by `clip_grad_value_`.
package struct Clipping: Sendable, Encodable {
  package enum Norm: String, CaseIterable, Codable, Sendable {
    case one = "1"
    case two = "2"
    case infinity = "inf"
  }

  /// The largest norm of the whole gradient; infinite where it is not bounded.
  package var norm = Double.infinity
  package var normType = Norm.two
  /// The largest size of an element; infinite where it is not bounded.
  package var value = Double.infinity

  enum CodingKeys: String, CodingKey {
    case norm = "clip_norm"
    case normType = "clip_norm_type"
    case value = "clip_value"
  }

  /// Reads `clip_norm`, `clip_norm_type` and `clip_value` among other options.
  package init(_ options: inout Options) {
    norm = options.number("clip_norm", default: .infinity, .above(0))
    normType = options.word("clip_norm_type", default: .two)
    value = options.number("clip_value", default: .infinity, .above(0))
  }

  package var isActive: Bool { norm.isFinite || value.isFinite }

  /// Writes what is bounded, and nothing where nothing is.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    if norm.isFinite {
      try container.encode(norm, forKey: .norm)
      try container.encode(normType, forKey: .normType)
    }
    if value.isFinite { try container.encode(value, forKey: .value) }
  }

  /// The norm of a gradient.
  package static func norm(of gradients: FloatBuffer, _ type: Norm = .two) -> Double {
    var total = 0.0
    for index in 0..<gradients.count {
      let size = abs(Double(gradients.pointer[index]))
      switch type {
      case .one: total += size
      case .two: total += size * size
      // `max` would lose what is not a number.
      case .infinity: total = size > total || size.isNaN ? size : total
      }
    }
    return type == .two ? total.squareRoot() : total
  }

  /// Bounds a gradient in place.
  package func apply(to gradients: FloatBuffer) {
    if norm.isFinite {
      let factor = Float(min(1, norm / (Clipping.norm(of: gradients, normType) + 1e-6)))
      for index in 0..<gradients.count { gradients.pointer[index] *= factor }
    }
    if value.isFinite {
      let bound = Float(value)
      for index in 0..<gradients.count {
        gradients.pointer[index] = min(max(gradients.pointer[index], -bound), bound)
      }
    }
  }
}
