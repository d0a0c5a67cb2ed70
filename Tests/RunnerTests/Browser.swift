import Foundation
import Testing

/// A browser without a window, where the machine has one: what a page becomes once its scripts ran.
enum Browser {
  private static let path: String? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let names = ["chromium", "chromium-browser", "google-chrome"]
    return names.flatMap { name in folders.map { "\($0)/\(name)" } }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  static let isThere = path != nil
  static let missing: Comment = "needs chromium, which is not installed"

  /// The page's document as the browser has it, after a driver has done to it what a reader would.
  ///
  /// - Parameters:
  ///   - page: the path of an HTML file. Without a driver it is opened as it is, so that its
  ///     Content-Security-Policy decides what runs.
  ///   - driver: JavaScript at the page's end. The policy would refuse it, so it is taken out.
  static func document(of page: String, after driver: String? = nil) throws -> String {
    var opened = page
    if let driver {
      let text = try String(contentsOfFile: page, encoding: .utf8)
        .replacing(/<meta http-equiv="Content-Security-Policy"[^>]*>/, with: "")
        .replacing("</body>", with: "<script>\(driver)</script></body>")
      opened = page.replacing(".html", with: "-driven-\(UUID().uuidString).html")
      try Data(text.utf8).write(to: URL(filePath: opened))
    }
    let profile = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: profile) }
    let process = Process()
    process.executableURL = URL(filePath: try #require(path))
    process.arguments = [
      "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=\(profile.path)",
      "--virtual-time-budget=2000", "--timeout=60000", "--dump-dom",
      URL(filePath: opened).absoluteString,
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let document = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: document, as: UTF8.self)
  }
}
