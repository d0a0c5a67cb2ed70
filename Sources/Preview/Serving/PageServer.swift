import FlyingFox
import FlyingSocks
import Foundation
import Synchronization

/// Serves the output folder on 127.0.0.1.
final class PageServer: Sendable {
  private let answering: Answering
  private let port = Mutex<UInt16>(0)

  /// Why it cannot serve.
  struct Failure: Error { var reason: String }

  init(_ answering: Answering) { self.answering = answering }

  /// Begins to serve and returns; the server lives as long as the process, or until its task is
  /// cancelled.
  ///
  /// - Parameter wanted: 0 for any port that is free.
  /// - Returns: the port, and the task that serves.
  func start(port wanted: UInt16) async throws -> (port: UInt16, task: Task<Void, Never>) {
    let server = HTTPServer(
      config: .init(
        address: try .inet(ip4: "127.0.0.1", port: wanted), logger: .disabled),
      handler: Handler(server: self))
    let (outcomes, outcome) = AsyncStream<String?>.makeStream()
    let task = Task {
      do {
        try await server.run()
      } catch {
        outcome.yield("port \(wanted) cannot be used: \(Self.reason(error))")
      }
    }
    Task {
      try? await server.waitUntilListening(timeout: 10)
      outcome.yield(nil)
    }
    for await problem in outcomes {
      if let problem { throw Failure(reason: problem) }
      break
    }
    guard case .ip4(_, let port) = await server.listeningAddress else {
      throw Failure(reason: "the server did not begin to listen")
    }
    self.port.withLock { $0 = port }
    return (port, task)
  }

  private static func reason(_ error: any Error) -> String {
    if case .failed(_, _, let message) = error as? SocketError { return message }
    return "\(error)"
  }

  // MARK: Between the library and the answers

  private struct Handler: HTTPHandler {
    let server: PageServer

    func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
      let question = Question(
        method: request.method.rawValue, path: request.target.path(),
        query: request.target.query(), host: request.headers[.host],
        origin: request.headers[HTTPHeader("Origin")])
      let answer = server.answering.answer(question, port: server.port.withLock { $0 })
      return response(answer, isHead: request.method == .HEAD)
    }

    private func response(_ answer: Answer, isHead: Bool) -> HTTPResponse {
      var headers = HTTPHeaders([
        .contentType: answer.type, .cacheControl: "no-store",
        HTTPHeader("X-Content-Type-Options"): "nosniff",
        HTTPHeader("Cross-Origin-Resource-Policy"): "same-origin",
      ])
      if answer.status == 405 { headers[HTTPHeader("Allow")] = "GET, HEAD" }
      let status = HTTPStatusCode(answer.status, phrase: Self.phrases[answer.status] ?? "Refused")
      switch answer.body {
      case .events(let events):
        return HTTPResponse(
          statusCode: status, headers: headers,
          body: HTTPBodySequence(from: EventBody(events: events)))
      case .data(let data):
        headers[.contentLength] = String(data.count)
        return HTTPResponse(statusCode: status, headers: headers, body: isHead ? Data() : data)
      }
    }

    private static let phrases = [
      200: "OK", 400: "Bad Request", 403: "Forbidden", 404: "Not Found",
      405: "Method Not Allowed", 421: "Misdirected Request",
    ]
  }
}

/// Events as they come, each sent at once.
private struct EventBody: AsyncBufferedSequence {
  typealias Element = UInt8
  let events: AsyncStream<[UInt8]>

  struct AsyncIterator: AsyncBufferedIteratorProtocol {
    typealias Element = UInt8
    var events: AsyncStream<[UInt8]>.Iterator
    var rest: ArraySlice<UInt8> = []

    mutating func next() async -> UInt8? {
      while rest.isEmpty {
        guard let event = await events.next() else { return nil }
        rest = event[...]
      }
      return rest.popFirst()
    }

    mutating func nextBuffer(suggested count: Int) async -> ArraySlice<UInt8>? {
      if rest.isEmpty {
        guard let event = await events.next() else { return nil }
        rest = event[...]
      }
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count)
    }
  }

  func makeAsyncIterator() -> AsyncIterator { AsyncIterator(events: events.makeAsyncIterator()) }
}
