package import SourceText

/// A Markdown file as a report reads it: prose, and cells that run.
package struct Notebook: Sendable {
  package var file: SourceFile
  /// From the front matter, else from the first level-1 heading. A page's template prints it, so
  /// the first level-1 heading is left out of `blocks` and `headings` where it says the same.
  package var title: String?
  package var description: String?
  /// The place among the site's notebooks: lower ones come first, equals by file
  /// name, those without one last.
  package var order: Int
  /// In the order of the file.
  package var blocks: [Block]
  /// Those that stand on their own, for a table of contents; a heading inside a list or a quote has
  /// an anchor too but is not listed.
  package var headings: [Heading]
  /// What links can point at: the anchors of all headings and the ids in the author's own HTML.
  package var anchors: [String]
  /// By a heading's anchor, the first sentence of the paragraph under it, without markup.
  package var openings: [String: String]

  package var values: [InlineValue] {
    pieces.compactMap { if case .value(let value) = $0 { value } else { nil } }
  }
  package var formulas: [Formula] {
    pieces.compactMap { if case .formula(let formula) = $0 { formula } else { nil } }
  }
  package var links: [NotebookLink] {
    pieces.compactMap {
      switch $0 {
      case .link(let link), .figure(let link): link
      default: nil
      }
    }
  }
  private var pieces: [ProsePiece] {
    blocks.flatMap { if case .prose(let pieces) = $0 { pieces } else { [ProsePiece]() } }
  }
  /// Their names are well formed and unique: a cell that breaks this is reported and left as code.
  package var cells: [CellSource] {
    blocks.compactMap { if case .cell(let cell) = $0 { cell } else { nil } }
  }
}

package enum Block: Sendable {
  /// HTML with values in it. A piece may end inside an element; only the whole list is balanced.
  case prose([ProsePiece])
  case cell(CellSource)
}

package enum ProsePiece: Sendable {
  case html(String)
  case value(InlineValue)
  case formula(Formula)
  /// In place of a link's start tag; its text and its end tag follow.
  case link(NotebookLink)
  /// In place of a whole link whose text is "Figure" or "Fig.": it is to read "Figure 3".
  case figure(NotebookLink)
}

package struct Heading: Sendable, Equatable {
  /// 1 to 6.
  package var level: Int
  /// Without markup. A value in it appears as its expression, because the text is the same before
  /// and after training.
  package var text: String
  /// The element's `id`, unique in the notebook.
  package var anchor: String
}

/// A number taken from a cell's results: `` `= noise-targets.test.mse` `` in prose.
package struct InlineValue: Sendable {
  /// What follows the `=`, without the space around it: `noise-targets.test.mse`.
  package var expression: String
  /// Where the expression stands, without the `=` and the backticks.
  package var range: SourceRange
}

/// TeX: `` $`x^2`$ `` in a line, or a block of code whose info string is `math`.
package struct Formula: Sendable {
  package var tex: String
  /// Stands in a line of its own.
  package var isDisplay: Bool
  package var range: SourceRange
}

/// A link to another notebook, `[text](other.md#anchor)`, or to a place of its own page.
package struct NotebookLink: Sendable {
  /// The notebook's file without `.md`; nil for the page the link stands in.
  package var notebook: String?
  /// What follows `#`; empty where nothing does.
  package var anchor: String
  /// The link's own text where it is "Figure" or "Fig.", else empty.
  package var figureWord: String
  /// What the author wrote behind the address: `[text](other.md "title")`.
  package var title: String
  /// The address as written.
  package var range: SourceRange
}

/// A fenced block whose info string is `yaml KIND NAME`.
package struct CellSource: Sendable {
  package var kind: String
  package var name: String
  package var kindRange: SourceRange
  package var nameRange: SourceRange
  /// From the opening fence through the closing one.
  package var range: SourceRange
  package var options: OptionNode
  /// The YAML as written, without the fences.
  package var text: String
  /// The YAML could not be read. That is reported already, and `options` is empty, so whoever reads
  /// them would only add messages about options that may well have been written.
  package var isBroken: Bool
}
