/// The known name an author most likely meant: at most a third of its letters away, or nil.
///
/// A name whose every letter differs is no guess, however short it is.
package func nearest(to name: String, among known: [String]) -> String? {
  let written = Array(name.lowercased())
  var best: (name: String, distance: Int)?
  for candidate in known {
    let letters = Array(candidate.lowercased())
    let longer = max(written.count, letters.count)
    let allowed = min(max(1, longer / 3), longer - 1)
    // The difference in length is a lower bound; it spares the table for a huge name.
    guard abs(written.count - letters.count) <= allowed else { continue }
    let distance = editDistance(written, letters)
    if distance <= allowed, distance < (best?.distance ?? .max) {
      best = (candidate, distance)
    }
  }
  return best?.name
}

/// Insertions, deletions, substitutions and swaps of neighbours between two words
/// (optimal string alignment, Damerau 1964).
func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  for i in 1...a.count {
    var row = [Int](repeating: i, count: b.count + 1)
    for j in 1...b.count {
      let cost = a[i - 1] == b[j - 1] ? 0 : 1
      row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
        row[j] = min(row[j], beforeLast[j - 2] + 1)
      }
    }
    beforeLast = last
    last = row
  }
  return last[b.count]
}
