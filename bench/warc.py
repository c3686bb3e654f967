#!/usr/bin/env python3
"""Measures how fast web archives are decompressed and split into pages.

Makes a WARC file, gzip a record, of the web pages in a tar archive: a warcinfo record, and for each page
a request, a response with its HTTP header, and a metadata record, as crawlers write them. It is
repeated until it has --mib of compressed bytes. build/bin/read_speed then reads it, --runs times in
turn with a reading of the same file by zlib alone (Python's), and the CPU seconds of each are compared.
One JSON row goes to bench/results/, a table to the terminal. The row holds no text.
"""
import argparse
import datetime
import gzip
import hashlib
import json
import pathlib
import sys
import tarfile
import tempfile
import time
import zlib

import machine
from measuring import launch, show, spread

BENCH = pathlib.Path(__file__).resolve().parent
ROOT = BENCH.parent
MIB = 1 << 20


def record(kind, number, uri, content_type, block):
    lines = ["WARC/1.0", f"WARC-Type: {kind}",
             f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>",
             "WARC-Date: 2024-03-05T12:00:00Z", f"Content-Type: {content_type}",
             f"Content-Length: {len(block)}"]
    if uri:
        lines.insert(2, f"WARC-Target-URI: {uri}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def records(pages):
    """The records of one round over the pages, as bytes."""
    yield record("warcinfo", 0, None, "application/warc-fields", b"software: bench/warc.py\r\n")
    for number, page in enumerate(pages, 1):
        uri = f"http://page-{number}.example/"
        host = f"page-{number}.example"
        request = f"GET / HTTP/1.1\r\nHost: {host}\r\nUser-Agent: bench\r\n\r\n".encode()
        header = ("HTTP/1.1 200 OK\r\nServer: bench\r\nContent-Type: text/html; charset=UTF-8\r\n"
                  f"Content-Length: {len(page)}\r\n\r\n").encode()
        yield record("request", number, uri, "application/http; msgtype=request", request)
        yield record("response", number, uri, "application/http; msgtype=response", header + page)
        yield record("metadata", number, uri, "application/warc-fields", b"fetchTimeMs: 120\r\n")


def pages_of(archive):
    with tarfile.open(archive) as tar:
        return [tar.extractfile(member).read() for member in tar
                if member.isfile() and member.name.endswith(".html")]


def write_warc(pages, path, mib):
    """Writes it; the number of pages, and of bytes before compression."""
    members = [(gzip.compress(r, 6, mtime=0), len(r)) for r in records(pages)]
    size = sum(len(member) for member, _ in members)
    rounds = max(1, -(-mib * MIB // size))
    with open(path, "wb") as out:
        for _ in range(rounds):
            for member, _ in members:
                out.write(member)
    return rounds * len(pages), rounds * sum(n for _, n in members)


def zlib_seconds(path):
    """CPU seconds of inflating every member, by zlib in pieces of 64 KiB and nothing else."""
    start = time.process_time()
    with open(path, "rb") as file:
        inflate = zlib.decompressobj(31)
        piece = file.read(1 << 16)
        while piece:
            inflate.decompress(piece)
            piece = inflate.unused_data
            if inflate.eof:
                inflate = zlib.decompressobj(31)
            piece = piece or file.read(1 << 16)
    return time.process_time() - start


def measure(program, path, n_pages, runs):
    compressed = path.stat().st_size / MIB
    speeds, ratios, peak = [], [], 0.0
    for _ in range(runs):
        told_in = path.with_suffix(".json")
        peak = max(peak, launch([program, path], told_in)["peak_mib"])
        told = json.loads(told_in.read_text())
        if told["pages"] != n_pages or told["failed"]:
            sys.exit(f"warc.py: read {told}, expected {n_pages} pages")
        speeds.append(compressed / told["cpu_s"])
        ratios.append(zlib_seconds(path) / told["cpu_s"])
    return {"compressed_mib_per_cpu_s": spread(speeds), "zlib_alone_over_quoth": spread(ratios, 2),
            "peak_mib": round(peak, 1)}


def main():
    p = argparse.ArgumentParser(description=__doc__,
                                formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--pages", type=pathlib.Path, default=ROOT.parent / "shared/data/pages.tar.gz",
                   help="tar archive of .html files (default: the one beside the repository)")
    p.add_argument("--bin", type=pathlib.Path, default=ROOT / "build/bin")
    p.add_argument("--mib", type=int, default=64, help="compressed size at least (default: 64)")
    p.add_argument("--runs", type=int, default=5)
    p.add_argument("--out", type=pathlib.Path, default=BENCH / "results")
    args = p.parse_args()
    program = args.bin / "read_speed"
    for needed in (args.pages, program):
        if not needed.is_file():
            p.error(f"there is no {needed}")
    row = {"date": datetime.date.today().isoformat(), "machine": machine.facts(ROOT, args.bin)}
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "pages.warc.gz")
        n_pages, n_bytes = write_warc(pages_of(args.pages), path, args.mib)
        row["warc"] = {"pages": n_pages, "compressed_mib": round(path.stat().st_size / MIB, 1),
                       "expanded_mib": round(n_bytes / MIB, 1),
                       "pages_sha256": hashlib.sha256(args.pages.read_bytes()).hexdigest()}
        row["read"] = measure(program, path, n_pages, args.runs)
    args.out.mkdir(exist_ok=True)
    name = f"{row['date']}-warc-{row['machine']['cpu'].lower().replace(' ', '-')}.json"
    (args.out / name).write_text(json.dumps(row, indent=1) + "\n")
    show({"warc": row["warc"], "read": row["read"]})


if __name__ == "__main__":
    main()
