"""The measures of `make bench`; what each means: bench/README.md."""
import datetime
import hashlib
import json
import os
import pathlib
import subprocess
import sys

import encoder_work
import machine
from measuring import Failed, attempt, launch, say, spread

BENCH = pathlib.Path(__file__).resolve().parent
ROOT = BENCH.parent
PEER = ("as_documented", "fast")  # how peers/textacy_quotes.py is run
PORTABLE_WORDS = 3000  # enough for the slow kernels
SHORT = ("Maria Keller, who has run the harbour authority since 2009, said on Monday that the quay "
         "would reopen in May. “We were told to wait,” she added.\n")


def n_words(docs):
    return sum(len(d["text"].split()) for d in docs)


def write_jsonl(path, docs, times=1):
    with open(path, "w", encoding="utf8") as out:
        for k in range(times):
            for d in docs:
                name = d["id"] if times == 1 else f"{d['id']}#{k}"
                out.write(json.dumps({"id": name, "text": d["text"]}) + "\n")
    return path


def first_words(docs, least):
    """The first documents, until they have so many words."""
    for n in range(1, len(docs) + 1):
        if n_words(docs[:n]) >= least:
            return docs[:n]
    return docs


class Bench:
    def __init__(self, args, folder):
        self.args, self.folder, self.core = args, folder, args.core
        self.quoth = args.bin / "quoth"
        with open(args.data, encoding="utf8") as lines:
            self.docs = [json.loads(line) for line in lines if line.strip()]
        self.words = n_words(self.docs)
        self.articles = write_jsonl(folder / "articles.jsonl", self.docs)
        self.out = folder / "quoth.jsonl"

    def extract(self, articles, threads=1, core=None, isa=None, out=None):
        command = [self.quoth, "extract", "--format", "jsonl", "-q", "-j", threads, "--model",
                   self.args.model, articles]
        return launch(command, out or self.folder / "other.jsonl", core,
                      {"QUOTH_ISA": isa} if isa else None)

    def evaluate(self, predicted):
        """F1 in percent by `quoth evaluate`, or by the reference scorer beside the data."""
        scorer = self.args.data.resolve().parent.parent / "score" / "score.py"
        ways = [[self.quoth, "evaluate", self.args.data, predicted, "--json"]]
        if scorer.exists():
            ways.append([sys.executable, scorer, self.args.data, predicted, "--json"])
        for way in ways:
            figures = self.folder / "figures.json"
            try:
                launch(way, figures)
                result = json.loads(figures.read_text())
                break
            except (Failed, ValueError) as error:
                say(str(error))
        else:
            raise Failed("nothing could compare it with the marked statements")
        keys = [("exact", r) for r in ("source", "cue", "content")]
        keys += [(f, t) for f in ("found", "right") for t in ("0.5", "0.8")]
        return {f"{family} {key}": round(100 * result[family][key]["f1"], 1)
                for family, key in keys}

    # The rounds: one run of each contender after the other, so that what slows the machine for a
    # while slows all of them.

    def peak_once(self):
        """GOPS by shape of the encoder's products: oneDNN's bare ones, and quoth's kernels."""
        out = self.folder / "peak.jsonl"
        launch([self.args.bin / "int8_peak", "0.25"], out, self.core, {"OMP_NUM_THREADS": "1"})
        return [json.loads(line) for line in out.read_text().splitlines()]

    def peer_once(self, fast):
        report = self.folder / "peer.json"
        one_thread = {f"{lib}_NUM_THREADS": "1" for lib in ("OMP", "OPENBLAS", "MKL")}
        used = launch([sys.executable, BENCH / "peers/textacy_quotes.py", *["--fast"] * fast,
                       self.articles, self.folder / f"peer-{PEER[fast]}.jsonl"],
                      report, self.core, one_thread)
        return {**json.loads(report.read_text()), "peak_mib": used["peak_mib"]}

    def rounds(self):
        peer_wanted, peak_wanted = not self.args.skip_peer, (self.args.bin / "int8_peak").exists()
        if not peak_wanted:
            say("no int8_peak (it is built where libdnnl-dev is installed): no share of the peak")
        runs, peaks, peers, outputs = [], [], ([], []), set()
        for k in range(self.args.runs):
            say(f"round {k + 1} of {self.args.runs}")
            runs.append(self.extract(self.articles, core=self.core, out=self.out))
            outputs.add(hashlib.sha256(self.out.read_bytes()).hexdigest())
            if peak_wanted and (once := attempt("int8 peak", self.peak_once)):
                peaks.append(once)
            for fast in (0, 1) if peer_wanted and k < self.args.peer_runs else ():
                # None keeps the place: the k-th of the peer is paired with the k-th of quoth.
                peers[fast].append(attempt("peer", lambda: self.peer_once(fast)))
        if len(outputs) > 1:
            raise Failed("quoth wrote different records in different rounds")
        return runs, peaks, peers

    def int8(self, runs, peaks):
        """The encoder's int8 operations over the CPU time of whole runs, and over oneDNN's rate for
        the same products: the best that any round showed of each shape, weighted by the work."""
        header = encoder_work.ModelHeader(self.args.model.read_bytes())
        vocabulary = self.folder / "vocabulary.txt"
        vocabulary.write_bytes(header.vocabulary())
        with open(self.articles, "rb") as lines:
            dump = subprocess.run([self.args.bin / "quoth-dump", "pieces", vocabulary], stdin=lines,
                                  stdout=subprocess.PIPE)
        if dump.returncode != 0:
            raise Failed(f"quoth-dump pieces exited with {dump.returncode}")
        size, overlap = (header.settings[f"window.{x}"] for x in ("pieces", "overlap"))
        read = [json.loads(line) for line in dump.stdout.splitlines()]
        rows = [r for article in read for r in encoder_work.window_rows(article, size, overlap)]
        operations = sum(rows) * header.operations_a_row()
        result = {"pieces": sum(a["first_piece"][-1] for a in read), "windows": len(rows),
                  "encoder_rows": sum(rows),
                  "mega_operations_a_row": header.operations_a_row() / 1e6,
                  "extract_gops": spread([operations / 1e9 / r["cpu_s"] for r in runs])}
        if peaks:
            shapes = {tuple(p["shape"][1:]) for p in peaks[0]}
            if shapes != set(header.layer_products()):
                raise Failed("int8_peak measures other products than the model's")
            by_shape = {rate: {tuple(p["shape"][1:]): max(q[i][rate] for q in peaks)
                               for i, p in enumerate(peaks[0])}
                        for rate in ("onednn_gops", "quoth_gops")}
            work = header.layer_products()
            mean = {rate: sum(n * k for n, k in work) / sum(n * k / best[n, k] for n, k in work)
                    for rate, best in by_shape.items()}
            result |= {"peak_gops": round(mean["onednn_gops"], 1),
                       "peak_gops_by_shape": {f"{n}x{k}": v for (n, k), v in
                                              by_shape["onednn_gops"].items()},
                       "kernels_gops": round(mean["quoth_gops"], 1),
                       "share_of_peak": spread([operations / 1e9 / r["cpu_s"] / mean["onednn_gops"]
                                                for r in runs], 3)}
        return result

    def peer(self, runs, fast, reports):
        """The peer's figures run one way; ratios are of the runs of the same round."""
        pairs = [(self.words / r["cpu_s"], p["words"] / p["read_cpu_s"])
                 for r, p in zip(runs, reports) if p]
        reports = [p for p in reports if p]
        if not pairs:
            return None
        last = reports[-1]
        name = "textacy {textacy} direct_quotations, spaCy {spacy}, en_core_web_sm {en_core_web_sm}"
        return {"name": name.format(**last["versions"]), "pipeline": last["pipeline"],
                "words_per_cpu_s": spread([theirs for _, theirs in pairs]),
                "load_cpu_s": spread([p["load_cpu_s"] for p in reports], 2),
                "peak_mib": round(max(p["peak_mib"] for p in reports), 1),
                "documents": last["documents"], "failed_documents": last["failed"],
                "errors": last["errors"], "statements": last["found"],
                "quoth_times_faster": spread([ours / theirs for ours, theirs in pairs], 2),
                "f1": attempt("peer's F1",
                              lambda: self.evaluate(self.folder / f"peer-{PEER[fast]}.jsonl"))}

    # Single measures.

    def by_isa(self):
        result = {}
        few = first_words(self.docs, PORTABLE_WORDS)
        for isa, docs in (("avx2", self.docs), ("portable", few)):
            say(f"QUOTH_ISA={isa}, {n_words(docs)} words")
            path = write_jsonl(self.folder / f"{isa}.jsonl", docs)
            used = attempt(isa, lambda: self.extract(path, core=self.core, isa=isa))
            result[isa] = used and {"words_per_cpu_s": round(n_words(docs) / used["cpu_s"], 1),
                                    "words": n_words(docs)}
        return result

    def two_threads(self):
        if len(os.sched_getaffinity(0)) < 2:
            raise Failed("there is one core only")
        pairs = []
        for _ in range(3):
            pairs.append([self.extract(self.articles, threads=j) for j in (1, 2)])
        return {"speed_up": spread([one["wall_s"] / two["wall_s"] for one, two in pairs], 2),
                "cpu_ratio": spread([two["cpu_s"] / one["cpu_s"] for one, two in pairs], 2)}

    def start(self):
        article = self.folder / "short.txt"
        article.write_text(SHORT, encoding="utf8")
        read = [self.quoth, "extract", "--format", "jsonl", "-q", "-j", "1", "--model",
                self.args.model, article]
        launch(read, self.out.with_suffix(".short"))
        if not json.loads(self.out.with_suffix(".short").read_text()).get("statements"):
            raise Failed("no statement was found in the short article")
        version = [launch([self.quoth, "--version"], core=self.core) for _ in range(20)]
        first = [launch(read, core=self.core) for _ in range(10)]
        return {"version_ms": spread([1e3 * v["wall_s"] for v in version]),
                "first_statement_ms": spread([f["first_ms"] for f in first])}

    def memory(self):
        """Peak over the articles once and five times: it must not grow with their number."""
        many = write_jsonl(self.folder / "many.jsonl", self.docs, 5)
        once = self.extract(self.articles, core=self.core)["peak_mib"]
        five = self.extract(many, core=self.core)["peak_mib"]
        return {"once": round(once, 1), "five_times": round(five, 1),
                "growth": round(five / once, 3)}

    def row(self):
        args, sha256 = self.args, lambda path: hashlib.sha256(path.read_bytes()).hexdigest()
        row = {"date": datetime.date.today().isoformat(), "machine": machine.facts(ROOT, args.bin),
               "quoth": machine.output([self.quoth, "--version"]).split("\n")[0],
               "pinned_core": self.core, "model_sha256": sha256(args.model),
               "data": {"file": args.data.name, "sha256": sha256(args.data),
                        "documents": len(self.docs), "words": self.words}}
        if row["machine"]["build_type"] not in ("Release", None):
            say(f"this is a {row['machine']['build_type']} build: no figure counts")
        runs, peaks, peers = self.rounds()
        row["words_per_cpu_s"] = spread([self.words / r["cpu_s"] for r in runs])
        row["f1"] = attempt("F1", lambda: self.evaluate(self.out))
        row["int8"] = attempt("int8 work", lambda: self.int8(runs, peaks))
        row["peer"] = None if args.skip_peer else {
            PEER[fast]: self.peer(runs, fast, peers[fast]) for fast in (0, 1)}
        row["by_isa"] = self.by_isa()
        for name, what, measure in (("two_threads", "two threads", self.two_threads),
                                    ("start", "start-up", self.start),
                                    ("peak_mib", "peak memory", self.memory)):
            say(what)
            row[name] = attempt(what, measure)
        row["machine"]["load_after"] = [round(x, 2) for x in os.getloadavg()]
        return row
