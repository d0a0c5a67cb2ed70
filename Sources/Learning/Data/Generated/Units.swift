import SourceText

/// Where generated numbers lie: `xloc + xscale · x` and `loc + scale · y`. Named as in numpy.
package struct Units: Sendable, Encodable {
  let loc, scale, xloc, xscale: Double

  init(_ options: inout Options) {
    loc = options.number("loc", default: 0, .any)
    scale = options.number("scale", default: 1, .above(0))
    xloc = options.number("xloc", default: 0, .any)
    xscale = options.number("xscale", default: 1, .above(0))
  }

  func input(_ value: Double) -> Double { xloc + xscale * value }
  func target(_ value: Double) -> Double { loc + scale * value }
}
