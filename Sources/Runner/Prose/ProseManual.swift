/// What prose may contain besides CommonMark: `meanwhile list prose`.
enum ProseManual {
  static let entries = [
    ("value", "`= cell.value` is the number; it has to stand in backticks"),
    (
      "table",
      "a header row, a row of dashes (--: to the right, :-: in the middle), rows; a pipe in a cell is written \\|"
    ),
    (
      "note",
      "[^name] in the text, and [^name]: text in a paragraph of its own; lines of further paragraphs begin with four blanks"
    ),
    (
      "formula",
      "TeX, as $`R^2`$ in a line or in a block of code that begins with ```math; needs the program blahtexml"
    ),
    (
      "link",
      "[text](other.md), [text](other.md#its-heading), [text](#a-cell): a page, a heading's anchor as on GitHub, a cell by its name"
    ),
    (
      "figure",
      "[Figure](#a-cell) or [Fig.](#a-cell) becomes the number of that cell's first figure"
    ),
    (
      "term",
      "[word](glossary.md#heading) shows the first sentence under that heading when pointed at"
    ),
  ]

  static let example = """
    The mean[^mean] has the least squared error, $`E[(y - c)^2]`$; see [Figure](#noise-targets)
    and the [floor](glossary.md#floor).

    [^mean]: Of the training targets, not of those held out.

    | seed | error                        |
    | ---: | ---------------------------: |
    |    0 | `= noise-targets.test.mse`   |
    """
}
