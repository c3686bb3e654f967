#!/usr/bin/env python3
"""Measures quoth on marked articles, and a peer on the same texts in the same run.

One JSON row goes to bench/results/ and a table to the terminal: words per CPU-second, start-up, peak
memory, F1, the machine's own int8 peak with quoth's share of it, and the peer's figures as ratios. The
row holds no text. See bench/README.md.
"""
import argparse
import datetime
import hashlib
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
SHORT = ("Maria Keller, who has run the harbour authority since 2009, said on Monday that the quay would "
         "reopen in May. “We were told to wait,” she added.\n")


def run(command, env=None, core=None, stdout=None):
    """(wall seconds, CPU seconds, peak KiB, output) of a command that must succeed."""
    pin = (lambda: os.sched_setaffinity(0, {core})) if core is not None else None
    with tempfile.TemporaryFile() as out:
        begun = time.monotonic()
        process = subprocess.Popen(command, stdout=stdout or out, preexec_fn=pin,
                                   env={**os.environ, **(env or {})})
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"bench: {' '.join(map(str, command))} exited with {process.returncode}")
        out.seek(0)
        return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, out.read()


def spread(values, digits=1):
    values = [round(v, digits) for v in values]
    return {"median": round(statistics.median(values), digits), "min": min(values), "max": max(values)}


def n_words(docs):
    return sum(len(d["text"].split()) for d in docs)


def write_jsonl(path, docs):
    path.write_text("".join(json.dumps({"id": d["id"], "text": d["text"]}) + "\n" for d in docs),
                    encoding="utf8")


def speed(quoth, docs, folder, core, runs, isa=None):
    """Words per CPU-second of `quoth extract -j 1`, over some runs."""
    path = folder / f"speed-{isa or 'best'}.jsonl"
    write_jsonl(path, docs)
    env = {"QUOTH_ISA": isa} if isa else {}
    command = [quoth, "extract", "--format", "jsonl", "-j", "1", "-q", path]
    measured = [run(command, env, core) for _ in range(runs)]
    return [n_words(docs) / cpu for _, cpu, _, _ in measured], measured


def startup(quoth, folder):
    article = folder / "short.txt"
    article.write_text(SHORT, encoding="utf8")
    version = [1e3 * run([quoth, "--version"])[0] for _ in range(20)]
    first = [1e3 * run([quoth, "extract", "--format", "jsonl", article])[0] for _ in range(10)]
    return {"version_ms": spread(version), "first_statement_ms": spread(first)}


def memory(quoth, docs, folder):
    """Peak of one pass over the articles and of five: it must not grow with their number."""
    peaks = []
    for times in (1, 5):
        path = folder / "memory.jsonl"
        write_jsonl(path, docs * times)
        peaks.append(run([quoth, "extract", "--format", "jsonl", "-j", "1", path])[2])
    return {"once_mib": round(peaks[0] / 1024, 1), "five_times_mib": round(peaks[1] / 1024, 1)}


def figures(quoth, gold, predicted):
    result = json.loads(run([quoth, "evaluate", gold, predicted, "--json"])[3])
    keys = [("exact", r) for r in ("source", "cue", "content")]
    keys += [(f, t) for f in ("found", "right") for t in ("0.5", "0.8")]
    return {f"{a} {b}": round(100 * result[a][b]["f1"], 1) for a, b in keys}


def window_rows(n_pieces, size=384, overlap=64):
    """Rows of the windows that the engine reads (src/nn/window.h), [CLS] and [SEP] included; a row's
    attention goes over the rows of its window."""
    room = size - 2
    if n_pieces <= room:
        return [n_pieces + 2] if n_pieces else []
    count = -(-(n_pieces - overlap) // (room - overlap))
    return [-(-(n_pieces + (count - 1) * overlap) // count) + 2] * count


def int8_operations(dump, model, docs, folder):
    """Operations (2 a multiply-add) of the encoder's int8 products in one pass over the articles."""
    vocabulary = folder / "vocab.txt"
    vocabulary.write_bytes(vocabulary_of(model))
    path = folder / "pieces.jsonl"
    write_jsonl(path, docs)
    with open(path, "rb") as lines:
        out = subprocess.run([dump, "pieces", vocabulary], stdin=lines, check=True,
                             stdout=subprocess.PIPE).stdout
    hidden, layers, wide = 384, 6, 1536
    a_row = layers * (hidden * 3 * hidden + hidden * hidden + 2 * hidden * wide)
    rows = [r for line in out.splitlines() for r in window_rows(len(json.loads(line)["ids"]))]
    return 2 * a_row * sum(rows), sum(rows)


def vocabulary_of(model):
    """The vocabulary tensor of a model file (docs/model-format.md): from [PAD] to its last line."""
    data = pathlib.Path(model).read_bytes()
    begin = data.index(b"[PAD]\n[unused0]\n")
    end = begin + re.search(rb"(?:[^\n\0]+\n)+", data[begin:]).end()
    return data[begin:end]


def int8_peak(bin_folder, core):
    """GOPS of one core, by shape: oneDNN's bare product, and quoth's kernels."""
    program = bin_folder / "int8_peak"
    if not program.exists():
        print("bench: no int8_peak (built where libdnnl-dev is installed)", file=sys.stderr)
        return None
    out = run([program, "0.5"], {"OMP_NUM_THREADS": "1"}, core)[3]
    return [json.loads(line) for line in out.splitlines()]


def peer(docs, gold, quoth, folder, core):
    source, out = folder / "peer.jsonl", folder / "peer.out.jsonl"
    write_jsonl(source, docs)
    env = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    report = json.loads(run([sys.executable, ROOT / "bench/peers/textacy_quotes.py", source, out], env,
                            core)[3])
    return {"name": "textacy 0.13 direct_quotations, spaCy 3.8 en_core_web_sm",
            "words_per_cpu_s": round(report["words"] / report["read_cpu_s"], 1),
            "load_cpu_s": round(report["load_cpu_s"], 2), "failed_documents": report["failed"],
            "f1": figures(quoth, gold, out)}


def machine():
    info = pathlib.Path("/proc/cpuinfo").read_text()
    model = re.search(r"model name\s*: (.*)", info)
    flags = set(re.search(r"flags\s*: (.*)", info).group(1).split()) if "flags" in info else set()
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True,
                            text=True).stdout.strip()
    compiler = subprocess.run(["c++", "--version"], capture_output=True, text=True).stdout
    return {"cpu": model.group(1) if model else "unknown", "cores": os.cpu_count(),
            "flags": sorted(flags & {"avx2", "avx512f", "avx512_vnni", "avx_vnni", "amx_int8"}),
            "compiler": compiler.splitlines()[0] if compiler else "", "commit": commit}


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    p.add_argument("--data", type=pathlib.Path, default=ROOT.parent / "shared/data/polnear.dev.jsonl",
                   help="marked articles, one a line (default: PolNeAR's dev part beside the repository)")
    p.add_argument("--bin", type=pathlib.Path, default=ROOT / "build/bin")
    p.add_argument("--model", type=pathlib.Path, default=ROOT / "models/quoth.qmodel")
    p.add_argument("--runs", type=int, default=5)
    p.add_argument("--core", type=int, default=0, help="pin single-threaded runs to this core")
    p.add_argument("--skip-peer", action="store_true")
    p.add_argument("--out", type=pathlib.Path, default=ROOT / "bench/results")
    return p.parse_args()


def say(text):
    print(text, file=sys.stderr, flush=True)


def measure(args, folder):
    quoth, dump = args.bin / "quoth", args.bin / "quoth-dump"
    docs = [json.loads(line) for line in open(args.data, encoding="utf8") if line.strip()]
    row = {"date": datetime.date.today().isoformat(), "machine": machine(),
           "data": {"file": args.data.name, "sha256": hashlib.sha256(args.data.read_bytes()).hexdigest(),
                    "documents": len(docs), "words": n_words(docs)},
           "model_sha256": hashlib.sha256(args.model.read_bytes()).hexdigest()}
    say("int8 peak …")
    before = int8_peak(args.bin, args.core)
    say("speed …")
    rates, measured = speed(quoth, docs, folder, args.core, args.runs)
    after = int8_peak(args.bin, args.core)
    row["words_per_cpu_s"] = spread(rates)
    (folder / "predicted.jsonl").write_bytes(measured[-1][3])
    row["f1"] = figures(quoth, args.data, folder / "predicted.jsonl")
    if before and after:
        best = {k: statistics.mean(max(a[k], b[k]) for a, b in zip(before, after))
                for k in ("onednn_gops", "quoth_gops")}
        operations, rows = int8_operations(dump, args.model, docs, folder)
        used = operations / 1e9 / statistics.median(cpu for _, cpu, _, _ in measured)
        row["int8"] = {"peak_gops": round(best["onednn_gops"], 1),
                       "kernels_gops": round(best["quoth_gops"], 1), "encoder_rows": rows,
                       "extract_gops": round(used, 1), "share": round(used / best["onednn_gops"], 3)}
    say("other instruction sets …")
    few = docs[:8]
    row["words_per_cpu_s_by_isa"] = {
        isa: round(speed(quoth, d, folder, args.core, 1, isa)[0][0], 1)
        for isa, d in (("avx2", docs), ("portable", few))}
    say("threads, start-up, memory …")
    path = folder / "speed-best.jsonl"
    walls = [run([quoth, "extract", "--format", "jsonl", "-q", "-j", str(j), path])[0] for j in (1, 2)]
    row["speed_up_2_threads"] = round(walls[0] / walls[1], 2)
    row["start"] = startup(quoth, folder)
    row["peak_memory"] = memory(quoth, docs, folder)
    if not args.skip_peer:
        say("peer …")
        row["peer"] = peer(docs, args.data, quoth, folder, args.core)
        row["peer"]["quoth_is_faster_by"] = round(
            row["words_per_cpu_s"]["median"] / row["peer"]["words_per_cpu_s"], 2)
    return row


def show(row, indent=""):
    for key, value in row.items():
        if isinstance(value, dict) and not set(value) <= {"median", "min", "max"}:
            print(f"{indent}{key}")
            show(value, indent + "  ")
        elif isinstance(value, dict):
            print(f"{indent}{key:24} {value['median']}  ({value['min']}–{value['max']})")
        else:
            print(f"{indent}{key:24} {value}")


def main():
    args = arguments()
    for needed in (args.data, args.bin / "quoth", args.model):
        if not needed.exists():
            sys.exit(f"bench: {needed} is not there (run `make build`; --data names the articles)")
    with tempfile.TemporaryDirectory() as folder:
        row = measure(args, pathlib.Path(folder))
    slug = re.sub(r"[^a-z0-9]+", "-", row["machine"]["cpu"].lower()).strip("-")
    args.out.mkdir(parents=True, exist_ok=True)
    path = args.out / f"{row['date']}-{slug}.json"
    path.write_text(json.dumps(row, indent=1) + "\n")
    show(row)
    print(f"\nwritten to {path}")


if __name__ == "__main__":
    main()
