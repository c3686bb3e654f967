#!/usr/bin/env python3
"""Measures a record: its size on disk, how fast it is searched, and what ingest costs beside extract.

build/bin/store_record makes a record of --statements invented statements (words, people and publishers
drawn as in news, some often and most rarely) by the store's own insert path, and searches it in many ways,
each with --queries distinct queries. Then `quoth ingest` into a new record and `quoth extract --format
jsonl` read the same articles in turn, --runs times, and their CPU seconds are compared. One JSON row goes
to bench/results/, a table to the terminal. The row holds no text.
"""
import argparse
import datetime
import json
import pathlib
import subprocess
import sys
import tempfile

import machine
from measuring import launch, say, show, spread

BENCH = pathlib.Path(__file__).resolve().parent
ROOT = BENCH.parent


def size_of(path):
    """Bytes of a record and its log."""
    return sum(p.stat().st_size for p in path.parent.glob(path.name + "*"))


def tables_of(path):
    """MiB of the largest tables and indexes; nothing where sqlite3 has no dbstat."""
    done = subprocess.run(["sqlite3", "-readonly", path, "-separator", "\t",
                           "SELECT name, sum(pgsize) FROM dbstat GROUP BY 1 ORDER BY 2 DESC LIMIT 12"],
                          capture_output=True, text=True)
    if done.returncode != 0:
        return None
    rows = (line.split("\t") for line in done.stdout.splitlines())
    return {name: round(int(size) / (1 << 20), 1) for name, size in rows}


def measure_store(arguments, folder):
    program = arguments.bin / "store_record"
    record = arguments.record or folder / "made.db"
    row = {"statements": arguments.statements}
    if not record.exists():
        say(f"making {arguments.statements} statements")
        made = launch([program, "make", record, arguments.statements])
        row["made_in_cpu_s"] = round(made["cpu_s"], 1)
        row["make_peak_mib"] = round(made["peak_mib"], 1)
    row["mib"] = round(size_of(record) / (1 << 20), 1)
    row["mib_by_table"] = tables_of(record)
    say("searching")
    subprocess.run([program, "search", record, "50"], check=True, stdout=subprocess.DEVNULL)  # warm
    found = subprocess.run([program, "search", record, str(arguments.queries)], check=True,
                           capture_output=True, text=True)
    row["search"] = json.loads(found.stdout)
    return row


def measure_ingest(arguments, folder):
    quoth = arguments.bin / "quoth"
    costs, ratios = {"extract": [], "ingest": []}, []
    for i in range(arguments.runs):
        say(f"ingest and extract, {i + 1} of {arguments.runs}")
        extract = launch([quoth, "extract", "-j1", "-q", "--format", "jsonl", "--with-text",
                          "--duplicates", "mark", "-o", folder / "out.jsonl", *arguments.articles])
        record = folder / f"ingested{i}.db"
        ingest = launch([quoth, "ingest", "-j1", "-q", "--db", record, *arguments.articles])
        again = launch([quoth, "ingest", "-j1", "-q", "--db", record, *arguments.articles])
        costs["extract"].append(extract["cpu_s"])
        costs["ingest"].append(ingest["cpu_s"])
        costs.setdefault("again", []).append(again["cpu_s"])
        ratios.append(ingest["cpu_s"] / extract["cpu_s"])
    return {**{f"{name}_cpu_s": spread(values, 2) for name, values in costs.items()},
            "ingest_over_extract": spread(ratios, 3),
            "mib": round(size_of(record) / (1 << 20), 2)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--bin", type=pathlib.Path, default=ROOT / "build/bin")
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--record", type=pathlib.Path, help="search this one, made before")
    parser.add_argument("--articles", type=pathlib.Path, nargs="*",
                        default=[ROOT.parent / "shared/data/polnear.dev.jsonl"])
    parser.add_argument("--scratch", type=pathlib.Path, help="folder for records, 2 GB")
    parser.add_argument("--out", type=pathlib.Path, default=BENCH / "results")
    arguments = parser.parse_args()
    row = {"date": datetime.date.today().isoformat(), "machine": machine.facts(ROOT, arguments.bin)}
    with tempfile.TemporaryDirectory(dir=arguments.scratch) as folder:
        row["ingest"] = measure_ingest(arguments, pathlib.Path(folder))
        row["store"] = measure_store(arguments, pathlib.Path(folder))
    show(row)
    name = f"store-{row['date']}-{row['machine']['cpu'].lower().replace(' ', '-')}.json"
    (arguments.out / name).write_text(json.dumps(row, indent=1) + "\n")
    say(f"wrote {arguments.out / name}")


if __name__ == "__main__":
    sys.exit(main())
