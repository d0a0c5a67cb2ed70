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

/// One run of a program: how long it took, what it held at most, and what it said.
struct TimedProcess {
  var milliseconds: Double
  /// On all cores together, in the program and in the system for it.
  var processorMilliseconds: Double
  var peakMegabytes: Double
  var status: Int32
  /// What it wrote to standard error.
  var messages: String

  /// - Parameter folder: where it runs; its messages pass through a file there.
  init(_ program: String, _ arguments: [String], in folder: String) throws {
    let log = folder + "/messages.txt"
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(
      &actions, STDERR_FILENO, log, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    defer { words.forEach { free($0) } }
    words.append(nil)
    guard chdir(folder) == 0 else { throw UsageMistake(what: "there is no folder '\(folder)'") }
    var process = pid_t()
    let start = ContinuousClock.now
    guard posix_spawn(&process, program, &actions, nil, words, environ) == 0 else {
      throw UsageMistake(what: "'\(program)' cannot be run: swift build -c release")
    }
    var (status, usage) = (Int32(0), rusage())
    while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
    let time = start.duration(to: .now)
    milliseconds =
      Double(time.components.seconds) * 1e3 + Double(time.components.attoseconds) / 1e15
    let seconds = Double(usage.ru_utime.tv_sec) + Double(usage.ru_stime.tv_sec)
    let microseconds = Double(usage.ru_utime.tv_usec) + Double(usage.ru_stime.tv_usec)
    processorMilliseconds = seconds * 1e3 + microseconds / 1e3
    peakMegabytes = Double(usage.ru_maxrss) / 1024
    self.status = status == 0 ? 0 : 1
    messages = String(decoding: try Data(contentsOf: URL(filePath: log)), as: UTF8.self)
  }

  /// The first words after `trained` in its messages.
  var trained: [String] { second(of: "trained ").map { String($0.prefix { $0 != ":" }) } }
  /// The files it wrote.
  var written: [String] { second(of: "written  ") }

  private func second(of first: String) -> [String] {
    messages.split(separator: "\n").filter { $0.hasPrefix(first) }
      .map { String($0.dropFirst(first.count)) }
  }
}
