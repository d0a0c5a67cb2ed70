#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The library, loaded with the first product and not with the program.
///
/// Loading it takes 5 ms, and its worker threads, which nothing here uses, spin for another 10 ms:
/// together more than all else that a build without changes does. It cannot be told to start none
/// once it is loaded.
struct OpenBLAS: Sendable {
  /// `cblas_sgemm`, with the layout and both forms as CBLAS numbers them, for the usual 32-bit
  /// integers.
  typealias Multiply =
    @convention(c) (
      _ layout: Int32, _ aForm: Int32, _ bForm: Int32, _ m: Int32, _ n: Int32, _ k: Int32,
      _ alpha: Float, _ a: UnsafePointer<Float>, _ aStride: Int32,
      _ b: UnsafePointer<Float>, _ bStride: Int32,
      _ beta: Float, _ c: UnsafeMutablePointer<Float>, _ cStride: Int32
    ) -> Void
  typealias Action = @convention(c) () -> Void
  typealias Text = @convention(c) () -> UnsafePointer<CChar>

  static let rowMajor: Int32 = 101
  static let plain: Int32 = 111
  static let transposed: Int32 = 112

  let multiply: Multiply
  let setThreads: @convention(c) (Int32) -> Void
  private let configurationText: Text
  private let coreText: Text
  /// Of libraries that were built for several processors: forget the kernel set, and choose one.
  let quitCore: Action?
  let chooseCore: Action?

  /// The version and build of the library, as it describes itself.
  var configuration: String { String(cString: configurationText()) }
  var core: String { String(cString: coreText()) }

  static let loaded = OpenBLAS()

  private init() {
    let library = Self.open()
    func symbol<Function>(_ name: String, _ type: Function.Type) -> Function? {
      dlsym(library, name).map { unsafeBitCast($0, to: type) }
    }
    guard let multiply = symbol("cblas_sgemm", Multiply.self),
      let setThreads = symbol(
        "openblas_set_num_threads", (@convention(c) (Int32) -> Void).self),
      let configuration = symbol("openblas_get_config", Text.self),
      let core = symbol("openblas_get_corename", Text.self)
    else { Self.fail("the library found as OpenBLAS is another one") }
    self.multiply = multiply
    self.setThreads = setThreads
    configurationText = configuration
    coreText = core
    quitCore = symbol("gotoblas_dynamic_quit", Action.self)
    chooseCore = symbol("gotoblas_dynamic_init", Action.self)
  }

  private static func open() -> UnsafeMutableRawPointer {
    // It reads this once, while it is loaded.
    let setting = getenv("OPENBLAS_NUM_THREADS").map { String(cString: $0) }
    setenv("OPENBLAS_NUM_THREADS", "1", 1)
    defer {
      if let setting {
        setenv("OPENBLAS_NUM_THREADS", setting, 1)
      } else {
        unsetenv("OPENBLAS_NUM_THREADS")
      }
    }
    for name in names {
      if let library = dlopen(name, RTLD_NOW | RTLD_LOCAL) { return library }
    }
    fail("OpenBLAS cannot be loaded; on Debian: apt-get install libopenblas0")
  }

  #if canImport(Glibc)
    private static let names = ["libopenblas.so.0", "libopenblas.so"]
  #else
    private static let names = [
      "libopenblas.dylib", "/opt/homebrew/opt/openblas/lib/libopenblas.dylib",
      "/usr/local/opt/openblas/lib/libopenblas.dylib",
    ]
  #endif

  private static func fail(_ message: String) -> Never {
    let line = "meanwhile: \(message)\n"
    line.withCString { _ = write(STDERR_FILENO, $0, strlen($0)) }
    exit(69)
  }
}
