import CVector

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the machine offers to the kernels.
package enum Processor {
  /// The instructions that decide on the kernel level, and whether this processor has them; none on
  /// other processors than x86, where there is nothing to decide.
  package static var features: [(name: String, isPresent: Bool)] {
    #if arch(x86_64)
      let found = meanwhile_cpu_features()
      let names = ["avx2", "fma", "avx512f", "avx512bw", "avx512dq", "avx512vl"]
      return names.enumerated().map { ($1, found & (1 << $0) != 0) }
    #else
      return []
    #endif
  }

  /// Processors that are online.
  package static var count: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
