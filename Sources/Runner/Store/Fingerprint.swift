import CCrypto

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif
package import Learning

/// The name of an experiment: SHA-256 of its canonical text.
///
/// The text is JSON with sorted keys and every option after defaults, data files by their digest.
/// Prose, captions, templates and plots are not in it.
package struct Fingerprint: Sendable, Hashable {
  /// 64 hexadecimal digits.
  package let hex: String
  package let text: String

  package init(of experiment: Experiment) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(experiment) else {
      preconditionFailure("options are numbers, words and lists: they always encode")
    }
    text = String(decoding: data, as: UTF8.self)
    hex = Digest.sha256(data)
  }

  /// As much of it as a page shows.
  package var short: String { String(hex.prefix(12)) }
}

/// Digests of bytes, by OpenSSL.
package enum Digest {
  static func sha256(of text: String) -> String { sha256(Data(text.utf8)) }

  /// 64 hexadecimal digits.
  package static func sha256(_ data: Data) -> String {
    let digits = Array("0123456789abcdef")
    return String(bytes(of: data).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }

  /// As a page's Content-Security-Policy names a script.
  package static func sha256InBase64(_ text: String) -> String {
    Data(bytes(of: Data(text.utf8))).base64EncodedString()
  }

  private static func bytes(of data: Data) -> [UInt8] {
    // Not through EVP, which reads configuration files and looks for providers first: that takes
    // longer than all the digests of a build without changes.
    var bytes = [UInt8](repeating: 0, count: 32)
    var state = SHA256_CTX()
    var done = SHA256_Init(&state)
    done &= data.withUnsafeBytes { SHA256_Update(&state, $0.baseAddress, $0.count) }
    done &= SHA256_Final(&bytes, &state)
    precondition(done == 1, "SHA-256 failed")
    return bytes
  }
}
