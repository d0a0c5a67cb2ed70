/// The templates that the program carries in itself: those of the folder `templates/` when it was
/// compiled. A project replaces them file by file.
package enum BuiltInTemplates {
  /// Texts by file name.
  package static let texts = files.mapValues { String(decoding: $0, as: UTF8.self) }

  /// A file of the folder has a line here; a test compares them.
  private static let files: [String: [UInt8]] = [
    "changes.mustache": PackageResources.changes_mustache,
    "claim.mustache": PackageResources.claim_mustache,
    "failure.mustache": PackageResources.failure_mustache,
    "figure.mustache": PackageResources.figure_mustache,
    "head.mustache": PackageResources.head_mustache,
    "heading.mustache": PackageResources.heading_mustache,
    "index.mustache": PackageResources.index_mustache,
    "listing.mustache": PackageResources.listing_mustache,
    "own_run.js": PackageResources.own_run_js,
    "own_run.mustache": PackageResources.own_run_mustache,
    "page.mustache": PackageResources.page_mustache,
    "print.mustache": PackageResources.print_mustache,
    "provenance.mustache": PackageResources.provenance_mustache,
    "quiz.js": PackageResources.quiz_js,
    "quiz.mustache": PackageResources.quiz_mustache,
    "rows.mustache": PackageResources.rows_mustache,
    "scrubber.js": PackageResources.scrubber_js,
    "scrubber.mustache": PackageResources.scrubber_mustache,
    "sentences.mustache": PackageResources.sentences_mustache,
    "style.css": PackageResources.style_css,
    "table.mustache": PackageResources.table_mustache,
    "verdict.mustache": PackageResources.verdict_mustache,
  ]
}
