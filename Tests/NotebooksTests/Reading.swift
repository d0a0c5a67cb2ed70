import Notebooks
import SourceText
import TestSupport

/// A notebook read from a marked text.
struct Reading {
  let marked: MarkedText
  let notebook: Notebook
  let diagnostics: [Diagnostic]

  init(_ text: String) {
    marked = MarkedText(text)
    (notebook, diagnostics) = Notebook.read(marked.file)
  }

  /// "1️⃣2️⃣ sentence [id]" for each diagnostic.
  var messages: [String] { marked.places(diagnostics) }

  /// All blocks as one text: values as `{expression}`, cells as `{{kind name}}`, formulas as
  /// `{$tex}`, a link's start tag as `{notebook#anchor}`.
  var html: String {
    notebook.blocks.map { block in
      switch block {
      case .cell(let cell): return "{{\(cell.kind) \(cell.name)}}"
      case .prose(let pieces):
        return pieces.map { piece in
          switch piece {
          case .html(let html): return html
          case .value(let value): return "{\(value.expression)}"
          case .formula(let formula): return "{\(formula.isDisplay ? "$$" : "$")\(formula.tex)}"
          case .link(let link): return "{\(link.notebook ?? "")#\(link.anchor)}"
          case .figure(let link):
            return "{\(link.figureWord) \(link.notebook ?? "")#\(link.anchor)}"
          }
        }.joined()
      }
    }.joined()
  }

  func written(_ range: SourceRange?) -> String {
    range.map { $0.file.string($0.start..<$0.end) } ?? "nowhere"
  }
}

extension OptionNode {
  /// The options as flow YAML, each scalar as `text` or, quoted, `'text'`.
  var flow: String {
    switch content {
    case .scalar(let text, let quoted): return quoted ? "'\(text)'" : text
    case .list(let items): return "[\(items.map(\.flow).joined(separator: ", "))]"
    case .mapping(let entries):
      return "{\(entries.map { "\($0.key): \($0.value.flow)" }.joined(separator: ", "))}"
    }
  }
}
