#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What came out of a run. No clock, path or host: equal experiments give equal bytes on one kernel
/// level.
package struct RunRecord: Codable, Sendable {
  /// What computed it: `avx512, OpenBLAS SkylakeX`.
  package var kernel: String
  package var outcome: Outcome
  /// The training loss of each epoch before its update, as a program prints it. In the units the
  /// network works in.
  package var losses: Floats
  /// Held-out squared error after so many updates, about forty times, spaced by logarithm. In the
  /// units the network works in.
  package var heldOut: [KeptScore]
  /// On the training sequences, the way training feeds them, after the last update.
  package var train: Forecast
  /// On the held-out sequences, every input given.
  package var test: Forecast
  /// On the held-out sequences, after the first input fed by the network's own outputs; where
  /// training fed them too.
  package var free: Forecast?
}

/// How a training ended. Divergence is a result.
package enum Outcome: Codable, Sendable, Equatable {
  case finished
  /// The first epoch, from 1, whose loss was not a finite number.
  case diverged(epoch: Int)
}

package struct KeptScore: Codable, Sendable {
  package var updates: Int
  package var mse: Double
}

/// Predictions `(N, T, O)` in data units.
package struct Forecast: Codable, Sendable {
  package var steps: Int
  package var values: Floats
  /// Where coins decided for the whole batch: whether the input after each step was the truth.
  package var truthFed: [Bool]?
}

/// Numbers that are written bit by bit: little-endian float32 in Base64.
package struct Floats: Codable, Sendable, Equatable {
  package var values: [Float]
  package init(_ values: [Float]) { self.values = values }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let data = Data(base64Encoded: try container.decode(String.self)), data.count % 4 == 0
    else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "not float32 numbers in Base64")
    }
    values = data.withUnsafeBytes { bytes in
      (0..<data.count / 4).map {
        Float(
          bitPattern: UInt32(
            littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self)))
      }
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var data = Data(capacity: values.count * 4)
    for value in values {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) }
    }
    var container = encoder.singleValueContainer()
    try container.encode(data.base64EncodedString())
  }
}
