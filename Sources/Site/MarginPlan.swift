/// Which rows of the grid a cell's listing stands beside on wide screens.
///
/// Listing and captions share the margin. A listing longer than the first exhibit reaches down
/// beside the next ones, and a figure it reaches gets its caption above the plot instead of in the
/// margin. Otherwise that figure would wait for the listing's end and leave a hole in the text.
/// Heights are estimates; a wrong one costs some white space, never an overlap.
struct MarginPlan: Equatable {
  /// The listing's `grid-row`; nil where nothing stands beside it.
  private(set) var listingRows: String?
  /// The cell's `grid-template-rows`: the surplus of a long listing goes to one row.
  private(set) var rowTemplate = ""
  /// The figure that opens the cell: caption and listing stand in the margin, one below the other.
  private(set) var opensWithFigure = false
  /// The indices of figures whose caption stands above the plot.
  private(set) var captionsInside: Set<Int> = []

  init(listing: Listing?, exhibits: [Exhibit]) {
    guard let listing, let first = exhibits.first else { return }
    var height = Self.height(of: listing)
    var end = 2
    if case .figure(let figure) = first {
      opensWithFigure = true
      height -= max(0, Self.plotHeight - Self.captionHeight(figure))
      end = 3
    } else {
      height -= Self.height(of: first)
    }
    for (index, exhibit) in exhibits.enumerated().dropFirst() where height > 0 {
      if case .figure = exhibit {
        if height <= Self.tolerableHole { break }
        captionsInside.insert(index)
      }
      height -= Self.height(of: exhibit)
      end += 1
    }
    listingRows = "\(opensWithFigure ? 2 : 1)/\(end)"
    let plain = Array(repeating: "auto", count: end - (opensWithFigure ? 3 : 2))
    rowTemplate = (opensWithFigure ? ["auto", "1fr"] + plain : plain + ["1fr"])
      .joined(separator: " ")
  }

  // MARK: Heights in rem

  private static let tolerableHole = 4.0
  private static let plotHeight = 18.0

  private static func lines(_ text: String, ofWidth width: Int) -> Double {
    Double(max(1, (text.count + width - 1) / width))
  }

  private static func captionHeight(_ figure: FigureExhibit) -> Double {
    lines(figure.finding + figure.caption, ofWidth: 36) * 1.2
  }

  private static func height(of listing: Listing) -> Double {
    if listing.isFolded { return 2.5 }
    let code = listing.yaml.split(separator: "\n", omittingEmptySubsequences: false)
    let written = code.reduce(0) { $0 + lines(String($1), ofWidth: 31) }
    return 4.5 + written * 1.17 + Double(listing.changes.count) * 1.2
  }

  private static func height(of exhibit: Exhibit) -> Double {
    switch exhibit {
    case .listing: 0
    case .heading: 4
    case .sentences(let texts): texts.reduce(0) { $0 + lines($1, ofWidth: 64) * 1.58 + 0.9 }
    case .figure(let figure):
      plotHeight + captionHeight(figure) / 2
        + Double(figure.scrubber.map { 4 + ($0.frames.count + 2) / 3 * 7 } ?? 0)
    case .table(let table): 3.5 + Double(table.rows.count) * 1.7
    case .verdict(let verdict):
      9 + lines(verdict.statement, ofWidth: 40) * 1.9
        + verdict.facts.reduce(0) { $0 + lines($1.text, ofWidth: 56) * 1.25 + 0.7 }
    case .print(let printed): 2.5 + Double(printed.lines.count) * 1.2
    case .claim: 5
    case .changes(let changes): 2 + Double(changes.changes.count) * 1.4
    case .ownRun: 40
    case .quiz(let quiz):
      7 + lines(quiz.asks.plain, ofWidth: 60) * 1.58 + Double(quiz.choices.count) * 1.9
    case .failure: 5
    }
  }
}
