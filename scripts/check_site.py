"""Checks the pages of a built site. scripts/check-site installs what this needs and runs it."""

import argparse
import sys
import tempfile
from pathlib import Path

from site_check import self_test
from site_check.check import check


def arguments():
    parser = argparse.ArgumentParser(
        prog="scripts/check-site", description="Checks the pages of a built site."
    )
    parser.add_argument("folder", nargs="?", default="output", help="the site; default: output")
    parser.add_argument(
        "--only", metavar="PATTERN", default="**/*.html", help="some pages: 'why-*.html'"
    )
    parser.add_argument(
        "--pictures",
        metavar="FOLDER",
        type=Path,
        help="also writes each page as pictures (1280 and 390 px, light and dark) and as a PDF",
    )
    parser.add_argument(
        "--self-test", action="store_true", help="checks the checker on pages with known faults"
    )
    return parser.parse_args()


def main():
    options = arguments()
    if options.self_test:
        with tempfile.TemporaryDirectory() as folder:
            return self_test.run(Path(folder))
    folder = Path(options.folder)
    pages = sorted(folder.glob(options.only))
    if not pages:
        print(f"there are no pages in {folder}", file=sys.stderr)
        return 2
    findings = check(pages, folder, pictures=options.pictures)
    for finding in findings:
        print(finding)
    print(f"{len(pages)} pages, {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
