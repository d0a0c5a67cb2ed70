/// Strings of a small grammar in Python, drawn as `Grammar` draws them.
enum GrammarCode {
  static func text(length: String, embedded: Bool) -> String {
    let string =
      embedded
      ? """
      def string(rng):
          mark = "T" if rng.rand() < 0.5 else "P"
          return "B" + mark + plain(rng) + mark + "E"
      """
      : """
      def string(rng):
          return plain(rng)
      """
    return """
      letters = "BEPSTVX"
      arrows = {1: ("T2", "P3"), 2: ("S2", "X4"), 3: ("T3", "V5"), 4: ("X3", "S6"), 5: ("P4", "V6")}


      def plain(rng):
          found, state = "B", 1
          while state < 6:
              letter, after = arrows[state][0 if rng.rand() < 0.5 else 1]
              found, state = found + letter, int(after)
          return found + "E"


      \(string)


      def draw(n, rng):
          rows = []
          for _ in range(n):
              row = ""
              while len(row) < \(length) + 1:
                  row += string(rng)
              rows.append([letters.index(letter) for letter in row[: \(length) + 1]])
          numbers = torch.tensor(rows)
          return torch.eye(len(letters))[numbers[:, :-1]], numbers[:, 1:, None].float()

      """
  }
}
