package import SourceText
package import Tensors

/// Each sequence's inputs and targets some steps earlier or later, both by the same number.
package struct TimeShift: Augmentation {
  package static let name = "time_shift"
  package static let summary =
    "inputs and targets moved by up to steps in either direction, the first or last step repeated"

  /// The furthest a sequence is moved.
  let steps: Int
  package let copies: Int

  package init(_ options: inout Options) {
    steps = options.integer("steps", default: 1, .atLeast(1))
    copies = options.copies()
  }

  /// `shift = floor(rand(N) * (2 * steps + 1)) - steps`. What is moved in from outside the
  /// sequence, or from outside its scored steps, is the nearest that is inside.
  package func altered(_ original: TrainingSequences, _ stream: RandomStream) -> Dataset {
    let data = original.data
    var copy = data
    let furthest = min(steps, data.steps - 1)
    for n in 0..<data.sequences {
      let shift = Int(stream.numpyUniform() * Double(2 * furthest + 1)) - furthest
      for t in 0..<data.steps {
        let from = min(max(t - shift, 0), data.steps - 1)
        copy.setInput(n, t, to: data, from)
        if let last = data.scored.last, data.scored.contains(t) {
          copy.setTarget(n, t, to: data, min(max(t - shift, data.scored.lowerBound), last))
        }
      }
    }
    return copy
  }
}

extension Dataset {
  /// Copies the inputs of a step of the same sequence.
  fileprivate mutating func setInput(_ n: Int, _ t: Int, to other: Dataset, _ from: Int) {
    for d in 0..<features { inputs[(n * steps + t) * features + d] = other.input(n, from, d) }
  }

  /// Copies the targets of a step of the same sequence.
  fileprivate mutating func setTarget(_ n: Int, _ t: Int, to other: Dataset, _ from: Int) {
    for o in 0..<outputs { targets[(n * steps + t) * outputs + o] = other.target(n, from, o) }
  }
}
