#!/usr/bin/env python3
"""Measures the reader of web pages, and trafilatura on the same pages in the same run.

Pages a CPU-second, F1 over texts to keep and to drop, and the ratio of the speeds, round by round.
One JSON row goes to bench/results/. Needs trafilatura in this Python (bench/requirements.txt).
"""
import argparse
import datetime
import json
import os
import pathlib
import re
import resource
import subprocess
import sys
import tarfile
import tempfile

import machine
from measuring import show, spread

BENCH = pathlib.Path(__file__).resolve().parent
ROOT = BENCH.parent


def flat(text):
    return re.sub(r"\s+", "", text)


def f1(evaldata, predicted):
    """Of the marked texts, white space aside, as trafilatura's own evaluation counts them."""
    texts = {}
    with open(predicted, encoding="utf8") as lines:
        for page in map(json.loads, lines):
            texts[pathlib.Path(page["id"]).name] = flat(page.get("text") or "")
    kept = lost = noise = 0
    for page in evaldata.values():
        text = texts.get(page["file"], "")
        hits = sum(flat(t) in text for t in page["with"])
        kept, lost = kept + hits, lost + len(page["with"]) - hits
        noise += sum(flat(t) in text for t in page["without"])
    return round(200 * kept / (2 * kept + noise + lost), 1)


def cpu_of(command, names, out):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, input=names, stdout=out, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return done, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(args, folder):
    with tarfile.open(args.data) as tar:
        tar.extractall(folder / "pages", filter="data")
    paths = sorted((folder / "pages").rglob("*.html"))
    evaldata = json.loads(next((folder / "pages").rglob("evaldata.json")).read_text("utf8"))
    names = "".join(f"{p}\n" for p in paths).encode()
    ours, theirs = folder / "quoth.jsonl", folder / "peer.jsonl"
    speeds, peer_speeds = [], []
    for _ in range(args.runs):
        with open(ours, "wb") as out:
            _, cpu = cpu_of([args.bin / "quoth-dump", "pages"], names, out)
        speeds.append(len(paths) / cpu)
        peer = json.loads(subprocess.run(
            [sys.executable, BENCH / "peers/trafilatura_pages.py", theirs], input=names,
            stdout=subprocess.PIPE, check=True).stdout)
        peer_speeds.append(len(paths) / peer["read_cpu_s"])
    return {
        "pages": len(paths), "mib": round(sum(p.stat().st_size for p in paths) / 2**20, 1),
        "pages_per_cpu_s": spread(speeds), "f1": f1(evaldata, ours),
        "peer": {"name": f"trafilatura {peer['version']}", "pages_per_cpu_s": spread(peer_speeds),
                 "load_cpu_s": round(peer["load_cpu_s"], 2), "f1": f1(evaldata, theirs)},
        "times_as_fast": spread([a / b for a, b in zip(speeds, peer_speeds)]),
    }


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    path = pathlib.Path
    p.add_argument("--data", type=path, default=ROOT.parent / "shared/data/pages.tar.gz",
                   help="pages with evaldata.json (default: beside the repository)")
    p.add_argument("--bin", type=path, default=ROOT / "build/bin", help="folder of the programs")
    p.add_argument("--runs", type=int, default=3, help="rounds (default: 3)")
    p.add_argument("--out", type=path, default=BENCH / "results", help="folder of the row")
    args = p.parse_args()
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="quoth-bench-") as folder:
        row = measure(args, path(folder))
    cpu, _ = machine.processor()
    date = datetime.date.today().isoformat()
    row = {"what": "pages", "date": date, "cpu": cpu, "load_before": round(load, 1), **row}
    args.out.mkdir(parents=True, exist_ok=True)
    slug = re.sub(r"[^a-z0-9]+", "-", cpu.lower()).strip("-")
    out = args.out / f"pages-{date}-{slug}.json"
    out.write_text(json.dumps(row, indent=1) + "\n")
    show(row)
    print(f"\nwritten to {out}")


if __name__ == "__main__":
    main()
