import Foundation
import Testing

/// A browser without a window, driven through a pair of pipes: its DevTools protocol, JSON between
/// zero bytes.
final class Chromium {
  /// Where it is installed; nil where it is not.
  static let program = ["chromium", "chromium-browser", "google-chrome"].lazy
    .flatMap { name in ["/usr/bin/", "/usr/local/bin/", "/snap/bin/"].map { $0 + name } }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  private let process: pid_t
  private let input: Int32
  private let output: Int32
  private var pending: [UInt8] = []
  private var number = 0
  private var session: String?

  /// - Parameter profile: a folder of its own.
  init(profile: String) throws {
    // Closed in other children of this process: the browser would wait for an end that they hold.
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    var (toBrowser, fromBrowser): ([Int32], [Int32]) = ([0, 0], [0, 0])
    try #require(socketpair(AF_UNIX, kind, 0, &toBrowser) == 0)
    try #require(socketpair(AF_UNIX, kind, 0, &fromBrowser) == 0)
    // Not 3 or 4 themselves: a descriptor that is copied onto itself stays closed on exec.
    let ends = [toBrowser[0], fromBrowser[1]].map { fcntl($0, F_DUPFD_CLOEXEC, 10) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
    }
    posix_spawn_file_actions_adddup2(&actions, ends[0], 3)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 4)
    let program = try #require(Self.program)
    let arguments = [
      program, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
      "--disable-dev-shm-usage", "--user-data-dir=\(profile)", "--window-size=1000,800",
      "--remote-debugging-pipe",
    ]
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    defer { words.forEach { free($0) } }
    words.append(nil)
    var process = pid_t()
    let result = posix_spawn(&process, program, &actions, nil, words, environ)
    for descriptor in ends + [toBrowser[0], fromBrowser[1]] { close(descriptor) }
    try #require(result == 0)
    (self.process, input, output) = (process, toBrowser[1], fromBrowser[0])
    try #require(fcntl(output, F_SETFL, O_NONBLOCK) == 0)
  }

  deinit {
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
    close(input)
    close(output)
  }

  /// Shows a page.
  func open(_ address: String) async throws {
    let made = try await send("Target.createTarget", ["url": "about:blank"])
    let target = try #require(made["targetId"] as? String)
    let attached = try await send(
      "Target.attachToTarget", ["targetId": target, "flatten": true])
    session = try #require(attached["sessionId"] as? String)
    _ = try await send("Page.navigate", ["url": address])
  }

  /// The value of an expression in the page; nil while the page is being replaced.
  func value(_ expression: String) async throws -> Any? {
    let reply = try await send(
      "Runtime.evaluate", ["expression": expression, "returnByValue": true])
    return (reply["result"] as? [String: Any])?["value"]
  }

  func text(_ expression: String) async throws -> String {
    try await value(expression) as? String ?? ""
  }

  func number(_ expression: String) async throws -> Double {
    (try await value(expression) as? NSNumber)?.doubleValue ?? .nan
  }

  // MARK: The protocol

  private struct NoAnswer: Error {}

  private func send(_ method: String, _ parameters: [String: Any]) async throws -> [String: Any] {
    number += 1
    var message: [String: Any] = ["id": number, "method": method, "params": parameters]
    message["sessionId"] = session
    var bytes = [UInt8](try JSONSerialization.data(withJSONObject: message)) + [0]
    while !bytes.isEmpty {
      let count = write(input, bytes, bytes.count)
      guard count > 0 else { throw NoAnswer() }
      bytes.removeFirst(count)
    }
    let deadline = ContinuousClock.now + .seconds(180)
    while ContinuousClock.now < deadline {
      while let end = pending.firstIndex(of: 0) {
        let text = Data(pending[..<end])
        pending.removeSubrange(...end)
        let reply = try JSONSerialization.jsonObject(with: text) as? [String: Any]
        if (reply?["id"] as? NSNumber)?.intValue == number {
          return reply?["result"] as? [String: Any] ?? [:]
        }
      }
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(output, &buffer, buffer.count)
      if count > 0 {
        pending += buffer.prefix(count)
      } else if count == 0 {
        throw NoAnswer()
      } else {
        try await Task.sleep(for: .milliseconds(2))
      }
    }
    throw NoAnswer()
  }
}
