#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What `meanwhile preview` hands to the program that does it, as its one argument.
///
/// That is a program of its own, so that no other command loads a server's library.
package struct PreviewSettings: Codable, Sendable, Equatable {
  package var project: Project
  /// Cores to train on.
  package var threads: Int
  /// Nil for the usual one, or any that is free.
  package var port: UInt16?
  /// Whether to show the site in the browser.
  package var opens: Bool

  package init(project: Project, threads: Int, port: UInt16? = nil, opens: Bool = false) {
    self.project = project
    self.threads = threads
    self.port = port
    self.opens = opens
  }

  /// Nil for what no `meanwhile preview` wrote.
  package init?(argument: String) {
    guard let settings = try? JSONDecoder().decode(Self.self, from: Data(argument.utf8)) else {
      return nil
    }
    self = settings
  }

  package var argument: String {
    guard let data = try? JSONEncoder().encode(self) else {
      preconditionFailure("paths and numbers always encode")
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// Where the program lies: beside the one that runs.
  package static func program(_ files: Files = .disk, own: String = "/proc/self/exe") -> String {
    Files.parent(of: files.resolve(own) ?? "./meanwhile") + "/meanwhile-preview"
  }
}
