import Foundation
import SourceText
import Testing

@testable import Learning
@testable import Runner

@Suite struct DataReaderTests {
  /// A project of the given files, by path.
  private func reader(_ contents: [String: [UInt8]]) -> DataReader {
    let files = Files(
      read: { path in
        guard let bytes = contents[path] else { throw Files.Failure(reason: "it is a folder") }
        return Data(bytes)
      },
      write: { _, _ in },
      list: { folder in
        contents.keys.filter { $0.hasPrefix(folder + "/") }
          .map { String($0.dropFirst(folder.count + 1)) }.sorted()
      },
      resolve: { path in contents[path] != nil || path.hasSuffix("folder") ? path : nil })
    return DataReader(folder: "/p/notebooks", boundary: "/p", files: files)
  }

  private func arrays(_ inputs: String, _ targets: String) -> any DataSource {
    let entries = [("inputs", inputs), ("targets", targets)].map {
      OptionNode.Entry(key: $0.0, value: OptionNode(.scalar($0.1, quoted: false)))
    }
    var options = Options(OptionNode(.mapping(entries)))
    return ArraysSource(&options)
  }

  private func array(_ shape: String, _ count: Int) -> [UInt8] {
    let header = "{'descr': '|u1', 'fortran_order': False, 'shape': \(shape), }"
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
      + (0..<count).map { UInt8($0) }
  }

  @Test func aSourceGetsItsFilesInOrder() throws {
    var source = arrays("x.npy", "y.npy")
    let found = reader([
      "/p/notebooks/x.npy": array("(4, 3)", 12), "/p/notebooks/y.npy": array("(4, 3, 2)", 24),
    ]).load(&source)
    #expect(found.isEmpty)
    let split = try source.split(Draws(order: .named, seed: 0))
    #expect(split.train.features == 1 && split.train.outputs == 2)
  }

  @Test func everyFileThatIsNotThereIsReported() {
    var source = arrays("x.npy", "why.npy")
    let found = reader(["/p/notebooks/y.npy": []]).load(&source)
    #expect(
      found.map(\.message) == ["there is no file 'x.npy'", "there is no file 'why.npy'"])
    #expect(found.first?.help == ["did you mean 'y.npy' in the same folder?"])
  }

  @Test func aDamagedFileAndAFolderAreReported() {
    var source = arrays("x.npy", "folder")
    let damaged: [String: [UInt8]] = ["/p/notebooks/x.npy": [1, 2, 3]]
    #expect(
      reader(damaged).load(&source).map(\.message) == ["'folder' cannot be read: it is a folder"])
    source = arrays("x.npy", "x.npy")
    #expect(
      reader(damaged).load(&source).map(\.message) == [
        "'x.npy' cannot be read: it does not begin as a .npy file does"
      ])
  }

  @Test func aFileOutsideTheProjectIsNotRead() {
    var source = arrays("/q/x.npy", "/q/x.npy")
    #expect(
      reader(["/q/x.npy": []]).load(&source).map(\.id) == ["outside-project", "outside-project"])
  }
}
