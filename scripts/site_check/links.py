"""Whether links lead somewhere."""

from urllib.parse import unquote, urlsplit

from .markup import Markup


def links(page, folder):
    findings = []
    for element in page.elements():
        for attribute in ("href", "src", "xlink:href"):
            address = element.attributes.get(attribute)
            if address is None:
                continue
            if problem := broken(page, address.strip(), folder):
                findings.append(page.finding(element.line, "link", problem))
    return findings


def broken(page, address, folder):
    """What is wrong with an address; nothing for those of other sites, which are not visited."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    if not address:
        return "an empty address"
    path = unquote(parts.path)
    target = page.path if not path else page.path.parent / path
    if path.startswith("/"):
        return f"'{address}' leaves the site where it lies in a folder of a server"
    if not target.is_file():
        return f"'{address}' does not exist"
    if folder.resolve() not in target.resolve().parents:
        return f"'{address}' leaves the site"
    anchor = unquote(parts.fragment)
    if anchor and target.suffix == ".html":
        aim = page if target == page.path else Markup(target)
        if anchor not in aim.ids():
            return f"'{address}' names an id that is not there"
    return None
