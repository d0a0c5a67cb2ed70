package import SourceText
package import Tensors

/// A part of each sequence, stretched to the whole length (Le Guennec et al. 2016).
package struct WindowSlice: Augmentation {
  package static let name = "window_slice"
  package static let summary =
    "length steps from anywhere in each sequence, stretched to all its steps by straight lines"

  /// Of the part, in steps; at most the sequence's.
  let length: Int
  package let copies: Int

  package init(_ options: inout Options) {
    length = options.integer("length", default: 10, .atLeast(2))
    copies = options.copies()
  }

  /// `start = floor(rand(N) * (T - length + 1))`; step `t` shows the place
  /// `start + t * (length - 1) / (T - 1)`.
  package func altered(_ original: TrainingSequences, _ stream: RandomStream) -> Dataset {
    let data = original.data
    var copy = data
    let length = min(self.length, data.steps)
    let stretch = Double(length - 1) / Double(max(1, data.steps - 1))
    for n in 0..<data.sequences {
      let start = Int(stream.numpyUniform() * Double(data.steps - length + 1))
      for t in 0..<data.steps {
        let place = Double(start) + Double(t) * stretch
        for d in 0..<data.features {
          copy.inputs[(n * data.steps + t) * data.features + d] = data.between(place) {
            data.input(n, $0, d)
          }
        }
        if data.scored.contains(t) {
          setTargets(&copy, original, n, t, place, stretch)
        }
      }
    }
    return copy
  }

  /// Targets at the same place, kept inside the scored steps; targets that are the next inputs at
  /// the next step's place.
  private func setTargets(
    _ copy: inout Dataset, _ original: TrainingSequences, _ n: Int, _ t: Int, _ place: Double,
    _ stretch: Double
  ) {
    let data = original.data
    for o in 0..<data.outputs {
      let value: Float
      if original.targetIsNextInput {
        // The series of which inputs are all but the last value and targets all but the first.
        let last = data.scored.upperBound
        value = data.between(min(place + stretch, Double(last))) {
          $0 == 0 ? data.input(n, 0, o) : data.target(n, min($0, last) - 1, o)
        }
      } else {
        let inside = min(
          max(place, Double(data.scored.lowerBound)), Double(data.scored.upperBound - 1))
        value = data.between(inside) { data.target(n, $0, o) }
      }
      copy.targets[(n * data.steps + t) * data.outputs + o] = value
    }
  }
}

extension Dataset {
  /// The value at a place between two steps, on the straight line between theirs.
  fileprivate func between(_ place: Double, _ value: (_ step: Int) -> Float) -> Float {
    let before = Int(place)
    let share = Float(place - Double(before))
    return share == 0 ? value(before) : value(before) * (1 - share) + value(before + 1) * share
  }
}
