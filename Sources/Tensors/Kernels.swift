import KernelsPortable

#if arch(x86_64)
  import KernelsAVX2
  import KernelsAVX512
#endif

/// The elementwise kernels of one level. What each does, and what its arguments are, stands in
/// `Kernels/Portable`.
package struct Kernels: Sendable {
  package typealias Read = UnsafePointer<Float>
  package typealias Write = UnsafeMutablePointer<Float>

  package typealias LSTMForward =
    @Sendable (Write, Read, Write, Write, Write, Int, Int, Int) -> Void
  package typealias LSTMBackward =
    @Sendable (Write, Read, Read, Read, Int, Read, Int, Write, Int, Int) -> Void
  package typealias GRUForward =
    @Sendable (Write, Read, Write, Int, Int, Int) -> Void
  package typealias GRUBackward =
    @Sendable (Write, Read, Int, Read, Int, Read, Int, Write, Int, Int) -> Void
  package typealias Activate =
    @Sendable (Int, Read, Int, Write, Int, Int, Int) -> Void
  package typealias ActivateBackward =
    @Sendable (Int, Read, Int, Read, Int, Read?, Int, Write, Int, Int) -> Void
  package typealias CausalSoftmax =
    @Sendable (Write, Int, Float) -> Void
  package typealias CausalSoftmaxBackward =
    @Sendable (Read, Write, Int, Float) -> Void
  package typealias AdditiveScores =
    @Sendable (Read, Read, Int, Read, Write, Int, Int) -> Void
  package typealias AdditiveScoresBackward =
    @Sendable (Read, Read, Int, Read, Read, Write, Write, Write, Int, Int) -> Void
  package typealias AdamUpdate =
    @Sendable (Write, Read, Write, Write, Int, Float, Float, Float, Float, Float, Float) -> Void

  package typealias Transpose =
    @Sendable (Read, Int, Write, Int, Int, Int) -> Void

  package let lstmForward: LSTMForward
  package let lstmBackward: LSTMBackward
  package let gruForward: GRUForward
  package let gruBackward: GRUBackward
  package let activate: Activate
  package let activateBackward: ActivateBackward
  package let causalSoftmax: CausalSoftmax
  package let causalSoftmaxBackward: CausalSoftmaxBackward
  package let additiveScores: AdditiveScores
  package let additiveScoresBackward: AdditiveScoresBackward
  package let adamUpdate: AdamUpdate
  package let transpose: Transpose

  /// The kernels in use. OpenBLAS is set to the same level before its first product.
  package static let current = Kernels.at(.current)

  package static func at(_ level: KernelLevel) -> Kernels {
    switch level {
    #if arch(x86_64)
      case .avx512:
        Kernels(
          lstmForward: KernelsAVX512.lstmForward,
          lstmBackward: KernelsAVX512.lstmBackward,
          gruForward: KernelsAVX512.gruForward,
          gruBackward: KernelsAVX512.gruBackward,
          activate: KernelsAVX512.activate,
          activateBackward: KernelsAVX512.activateBackward,
          causalSoftmax: KernelsAVX512.causalSoftmax,
          causalSoftmaxBackward: KernelsAVX512.causalSoftmaxBackward,
          additiveScores: KernelsAVX512.additiveScores,
          additiveScoresBackward: KernelsAVX512.additiveScoresBackward,
          adamUpdate: KernelsAVX512.adamUpdate,
          transpose: KernelsAVX512.transpose)
      case .avx2:
        Kernels(
          lstmForward: KernelsAVX2.lstmForward,
          lstmBackward: KernelsAVX2.lstmBackward,
          gruForward: KernelsAVX2.gruForward,
          gruBackward: KernelsAVX2.gruBackward,
          activate: KernelsAVX2.activate,
          activateBackward: KernelsAVX2.activateBackward,
          causalSoftmax: KernelsAVX2.causalSoftmax,
          causalSoftmaxBackward: KernelsAVX2.causalSoftmaxBackward,
          additiveScores: KernelsAVX2.additiveScores,
          additiveScoresBackward: KernelsAVX2.additiveScoresBackward,
          adamUpdate: KernelsAVX2.adamUpdate,
          transpose: KernelsAVX2.transpose)
    #endif
    default:
      Kernels(
        lstmForward: KernelsPortable.lstmForward,
        lstmBackward: KernelsPortable.lstmBackward,
        gruForward: KernelsPortable.gruForward,
        gruBackward: KernelsPortable.gruBackward,
        activate: KernelsPortable.activate,
        activateBackward: KernelsPortable.activateBackward,
        causalSoftmax: KernelsPortable.causalSoftmax,
        causalSoftmaxBackward: KernelsPortable.causalSoftmaxBackward,
        additiveScores: KernelsPortable.additiveScores,
        additiveScoresBackward: KernelsPortable.additiveScoresBackward,
        adamUpdate: KernelsPortable.adamUpdate,
        transpose: KernelsPortable.transpose)
    }
  }
}
