#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Learning

/// The canonical text of an experiment as a tree: every option after defaults, by the names that authors
/// write.
indirect enum CanonicalOptions: Decodable, Sendable {
  case mapping([String: CanonicalOptions])
  case list([CanonicalOptions])
  case text(String)
  case truth(Bool)
  case number(Double)
  case absent

  init(_ experiment: Experiment) throws {
    let text = try JSONEncoder().encode(experiment)
    self = try JSONDecoder().decode(CanonicalOptions.self, from: text)
  }

  init(from decoder: any Decoder) throws {
    let one = try decoder.singleValueContainer()
    if one.decodeNil() {
      self = .absent
    } else if let truth = try? one.decode(Bool.self) {
      self = .truth(truth)
    } else if let number = try? one.decode(Double.self) {
      self = .number(number)
    } else if let text = try? one.decode(String.self) {
      self = .text(text)
    } else if let list = try? one.decode([CanonicalOptions].self) {
      self = .list(list)
    } else {
      self = .mapping(try one.decode([String: CanonicalOptions].self))
    }
  }

  subscript(key: String) -> CanonicalOptions {
    if case .mapping(let entries) = self { return entries[key] ?? .absent }
    return .absent
  }

  var isAbsent: Bool { if case .absent = self { true } else { false } }
  /// The word itself, or the `name` of a choice with options.
  var name: String {
    if case .text(let text) = self { return text }
    if case .text(let text) = self["name"] { return text }
    return ""
  }
  var number: Double? { if case .number(let number) = self { number } else { nil } }
  var integer: Int { number.map { Int($0) } ?? 0 }
  var truth: Bool { if case .truth(let truth) = self { truth } else { false } }
  var list: [CanonicalOptions] { if case .list(let list) = self { list } else { [] } }

  /// As Python writes it.
  var python: String {
    switch self {
    case .number(let number): pythonNumber(number)
    case .truth(let truth): truth ? "True" : "False"
    case .text(let text): pythonText(text)
    case .list(let list): "[\(list.map(\.python).joined(separator: ", "))]"
    case .mapping, .absent: "None"
    }
  }
}

/// A number with all its digits.
func pythonNumber(_ number: Double) -> String {
  if number.isInfinite { return number < 0 ? "-math.inf" : "math.inf" }
  if let whole = Int(exactly: number), abs(whole) < 1_000_000 { return "\(whole)" }
  return "\(number)"
}

func pythonText(_ text: String) -> String {
  let escaped = text.unicodeScalars.map { scalar in
    switch scalar {
    case "\\": "\\\\"
    case "\"": "\\\""
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default: scalar.value < 32 ? "\\x" + hex(scalar.value) : String(scalar)
    }
  }
  return "\"\(escaped.joined())\""
}

private func hex(_ value: UInt32) -> String {
  let digits = String(value, radix: 16)
  return digits.count < 2 ? "0" + digits : digits
}
