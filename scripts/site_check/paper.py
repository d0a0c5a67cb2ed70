"""What of a page reaches paper."""

import io
import re

from pypdf import PdfReader

# The width of A4 less the page's own margins, in CSS pixels; what is cut off there is lost.
PAPER = {"width": 672, "height": 950}

CUT_OFF = """() => [...document.body.querySelectorAll('*')]
  .filter(e => !e.closest('svg') && e.clientWidth && e.scrollWidth > e.clientWidth + 1
    && /auto|scroll|hidden/.test(getComputedStyle(e).overflowX))
  .map(e => [e.localName, [...document.getElementsByTagName(e.localName)].indexOf(e)])"""

TOO_WIDE = """() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"""


def findings(page, markup, keep=None):
    """Prints the page; leaves it in the print style."""
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)
    found = [
        markup.finding(markup.line(tag, index), "print", "this is cut off on paper")
        for tag, index in page.evaluate(CUT_OFF)
    ]
    wide, limit = page.evaluate(TOO_WIDE)
    if wide > limit + 1:
        found.append(markup.finding(1, "print", f"the page is {wide} px wide on paper of {limit}"))
    data = page.pdf(format="A4", prefer_css_page_size=True)
    if keep:
        keep.write_bytes(data)
    shown = words(page.evaluate("() => document.body.innerText"))
    printed = words(" ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(data)).pages))
    missing = [word for word in shown if word not in printed]
    if not printed:
        found.append(markup.finding(1, "print", "the printed page is empty"))
    elif len(missing) > 0.03 * len(shown):
        some = ", ".join(sorted(missing)[:5])
        found.append(
            markup.finding(1, "print", f"{len(missing)} of {len(shown)} words are lost: {some}")
        )
    return found


def words(text):
    """Words of plain letters only: a PDF tears numbers and ligatures apart."""
    text = text.replace("ﬁ", "fi").replace("ﬂ", "fl").replace("ﬀ", "ff")
    return set(re.findall(r"[a-z]{4,}", text.lower()))
