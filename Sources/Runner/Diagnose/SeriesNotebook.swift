import Learning
import Numerals
import SourceText

/// The notebook for a file with one series and nothing else: a network of default options, and what
/// its forecast is worth.
struct SeriesNotebook {
  let request: DiagnosisRequest
  let path: String
  let files: Files

  init(_ request: DiagnosisRequest, _ path: String, _ files: Files) {
    self.request = request
    self.path = path
    self.files = files
  }

  func written() throws(Diagnostics) -> DiagnosisRequest.Written {
    let file = try request.read(path, files)
    let profile = try SeriesProfile(file)
    let cell = "forecast-diagnosis"
    var result = request.written(
      DiagnosisRequest.stem(path), cell: cell, notebook("", profile))
    result.text = notebook(result.folder, profile).text
    result.readings = ["\(DiagnosisRequest.last(path)): \(extent(profile))"]
    result.warnings = warnings(profile)
    return result
  }

  private func warnings(_ profile: SeriesProfile) -> [Diagnostic] {
    guard profile.skipped > 0, let spacing = profile.spacing else { return [] }
    return [
      Diagnostic(
        "skipped-dates",
        "the \(spacing.rawValue) dates of '\(path)' skip \(profile.skipped) rows, which are taken as if they did not exist",
        severity: .warning,
        help: ["write a row for each date, its value left empty: gaps: interpolate fills them"])
    ]
  }

  private func data(_ folder: String, _ profile: SeriesProfile) -> String {
    let quoted = DiagnosisNotebook.quoted(RelativePath.from(folder, to: path))
    guard profile.columns != nil else {
      return "data: {source: arrays, inputs: \(quoted), standardise: true}"
    }
    var options = ["source: series", "path: \(quoted)"]
    if let date = profile.date { options.append("date: \(DiagnosisNotebook.quoted(date))") }
    if let value = profile.value { options.append("value: \(DiagnosisNotebook.quoted(value))") }
    options.append("window: \(profile.window)")
    if profile.gaps > 0 { options.append("gaps: interpolate") }
    return "data: {\(options.joined(separator: ", "))}"
  }

  /// "a series of 420 rows with daily dates".
  private func extent(_ profile: SeriesProfile) -> String {
    var text = "a series of \(Numerals.count(profile.rows)) rows"
    if let spacing = profile.spacing { text += " with \(spacing.rawValue) dates" }
    if profile.gaps > 0 {
      text += ", \(Numerals.count(profile.gaps)) of them without a number, filled by straight lines"
    }
    return text
  }

  private func notebook(_ folder: String, _ profile: SeriesProfile) -> DiagnosisNotebook {
    return DiagnosisNotebook(
      title: "Is the forecast of \(DiagnosisRequest.last(path)) any good?",
      description:
        "One series, forecast a step ahead and compared with forecasts that need no network.",
      blocks: [
        "The series is \(extent(profile)). The last quarter is held out, so every scored value lies after everything the network was trained on. Is its forecast better than repeating the last value, or the value a season before? What is the best known?",
        DiagnosisNotebook.cell("diagnose", "forecast-diagnosis", ["of: forecast"]),
        "## The network",
        DiagnosisNotebook.cell(
          "train", "forecast", [data(folder, profile)] + DiagnosisNotebook.model),
      ])
  }
}
