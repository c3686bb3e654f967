#!/usr/bin/env python3
"""Speed against accuracy of several model files, in one run on the same texts.

    bench/front.py "6 layers=models/quoth.qmodel" "12 layers=teacher.qmodel"

Every model reads all articles in each round, so that what slows the machine slows all of them. Prints
the table of docs/accuracy.md, writes one JSON row to bench/results/ and the plot to docs/front.svg.
"""
import argparse
import datetime
import json
import pathlib
import sys
import tempfile

import machine
from measuring import Failed, launch, say, spread

BENCH = pathlib.Path(__file__).resolve().parent
ROOT = BENCH.parent
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 400, 64, 40, 24, 56


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    path = pathlib.Path
    p.add_argument("models", nargs="+", metavar="NAME=FILE")
    p.add_argument("--data", type=path, default=ROOT.parent / "shared/data/polnear.dev.jsonl",
                   help="marked articles, one a line")
    p.add_argument("--bin", type=path, default=ROOT / "build/bin", help="folder of the programs")
    p.add_argument("--rounds", type=int, default=3)
    p.add_argument("--core", type=int, help="pin to it")
    p.add_argument("--out", type=path, default=BENCH / "results", help="folder of the row")
    p.add_argument("--plot", type=path, default=ROOT / "docs/front.svg")
    args = p.parse_args()
    args.models = [m.partition("=")[::2] for m in args.models]
    for name, file in args.models:
        if not file or not path(file).is_file():
            p.error(f"there is no model file {file!r} (NAME=FILE)")
    return args


def measure(args, folder):
    words = sum(len(json.loads(line)["text"].split()) for line in args.data.open(encoding="utf8"))
    used = {name: [] for name, _ in args.models}
    f1 = {}
    for turn in range(args.rounds):
        for name, file in args.models:
            say(f"round {turn + 1} of {args.rounds}: {name}")
            out = folder / "found.jsonl"
            command = [args.bin / "quoth", "extract", "--format", "jsonl", "-j", "1", "--model", file,
                       args.data]
            used[name].append(launch(command, out, args.core)["cpu_s"])
            if name not in f1:
                figures = folder / "figures.json"
                launch([args.bin / "quoth", "evaluate", args.data, out, "--json"], figures)
                result = json.loads(figures.read_text())
                f1[name] = {"found@0.5": round(100 * result["found"]["0.5"]["f1"], 1),
                            "right@0.5": round(100 * result["right"]["0.5"]["f1"], 1)}
    return [{"name": name, "bytes": pathlib.Path(file).stat().st_size, **f1[name],
             "words_per_cpu_s": spread([words / s for s in used[name]], 0)}
            for name, file in args.models]


def table(rows):
    lines = ["| model | MB | words a CPU-second | found@0.5 | right@0.5 |", "| --- | --- | --- | --- | --- |"]
    for r in rows:
        lines.append(f"| {r['name']} | {r['bytes'] / 1e6:.1f} | {r['words_per_cpu_s']['median']:.0f} | "
                     f"{r['found@0.5']} | {r['right@0.5']} |")
    return "\n".join(lines)


def ticks(low, high, n=5):
    step = max((high - low) / n, 1e-9)
    for nice in (0.5, 1, 2, 5, 1000, 2000, 5000):
        if nice >= step:
            step = nice
            break
    first = -(-low // step) * step
    return [first + i * step for i in range(int((high - first) / step) + 1)]


def plot(rows):
    """Words a CPU-second to the right, right@0.5 upwards: one point a model."""
    xs = [r["words_per_cpu_s"]["median"] for r in rows]
    ys = [r["right@0.5"] for r in rows]
    x_max, y_min, y_max = 1.2 * max(xs), min(ys) - 1, max(ys) + 1

    def x(v):
        return LEFT + v / x_max * (WIDTH - LEFT - RIGHT)

    def y(v):
        return HEIGHT - BOTTOM - (v - y_min) / (y_max - y_min) * (HEIGHT - TOP - BOTTOM)

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
           'font-family="sans-serif" font-size="13">',
           "<title>right@0.5 on PolNeAR dev against words a CPU-second</title>",
           f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>']
    for v in ticks(0, x_max):
        out.append(f'<path d="M{x(v):.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#ddd"/>'
                   f'<text x="{x(v):.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{v:.0f}</text>')
    for v in ticks(y_min, y_max):
        out.append(f'<path d="M{LEFT} {y(v):.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>'
                   f'<text x="{LEFT - 8}" y="{y(v) + 4:.1f}" text-anchor="end">{v:.0f}</text>')
    out.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 12}" text-anchor="middle">'
               "words a CPU-second</text>")
    out.append(f'<text x="16" y="{(TOP + HEIGHT - BOTTOM) / 2}" text-anchor="middle" '
               f'transform="rotate(-90 16 {(TOP + HEIGHT - BOTTOM) / 2})">right@0.5, PolNeAR dev</text>')
    for r, a, b in zip(rows, xs, ys):
        out.append(f'<circle cx="{x(a):.1f}" cy="{y(b):.1f}" r="5" fill="#0072b2"/>'
                   f'<text x="{x(a):.1f}" y="{y(b) - 10:.1f}" text-anchor="middle">{r["name"]}</text>')
    return "\n".join([*out, "</svg>"]) + "\n"


def main():
    args = arguments()
    try:
        with tempfile.TemporaryDirectory(prefix="quoth-front-") as folder:
            rows = measure(args, pathlib.Path(folder))
    except Failed as error:
        sys.exit(f"bench: {error}")
    date = datetime.date.today().isoformat()
    path = args.out / f"{date}-front.json"
    path.write_text(json.dumps({"date": date, "data": args.data.name, "models": rows,
                                "machine": machine.facts(ROOT, args.bin)}, indent=1) + "\n")
    args.plot.write_text(plot(rows))
    print(table(rows))


if __name__ == "__main__":
    main()
