"""Checks the checker: pages with one known fault each, and one without."""

from dataclasses import dataclass

from .check import check

STYLE = """:root { color-scheme: light dark; }
body { margin: 1rem; background: #fff; color: #111; font: 16px/1.5 sans-serif; }
@media (prefers-color-scheme: dark) { body { background: #111; color: #eee; } a { color: #8cf; } }
svg { width: 100%; height: 100px; } text { fill: currentColor; font-size: 13px; }"""

FIGURE = """<figure id="figure-1">
<figcaption><a href="#figure-1">Figure 1</a>. The loss ends at 0.5.</figcaption>
<svg role="img" aria-labelledby="name"><title id="name">The loss ends at 0.5</title>
<text x="10" y="20">here</text><text x="10" y="60">there</text></svg>
</figure>"""

PROSE = "<p>" + "The average of the targets is a forecast that needs no network at all. " * 4 + "</p>"

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A page</title>
<link rel="icon" href="data:,">
<style>
%(style)s
</style>
</head>
<body>
<main>
<h1>A page</h1>
%(prose)s
%(figure)s
%(fault)s
</main>
</body>
</html>
"""


@dataclass
class Fault:
    """A page that must have findings of one check, the first in the line of its fault if it has one."""

    check: str
    fault: str = ""
    style: str = STYLE
    figure: str = FIGURE
    prose: str = PROSE
    # A part of the line that the finding must name.
    at: str = ""

    def text(self):
        return PAGE % vars(self)


FAULTS = {
    "unclosed": Fault("html", "<p><b>bold</p>", at="<b>bold"),
    "unknown-css": Fault("html", style=STYLE + "\np { colr: red; }", at="colr"),
    "dead-link": Fault("link", '<p><a href="nowhere.html">on</a></p>', at="nowhere"),
    "dead-anchor": Fault("link", '<p><a href="#nowhere">on</a></p>', at="nowhere"),
    "dead-anchor-elsewhere": Fault("link", '<p><a href="good.html#x">on</a></p>', at="good.html"),
    "absolute-link": Fault("link", '<p><a href="/good.html">on</a></p>', at="/good"),
    "same-id": Fault("duplicate-id", '<p id="figure-1">again</p>', at="again"),
    "no-name": Fault("unnamed-figure", figure=FIGURE.replace(' aria-labelledby="name"', "").replace(
        '<title id="name">The loss ends at 0.5</title>', ""), at='<svg role="img"'),
    "no-role": Fault("unnamed-figure", figure=FIGURE.replace(' role="img"', ""), at="<svg aria"),
    "no-caption": Fault("caption", figure=FIGURE.replace("figcaption", "div"), at="<figure"),
    "no-number": Fault("caption", figure=FIGURE.replace("0.5.</fig", "last.</fig"), at="<figc"),
    "heavy": Fault("weight", f'<p data-filler="{"0123456789 " * 4000}">heavy</p>'),
    "contrast": Fault("axe", '<p style="color: #999; background: #fff">pale</p>', at="pale"),
    "contrast-in-the-dark": Fault("axe", '<p class="x">pale</p>', at="pale", style=STYLE
        + "@media (prefers-color-scheme: dark) { .x { color: #444; } }"),
    "input-without-label": Fault("axe", '<p><input type="text"></p>', at="<input"),
    "console": Fault("console", '<script>console.error("oh")</script>', at="oh"),
    "exception": Fault("console", "<script>undefinedThing()</script>"),
    "policy": Fault("console", '<script>1</script>', style=STYLE + "</style>\n"
        + '<meta http-equiv="Content-Security-Policy" content="script-src \'none\'">\n<style>'),
    "font-from-elsewhere": Fault("request", style='@import "https://example.org/a.css";' + STYLE),
    "picture-from-elsewhere": Fault("request", '<p><img src="http://example.org/a.png" alt="a"></p>'),
    "too-wide": Fault("overflow", '<div style="width: 500px">broad</div>', at="broad"),
    "words-of-scripts": Fault("no-script", '<p id="p"></p><script>document.getElementById("p")'
        '.textContent = "lost ".repeat(30)</script>'),
    "light-only": Fault("dark", style=STYLE.replace("prefers-color-scheme: dark", "width: 1px")),
    "empty-on-paper": Fault("print", style=STYLE + "@media print { main { display: none; } }"),
    "cut-off-on-paper": Fault("print", '<div style="overflow: hidden; width: 300px">'
        '<p style="width: 900px">broad</p></div>', at="overflow: hidden"),
    "hidden-on-paper": Fault("print", style=STYLE + "main > p { max-height: none; }"
        "@media print { main > p { position: absolute; left: -9000px; } }"),
    "labels-on-each-other": Fault("labels", figure=FIGURE.replace('y="60"', 'y="24"'), at=">there"),
    "small-label": Fault("labels", figure=FIGURE.replace("<text x", '<text style="font-size: 7px" x',
        1), at=">here"),
    "figure-without-area": Fault("labels", figure=FIGURE.replace('role="img"',
        'role="img" style="height: 0"'), at="<svg"),
}


def run(folder):
    """Says of every page whether its fault was found; 1 where one was not."""
    good = write(folder, "good", Fault("").text())
    pages = {name: write(folder, name, fault.text()) for name, fault in FAULTS.items()}
    findings = check([good, *pages.values()], folder)
    failures = 0
    for name, fault in FAULTS.items():
        own = [f for f in findings if f.page == pages[name]]
        if problem := miss(fault, own):
            failures += 1
            print(f"MISSED {name}: {problem}", *own, sep="\n    ")
        else:
            print(f"found  {name}")
    for finding in findings:
        if finding.page == good:
            failures += 1
            print(f"FALSE  {finding}")
    print(f"{len(FAULTS)} faults, {failures} failures")
    return 1 if failures else 0


def write(folder, name, text):
    path = folder / f"{name}.html"
    path.write_text(text, encoding="utf-8")
    return path


def miss(fault, findings):
    """What is missing of the findings that a fault must have."""
    wanted = [f for f in findings if f.check == fault.check]
    if not wanted:
        return f"no finding of '{fault.check}'"
    if not fault.at:
        return None
    lines = fault.text().splitlines()
    expected = {i for i, line in enumerate(lines, 1) if fault.at in line}
    if expected.isdisjoint(f.line for f in wanted):
        return f"not in line {sorted(expected)}"
    return None
