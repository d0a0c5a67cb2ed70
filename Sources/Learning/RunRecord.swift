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
  /// After each epoch, where some training sequences are kept for validation: the training's loss on
  /// them, every input given.
  package var validation: Floats?
  /// Where the validation loss ended the training.
  package var stop: EarlyStop?
  /// What is measured of the network before the first update and after some epochs, about forty,
  /// spaced by logarithm.
  package var kept: [KeptEpoch]
  /// Which held-out sequences `kept` is measured on: as many as fit in a twentieth of the training's
  /// time, evenly spaced.
  package var keptSequences: [Int]
  /// Which held-out sequences the films of `kept` show.
  package var filmSequences: [Int]
  /// How far inputs reach; nil for a network that sees none.
  package var reach: Reach?
  /// The network's, under the names of a PyTorch state dict, in its order: those the forecasts are made
  /// with. Nil in records from before they were kept.
  package var weights: Floats?
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

/// An early stop.
package struct EarlyStop: Codable, Sendable, Equatable {
  /// The last epoch.
  package var epoch: Int
  /// The epoch of the lowest validation loss.
  package var best: Int
  /// Whether the forecasts are made with that epoch's weights.
  package var isRestored: Bool
}

/// What is measured of a network on held-out sequences after an epoch, every input given.
package struct KeptEpoch: Codable, Sendable {
  /// 0 before the first update.
  package var epoch: Int
  /// In the units the network works in.
  package var mse: Double
  package var spread: Spread
  /// Of the epoch's last update, before clipping; nil before the first.
  package var gradientNorm: Double?
  /// The share of gates within 0.05 of 0 or 1; nil for a network without gates.
  package var saturation: Double?
  /// The forecasts of `filmSequences`, `(3, T, O)` in data units; fewer where there are fewer.
  package var film: Floats
}

/// The standard deviation of the predictions over the target's: near 0 where all are the mean.
package struct Spread: Codable, Sendable, Equatable {
  /// At the same step across sequences; nil where the targets do not vary.
  package var acrossSequences: Double?
  /// Within a sequence across its scored steps; nil where the targets do not vary.
  package var acrossSteps: Double?
}

/// The mean size of the gradient of the last scored forecast by the input so many steps before, in
/// the units the network works in.
package struct Reach: Codable, Sendable {
  /// By lag, from the input of the same step; before the first update and at the end.
  package var start, end: Floats
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
