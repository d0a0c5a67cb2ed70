/// Anything an author picks by name: a loss, a layer, a data source.
///
/// `Encodable` writes the options into an experiment's canonical text, and so into its fingerprint.
package protocol Choosable: Encodable, Sendable {
  /// The word the author writes: `huber`.
  static var name: String { get }
  /// One line for `meanwhile list`.
  static var summary: String { get }
  init(_ options: inout Options)
}

/// A choice in canonical text: its name beside its own options.
package struct Named: Encodable {
  enum Key: String, CodingKey { case name }
  let choice: any Choosable
  package init(_ choice: any Choosable) { self.choice = choice }
  package func encode(to encoder: any Encoder) throws {
    try choice.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(type(of: choice).name, forKey: .name)
  }
}
