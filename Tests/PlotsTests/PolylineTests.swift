import Testing

@testable import Plots

@Suite struct PolylineTests {
  private func noisy(_ count: Int) -> [Place] {
    var noise = Noise()
    return (0..<count).map { index in
      Place(x: index * 10_000 / count, y: Int(noise.next() * 2000))
    }
  }

  @Test func thinningKeepsFirstLastLowestAndHighest() {
    let places = noisy(20_000)
    let thin = Polyline(places: places).simplified(columns: 280).places
    #expect(thin.count <= 2 * 281 + 2)
    #expect(thin.first == places.first)
    #expect(thin.last == places.last)
    #expect(thin.map(\.y).min() == places.map(\.y).min())
    #expect(thin.map(\.y).max() == places.map(\.y).max())
  }

  @Test func aSpikeOfOneStepSurvives() {
    var places = (0..<20_000).map { Place(x: $0 / 2, y: 1000) }
    places[12_345].y = 3
    let thin = Polyline(places: places).simplified(columns: 280).places
    #expect(thin.contains { $0.y == 3 })
    #expect(thin.count < 12)
  }

  @Test func aStraightLineIsTwoPoints() {
    let places = (0...100).map { Place(x: $0 * 100, y: $0 * 7) }
    #expect(Polyline(places: places).simplified(columns: 280).places == [places[0], places[100]])
  }

  @Test func noPointOfACurveIsMovedVisibly() {
    let places = (0...400).map { Place(x: $0 * 25, y: 100_000 / ($0 + 50)) }
    let thin = Polyline(places: places).simplified(columns: 280).places
    #expect(thin.count < 60)
    for place in places {
      let curve = Canvas.curve(thin)
      let height = LabelPlacer.height(of: curve, at: Double(place.x) / 10_000) ?? .infinity
      // Half a pixel: a fifth of one across the line is more down it where it is steep.
      #expect(abs(height - Double(place.y) / 10) < 0.5)
    }
  }

  @Test func pathsAreRelativeAndShort() {
    let line = Polyline(places: [
      Place(x: 306, y: 374), Place(x: 510, y: 507), Place(x: 504, y: 513), Place(x: 504, y: 513),
      Place(x: 504, y: 500), Place(x: 600, y: 500), Place(x: 700, y: 500),
    ])
    #expect(line.pathData == "M30.6 37.4l20.4 13.3-.6 .6v-1.3h9.6 10")
  }

  @Test func relativeStepsDoNotDrift() {
    let places = noisy(400)
    var x = 0.0
    var y = 0.0
    // Adds the steps up again.
    var numbers: [Double] = []
    var command: Character = "M"
    for token in tokens(Polyline(places: places).pathData) {
      if let letter = token.first, letter.isLetter {
        command = letter
        continue
      }
      numbers.append(Double(token) ?? .nan)
      switch command {
      case "v": y += numbers.removeLast()
      case "h": x += numbers.removeLast()
      default:
        guard numbers.count == 2 else { continue }
        x += numbers[0]
        y += numbers[1]
        numbers = []
      }
    }
    #expect(abs(x * 10 - Double(places[399].x)) < 0.01)
    #expect(abs(y * 10 - Double(places[399].y)) < 0.01)
  }

  private func tokens(_ data: String) -> [String] {
    var result: [String] = []
    for character in data {
      if character == " " {
        result.append("")
      } else if character.isLetter {
        result += [String(character), ""]
      } else if character == "-" || result.isEmpty {
        result.append(String(character))
      } else {
        result[result.count - 1].append(character)
      }
    }
    return result.filter { !$0.isEmpty }
  }
}
