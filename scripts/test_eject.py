"""Runs the ejected scripts of all runs for a few epochs and compares their losses with ours.

    test_eject.py PROGRAM [--epochs 20] [--tolerance 1e-3] [--only TEXT] [--table FILE]

PROGRAM is meanwhile's. The scripts run in processes of their own, in the current folder, with the
last line of their training loop reached after so many epochs. Exit status 1 where a loss differs by
more than the tolerance, relative to ours.
"""

import argparse
import json
import math
import pathlib
import subprocess
import sys
import tempfile

LOOP = "for epoch in range(1, epochs + 1):"

RUN = """
import json, runpy, sys, warnings
warnings.simplefilter("ignore")
print("\\n" + json.dumps(runpy.run_path(sys.argv[1])["losses"]))
"""


def losses(script, epochs):
    """What a script's first epochs print, as numbers."""
    text = script.read_text()
    assert LOOP in text, f"{script.name} has no training loop"
    script.write_text(text.replace(LOOP, f"for epoch in range(1, min(epochs, {epochs}) + 1):"))
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(script)], capture_output=True, text=True, timeout=600
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])
    return [float(loss) for loss in json.loads(done.stdout.strip().splitlines()[-1])]


def compare(ours, theirs, tolerance):
    """The largest relative difference, and the first epoch beyond the tolerance or None."""
    worst, parting = 0.0, None
    for epoch, (a, b) in enumerate(zip(ours, theirs), start=1):
        if math.isfinite(a) and math.isfinite(b):
            difference = abs(a - b) / max(abs(a), 1e-12)
        else:
            difference = 0.0 if math.isfinite(a) == math.isfinite(b) else math.inf
        worst = max(worst, difference)
        if difference > tolerance and parting is None:
            parting = epoch
    if len(ours) != len(theirs) and parting is None:
        parting = min(len(ours), len(theirs)) + 1
    return worst, parting


def main():
    options = argparse.ArgumentParser()
    options.add_argument("program")
    options.add_argument("--epochs", type=int, default=20)
    options.add_argument("--tolerance", type=float, default=1e-3)
    options.add_argument("--only", default="")
    options.add_argument("--table", type=pathlib.Path)
    asked = options.parse_args()
    rows, failures = [], 0
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([asked.program, "eject", "all", "--to", folder], check=True)
        runs = json.loads((pathlib.Path(folder) / "runs.json").read_text())["runs"]
        for run in runs:
            if asked.only not in run["run"]:
                continue
            if run.get("script") is None:
                rows.append((run["run"], "-", "; ".join(run["obstacles"])))
                continue
            if run.get("losses") is None:
                rows.append((run["run"], "-", "not trained here: build the site first"))
                failures += 1
                continue
            ours = [float(loss) for loss in run["losses"][: asked.epochs]]
            try:
                theirs = losses(pathlib.Path(folder) / run["script"], asked.epochs)
            except (RuntimeError, subprocess.TimeoutExpired) as error:
                rows.append((run["run"], "-", f"the script failed: {error}"))
                failures += 1
                continue
            worst, parting = compare(ours, theirs, asked.tolerance)
            said = f"parts at epoch {parting}" if parting else f"{len(ours)} epochs agree"
            failures += parting is not None
            rows.append((run["run"], f"{worst:.1e}", said))
            print(f"{run['run']}: {worst:.1e}, {said}", flush=True)
    table = ["| run | largest relative difference | |", "|---|---|---|"]
    table += [f"| `{name}` | {worst} | {said} |" for name, worst, said in rows]
    text = "\n".join(table) + "\n"
    if asked.table:
        asked.table.write_text(text)
    else:
        print(text)
    print(f"{len(rows)} runs, {failures} without agreement")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
