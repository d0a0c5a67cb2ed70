"""Runs the ejected scripts of all runs for a few epochs and compares their losses with ours.

    test_eject.py PROGRAM [--notebooks notebooks] [--epochs 20] [--tolerance 1e-3] [--only TEXT] [--table FILE]

PROGRAM is meanwhile's. The scripts run in the current folder and stop after so many epochs. Exit status 1 where a loss differs by
more than the tolerance, relative to ours.
"""

import argparse
import contextlib
import io
import json
import math
import multiprocessing
import pathlib
import runpy
import subprocess
import sys
import tempfile
import warnings

import torch  # before the scripts' processes are forked, so that each has it at once

LOOP = "for epoch in range(1, epochs + 1):"

def run(script, answers):
    """In a process of its own: random streams and threads are the script's alone."""
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            answers.put([float(loss) for loss in runpy.run_path(str(script))["losses"]])
    except Exception as error:
        answers.put(f"{type(error).__name__}: {error}")


def losses(script, epochs):
    """Of a script's first epochs; a sentence where it fails."""
    text = script.read_text()
    assert LOOP in text, f"{script.name} has no training loop"
    script.write_text(text.replace(LOOP, f"for epoch in range(1, min(epochs, {epochs}) + 1):"))
    context = multiprocessing.get_context("fork")
    answers = context.SimpleQueue()
    process = context.Process(target=run, args=(script, answers))
    process.start()
    answer = answers.get()
    process.join()
    return answer


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
    options.add_argument("--notebooks", default="notebooks")
    options.add_argument("--epochs", type=int, default=20)
    options.add_argument("--tolerance", type=float, default=1e-3)
    options.add_argument("--only", default="")
    options.add_argument("--table", type=pathlib.Path)
    asked = options.parse_args()
    rows, failures = [], 0
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([asked.program, "eject", "all", asked.notebooks, "--to", folder], check=True)
        runs = json.loads((pathlib.Path(folder) / "runs.json").read_text())["runs"]
        for ejected in runs:
            if asked.only not in ejected["run"]:
                continue
            if ejected.get("script") is None:
                rows.append((ejected["run"], "-", "; ".join(ejected["obstacles"])))
                continue
            if ejected.get("losses") is None:
                rows.append((ejected["run"], "-", "not trained here: build the site first"))
                failures += 1
                continue
            ours = [float(loss) for loss in ejected["losses"][: asked.epochs]]
            theirs = losses(pathlib.Path(folder) / ejected["script"], asked.epochs)
            if isinstance(theirs, str):
                rows.append((ejected["run"], "-", f"the script failed: {theirs}"))
                failures += 1
                continue
            worst, parting = compare(ours, theirs, asked.tolerance)
            said = f"parts at epoch {parting}" if parting else f"{len(ours)} epochs agree"
            failures += parting is not None
            rows.append((ejected["run"], f"{worst:.1e}", said))
            print(f"{ejected['run']}: {worst:.1e}, {said}", flush=True)
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
