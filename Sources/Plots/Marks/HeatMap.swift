/// Cells of colour on two measured axes: gates by unit and epoch, gradients by lag and epoch.
///
/// Equal neighbours are drawn as one rectangle, so that a map of thousands of cells stays small.
package struct HeatMap: Mark {
  /// One more than columns, rising.
  package var xEdges: [Double]
  /// One more than rows, rising.
  package var yEdges: [Double]
  /// `(rows, columns)`, row by row. What is not a number is a gap.
  package var values: [Double]

  package init(xEdges: [Double], yEdges: [Double], values: [Double]) {
    self.xEdges = xEdges
    self.yEdges = yEdges
    self.values = values
  }

  package var channels: Channels {
    Channels(x: xEdges, y: yEdges, colour: values, fillsThePlot: true)
  }
  package var layer: Layer { .area }

  package func draw(on canvas: inout Canvas) {
    let rectangles = MergedCells(levels: levels(on: canvas), columns: columns).rectangles
    var data: [Int: String] = [:]
    for cells in rectangles {
      guard let low = canvas.place(xEdges[cells.columns.lowerBound], yEdges[cells.rows.lowerBound]),
        let high = canvas.place(xEdges[cells.columns.upperBound], yEdges[cells.rows.upperBound])
      else { continue }
      data[cells.level, default: ""] +=
        "M\(SVG.tenths(low.x)) \(SVG.tenths(low.y))V\(SVG.tenths(high.y))"
        + "H\(SVG.tenths(high.x))V\(SVG.tenths(low.y))z"
      canvas.avoid(box: low, high)
    }
    for (level, path) in data.sorted(by: { $0.key < $1.key }) {
      canvas.path(path, class: "q\(level)", around: [])
    }
  }

  private var columns: Int { max(0, xEdges.count - 1) }

  /// Of each cell that can be drawn; nil for a gap and for what is not on the scale.
  private func levels(on canvas: Canvas) -> [Int?] {
    let rows = max(0, yEdges.count - 1)
    return (0..<rows * columns).map { index in
      guard index < values.count, let scale = canvas.colours, scale.admits(values[index]) else {
        return nil
      }
      return ColourLevels.level(of: values[index], on: scale)
    }
  }
}

/// Ten steps of a sequential scale, from the page's own shade to its opposite: `q0` to `q9` of the
/// stylesheet, which turns their order round in the dark.
enum ColourLevels {
  static let count = 10

  static func level(of value: Double, on scale: Scale) -> Int? {
    scale.fraction(value).map { min(max(Int(($0 * Double(count)).rounded(.down)), 0), count - 1) }
  }
}

/// Cells of one level joined to rectangles: first along their row, then with an equal run above.
struct MergedCells {
  struct Rectangle: Equatable {
    var level: Int
    var columns: Range<Int>
    var rows: Range<Int>
  }
  let rectangles: [Rectangle]

  /// - Parameter levels: `(rows, columns)`; nil for a gap.
  init(levels: [Int?], columns: Int) {
    var finished: [Rectangle] = []
    var open: [Rectangle] = []
    let rows = columns > 0 ? levels.count / columns : 0
    for row in 0..<rows {
      var next: [Rectangle] = []
      for run in MergedCells.runs(of: levels[row * columns..<(row + 1) * columns]) {
        let below = open.firstIndex { $0.level == run.level && $0.columns == run.columns }
        if let below {
          var grown = open.remove(at: below)
          grown.rows = grown.rows.lowerBound..<row + 1
          next.append(grown)
        } else {
          next.append(Rectangle(level: run.level, columns: run.columns, rows: row..<row + 1))
        }
      }
      finished += open
      open = next
    }
    rectangles = finished + open
  }

  private static func runs(of row: ArraySlice<Int?>) -> [(level: Int, columns: Range<Int>)] {
    var runs: [(level: Int, columns: Range<Int>)] = []
    for (column, level) in row.enumerated() {
      guard let level else { continue }
      if let last = runs.last, last.level == level, last.columns.upperBound == column {
        runs[runs.count - 1].columns = last.columns.lowerBound..<column + 1
      } else {
        runs.append((level, column..<column + 1))
      }
    }
    return runs
  }
}
