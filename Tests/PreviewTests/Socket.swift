import Foundation
import Testing

/// A connection to this machine.
final class Socket: Sendable {
  private let descriptor: Int32

  init(port: UInt16) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    try #require(descriptor >= 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(result == 0)
  }

  deinit { close(descriptor) }

  func send(_ text: String) throws {
    let bytes = Array(text.utf8)
    let sent = Foundation.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    try #require(sent == bytes.count)
  }

  /// What comes until it is enough, the other side closes, or three minutes are over.
  func receive(until isEnough: (String) -> Bool) async throws -> String {
    var bytes: [UInt8] = []
    let deadline = ContinuousClock.now + .seconds(180)
    while ContinuousClock.now < deadline {
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
      if count > 0 {
        bytes += buffer.prefix(count)
      } else if count == 0 || errno != EAGAIN {
        break
      } else {
        try await Task.sleep(for: .milliseconds(2))
      }
      if isEnough(String(decoding: bytes, as: UTF8.self)) { break }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Says that nothing more will be sent.
  func finish() { shutdown(descriptor, Int32(SHUT_WR)) }
}

/// The whole answer to one request.
struct Reply {
  /// 0 where the connection was closed without an answer.
  var status = 0
  /// By their names in small letters.
  var headers: [String: String] = [:]
  var body = ""

  init(port: UInt16, _ request: String) async throws {
    let socket = try Socket(port: port)
    try socket.send(request)
    socket.finish()
    let text = try await socket.receive { _ in false }
    guard let end = text.range(of: "\r\n\r\n") else { return }
    let lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
    status = lines[0].split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
    }
    body = String(text[end.upperBound...])
  }
}
