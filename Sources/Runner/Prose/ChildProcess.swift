#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Runs a program without a shell: its input goes in, its output comes out, and it ends in time.
///
/// Not Foundation's `Process`: loading that part of Foundation takes longer than most builds.
enum ChildProcess {
  /// More than any page of formulas gives.
  static let largestOutput = 50_000_000

  /// - Throws: `Files.Failure` where it cannot be started, takes too long or writes too much. How it
  ///   exits is not looked at: what it wrote is.
  static func output(
    of path: String, _ arguments: [String], input: Data, within limit: Duration
  ) throws -> Data {
    // A socket, because writing into a pipe that nobody reads any more would end this process.
    var ends: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0
    else { throw failure("no socket") }
    let ours = ends[0]
    defer { close(ours) }
    let child: pid_t
    do {
      defer { close(ends[1]) }
      child = try start(path, arguments, ends[1])
    }
    do {
      let output = try exchange(input, ours, until: .now + limit)
      reap(child)
      return output
    } catch {
      kill(child, SIGKILL)
      reap(child)
      throw error
    }
  }

  /// The program, with one socket as its input and its output and nothing else of ours.
  private static func start(_ path: String, _ arguments: [String], _ socket: Int32) throws -> pid_t
  {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, socket, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, socket, STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var words = ([path] + arguments).map { strdup($0) } + [nil]
    var environment = [strdup("LC_ALL=C"), nil]
    defer { for word in words + environment { free(word) } }
    var child = pid_t()
    let result = posix_spawn(&child, path, &actions, nil, &words, &environment)
    guard result == 0 else {
      throw Files.Failure(reason: "\(path) does not start: \(String(cString: strerror(result)))")
    }
    return child
  }

  /// Writes and reads by turns, so that neither side waits for the other.
  private static func exchange(
    _ input: Data, _ socket: Int32, until deadline: ContinuousClock.Instant
  ) throws -> Data {
    var rest = input[...]
    var output = Data()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    if rest.isEmpty { shutdown(socket, Int32(SHUT_WR)) }
    while true {
      let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
      guard left > 0 else { throw Files.Failure(reason: "it took too long") }
      var state = pollfd(
        fd: socket, events: Int16(POLLIN) | (rest.isEmpty ? 0 : Int16(POLLOUT)), revents: 0)
      let ready = poll(&state, 1, Int32(left.rounded(.up)))
      if ready < 0, errno != EINTR { throw failure("it cannot be waited for") }
      if ready <= 0 { continue }
      if state.revents & Int16(POLLIN | POLLHUP | POLLERR) != 0 {
        let count = recv(socket, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        // It may have ended with some of its input unread.
        if count == 0 || count < 0 && errno == ECONNRESET { return output }
        if count < 0, errno != EAGAIN, errno != EINTR { throw failure("it cannot be read from") }
        if count > 0 { output.append(contentsOf: buffer[..<count]) }
        if output.count > largestOutput { throw Files.Failure(reason: "it wrote too much") }
      }
      if state.revents & Int16(POLLOUT) != 0, !rest.isEmpty {
        let count = rest.withUnsafeBytes {
          send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
        }
        if count < 0, errno == EAGAIN || errno == EINTR { continue }
        // It may say why it reads no further.
        rest = count < 0 ? Data()[...] : rest.dropFirst(count)
        if rest.isEmpty { shutdown(socket, Int32(SHUT_WR)) }
      }
    }
  }

  private static func reap(_ child: pid_t) {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
  }

  private static func failure(_ what: String) -> Files.Failure {
    Files.Failure(reason: "\(what): \(String(cString: strerror(errno)))")
  }
}
