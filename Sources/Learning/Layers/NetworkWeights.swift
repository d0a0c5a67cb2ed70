package import Tensors

/// The packed weights of a whole network, shared by the shards that read them.
package final class NetworkWeights {
  package let network: Network
  package let layout: ParameterLayout
  /// Under the names of `layout`.
  package let values: FloatBuffer
  /// Layer by layer, forward before reverse.
  let recurrent: [RecurrentWeights]

  package init(_ network: Network, inputs: Int, outputs: Int) {
    self.network = network
    let layout = ParameterLayout(network, inputs: inputs, outputs: outputs)
    self.layout = layout
    values = FloatBuffer(layout.count)
    recurrent = network.suffixes.map { suffix, layer in
      RecurrentWeights(
        layout, network.layer, suffix: suffix, size: network.hiddenSize,
        inputs: layer == 0 ? inputs : network.width, hasBias: network.bias)
    }
  }

  /// To be called after every change of `values`.
  package func pack() {
    for weights in recurrent { weights.pack(values.pointer) }
  }
}
