import Learning
import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Which program makes pages: another one may make other bytes of the same sources.
enum Tool {
  /// Version, numerics, what sums are computed with, and the program's file, so that a page is made
  /// anew by a program that was compiled anew.
  static let identity: String = {
    var status = stat()
    let isKnown = stat("/proc/self/exe", &status) == 0
    let core = getenv("OPENBLAS_CORETYPE").map { String(cString: $0) } ?? ""
    let file =
      isKnown
      ? "\(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec)" : "unknown"
    return
      "\(Version.current) \(Experiment.numericsVersion) \(KernelLevel.current.rawValue) \(core) \(file)"
  }()
}
