/// One HTML file of the site, before its template.
package struct Page: Sendable {
  /// The file's name without `.html`.
  package var slug: String
  package var title: String
  /// Stands under the title, and in search results.
  package var description: String
  /// A language tag, as in `en`.
  package var language: String
  package var blocks: [PageBlock]
  /// The headings inside the prose, in order. The page's title is the only one of level 1.
  package var headings: [Heading]
  package var provenance: Provenance
  package var previous: Link?
  package var next: Link?
  /// All pages in their order, on the index; nil on the others.
  package var listed: [ListedPage]?

  package init(
    slug: String, title: String, description: String, language: String = "en",
    blocks: [PageBlock], headings: [Heading] = [], provenance: Provenance = Provenance(),
    previous: Link? = nil, next: Link? = nil, listed: [ListedPage]? = nil
  ) {
    self.slug = slug
    self.title = title
    self.description = description
    self.language = language
    self.blocks = blocks
    self.headings = headings
    self.provenance = provenance
    self.previous = previous
    self.next = next
    self.listed = listed
  }
}

/// A page as the index names it.
package struct ListedPage: Sendable {
  package var slug: String
  package var title: String
  package var description: String

  package init(slug: String, title: String, description: String) {
    self.slug = slug
    self.title = title
    self.description = description
  }
}

package enum PageBlock: Sendable {
  /// HTML, trusted: it comes from the Markdown reader.
  case prose(String)
  case exhibits(cell: String, kind: String, [Exhibit])
}

/// A heading in the prose, and the id it already has there.
package struct Heading: Sendable {
  package var level: Int
  package var text: String
  package var anchor: String

  package init(level: Int, text: String, anchor: String) {
    self.level = level
    self.text = text
    self.anchor = anchor
  }
}

/// Another page of the site, in the same folder.
package struct Link: Sendable {
  package var title: String
  package var slug: String

  package init(title: String, slug: String) {
    self.title = title
    self.slug = slug
  }
}

/// What the numbers of a page were made with: no clock, no path, no host, so that equal inputs give
/// equal bytes.
package struct Provenance: Sendable {
  package struct Version: Sendable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package struct Run: Sendable {
    package var cell: String
    package var seed: String
    package var fingerprint: String

    package init(cell: String, seed: String, fingerprint: String) {
      self.cell = cell
      self.seed = seed
      self.fingerprint = fingerprint
    }
  }

  package var versions: [Version]
  package var runs: [Run]

  package init(versions: [Version] = [], runs: [Run] = []) {
    self.versions = versions
    self.runs = runs
  }
}
