package import SourceText
import Testing

@testable import Learning

/// Options as an author's YAML gives them: `["data": ["source": "noise"], "seed": 3]`.
extension OptionNode: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
  ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral
{
  package init(dictionaryLiteral elements: (String, OptionNode)...) {
    self.init(.mapping(elements.map { Entry(key: $0.0, value: $0.1) }))
  }
  package init(arrayLiteral elements: OptionNode...) { self.init(.list(elements)) }
  package init(stringLiteral text: String) { self.init(.scalar(text, quoted: false)) }
  package init(integerLiteral number: Int) { self.init(.scalar("\(number)", quoted: false)) }
  package init(floatLiteral number: Double) { self.init(.scalar("\(number)", quoted: false)) }
  package init(booleanLiteral flag: Bool) { self.init(.scalar("\(flag)", quoted: false)) }
  init(_ number: Double) { self.init(floatLiteral: number) }
  init(_ number: Int) { self.init(integerLiteral: number) }
}

/// The experiment of such options; records an issue where they hold a mistake.
func experiment(
  _ node: OptionNode, sourceLocation: SourceLocation = #_sourceLocation
) -> Experiment {
  var options = Options(node)
  let experiment = Experiment(&options)
  let mistakes = options.finish().map(\.message)
  #expect(mistakes.isEmpty, sourceLocation: sourceLocation)
  return experiment
}

/// The network of such options, as they stand under `model`.
func model(
  _ node: OptionNode, sourceLocation: SourceLocation = #_sourceLocation
) -> Network {
  experiment(["model": node], sourceLocation: sourceLocation).model
}

/// A loss, an optimizer or a way of feeding from its options.
func choice<Choice>(_ type: Choice.Type, _ node: OptionNode = [:]) -> Choice
where Choice: Choosable {
  var options = Options(node)
  let choice = Choice(&options)
  let mistakes = options.finish().map(\.message)
  #expect(mistakes.isEmpty)
  return choice
}
