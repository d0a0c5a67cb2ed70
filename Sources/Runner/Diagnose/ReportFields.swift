#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension DiagnosisReport {
  /// Every field that a report may hold by its path, and what it means. A list's elements are `[]`;
  /// those marked may be missing. `meanwhile list json` prints them, and a test holds them to what is
  /// written.
  package static let fields: [(path: String, meaning: String)] = [
    ("schema", "\(schema): its number rises when a field is renamed, removed or changes meaning"),
    ("version", "of Meanwhile"),
    ("name", "of the diagnose cell"),
    ("readings[]", "what each file was read as"),
    (
      "verdict.cause", "the cause's word: no_signal, broadcast_bug, …; unknown where none was found"
    ),
    ("verdict.kind", "healthy, optimal, broken or open"),
    ("verdict.title", "the cause in words"),
    ("verdict.statement", "one sentence"),
    ("verdict.confidence", "high, fair or low"),
    ("verdict.reason", "of that confidence"),
    ("verdict.next_step", "one step"),
    ("held_out.sequences", "sequences that everything was scored on"),
    ("held_out.targets", "numbers that everything was scored on"),
    ("scores[].name", "model, constant_mean, per_step_mean, last_value, …"),
    ("scores[].title", "the same in words"),
    ("scores[].mse", "held-out squared error in squared data units; missing where it is no number"),
    ("scores[].ratio_to_mean", "over the constant mean's; missing where it is no number"),
    ("error_parts.bias", "bias², of the model's error; the parts sum to it (may be missing)"),
    ("error_parts.calibration", "(s_p - r s_y)²: 0 for a forecast whose spread is right"),
    ("error_parts.unexplained", "(1 - r²) s_y²"),
    ("error_parts.slope", "of the target on the prediction; missing for a constant"),
    ("error_parts.correlation", "of target and prediction; missing for a constant"),
    ("error_parts.spread", "deviation of the predictions over that of the targets"),
    ("signal.r2", "a probe's held-out R² over the per-step mean (may be missing)"),
    ("signal.p", "of the re-pairing test"),
    ("signal.repairings", "how many re-pairings gave that p"),
    ("evidence[].rule", "the rule that speaks: meanwhile list rules"),
    ("evidence[].statement", "what it found"),
    ("evidence[].bearing", "supports, rules_out or describes"),
    ("evidence[].cause", "the cause it speaks for or against; missing where it describes"),
    ("evidence[].numbers[].label", "of a number it speaks from"),
    ("evidence[].numbers[].value", "the number, as the report writes it"),
    ("cures[].name", "a change that was tried"),
    ("cures[].title", "the same in words"),
    ("cures[].factor", "what was changed"),
    ("cures[].from", "its value before"),
    ("cures[].to", "its value after"),
    ("cures[].of", "model, or ours where the model itself cannot be trained here"),
    ("cures[].cured", "whether it ends the fault in all seeds"),
    ("cures[].steps", "updates of one changed run"),
    ("cures[].seeds[].seed", "of the run"),
    ("cures[].seeds[].before", "held-out squared error as it was"),
    ("cures[].seeds[].after", "held-out squared error with the change"),
    ("limits[]", "what this does not show"),
    ("would_add[]", "what handing over more files would add"),
    ("notebook", "the notebook that was written"),
    ("page", "the report that was built"),
  ]

  /// With sorted keys, two spaces, and a line break at the end.
  package var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else {
      preconditionFailure("words and finite numbers always encode")
    }
    return String(decoding: data, as: UTF8.self) + "\n"
  }
}
