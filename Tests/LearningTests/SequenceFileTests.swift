import SourceText
import Testing

@testable import Learning

@Suite struct SequenceFileTests {
  private func read(_ text: String) throws -> SequenceFile {
    try SequenceFile(file(text, path: "y.csv"))
  }

  /// "2 × 3: 1 2 3 4 5 6", the shape and the numbers.
  private func summary(_ text: String) -> String {
    do {
      let read = try read(text)
      return "\(read.form.rawValue) \(read.shape): "
        + read.values.map { short(Double($0)) }.joined(separator: " ")
    } catch let problems as Diagnostics {
      return DiagnosticRenderer().render(problems.all)
    } catch {
      return "\(error)"
    }
  }

  private func short(_ value: Double) -> String {
    value == value.rounded() ? "\(Int(value))" : "\(value)"
  }

  @Test(arguments: [
    // numpy.savetxt(path, y), with its own blanks and with a comma
    ("1.0 2.0 3.0\n4.0 5.0 6.0\n", "rows 2 × 3: 1 2 3 4 5 6"),
    ("1,2,3\n4,5,6\n", "rows 2 × 3: 1 2 3 4 5 6"),
    ("# a comment\n1,2,3\n4,5,6", "rows 2 × 3: 1 2 3 4 5 6"),
    ("-1.5e+00\n 2.5e+00\n", "column 2 × 1: -1.5 2.5"),
    // pandas.DataFrame(y).to_csv(path), and with index=False
    (",0,1,2\n0,1.5,2,3\n1,4,5,6\n", "rows 2 × 3: 1.5 2 3 4 5 6"),
    ("0,1,2\n1.5,2,3\n4,5,6\n", "rows 2 × 3: 1.5 2 3 4 5 6"),
    ("0\n1.5\n2.5\n", "column 2 × 1: 1.5 2.5"),
    // steps by name, in the order of time
    ("t2,t0,t1\n3,1,2\n6,4,5\n", "rows 2 × 3: 1 2 3 4 5 6"),
    ("lag_1,lag_2,lag_3\n3,2,1\n6,5,4\n", "rows 2 × 3: 1 2 3 4 5 6"),
    ("id,step_0,step_1\n7,1,2\n8,3,4\n", "rows 2 × 2: 1 2 3 4"),
    // several channels
    ("x0_t0,x0_t1,x1_t0,x1_t1\n1,2,10,20\n", "rows 1 × 2 × 2: 1 10 2 20"),
    ("a(t-1),b(t-1),a(t),b(t)\n1,10,2,20\n", "rows 1 × 2 × 2: 1 10 2 20"),
    // one series, a channel in each column
    ("temperature,pressure\n1,10\n2,20\n3,30\n", "series 1 × 3 × 2: 1 10 2 20 3 30"),
    ("date,sales\n2024-01-01,5\n2024-01-02,6\n", "column 2 × 1: 5 6"),
    // long form, with and without names of sequences
    ("sequence,step,y\na,0,1\na,1,2\nb,0,3\nb,1,4\n", "long 2 × 2: 1 2 3 4"),
    ("sequence,step,y\na,1,2\nb,0,3\nb,1,4\na,0,1\n", "long 2 × 2: 1 2 3 4"),
    ("step,y,z\n0,1,10\n1,2,20\n0,3,30\n1,4,40\n", "long 2 × 2 × 2: 1 10 2 20 3 30 4 40"),
    // Europe
    ("0;1\n1,5;2,5\n", "rows 1 × 2: 1.5 2.5"),
    ("\"a\",\"b\"\n\"1\",\"2\"\n\"3\",\"4\"\n", "series 1 × 2 × 2: 1 2 3 4"),
  ])
  func layoutIsFound(_ text: String, _ expected: String) { #expect(summary(text) == expected) }

  @Test func whatIsLeftOutIsSaid() throws {
    #expect(
      try read(",0,1\n0,1,2\n1,3,4\n").leftOut == [
        "its first column counts the rows and is left out"
      ])
    #expect(
      try read("date,sales\n2024-01-01,5\n2024-01-02,6\n").leftOut == [
        "column 'date' says when and is left out"
      ])
  }

  @Test func mistakesHaveTheirRowsAndComeAtOnce() {
    #expect(
      summary("t0,t1\n1,2\n3,\nx,5\n6,7,8\n9\n") == """
        y.csv:3:3: error: row 3 of 'y.csv' has no number in column 't1' [missing-value]
          |
        2 | 1,2
        3 | 3,
          |   ^
          = help: leave its sequence out of all files, or fill the value before they are written
        y.csv:4:1: error: row 4 of 'y.csv': column 't0' must hold a number, not 'x' [bad-value]
          |
        3 | 3,
        4 | x,5
          | ^
        y.csv:5:1: error: row 5 of 'y.csv' has 3 cells and the header 2 [bad-row]
          |
        4 | x,5
        5 | 6,7,8
          | ^~~~~
        y.csv:6:1: error: row 6 of 'y.csv' has 1 cells and the header 2 [bad-row]
          |
        5 | 6,7,8
        6 | 9
          | ^
        4 errors

        """)
  }

  @Test(arguments: [
    ("", "'y.csv' holds no numbers"), ("\n \n", "'y.csv' holds no numbers"),
    ("a,b\n", "'y.csv' holds no numbers"),
    (
      "sequence,step,y\na,0,1\na,1,2\nb,0,3\n",
      "sequence 'b' has 1 rows in 'y.csv' and the first one 2"
    ),
    (
      "x0_t0,x0_t1,x1_t0\n1,2,3\n",
      "'y.csv' has no column for step 1 of 'x1', which other channels have"
    ),
    (
      "y_true,y_pred\n1,2\n3,4\n",
      "'y.csv' holds targets and predictions side by side: y_true, y_pred"
    ),
    ("PK\u{3}\u{4}", "'y.csv' is neither text nor a .npy file"),
    (
      Array(repeating: "x", count: 20).joined(separator: ",1\n") + ",1",
      "'y.csv' has 11 more mistakes"
    ),
  ])
  func whatCannotBeReadIsSaid(_ text: String, _ message: String) {
    #expect(summary(text).contains(message), "\(summary(text))")
  }
}
