/// What the first line of a file of numbers is, and what its names mean.
enum HeaderRule {
  /// A first line is a header where one of its cells is a name, and none a number with a fraction;
  /// or where it counts 0, 1, 2, …, the names pandas gives columns, and the line below does not.
  static func isHeader(_ cells: [String], above next: [String]) -> Bool {
    let named = cells.filter { !isGap($0) && NumberGrid.number($0) == nil && !isDate($0) }
    if cells.contains(where: { NumberGrid.number($0) != nil && Int($0) == nil }) { return false }
    if !named.isEmpty { return true }
    guard !next.isEmpty else { return false }
    let rest = cells.first?.isEmpty == true ? Array(cells.dropFirst()) : cells
    let isCounted = !rest.isEmpty && rest.enumerated().allSatisfy { Int($1) == $0 }
    let isAlike = next.allSatisfy { Int($0) != nil }
    return isCounted && (!isAlike || cells.count > rest.count)
  }

  static func isGap(_ cell: String) -> Bool {
    cell.isEmpty
      || ["na", "n/a", "nan", "+nan", "-nan", "null", "none"].contains(cell.lowercased())
  }

  static func isDate(_ cell: String) -> Bool {
    cell.contains(where: { "-/.Q:".contains($0) }) && DateForm.of([cell]) != nil
  }

  /// The part a column plays by its name.
  enum Role: Equatable {
    case rowNumber, sequence, step
    /// One step of one channel; steps count in time.
    case cell(channel: String, step: Int)
    case channel(String)
  }

  private static let sequenceNames: Set<String> = [
    "sequence", "sequence_id", "seq", "seq_id", "id", "sample", "sample_id", "series", "series_id",
    "unique_id", "item_id", "window",
  ]
  private static let stepNames: Set<String> = [
    "step", "t", "time", "timestep", "time_step", "time_idx", "date", "datetime", "timestamp", "ds",
    "day", "month",
  ]
  private static let counted: Set<String> = ["t", "step", "time", "timestep", "time_step", "h"]

  static func role(of name: String) -> Role {
    let word = name.lowercased()
    if word.isEmpty || word == "index" || word == "unnamed: 0" { return .rowNumber }
    if let step = Int(word) { return .cell(channel: "", step: step) }
    if sequenceNames.contains(word) { return .sequence }
    if let (channel, step) = counted(word) { return .cell(channel: channel, step: step) }
    if stepNames.contains(word) { return .step }
    return .channel(name)
  }

  /// `t3`, `step_3`, `lag_2`, `x0_t3`, `t3_x0`, `t-2`, `x0(t-2)`, `x0(t)`.
  private static func counted(_ word: String) -> (channel: String, step: Int)? {
    if word.hasSuffix(")"), let open = word.lastIndex(of: "("), open > word.startIndex {
      let inside = word[word.index(after: open)...].dropLast()
      if inside == "t" { return (String(word[..<open]), 0) }
      return signed(inside).map { (String(word[..<open]), $0) }
    }
    if let step = signed(word[...]) { return ("", step) }
    let digits = word.reversed().prefix { $0.isASCII && $0.isNumber }.count
    if digits > 0, let step = Int(word.suffix(digits)) {
      var stem = String(word.dropLast(digits))
      if stem.hasSuffix("_") { stem.removeLast() }
      if counted.contains(stem) { return ("", step) }
      if stem == "lag" { return ("", -step) }
      if let cut = stem.lastIndex(of: "_"),
        counted.contains(String(stem[stem.index(after: cut)...]))
      {
        return (String(stem[..<cut]), step)
      }
    }
    if let cut = word.firstIndex(of: "_"), word.hasPrefix("t"),
      let step = Int(word[word.index(after: word.startIndex)..<cut])
    {
      return (String(word[word.index(after: cut)...]), step)
    }
    return nil
  }

  /// `t-2`, `t+1`.
  private static func signed(_ word: Substring) -> Int? {
    guard word.hasPrefix("t-") || word.hasPrefix("t+") else { return nil }
    return Int(word.dropFirst())
  }
}
