@testable import Learning

/// A data file of some text, as the runner hands it to a source.
func file(_ text: String, path: String = "data.csv") -> LoadedFile {
  file(Array(text.utf8), path: path)
}

/// A data file of some bytes.
func file(_ bytes: [UInt8], path: String = "data.npy") -> LoadedFile {
  LoadedFile(file: DataFile(path: path, range: nil), bytes: bytes, digest: "0")
}
