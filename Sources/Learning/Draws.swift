package import Tensors

/// Which streams an experiment's random numbers come from.
package enum DrawOrder: String, CaseIterable, Codable, Sendable {
  /// Every purpose has its own stream: changing one thing leaves the other draws alone.
  case named
  /// The order of the PyTorch program: one torch stream and one numpy stream, drawn from in turn.
  case pytorch
}

/// The random streams of one experiment.
///
/// In named order the stream of a purpose is MT19937 seeded with
/// `zlib.crc32(f"{seed} {purpose}")`, so that torch and numpy can reproduce it too.
package final class Draws {
  package enum Purpose: String, CaseIterable {
    case data, weights, shuffle, sampling, dropout
    case heldOut = "held-out data"
    case probe, augmentation
    /// The permutation of `shuffle_pairs`.
    case pairs
    /// Draws from the densities a network predicts.
    case densities

    /// Whether the program draws for it. What only experiments have comes from a named stream in
    /// both orders.
    var isOfProgram: Bool {
      switch self {
      case .data, .weights, .shuffle, .sampling, .dropout: true
      case .heldOut, .probe, .augmentation, .pairs, .densities: false
      }
    }
  }
  package enum Library: Hashable { case torch, numpy }

  private let order: DrawOrder
  private let seed: UInt32
  private var program: [Library: RandomStream] = [:]
  private var named: [Purpose: RandomStream] = [:]

  package init(order: DrawOrder, seed: UInt32) {
    self.order = order
    self.seed = seed
  }

  /// The stream to draw from.
  package func stream(_ purpose: Purpose, _ library: Library) -> RandomStream {
    if order == .pytorch, purpose.isOfProgram {
      if let stream = program[library] { return stream }
      let stream = RandomStream(seed: seed)
      program[library] = stream
      return stream
    }
    if let stream = named[purpose] { return stream }
    let stream = RandomStream(seed: crc32("\(seed) \(purpose.rawValue)"))
    named[purpose] = stream
    return stream
  }
}

/// CRC-32 as in zlib and PNG, of a text's UTF-8.
func crc32(_ text: String) -> UInt32 {
  var crc: UInt32 = 0xffff_ffff
  for byte in text.utf8 {
    crc ^= UInt32(byte)
    for _ in 0..<8 { crc = (crc >> 1) ^ (crc & 1 == 0 ? 0 : 0xedb8_8320) }
  }
  return ~crc
}
