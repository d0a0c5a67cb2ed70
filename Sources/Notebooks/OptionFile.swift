package import SourceText

/// Reads a file that is one YAML mapping, with the place of every part.
///
/// - Returns: the mapping, or nil where the YAML could not be read and a message says why.
package func readOptions(
  _ file: SourceFile
) -> (options: OptionNode?, diagnostics: [Diagnostic]) {
  let text = NotebookText(file)
  return YAMLReader.read(
    text, file.markLength..<file.byteCount, mostNodes: YAMLReader.mostNodesOfFile)
}
