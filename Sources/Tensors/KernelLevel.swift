import CVector

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
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
