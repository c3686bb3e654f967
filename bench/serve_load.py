#!/usr/bin/env python3
"""Measures `quoth serve` under load: searches a second by wrk on this machine, and how long they take.

build/bin/store_record makes a record of --statements invented statements, and `quoth serve` opens it. wrk
(https://github.com/wg/wrk) keeps --connections busy for --seconds with searches that are all different,
drawn from the record by serve_queries.py; each of --rounds has a new server. `search` asks for pages of
results alone, `page` for results and facets in turn, as the search page does. Server and wrk share the
cores. One JSON row goes to bench/results/, a table to the terminal. The row holds no text.
"""
import argparse
import datetime
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.request

import machine
import serve_queries
from measuring import Failed, launch, say, show, spread

BENCH = pathlib.Path(__file__).resolve().parent
ROOT = BENCH.parent
WARM_SECONDS = 2
N_SAMPLE = 1000  # searches whose results are counted


def cpu_seconds(pid):
    """User and system time of a process so far."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_mib(pid):
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return round(int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024, 1)


def wrk(arguments, address, paths, seconds):
    done = subprocess.run(["wrk", "-t", str(arguments.threads), "-c", str(arguments.connections),
                           "-d", f"{seconds}s", "-s", BENCH / "serve_load.lua", address, "--", paths,
                           str(arguments.threads)], capture_output=True, text=True)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode != 0 or not lines:
        raise Failed(f"wrk: {done.stderr or done.stdout}")
    return json.loads(lines[-1])


def results_each(address, paths):
    """Results on a page of search, over the first of these paths that are one."""
    pages = [p for p in paths.read_text().split("\n")[:2 * N_SAMPLE] if p.startswith("/api/search")]
    n_results = 0
    for path in pages[:N_SAMPLE]:
        with urllib.request.urlopen(address.rstrip("/") + path) as answer:
            n_results += len(json.load(answer)["results"])
    return n_results / len(pages[:N_SAMPLE])


def round_of(arguments, record, warm, paths):
    """One server, warmed by searches that are not asked again, then measured."""
    with subprocess.Popen([arguments.bin / "quoth", "serve", "--port", "0", "--db", record],
                          stdout=subprocess.PIPE, text=True) as server:
        try:
            address = server.stdout.readline().strip()
            wrk(arguments, address, warm, WARM_SECONDS)
            before = cpu_seconds(server.pid)
            row = wrk(arguments, address, paths, arguments.seconds)
            row["cpu_ms_each"] = 1e3 * (cpu_seconds(server.pid) - before) / max(1, row["requests"])
            row["peak_mib"] = peak_mib(server.pid)
            row["results_each"] = results_each(address, paths)
        finally:
            server.terminate()
    if server.returncode != 0:
        raise Failed(f"the server ended with {server.returncode}")
    return row


def summary(rounds, n_paths):
    """Over rounds; of errors the sum."""
    out = {"requests_per_s": spread([r["requests"] / r["seconds"] for r in rounds])}
    for name in ("p50_ms", "p90_ms", "p99_ms", "max_ms"):
        out[name] = spread([r[name] for r in rounds], 2)
    out["server_cpu_ms_each"] = spread([r["cpu_ms_each"] for r in rounds], 3)
    out["kib_each"] = spread([r["bytes"] / r["requests"] / 1024 for r in rounds])
    out["results_each"] = round(rounds[0]["results_each"], 1)
    out["peak_mib"] = spread([r["peak_mib"] for r in rounds])
    out["errors"] = sum(sum(r["errors"].values()) for r in rounds)
    out["asked_twice"] = sum(max(0, r["requests"] - n_paths) for r in rounds)
    return out


def write_lines(path, lines):
    path.write_text("".join(line + "\n" for line in lines))
    return len(lines)


def measure(arguments, folder):
    record = arguments.record or folder / "made.db"
    if not record.exists():
        say(f"making {arguments.statements} statements")
        launch([arguments.bin / "store_record", "make", record, arguments.statements])
    say(f"drawing {arguments.queries} searches")
    asked = serve_queries.searches(record, arguments.queries)
    n_warm = len(asked) // 8
    mixes = {"search": lambda one: [serve_queries.search_path(one)],
             "page": lambda one: [serve_queries.search_path(one), serve_queries.facets_path(one)]}
    row = {"statements": arguments.statements, "connections": arguments.connections,
           "wrk_threads": arguments.threads, "seconds": arguments.seconds, "searches": len(asked)}
    for name in arguments.mixes:
        write_lines(folder / "warm", [p for one in asked[:n_warm] for p in mixes[name](one)])
        n_paths = write_lines(folder / "paths", [p for one in asked[n_warm:] for p in mixes[name](one)])
        rounds = []
        for i in range(arguments.rounds):
            say(f"{name}, {i + 1} of {arguments.rounds}")
            rounds.append(round_of(arguments, record, folder / "warm", folder / "paths"))
        row[name] = summary(rounds, n_paths)
    return row


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--bin", type=pathlib.Path, default=ROOT / "build/bin")
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--record", type=pathlib.Path, help="search this one, made before")
    parser.add_argument("--queries", type=int, default=60_000)
    parser.add_argument("--mixes", nargs="*", default=["search", "page"], choices=["search", "page"])
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--connections", type=int, default=48)
    parser.add_argument("--threads", type=int, default=2, help="of wrk")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--scratch", type=pathlib.Path, help="folder for the record, 200 MB")
    parser.add_argument("--out", type=pathlib.Path, default=BENCH / "results/serve_load.json")
    arguments = parser.parse_args()
    row = {"date": datetime.date.today().isoformat(), "machine": machine.facts(ROOT, arguments.bin)}
    with tempfile.TemporaryDirectory(dir=arguments.scratch) as folder:
        row.update(measure(arguments, pathlib.Path(folder)))
    row["load_after"] = [round(x, 2) for x in os.getloadavg()]
    show(row)
    arguments.out.write_text(json.dumps(row, indent=1) + "\n")
    say(f"wrote {arguments.out}")


if __name__ == "__main__":
    sys.exit(main())
