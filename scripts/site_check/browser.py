"""What a browser shows: wide and narrow, light and dark, with scripts and without, on paper."""

from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from . import paper

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}

# Elements of a selector as (name, which one of that name), from which the line follows.
LOCATE = """selector => [...document.querySelectorAll(selector)].slice(0, 1).map(
  e => [e.localName, [...document.getElementsByTagName(e.localName)].indexOf(e)])[0] ?? ['', 0]"""

TOO_WIDE = """() => {
  const limit = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= limit) return [];
  const scrolls = e => e && e !== document.body
    && (/auto|scroll|hidden/.test(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
  return [...document.body.querySelectorAll('*')]
    .filter(e => e.getBoundingClientRect().right > limit + 0.5 && !scrolls(e.parentElement))
    .slice(0, 1).map(e => [e.localName,
      [...document.getElementsByTagName(e.localName)].indexOf(e),
      Math.round(e.getBoundingClientRect().right)]);
}"""

# Labels of one drawing that lie on each other, and text too small to read. A box is taller than its
# letters, so boxes must overlap by some pixels both ways.
LABELS = """() => {
  const found = [];
  const place = e => [e.localName, [...document.getElementsByTagName(e.localName)].indexOf(e)];
  for (const drawing of document.querySelectorAll('svg')) {
    if (drawing.parentElement.closest('svg')) continue;
    const labels = [...drawing.querySelectorAll('text')]
      .map(e => ({e, box: e.getBoundingClientRect(), text: e.textContent.trim(),
                  size: parseFloat(getComputedStyle(e).fontSize)}))
      .filter(l => l.text && l.box.width && getComputedStyle(l.e).visibility !== 'hidden');
    labels.forEach((a, i) => {
      if (a.size < 10) found.push([...place(a.e), `'${a.text}' is ${a.size} px high`]);
      for (const b of labels.slice(i + 1)) {
        const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
        const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
        if (across > 1 && down > 0.35 * Math.min(a.box.height, b.box.height))
          found.push([...place(b.e), `'${a.text}' and '${b.text}' lie on each other`]);
      }
    });
    const frame = drawing.getBoundingClientRect();
    if (frame.width < 2 || frame.height < 2) found.push([...place(drawing), 'it has no area']);
  }
  return found;
}"""

VISIBLE_WORDS = "() => document.body.innerText.split(/\\s+/).filter(w => w)"


class Browser:
    """Chromium on pages as files: nothing is served, and nothing outside is ever asked."""

    def __init__(self, pictures=None):
        self.pictures = pictures
        if pictures:
            pictures.mkdir(parents=True, exist_ok=True)

    def __enter__(self):
        self._playwright = sync_playwright().start()
        self._chromium = self._playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        return self

    def __exit__(self, *_):
        self._chromium.close()
        self._playwright.stop()

    def findings(self, markup):
        findings = []
        for scheme in ("light", "dark"):
            with self._page(markup, findings, color_scheme=scheme, viewport=WIDE) as page:
                findings += accessibility(page, markup, scheme)
                findings += labels(page, markup, WIDE)
                self._picture(page, markup, "wide", scheme)
                if scheme == "light":
                    background = colour(page)
                    findings += paper.findings(page, markup, self._pdf(markup))
                elif colour(page) == background:
                    findings.append(markup.finding(1, "dark", "the page is as light in the dark"))
        for scheme in ("light", "dark"):
            if scheme == "dark" and not self.pictures:
                break
            with self._page(markup, findings, color_scheme=scheme, viewport=NARROW) as page:
                findings += overflow(page, markup)
                findings += labels(page, markup, NARROW)
                if scheme == "light":
                    findings += accessibility(page, markup, "390 px")
                self._picture(page, markup, "narrow", scheme)
        if any(True for _ in markup.root.all("script")):
            findings += self._lost_words(markup)
        return findings

    def _lost_words(self, markup):
        words = {}
        for scripts in (True, False):
            with self._page(markup, [], viewport=WIDE, java_script_enabled=scripts) as page:
                words[scripts] = page.evaluate(VISIBLE_WORDS)
        if len(words[False]) >= 0.97 * len(words[True]):
            return []
        message = f"{len(words[True])} words are seen, {len(words[False])} of them without scripts"
        return [markup.finding(1, "no-script", message)]

    @contextmanager
    def _page(self, markup, findings, **settings):
        context = self._chromium.new_context(**settings)
        page = context.new_page()
        page.on("console", lambda message: note_console(message, markup, findings))
        page.on("pageerror", lambda error: findings.append(
            markup.finding(1, "console", str(error).splitlines()[0])))
        page.route("**/*", lambda route: admit(route, markup, findings))
        page.goto(markup.path.resolve().as_uri())
        try:
            yield page
        finally:
            context.close()

    def _picture(self, page, markup, width, scheme):
        if self.pictures:
            page.screenshot(
                path=self.pictures / f"{markup.path.stem}-{width}-{scheme}.png", full_page=True
            )

    def _pdf(self, markup):
        return self.pictures / f"{markup.path.stem}.pdf" if self.pictures else None


def admit(route, markup, findings):
    """Lets files pass and nothing else, so that a page is checked as it is without a network."""
    address = route.request.url
    if address.startswith(("file:", "data:")):
        route.continue_()
        return
    findings.append(markup.finding(1, "request", f"the page asks for {address}"))
    route.abort()


def note_console(message, markup, findings):
    if message.type in ("error", "warning"):
        line = message.location.get("lineNumber", 0) + 1
        findings.append(markup.finding(line, "console", message.text.splitlines()[0]))


def colour(page):
    return page.evaluate("() => getComputedStyle(document.body).backgroundColor")


def accessibility(page, markup, where):
    findings = []
    for violation in Axe().run(page).response["violations"]:
        for node in violation["nodes"]:
            selector = node["target"][-1]
            selector = selector if isinstance(selector, str) else selector[-1]
            line = markup.line(*page.evaluate(LOCATE, selector))
            message = f"{violation['id']} ({where}): {violation['help']}"
            findings.append(markup.finding(line, "axe", message))
    return findings


def overflow(page, markup):
    width = NARROW["width"]
    return [
        markup.finding(
            markup.line(tag, index), "overflow", f"this reaches to {right} px on a page of {width}"
        )
        for tag, index, right in page.evaluate(TOO_WIDE)
    ]


def labels(page, markup, viewport):
    return [
        markup.finding(markup.line(tag, index), "labels", f"at {viewport['width']} px: {problem}")
        for tag, index, problem in page.evaluate(LABELS)
    ]
