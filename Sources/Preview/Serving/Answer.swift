import Foundation

/// What the server is asked, as far as it matters.
struct Question: Sendable {
  var method: String
  /// As it was written, without what follows `?`.
  var path: String
  var query: String
  var host: String?
  /// The site whose page asks, where it is a page that asks.
  var origin: String?
}

/// What the server answers.
struct Answer: Sendable {
  enum Body: Sendable {
    case data(Data)
    case events(AsyncStream<[UInt8]>)
  }
  var status: Int
  var type = "text/plain; charset=utf-8"
  var body: Body

  /// A refusal in a sentence.
  static func refusal(_ status: Int, _ sentence: String) -> Answer {
    Answer(status: status, body: .data(Data((sentence + "\n").utf8)))
  }
}

/// Decides what is answered.
struct Answering: Sendable {
  let files: OutputFiles
  let pages: OpenPages

  /// - Parameter port: the one the server listens on.
  func answer(_ question: Question, port: UInt16) -> Answer {
    let names = ["127.0.0.1:\(port)", "localhost:\(port)"]
    // Elsewhere somebody may have a name lead here, and a page of theirs would read ours.
    guard let host = question.host, names.contains(host.lowercased()) else {
      return .refusal(421, "This preview answers to http://\(names[0])/ only.")
    }
    if let origin = question.origin, !names.contains(where: { origin == "http://\($0)" }) {
      return .refusal(403, "A page of another site asks.")
    }
    guard question.method == "GET" || question.method == "HEAD" else {
      return .refusal(405, "A preview is only read: GET and HEAD.")
    }
    if question.path == LiveScript.address { return events(question) }
    guard let names = RequestPath.names(of: question.path) else {
      return .refusal(400, "This is no path of a page.")
    }
    guard let file = files.read(names) else {
      return Answer(
        status: 404, type: OutputFiles.type(of: "missing.html"), body: .data(LivePage.missing))
    }
    let type = OutputFiles.type(of: names[names.count - 1])
    let isPage = type.hasPrefix("text/html")
    return Answer(status: 200, type: type, body: .data(isPage ? LivePage.served(file) : file))
  }

  private func events(_ question: Question) -> Answer {
    let parts = question.query.split(separator: "&").first { $0.hasPrefix("page=") }
    let path = parts.flatMap { String($0.dropFirst("page=".count)).removingPercentEncoding }
    let names = path.flatMap { RequestPath.names(of: $0) }
    let type = "text/event-stream"
    if question.method == "HEAD" { return Answer(status: 200, type: type, body: .data(Data())) }
    return Answer(status: 200, type: type, body: .events(pages.events(for: names)))
  }
}
