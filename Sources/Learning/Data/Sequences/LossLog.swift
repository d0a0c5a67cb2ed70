package import SourceText

/// The losses that a training printed, one for each epoch.
package struct LossLog: Sendable, Equatable {
  /// As the training computed them, in the order of the file.
  package var losses: [Double]
  /// On data of their own, where the file has a column of that name.
  package var validation: [Double] = []

  package init(losses: [Double], validation: [Double] = []) {
    self.losses = losses
    self.validation = validation
  }

  /// The column `loss`, or the only one that does not count epochs.
  package init(_ file: LoadedFile) throws(Diagnostics) {
    let read = try SequenceFile(file)
    func column(_ index: Int) -> [Double] {
      (0..<read.sequences * read.steps).map { Double(read.values[$0 * read.channels + index]) }
    }
    guard read.channels > 1 else {
      guard read.form == .column || read.sequences == 1 else {
        throw LossLog.unclear(file, ["columns: \(read.steps)"])
      }
      losses = read.values.map { Double($0) }
      return
    }
    let names = read.names.map { $0.lowercased() }
    let known = ["loss", "train_loss", "training_loss", "train loss", "mse", "train_mse"]
    let others = names.indices.filter {
      names[$0] != "epoch" && names[$0] != "lr" && !names[$0].hasPrefix("val")
    }
    guard
      let place = known.lazy.compactMap({ names.firstIndex(of: $0) }).first
        ?? (others.count == 1 ? others.first : nil)
    else { throw LossLog.unclear(file, ["columns: \(read.names.joined(separator: ", "))"]) }
    losses = column(place)
    let kept = ["val_\(names[place])", "valid_loss", "validation_loss", "val loss"]
    validation = kept.lazy.compactMap { names.firstIndex(of: $0) }.first.map(column) ?? []
  }

  private static func unclear(_ file: LoadedFile, _ notes: [String]) -> Diagnostics {
    Diagnostics([
      Diagnostic(
        "unclear-loss", "'\(file.file.path)' does not say which of its columns is the loss",
        at: file.file.range, help: ["write one column, or name it loss"], notes: notes)
    ])
  }
}
