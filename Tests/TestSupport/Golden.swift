package import Foundation

/// The golden vectors: results of PyTorch that the engine has to match.
///
/// They lie in `Tests/LearningTests/Golden`, whose README says what the files hold. The environment
/// variable `MEANWHILE_GOLDEN` names another folder of the same shape.
package enum Golden {
  package static let folder: URL = {
    if let other = ProcessInfo.processInfo.environment["MEANWHILE_GOLDEN"], !other.isEmpty {
      return URL(fileURLWithPath: other, isDirectory: true)
    }
    return URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("LearningTests/Golden", isDirectory: true)
  }()

  /// The cases of one kind, in the index's order. Throws where there are none: a test over no
  /// arguments would pass without proving anything.
  package static func cases(kind: GoldenCase.Kind) throws -> [GoldenCase] {
    let cases = try cases(in: folder).filter { $0.kind == kind }
    if cases.isEmpty { throw Safetensors.Failure(description: "no golden case is a \(kind)") }
    return cases
  }

  /// Throws where no case has that name.
  package static func named(_ name: String) throws -> GoldenCase {
    guard let found = try cases(in: folder).first(where: { $0.name == name }) else {
      throw Safetensors.Failure(description: "no golden case is named \(name)")
    }
    return found
  }

  package static func cases(in folder: URL) throws -> [GoldenCase] {
    struct Index: Decodable { let cases: [GoldenCase] }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    // PyTorch's own index writes an infinite norm as a bare Infinity, ours as "inf".
    decoder.allowsJSON5 = true
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let index = try Data(contentsOf: folder.appendingPathComponent("index.json"))
    return try decoder.decode(Index.self, from: index).cases
  }
}

/// A golden case with its numbers.
package struct GoldenVectors: Sendable {
  package let golden: GoldenCase
  package let tensors: Safetensors

  package init(_ golden: GoldenCase, in folder: URL = Golden.folder) throws {
    self.golden = golden
    tensors = try Safetensors(contentsOf: folder.appendingPathComponent(golden.file))
  }

  package func contains(_ name: String) -> Bool { tensors[name] != nil }
  package func shape(_ name: String) throws -> [Int] { try tensor(name).shape }
  package func floats(_ name: String) throws -> [Float] { try tensor(name).floats }
  package func doubles(_ name: String) throws -> [Double] { try tensor(name).doubles }

  /// The tensor's whole numbers; throws where it holds fractions.
  package func integers(_ name: String) throws -> [Int] {
    guard let integers = try tensor(name).integers else {
      throw Safetensors.Failure(description: "\(golden.name) holds \(name) as fractions")
    }
    return integers
  }

  /// What the engine's float32 result has to come close to: the float64 twin where there is one.
  package func reference(_ name: String, _ rule: GoldenReference.Rule = .rounding) throws
    -> GoldenReference
  {
    let values = try doubles(contains("f64.\(name)") ? "f64.\(name)" : name)
    let size = values.map(abs).max() ?? 0
    let bound =
      switch rule {
      case .rounding: 8 * (golden.deviations[name]?.difference ?? 0) + 1e-6 * size
      case .training: 1e-4 * size
      }
    return GoldenReference(
      name: "\(golden.name) \(name)", shape: try shape(name), values: values, bound: bound)
  }

  private func tensor(_ name: String) throws -> Safetensors.Tensor {
    guard let tensor = tensors[name] else {
      throw Safetensors.Failure(description: "\(golden.name) holds no \(name)")
    }
    return tensor
  }
}
