import SourceText
import Testing

@testable import Learning

@Suite struct ForeignForecastTests {
  /// `rows` lines of `columns` numbers each, all different.
  private func table(_ rows: Int, _ columns: Int, from first: Int = 0) -> String {
    (0..<rows).map { row in
      (0..<columns).map { "\(Double(first + (row * columns + $0) * 7 % 100) + 0.5)" }.joined(
        separator: ",")
    }.joined(separator: "\n")
  }

  private func forecast(_ y: String, _ p: String, x: String? = nil, log: String? = nil) throws
    -> ForeignForecast
  {
    try ForeignForecast(
      ForeignForecast.Files(
        targets: file(y, path: "y.csv"), predictions: file(p, path: "p.csv"),
        inputs: x.map { file($0, path: "x.csv") }, losses: log.map { file($0, path: "log.csv") }))
  }

  private func messages(_ y: String, _ p: String, x: String? = nil, log: String? = nil) -> [String]
  {
    do {
      return try forecast(y, p, x: x, log: log).warnings.map(\.message)
    } catch let problems as Diagnostics {
      return problems.all.map { ([$0.message] + $0.help).joined(separator: " | ") }
    } catch {
      return ["\(error)"]
    }
  }

  @Test func stepByStepFilesAreLaidBesideEachOther() throws {
    let read = try forecast(table(8, 3), table(8, 3), x: table(8, 3, from: 5))
    #expect(read.data.sequences == 8 && read.data.steps == 3 && read.data.scored == 0..<3)
    #expect(read.hasInputs && !read.isSeries && !read.targetIsNextInput)
    #expect(read.split.train.sequences == 6 && read.split.test.sequences == 2)
    #expect(read.heldOutPredictions == Array(read.predictions.suffix(6)))
    #expect(read.readings.map { $0.contains("8 sequences of 3 steps") } == [true, true, true])
  }

  @Test func oneTargetForEachSequenceStandsAtItsLastStep() throws {
    let read = try forecast(table(8, 1), table(8, 1), x: table(8, 3, from: 5))
    #expect(read.data.scored == 2..<3 && read.data.target(1, 2) == 7.5)
    #expect(
      read.readings[0] == "y.csv: one column of 8 numbers; one target for each sequence of inputs")
  }

  @Test func severalTargetsForEachSequenceAreOutputsOfItsLastStep() throws {
    let read = try forecast(table(8, 2), table(8, 2), x: table(8, 5, from: 5))
    #expect(read.data.outputs == 2 && read.data.scored == 4..<5)
    #expect(read.data.target(1, 4, 1) == 21.5)
  }

  @Test func aColumnOfAllStepsIsReadRowByRow() throws {
    let read = try forecast(table(24, 1), table(24, 1), x: table(8, 3, from: 5))
    #expect(read.data.scored == 0..<3 && read.data.target(1, 0) == 21.5)
    let flat = try forecast(table(8, 3), table(24, 1))
    #expect(flat.predictions.count == 16 && flat.predictions[2] == 28.5)
  }

  @Test func withoutInputsTheTargetsPastStandsInForThem() throws {
    let read = try forecast(table(8, 3), table(8, 3))
    #expect(read.data.steps == 2 && read.targetIsNextInput && !read.hasInputs)
    #expect(read.data.input(0, 0) == 0.5 && read.data.target(0, 0) == 7.5)
    #expect(read.predictions[0] == 7.5)
  }

  @Test func aSeriesIsCutIntoWindowsOfWhichEachScoresItsLastStep() throws {
    let read = try forecast(table(81, 1), table(81, 1))
    #expect(read.isSeries && read.data.steps == 10 && read.data.sequences == 71)
    #expect(read.split.test.scored == 9..<10 && read.split.train.scored == 0..<10)
    // The last target learned from lies before the first that is scored.
    let learned = read.boundary - 1 + 9
    #expect(read.data.target(read.boundary, 9) == Float((learned + 2) * 7 % 100) + 0.5)
  }

  @Test func targetsThatAreTheNextInputsAreSeen() throws {
    let series = (0..<9).map { "\(($0 * 37) % 11).5" }
    func rows(_ width: Int, _ first: Int) -> String {
      (0..<5).map { n in (0..<width).map { series[n + first + $0] }.joined(separator: ",") }
        .joined(separator: "\n")
    }
    #expect(try forecast(rows(3, 1), rows(3, 1), x: rows(3, 0)).targetIsNextInput)
    #expect(try forecast(rows(1, 3), rows(1, 3), x: rows(3, 0)).targetIsNextInput)
    #expect(try !forecast(rows(1, 0), rows(1, 3), x: rows(3, 0)).targetIsNextInput)
  }

  @Test func lossesAreTheColumnOfThatName() throws {
    let log = "epoch,loss,val_loss\n0,2.5,3\n1,1.5,2\n"
    let read = try forecast(table(8, 3), table(8, 3), log: log)
    #expect(read.log == LossLog(losses: [2.5, 1.5], validation: [3, 2]))
    #expect(read.readings.last == "log.csv: the losses of 2 epochs")
    #expect(
      messages(table(8, 3), table(8, 3), log: "a,b\n1,2\n3,4\n") == [
        "'log.csv' does not say which of its columns is the loss | write one column, or name it loss"
      ])
  }

  @Test func unlikeFilesAreNamedWithBothShapes() {
    #expect(
      messages(table(8, 3), table(7, 3)) == [
        "targets and predictions do not match: 'y.csv' is 8 sequences of 3 steps, 'p.csv' is 7 sequences of 3 steps | write the targets of the same sequences that were predicted, in the same order"
      ])
    #expect(messages(table(8, 3), table(8, 4))[0].contains("'p.csv' has one column more"))
    #expect(messages(table(8, 3), table(3, 8))[0].contains("transposed"))
    #expect(
      messages(table(8, 3), table(8, 3), x: table(9, 3))[0].hasPrefix(
        "targets and inputs do not match: 'y.csv' is 8 sequences of 3 steps, 'x.csv' is 9 sequences of 3 steps"
      ))
    #expect(messages(table(2, 3), table(2, 3))[0].contains("too few to hold a part out"))
  }

  @Test func mistakesOfAllFilesComeAtOnce() {
    let found = messages(table(8, 3) + "\n1,,3", "a,1\nb,2", x: "", log: "loss\nhigh\n")
    #expect(found.count == 4)
    for path in ["y.csv", "p.csv", "x.csv", "log.csv"] {
      #expect(found.contains { $0.contains("'\(path)'") }, "\(path)")
    }
  }

  @Test func exchangedFilesAreSuspectedFromTheirNumbersAlone() {
    // Targets with noise of their own; predictions know the rest.
    let signal = (0..<64).map { Double(($0 * 29) % 17) - 8 }
    let noise = (0..<64).map { Double(($0 * 31) % 13) - 6 }
    let (y, p) = (zip(signal, noise).map { "\($0 + $1)" }, signal.map { "\($0)" })
    let (targets, predictions) = (y.joined(separator: "\n"), p.joined(separator: "\n"))
    #expect(messages(targets, predictions).isEmpty)
    #expect(messages(predictions, targets)[0].hasSuffix("targets and predictions look exchanged"))
  }
}
