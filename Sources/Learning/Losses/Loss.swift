package import SourceText

/// What training minimises.
package protocol Loss: Choosable {
  /// Adds one shard's part of the loss and writes its gradient.
  ///
  /// The parts of all shards sum to the loss of the whole batch, so both are divided by the counts
  /// of the whole batch.
  func evaluate(_ shard: LossShard) -> Double
}

/// The predictions and targets of the sequences that one shard works on. Time comes first:
/// `(T, B, O)`.
package struct LossShard {
  package let prediction: UnsafePointer<Float>
  package let target: UnsafePointer<Float>
  /// `(T, B, O)`, zero on entry.
  package let gradient: UnsafeMutablePointer<Float>
  /// `B` and `O`.
  package let sequences, outputs: Int
  package let scored: Range<Int>
  /// Real steps per sequence, where sequences are padded.
  package let lengths: [Int]?
  /// Scored numbers and sequences in the whole batch.
  package let scoredCount, batch: Int

  func isScored(_ step: Int, _ sequence: Int) -> Bool {
    lengths.map { step < $0[sequence] } ?? true
  }
}

/// Losses an author may name under `training.loss`.
package let losses: [any Loss.Type] = [
  MeanSquaredError.self,
  MeanPenalty.self,
]
