#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The program that turns TeX into MathML, `blahtexml`: closures, so that a test can stand in.
package struct FormulaConverter: Sendable {
  /// Which program it is, to the byte as far as its file tells; nil where there is none.
  package var identity: @Sendable () -> String?
  /// A document of formulas to the same with MathML in it; see `FormulaDocument`.
  package var convert: @Sendable (_ document: Data) throws -> Data

  package init(
    identity: @escaping @Sendable () -> String?,
    convert: @escaping @Sendable (_ document: Data) throws -> Data
  ) {
    self.identity = identity
    self.convert = convert
  }

  /// `blahtexml` where PATH finds it.
  package static let installed: FormulaConverter = {
    let path = Self.found("blahtexml")
    return FormulaConverter(
      identity: {
        var status = stat()
        guard let path, stat(path, &status) == 0 else { return nil }
        return "\(path) \(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec)"
      },
      convert: { document in
        guard let path else { throw Files.Failure(reason: "blahtexml is not installed") }
        return try ChildProcess.output(
          of: path, ["--xmlin", "--mathml", "--mathml-encoding", "raw", "--other-encoding", "raw"],
          input: document, within: .seconds(5))
      })
  }()

  /// Only in folders that PATH names from the root: a program in the current folder is nobody's.
  private static func found(_ name: String) -> String? {
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    return path.split(separator: ":").filter { $0.hasPrefix("/") }.map { "\($0)/\(name)" }
      .first { access($0, X_OK) == 0 }
  }
}
