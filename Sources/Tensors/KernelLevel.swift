import CVector
import KernelsPortable

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
#if arch(x86_64)
  import KernelsAVX2
  import KernelsAVX512
#endif

/// The vector width that the elementwise kernels were compiled for.
package enum KernelLevel: String, CaseIterable, Sendable {
  case portable, avx2, avx512

  /// Those this processor can run, the narrowest first.
  package static let available = Array(allCases.prefix(Int(meanwhile_cpu_level()) + 1))

  /// The widest available; `MEANWHILE_KERNEL` forces a narrower one.
  package static let current: KernelLevel = {
    if let written = getenv("MEANWHILE_KERNEL"),
      let forced = KernelLevel(rawValue: String(cString: written)), available.contains(forced)
    {
      return forced
    }
    return available[available.count - 1]
  }()

  /// What computed a result, for its record: `avx512, OpenBLAS SkylakeX`.
  package static var provenance: String { "\(current.rawValue), OpenBLAS \(BLAS.core)" }

  /// OpenBLAS's name for the kernel set of the same width.
  var core: String? {
    switch self {
    case .portable: getenv("MEANWHILE_KERNEL") == nil ? nil : "Prescott"
    case .avx2: "Haswell"
    case .avx512: "SkylakeX"
    }
  }
}

/// The elementwise kernels of one level. What each does stands in `Kernels/Portable`.
package struct Kernels: Sendable {
  package typealias LSTMForward =
    @Sendable (
      UnsafeMutablePointer<Float>, UnsafePointer<Float>, UnsafeMutablePointer<Float>,
      UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>, Int, Int, Int
    ) -> Void
  package typealias LSTMBackward =
    @Sendable (
      UnsafeMutablePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>,
      UnsafePointer<Float>, Int, UnsafePointer<Float>, Int, UnsafeMutablePointer<Float>, Int, Int
    ) -> Void
  package typealias AdamUpdate =
    @Sendable (
      UnsafeMutablePointer<Float>, UnsafePointer<Float>, UnsafeMutablePointer<Float>,
      UnsafeMutablePointer<Float>, Int, Float, Float, Float, Float, Float, Float
    ) -> Void

  package let lstmForward: LSTMForward
  package let lstmBackward: LSTMBackward
  package let adamUpdate: AdamUpdate

  /// The kernels in use. OpenBLAS is set to the same level before its first product.
  package static let current = Kernels.at(.current)

  package static func at(_ level: KernelLevel) -> Kernels {
    switch level {
    #if arch(x86_64)
      case .avx512:
        Kernels(
          lstmForward: KernelsAVX512.lstmForward, lstmBackward: KernelsAVX512.lstmBackward,
          adamUpdate: KernelsAVX512.adamUpdate)
      case .avx2:
        Kernels(
          lstmForward: KernelsAVX2.lstmForward, lstmBackward: KernelsAVX2.lstmBackward,
          adamUpdate: KernelsAVX2.adamUpdate)
    #endif
    default:
      Kernels(
        lstmForward: KernelsPortable.lstmForward, lstmBackward: KernelsPortable.lstmBackward,
        adamUpdate: KernelsPortable.adamUpdate)
    }
  }
}
