import Testing

@testable import Runner

/// Networks run on, on their own outputs and on draws around them.
struct RolloutTests {
  private func notebook(_ options: String, data: String = "ar, coefficients: [0.9]") -> String {
    """
    # Rollout

    ```yaml train ahead
    data: {source: \(data), sequences: 32, length: 20, test_sequences: 200}
    model: {hidden_size: 6}
    training: {optimizer: adam, lr: 0.03, epochs: 150}
    ```

    ```yaml rollout run-on
    \(options)
    ```

    """
  }

  @Test func aRunOnItsOwnOutputsFlattensAndASampledOneDoesNot() async throws {
    let workplace = try Workplace(
      notebook: notebook("of: ahead") + """
        Spread: `= run-on.10.own.spread.median`.

        ```yaml claim flatter
        says: It flattens.
        expect: run-on.10.own.spread.median < 0.7 * run-on.1.own.spread.median and run-on.10.sampled.spread.median > run-on.10.own.spread.median + 0.2 and run-on.10.own.r2.median > run-on.10.sampled.r2.median
        ```

        """)
    let built = await workplace.build()
    #expect(built.messages == "")
    let page = try workplace.text("output/small.html")
    #expect(page.contains("fed its own outputs") && page.contains("sampled"))
  }

  @Test(arguments: [
    ("of: ahead\ncontext: 19", "noise", "are not its next inputs"),
    ("of: ahead\ncontext: 19", "ar", "must leave two steps to forecast"),
    ("of: ahed", "ar", "did you mean 'ahead'?"),
  ])
  func whatCannotBeRunOnIsAMistake(_ options: String, _ data: String, _ message: String) throws {
    let workplace = try Workplace(notebook: notebook(options, data: data))
    let diagnostics = Build.check(workplace.project()).diagnostics
    #expect(diagnostics.count == 1)
    #expect(workplace.rendered(diagnostics).contains(message))
  }
}
