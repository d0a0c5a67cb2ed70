import Dispatch
import Plots
import Synchronization

/// A page's figures, drawn on all cores before the page is laid out: drawing is most of what a page
/// takes.
struct Drawings {
  private let drawings: [Drawing?]

  init(_ page: Page) {
    let figures = page.blocks.flatMap { block -> [FigureExhibit] in
      guard case .exhibits(_, _, let exhibits) = block else { return [] }
      return exhibits.compactMap { if case .figure(let figure) = $0 { figure } else { nil } }
    }
    let drawn = Mutex([Drawing?](repeating: nil, count: figures.count))
    DispatchQueue.concurrentPerform(iterations: figures.count) { index in
      // A figure with a mistake is refused when its turn comes.
      if figures[index].mistake != nil { return }
      let drawing = figures[index].figure.drawing()
      drawn.withLock { $0[index] = drawing }
    }
    drawings = drawn.withLock { $0 }
  }

  /// - Parameter number: the figure's in its page, from 1.
  func svg(of exhibit: FigureExhibit, number: Int, id: String) -> String {
    let drawing = drawings.indices.contains(number - 1) ? drawings[number - 1] : nil
    return exhibit.figure.svg(id: id, drawing ?? exhibit.figure.drawing())
  }
}
