import Foundation

@testable import Runner

extension FormulaConverter {
  /// Puts TeX into MathML as it is, and refuses what has no brace for each brace: the same on
  /// machines with blahtexml and without.
  ///
  /// - Parameter log: one line for each time the program would have been started.
  static func standIn(_ log: Log? = nil, identity: String = "stand-in") -> FormulaConverter {
    FormulaConverter(
      identity: { identity },
      convert: { document in
        log?.add("started")
        var text = String(decoding: document, as: UTF8.self)
        for (kind, attribute) in [("inline", ""), ("block", " display=\"block\"")] {
          while let start = text.firstRange(of: "<f b:\(kind)=\"") {
            let end = text[start.upperBound...].firstRange(of: "\"/>")!
            let tex = String(text[start.upperBound..<end.lowerBound])
            let opened = tex.count { $0 == "{" }
            let content =
              opened == tex.count { $0 == "}" }
              ? "<f><math xmlns=\"http://www.w3.org/1998/Math/MathML\"\(attribute)><mi>\(tex)</mi></math></f>"
              : "<f b=\"\(tex)\"><error xmlns=\"http://gva.noekeon.org/blahtexml\">Encountered open brace \"{\"</error></f>"
            text.replaceSubrange(start.lowerBound..<end.upperBound, with: content)
          }
        }
        return Data(text.utf8)
      })
  }

  static let missing = FormulaConverter(
    identity: { nil }, convert: { _ in throw Files.Failure(reason: "not installed") })
}
