#!/usr/bin/env python3
"""Fails if the shipped model falls under its floors (floors.json) on the dev articles.

    check_floors.py QUOTH DATA_FOLDER

Figures are F1 in percent, by `quoth evaluate`; "frames" names the file that tells who is meant. Exit status 77 (skipped) without the data.
"""
import json
import pathlib
import subprocess
import sys


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    quoth, data = sys.argv[1], pathlib.Path(sys.argv[2])
    floors = json.loads((pathlib.Path(__file__).parent / "floors.json").read_text())
    missing = [name for name in floors if not (data / name).exists()]
    if missing:
        print(f"skipped: {data} does not hold {', '.join(missing)}")
        sys.exit(77)
    failed = 0
    for name, figures in floors.items():
        frames = figures.pop("frames")
        out = subprocess.run([quoth, "evaluate", str(data / name), "--json", "--frames", str(data / frames)],
                             check=True, stdout=subprocess.PIPE).stdout
        result = json.loads(out)
        for key, floor in figures.items():
            family, measure = key.split(".", 1)
            value = 100 * result[family][measure]["f1"]
            bad = value < floor
            failed += bad
            print(f"{'FAIL' if bad else 'ok  '} {name:20} {key:14} {value:5.1f} (floor {floor})")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
