"""Tables of docs/accuracy.md for a model file: `python -m quoth_training.report --help`.

Figures on dev with bootstrap intervals over documents, the same articles in other typography, and
classes of errors with counts. All by the engine itself (quoth-dump evidence) and the corpora's judge.
"""
from __future__ import annotations

import argparse
import collections
import json
import pathlib
import random
import subprocess

import numpy as np

from . import corpora, judge

FIGURES = [("exact", "source"), ("exact", "cue"), ("exact", "content"), ("found", "0.5"),
           ("found", "0.8"), ("right", "0.5"), ("right", "0.8")]
VARIANTS = ("as it is", "lower", "straight", "single", "joined", "typos")


def varied(text: str, kind: str) -> str:
    if kind == "as it is":
        return text
    if kind == "typos":
        return corpora.typos(text, random.Random(len(text)))
    return corpora.vary(text, kind)


def predict(dump: str, model: str, docs: list[dict]) -> dict[str, dict]:
    lines = "".join(json.dumps({"id": d["id"], "text": d["text"]}) + "\n" for d in docs)
    out = subprocess.run([dump, "evidence", model], input=lines.encode(), check=True,
                         stdout=subprocess.PIPE).stdout
    found = [json.loads(line) for line in out.splitlines()]
    return {d["id"]: d for d in found}


def counts(score, doc: dict, predicted: dict) -> np.ndarray:
    """[figures, 3]: true positives, predicted, gold of one document."""
    result, _ = score.score([doc], {doc["id"]: predicted})
    return np.array([[result[a][b][k] for k in ("tp", "pred", "gold")] for a, b in FIGURES], float)


def f1(total: np.ndarray) -> np.ndarray:
    return 200 * total[..., 0] / np.maximum(total[..., 1] + total[..., 2], 1)


def interval(per_doc: np.ndarray, samples: int = 1000) -> tuple[np.ndarray, np.ndarray]:
    """95 % bootstrap interval of each figure; per_doc [documents, figures, 3]."""
    rng = np.random.default_rng(1)
    n = len(per_doc)
    draws = np.stack([f1(per_doc[rng.integers(n, size=n)].sum(0)) for _ in range(samples)])
    return np.percentile(draws, 2.5, axis=0), np.percentile(draws, 97.5, axis=0)


def error_classes(score, doc: dict, predicted: dict) -> collections.Counter:
    """Errors at overlap 0.5, by what went wrong first."""
    words = score.Words(doc["text"])
    def of(a, role):
        return score.wordset(words, a.get(role, []))
    gold, found = doc["attributions"], predicted["attributions"]
    content = [of(a, "content") or of(a, "cue") for a in gold]
    classes: collections.Counter = collections.Counter()
    _, shown = score.score([doc], {doc["id"]: predicted}, errors=10 ** 9)
    for _, kind, i, j in shown:
        if kind == "missed":
            same_cue = [p for p in found if of(p, "cue") & of(gold[i], "cue")]
            overlap = [p for p in found if of(p, "content") & content[i]]
            if not gold[i].get("cue"):
                name = "missed: has no cue"
            elif same_cue:
                size = len(of(same_cue[0], "content"))
                name = "missed: cue found, content too " + ("short" if size < len(content[i]) else "long")
            else:
                name = "missed: cue missed, " + ("words in another content" if overlap else "nothing found")
        elif kind == "spurious":
            overlap = any(of(found[j], "content") & c for c in content)
            name = "spurious: " + ("overlaps a marked one" if overlap else "where nothing is marked")
        else:
            g, p = of(gold[i], "source"), of(found[j], "source")
            name = "source: " + ("none marked" if not g else "none found" if not p
                                 else "other extent" if g & p else "another one")
        classes[name] += 1
    return classes


def classes_of(doc: dict, a: dict) -> list[str]:
    """What is hard about a marked attribution."""
    text = doc["text"]
    content, source, cue = (sorted(a.get(role, [])) for role in ("content", "source", "cue"))
    names = []
    if len(content) > 1:
        names.append("content in several pieces")
    if content and source:
        gap = sorted((source[0], content[0]))
        if "\n" in text[gap[0][1]:gap[1][0]]:
            names.append("source in another paragraph")
        if source[0][0] > content[0][1]:
            names.append("source after the content")
    if content and not source:
        names.append("no source")
    if not cue:
        names.append("no cue")
    if a.get("within") is not None:
        names.append("quoted within another")
    words = "".join(text[b:e] for b, e in content)
    quoted = any(mark in words for mark in "“\"")
    names.append("quotation marks in the content" if quoted else "no quotation mark in the content")
    return names


def by_class(score, doc: dict, predicted: dict) -> collections.Counter:
    """Counts of (class, "marked" | "found" | "right"), at overlap 0.5."""
    _, shown = score.score([doc], {doc["id"]: predicted}, errors=10 ** 9)
    missed = {i for _, kind, i, _ in shown if kind == "missed"}
    wrong = {i for _, kind, i, _ in shown if kind not in ("missed", "spurious")}
    counted: collections.Counter = collections.Counter()
    for i, a in enumerate(doc["attributions"]):
        for name in classes_of(doc, a):
            counted[name, "marked"] += 1
            counted[name, "found"] += i not in missed
            counted[name, "right"] += i not in missed and i not in wrong
    return counted


def table(header: list[str], rows: list[list[str]]) -> str:
    return "\n".join("| " + " | ".join(r) + " |"
                     for r in [header, ["---"] * len(header), *rows])


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--model", required=True, help="model file")
    p.add_argument("--data", type=pathlib.Path, required=True, help="folder of the corpora")
    p.add_argument("--score", type=pathlib.Path, help="score.py; default DATA/../score/score.py")
    p.add_argument("--dump", default="build/bin/quoth-dump")
    args = p.parse_args()
    score = judge.load(args.score or args.data.parent / "score" / "score.py")
    names = [f"{a} {b}" if a == "exact" else f"{a}@{b}" for a, b in FIGURES]
    rows, robust, errors, classes = [], [], collections.Counter(), collections.Counter()
    for corpus in ("polnear", "wikinews", "written"):
        docs = corpora.read_jsonl(args.data / f"{corpus}.dev.jsonl")
        for kind in VARIANTS:
            changed = [{**d, "text": varied(d["text"], kind)} for d in docs]
            found = predict(args.dump, args.model, changed)
            per_doc = np.stack([counts(score, d, found[d["id"]]) for d in changed])
            figures = f1(per_doc.sum(0))
            robust.append([corpus, kind, *[f"{x:.1f}" for x in figures]])
            if kind != "as it is":
                continue
            low, high = interval(per_doc)
            rows.append([corpus, *[f"{x:.1f} ({a:.1f}–{b:.1f})" for x, a, b in zip(figures, low, high)]])
            for d in docs:
                classes += by_class(score, d, found[d["id"]])
                if corpus == "polnear":
                    errors += error_classes(score, d, found[d["id"]])
    print(table(["dev", *names], rows), end="\n\n")
    print(table(["dev", "text", *names], robust), end="\n\n")
    print(table(["PolNeAR dev, class of error", "count"], [[k, str(v)] for k, v in errors.most_common()]),
          end="\n\n")
    names = sorted({name for name, _ in classes}, key=lambda name: -classes[name, "marked"])
    print(table(["all dev, marked attributions", "count", "found", "right"],
                [[name, str(n := classes[name, "marked"]), f"{100 * classes[name, 'found'] / n:.1f} %",
                  f"{100 * classes[name, 'right'] / n:.1f} %"] for name in names]))


if __name__ == "__main__":
    main()
