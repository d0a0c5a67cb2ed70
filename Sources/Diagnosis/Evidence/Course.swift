/// How a network was trained. Every part is nil where it could not be measured.
package struct Course: Sendable {
  /// Of the training loss: its first value, the mean of its last tenth, and the constant mean's on
  /// the same targets. All in the network's units.
  package var first, last, ofMean: Double?
  /// The share by which the loss falls in 100 updates, over its last third; negative where it rises.
  package var falling: Double?
  /// The largest loss of the first tenth, at least ten updates; and over the constant mean's.
  package var largestEarly: Double?
  package var leap: Double?
  /// The shares of gates and of hidden units at an end of their range, at the end.
  package var saturatedGates, saturatedUnits: Double?
  /// The mean size of the gradient of the last scored prediction by the input so many steps before.
  package var reachAtStart, reachAtEnd: [Double]?
  /// Held-out R² of a linear probe on the trained hidden state.
  package var hiddenProbe: Double?

  package init(
    first: Double? = nil, last: Double? = nil, ofMean: Double? = nil, falling: Double? = nil,
    leap: Double? = nil, saturatedGates: Double? = nil, saturatedUnits: Double? = nil,
    reachAtStart: [Double]? = nil, reachAtEnd: [Double]? = nil, hiddenProbe: Double? = nil
  ) {
    self.first = first
    self.last = last
    self.ofMean = ofMean
    self.falling = falling
    self.leap = leap
    self.saturatedGates = saturatedGates
    self.saturatedUnits = saturatedUnits
    self.reachAtStart = reachAtStart
    self.reachAtEnd = reachAtEnd
    self.hiddenProbe = hiddenProbe
  }
}
