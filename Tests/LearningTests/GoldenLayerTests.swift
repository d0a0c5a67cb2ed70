import TestSupport
import Testing

@testable import Learning

@Suite struct GoldenLayerTests {
  @Test(arguments: try EngineCases.of(.layer))
  func theForwardPassIsPyTorchs(_ golden: GoldenCase) throws {
    let run = try GoldenPass(golden)
    run.pass.forward()
    expectClose(run.outputs, to: try run.vectors.reference("outputs"))
    expectClose(
      run.pass.passes.flatMap { $0.finalHidden() }, to: try run.vectors.reference("hn"))
    if type(of: run.network.network.layer).hasMemory {
      expectClose(
        run.pass.passes.flatMap { $0.finalMemory() }, to: try run.vectors.reference("cn"))
    }
    expectClose(run.prediction, to: try run.vectors.reference("y_pred"))
    expectClose([run.evaluate()], to: try run.vectors.reference("loss"))
  }

  @Test(arguments: try EngineCases.of(.layer))
  func theBackwardPassIsPyTorchs(_ golden: GoldenCase) throws {
    let run = try GoldenPass(golden)
    run.pass.forward()
    _ = run.evaluate()
    run.pass.backward()
    try run.expectWeightGradients()
    expectClose(run.inputGradient, to: try run.vectors.reference("grad.x"))
    if run.network.initialState {
      let states = run.pass.passes.map { $0.initialStateGradient() }
      expectClose(states.flatMap(\.hidden), to: try run.vectors.reference("grad.h0"))
      if type(of: run.network.network.layer).hasMemory {
        expectClose(states.flatMap(\.memory), to: try run.vectors.reference("grad.c0"))
      }
    }
  }

  /// A pass is made once and used for every epoch: nothing of one may reach into the next.
  @Test(arguments: [
    "lstm_2l_bi_h0c0", "lstm_packed_bi", "lstm_3l", "gru_h0", "rnn_tanh_2l_h0", "attn_dot",
    "attn_additive", "attn_mha_residual",
  ])
  func aSecondRunOfTheSamePassGivesTheSameBits(_ name: String) throws {
    let run = try GoldenPass(try Golden.named(name))
    var gradients: [[Float]] = []
    for _ in 0..<2 {
      run.pass.forward()
      _ = run.evaluate()
      run.pass.backward()
      gradients.append(run.pass.gradients.array + run.pass.inputGradient())
    }
    #expect(gradients[0] == gradients[1])
  }
}
