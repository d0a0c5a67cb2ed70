import Foundation
import Testing

@testable import Preview

/// What the server says to whom, through a socket of our own: a browser would mend some of these
/// requests before it sends them.
struct PageServerTests {
  private let workplace: Workplace
  private let pages: OpenPages
  private let server: PageServer

  init() throws {
    workplace = try Workplace()
    try workplace.write("output/index.html", "<title>Index</title>")
    try workplace.write("output/a b.html", "<p>A</p>")
    try workplace.write("output/data.csv", "1,2\n")
    try workplace.write("secret.html", "secret")
    let files = OutputFiles(folder: workplace.path("output"))
    pages = OpenPages(files: files)
    server = PageServer(Answering(files: files, pages: pages))
  }

  private func serving(_ body: (UInt16) async throws -> Void) async throws {
    let (port, task) = try await server.start(port: 0)
    defer { task.cancel() }
    try await body(port)
  }

  private func ask(_ port: UInt16, _ start: String, host: String? = nil, more: String = "")
    async throws -> Reply
  {
    try await Reply(
      port: port,
      "\(start) HTTP/1.1\r\nHost: \(host ?? "127.0.0.1:\(port)")\r\n\(more)Connection: close\r\n\r\n"
    )
  }

  @Test func pagesAreServedWithTheirTypesAndNeverKept() async throws {
    try await serving { port in
      let index = try await ask(port, "GET /")
      #expect(index.status == 200 && index.body.hasPrefix("<title>Index</title><script data-page="))
      #expect(index.headers["content-type"] == "text/html; charset=utf-8")
      #expect(index.headers["cache-control"] == "no-store")
      #expect(index.headers["x-content-type-options"] == "nosniff")
      #expect(index.headers["content-length"] == "\(index.body.utf8.count)")
      let page = try await ask(port, "GET /a%20b.html?x=1", host: "LOCALHOST:\(port)")
      #expect(page.status == 200 && page.body.hasPrefix("<p>A</p>"))
      let table = try await ask(port, "GET /data.csv")
      #expect(table.body == "1,2\n" && table.headers["content-type"] == "text/csv; charset=utf-8")
    }
  }

  @Test func headIsGetWithoutItsBytes() async throws {
    try await serving { port in
      let (get, head) = (try await ask(port, "GET /"), try await ask(port, "HEAD /"))
      #expect(head.status == 200 && head.body == "")
      #expect(head.headers == get.headers)
    }
  }

  @Test func foreignNamesAreRefused() async throws {
    try await serving { port in
      for host in [
        "evil.example", "evil.example:\(port)", "127.0.0.1", "127.0.0.1:1",
        "127.0.0.1.evil.example:\(port)", "localhost.evil.example:\(port)", "",
      ] {
        let reply = try await ask(port, "GET /", host: host)
        #expect(reply.status == 421 && !reply.body.contains("Index"), "\(host)")
      }
      let none = try await Reply(port: port, "GET / HTTP/1.0\r\n\r\n")
      #expect(none.status == 421)
      let events = try await ask(port, "GET /.meanwhile/events?page=%2F", host: "evil.example")
      #expect(events.status == 421)
    }
  }

  @Test func pagesOfOtherSitesMayNotAsk() async throws {
    try await serving { port in
      for path in ["/", "/.meanwhile/events?page=%2F"] {
        for origin in ["https://evil.example", "null", "http://127.0.0.1:1"] {
          let reply = try await ask(port, "GET \(path)", more: "Origin: \(origin)\r\n")
          #expect(reply.status == 403 && !reply.body.contains("Index"))
        }
      }
      let own = try await ask(port, "GET /", more: "Origin: http://127.0.0.1:\(port)\r\n")
      #expect(own.status == 200)
    }
  }

  @Test(arguments: ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "BREW"])
  func anythingButReadingIsRefused(_ method: String) async throws {
    try await serving { port in
      let reply = try await ask(port, "\(method) /", more: "Content-Length: 0\r\n")
      #expect([404, 405].contains(reply.status), "\(reply.status)")
      #expect(!reply.body.contains("Index"))
    }
  }

  @Test(arguments: [
    "/../secret.html", "/%2e%2e/secret.html", "/%2e%2e%2fsecret.html", "/..%2fsecret.html",
    "/..%5csecret.html", "/%252e%252e/secret.html", "/%c0%ae%c0%ae/secret.html",
    "/a/../../secret.html", "//secret.html", "/.meanwhile/../../secret.html",
    "http://127.0.0.1/../secret.html", "../secret.html", "/%00/../../secret.html",
  ])
  func nothingOutsideTheOutputFolderIsSent(_ path: String) async throws {
    try await serving { port in
      let reply = try await ask(port, "GET \(path)")
      #expect([400, 404].contains(reply.status), "\(reply.status)")
      #expect(!reply.body.contains("secret"))
    }
  }

  @Test func nonsenseEndsItsConnectionAndNotTheServer() async throws {
    try await serving { port in
      for text in ["\r\n\r\n", "GET\r\n\r\n", "\u{0}\u{1}\u{2}\r\n\r\n", "GET / HTTP/1.1\r\nHost"] {
        _ = try await Reply(port: port, text)
      }
      #expect(try await ask(port, "GET /").status == 200)
    }
  }

  @Test func aTakenPortIsSaid() async throws {
    try await serving { port in
      let other = PageServer(Answering(files: OutputFiles(folder: "output"), pages: pages))
      let failure = await #expect(throws: PageServer.Failure.self) {
        try await other.start(port: port)
      }
      #expect(failure?.reason == "port \(port) cannot be used: Address already in use")
    }
  }

  @Test func anOpenPageHearsWhenItChangesAndWhatIsWrong() async throws {
    try await serving { port in
      let socket = try Socket(port: port)
      try socket.send(
        "GET /.meanwhile/events?page=%2Fa%2520b.html HTTP/1.1\r\nHost: localhost:\(port)\r\n\r\n")
      let old = OutputFiles(folder: workplace.path("output")).digest(["a b.html"])
      var heard = try await socket.receive { $0.contains(old) }
      #expect(heard.contains("text/event-stream") && heard.contains("\"problems\":\"\""))
      try workplace.write("output/a b.html", "<p>B</p>")
      let new = OutputFiles(folder: workplace.path("output")).digest(["a b.html"])
      pages.publish(problems: "a \"mistake\"")
      heard = try await socket.receive { $0.contains(new) }
      #expect(heard.contains("\"problems\":\"a \\\"mistake\\\"\""))
      try workplace.remove("output/a b.html")
      pages.publish(problems: "")
      heard = try await socket.receive { $0.contains("\"page\":\"\"") }
      #expect(heard.contains("\"problems\":\"\""))
    }
  }
}
