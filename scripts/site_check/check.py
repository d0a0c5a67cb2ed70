"""All checks of all pages."""

from .browser import Browser
from .links import links
from .markup import Markup, markup
from .validity import validity


def check(pages, folder, pictures=None):
    """The findings of some pages of a site, in the order of pages and lines."""
    marked = {page: Markup(page) for page in pages}
    findings = validity(pages)
    for page in pages:
        findings += markup(marked[page])
        findings += links(marked[page], folder)
    with Browser(pictures) as browser:
        for page in pages:
            findings += browser.findings(marked[page])
    return sorted(set(findings))
