import Foundation
import SourceText
import Testing

@testable import Learning

/// The canonical text of experiments from before there were windows, scalings and augmentations:
/// records stored then are found by it.
@Suite struct CanonicalDataTests {
  private func text(_ data: any DataSource) throws -> (data: String, keys: [String]) {
    var experiment = experiment([:])
    experiment.data = data
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let whole = try encoder.encode(experiment)
    let keys = try #require(try JSONSerialization.jsonObject(with: whole) as? [String: Any]).keys
    return (String(decoding: try encoder.encode(Named(data)), as: UTF8.self), keys.sorted())
  }

  private static let keys = ["data", "model", "numerics", "random", "seed", "training"]

  @Test func noiseAndSineAreWrittenAsBefore() throws {
    let noise = try text(choice(NoiseSource.self))
    #expect(
      noise.data
        == #"{"length":10,"mean":0.5,"name":"noise","sequences":100,"std":0.1,"test_sequences":1000}"#
    )
    #expect(noise.keys == Self.keys)
    let sine = try text(choice(SineSource.self))
    #expect(
      sine.data
        == #"{"length":20,"name":"sine","noise":0.1,"periods":2,"sequences":200,"test_sequences":1000}"#
    )
    #expect(sine.keys == Self.keys)
  }

  @Test func aSeriesIsWrittenAsBefore() throws {
    let rows =
      "day,value\n" + (0..<60).map { "2024-01-01T00:\($0 < 10 ? "0" : "")\($0),\($0)\n" }.joined()
    var plain = choice(SeriesSource.self, ["path": "a.csv"])
    #expect(plain.load([file(rows)]).isEmpty)
    let written = try text(plain)
    #expect(
      written.data
        == #"{"digest":"0","name":"series","standardise":true,"test_share":0.25,"window":24}"#)
    #expect(written.keys == Self.keys)
    var named = choice(
      SeriesSource.self,
      ["path": "a.csv", "date": "day", "value": "value", "window": 6, "standardise": false])
    #expect(named.load([file(rows)]).isEmpty)
    let second = try text(named)
    #expect(
      second.data
        == #"{"date":"day","digest":"0","name":"series","standardise":false,"test_share":0.25,"value":"value","window":6}"#
    )
    #expect(second.keys == Self.keys)
  }

  @Test func whatIsUsedIsWritten() throws {
    var seen: Set<String> = []
    let options: [OptionNode] = [
      [:], ["window": 5], ["scaling": "standardise"], ["scaling": "min_max"], ["shift": 1],
      ["leak": true], ["shuffle_pairs": true], ["augmentation": ["jitter"]],
      ["augmentation": [["name": "jitter", "std": 0.3]]], ["augmentation": ["scaling"]],
      ["phase": "random"],
    ]
    for node in options {
      let whole = experiment(["data": OptionNode.laid(node)(over: ["source": "sine"])])
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      seen.insert(String(decoding: try encoder.encode(whole), as: UTF8.self))
    }
    #expect(seen.count == options.count)
  }
}
