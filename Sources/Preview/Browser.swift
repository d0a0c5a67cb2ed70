import Glibc

/// The browser of the person at this machine.
enum Browser {
  /// - Returns: whether a program was found that opens addresses.
  static func open(_ address: String) -> Bool {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    }
    var words: [UnsafeMutablePointer<CChar>?] = [strdup("xdg-open"), strdup(address), nil]
    defer { words.forEach { free($0) } }
    var process = pid_t()
    return posix_spawnp(&process, "xdg-open", &actions, nil, &words, environ) == 0
  }
}
