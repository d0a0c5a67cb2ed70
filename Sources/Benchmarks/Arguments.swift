/// What `Benchmarks engine` was asked for.
struct EngineArguments {
  var json = false
  var cases = BenchmarkCase.allCases
  /// Timed epochs of each case; nil for as many as the case needs.
  var epochs: Int?
  /// Numbers of threads to measure; nil for one and two.
  var threads: Int?

  init(_ arguments: [String]) throws {
    var rest = arguments[...]
    while let option = rest.popFirst() {
      switch option {
      case "--json": json = true
      case "--cases":
        cases = try EngineArguments.value(of: option, &rest).split(separator: ",").map { name in
          guard let found = BenchmarkCase(rawValue: String(name)) else {
            throw UsageMistake(what: "no case is called '\(name)': \(BenchmarkCase.names)")
          }
          return found
        }
      case "--epochs": epochs = try EngineArguments.count(of: option, &rest)
      case "--threads": threads = try EngineArguments.count(of: option, &rest)
      default: throw UsageMistake(what: "unknown option '\(option)'")
      }
    }
  }

  private static func value(of option: String, _ rest: inout ArraySlice<String>) throws -> String {
    guard let value = rest.popFirst() else { throw UsageMistake(what: "\(option) needs a value") }
    return value
  }

  private static func count(of option: String, _ rest: inout ArraySlice<String>) throws -> Int {
    let text = try value(of: option, &rest)
    guard let count = Int(text), count > 0 else {
      throw UsageMistake(what: "\(option) must be a whole number above 0, not '\(text)'")
    }
    return count
  }
}
