import Diagnosis
import Learning
import Testing

/// Whole diagnoses, of made-up runs and of small real ones.
@Suite struct DiagnoseTests {
  private func diagnosis(_ data: Split, train: [Float], test: [Float]) async throws -> Diagnosis {
    let run = try record(train: train, test: test, on: data)
    return try await diagnose(
      Subject(experiment: smallest, split: data, record: run, rerun: { $0.map { _ in run } }))
  }

  private func signal() throws -> Split {
    try split(
      train: lagged(60, signal: 0.9, noise: 0.3, seed: 1),
      test: lagged(60, signal: 0.9, noise: 0.3, seed: 2))
  }

  private func trained(_ experiment: Experiment) async throws -> Diagnosis {
    try await diagnose(
      Subject(
        experiment: experiment, split: experiment.split(),
        record: Trainer(threads: 2).train(experiment),
        rerun: { try $0.map { try Trainer(threads: 2).train($0) } }))
  }
}
