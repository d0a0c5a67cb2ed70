"""What a page's text says about itself: ids, figures, size."""

import gzip
from dataclasses import dataclass, field
from html.parser import HTMLParser

from .finding import Finding

VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
}
# A page of one plot may weigh 25 kB and 8 kB compressed; each further one is allowed this much more.
PAGE_BYTES, PAGE_COMPRESSED = 25_000, 8_000
FIGURE_BYTES, FIGURE_COMPRESSED = 25_000, 7_000
# Prose is free: a long text is no fault.


@dataclass
class Element:
    tag: str
    attributes: dict
    line: int
    parent: "Element | None" = None
    children: list = field(default_factory=list)

    def all(self, tag):
        """The elements of this name inside, in the order of the text."""
        for child in self.children:
            if isinstance(child, Element):
                if child.tag == tag:
                    yield child
                yield from child.all(tag)

    def text(self, without=()):
        parts = [
            child if isinstance(child, str) else child.text(without)
            for child in self.children
            if isinstance(child, str) or child.tag not in without
        ]
        return "".join(parts)


class Markup(HTMLParser):
    """A page as a tree whose elements know their lines. Wrong nesting is the validator's to find."""

    def __init__(self, path):
        super().__init__(convert_charrefs=True)
        self.path = path
        self.source = path.read_text(encoding="utf-8", errors="replace")
        self.root = Element("", {}, 1)
        # Lines of the elements of each name, in their order: a browser says "the fifth div".
        self.lines = {}
        self._open = [self.root]
        self.feed(self.source)
        self.close()

    def handle_starttag(self, tag, attrs):
        element = self._add(tag, attrs)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag, attrs):
        self._add(tag, attrs)

    def handle_endtag(self, tag):
        depth = next((i for i in range(len(self._open) - 1, 0, -1) if self._open[i].tag == tag), 0)
        if depth:
            del self._open[depth:]

    def handle_data(self, data):
        self._open[-1].children.append(data)

    def _add(self, tag, attrs):
        element = Element(tag, dict(attrs), self.getpos()[0], self._open[-1])
        self._open[-1].children.append(element)
        self.lines.setdefault(tag, []).append(element.line)
        return element

    def elements(self):
        pending = [self.root]
        while pending:
            element = pending.pop()
            yield element
            pending += [child for child in element.children if isinstance(child, Element)][::-1]

    def line(self, tag, index):
        """The line of the element that a browser counts as this one of its name."""
        lines = self.lines.get(tag, [])
        return lines[index] if 0 <= index < len(lines) else 1

    def finding(self, line, check, message):
        return Finding(self.path, line, check, message)

    def ids(self):
        return {e.attributes["id"] for e in self.elements() if e.attributes.get("id")}


def markup(page):
    return duplicate_ids(page) + unnamed_drawings(page) + captions(page) + weight(page)


def duplicate_ids(page):
    seen, findings = {}, []
    for element in page.elements():
        name = element.attributes.get("id")
        if name in seen:
            findings.append(
                page.finding(
                    element.line, "duplicate-id", f"'{name}' is also the id in line {seen[name]}"
                )
            )
        elif name:
            seen[name] = element.line
    return findings


def unnamed_drawings(page):
    """A drawing is hidden from readers' tools, or inside another, or has a name."""
    findings = []
    for drawing in page.root.all("svg"):
        if is_hidden(drawing) or any(e.tag == "svg" for e in ancestors(drawing)):
            continue
        if drawing.attributes.get("role") != "img" or not accessible_name(page, drawing):
            findings.append(
                page.finding(drawing.line, "unnamed-figure", "a drawing without role=img and a name")
            )
    return findings


def ancestors(element):
    while element.parent:
        element = element.parent
        yield element


def is_hidden(element):
    return any(e.attributes.get("aria-hidden") == "true" for e in [element, *ancestors(element)])


def accessible_name(page, element):
    if label := element.attributes.get("aria-label"):
        return label.strip()
    wanted = (element.attributes.get("aria-labelledby") or "").split()
    named = [e.text() for e in page.elements() if e.attributes.get("id") in wanted and wanted]
    titles = [e.text() for e in element.children if isinstance(e, Element) and e.tag == "title"]
    return " ".join(named or titles).strip()


def captions(page):
    """A figure that draws has a caption, and its finding has a number besides the figure's own."""
    findings = []
    for figure in page.root.all("figure"):
        if not any(True for _ in figure.all("svg")):
            continue
        caption = next(figure.all("figcaption"), None)
        if caption is None:
            findings.append(page.finding(figure.line, "caption", "a figure has no caption"))
        elif not any(letter.isdigit() for letter in caption.text(without=("a",))):
            findings.append(
                page.finding(caption.line, "caption", "this caption states no number")
            )
    return findings


def weight(page):
    data = page.source.encode()
    figures = sum(1 for _ in page.root.all("figure"))
    prose = sum(len(e.text().encode()) for e in page.root.all("main"))
    more = max(0, figures - 1)
    limits = [
        ("", len(data), PAGE_BYTES + prose + more * FIGURE_BYTES),
        (
            " compressed",
            len(gzip.compress(data, 9, mtime=0)),
            PAGE_COMPRESSED + prose // 3 + more * FIGURE_COMPRESSED,
        ),
    ]
    return [
        page.finding(
            1,
            "weight",
            f"{size:,} bytes{how}, where {limit:,} are much for its text and {figures} figures",
        )
        for how, size, limit in limits
        if size > limit
    ]
