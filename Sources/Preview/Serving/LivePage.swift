import Foundation
import Runner

/// A page as the preview serves it: the page on the disk, the script that follows its notebook, and a
/// policy that lets this one script run. Nothing of it is written into the output folder.
enum LivePage {
  static func served(_ page: Data) -> Data {
    served(page, digest: Digest.sha256(page))
  }

  /// In place of a page that is not there; it follows its notebook too, and reloads when it appears.
  static let missing = served(
    Data(
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>No such page</title>
      <link rel="icon" href="data:,">
      </head>
      <body>
      <h1>No such page</h1>
      <p>There is no such page in the output folder. <a href="/">All pages</a></p>
      </body>
      </html>

      """.utf8), digest: "")

  private static func served(_ page: Data, digest: String) -> Data {
    var bytes = ContentPolicy.extended([UInt8](page))
    let element = Array(LiveScript.element(digest: digest).utf8)
    let end = Array("</body>".utf8)
    let place = bytes.lastIndex(of: end) ?? bytes.count
    bytes.insert(contentsOf: element, at: place)
    return Data(bytes)
  }
}

extension [UInt8] {
  /// Where the last of some bytes begin, capitals and small letters alike.
  fileprivate func lastIndex(of word: [UInt8]) -> Int? {
    guard count >= word.count else { return nil }
    return (0...(count - word.count)).last { start in
      word.indices.allSatisfy { lowered(self[start + $0]) == word[$0] }
    }
  }
}

/// A capital letter as a small one.
func lowered(_ byte: UInt8) -> UInt8 {
  (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}
