"""What the engine makes of other genres than news: `python -m quoth_training.genres --help`.

RiQuA marks direct quotations in novels of the 19th century, cut into passages without their quotation
marks; GUM's news articles bear no marks, so that only what is found can be told.
"""
from __future__ import annotations

import argparse
import gzip
import json
import pathlib
import tarfile

from . import report, tags


def spans_of_labels(labels: list[str]) -> dict[str, set[tuple[int, int]]]:
    """Token ranges of each role of a BIO sequence ("B-content", …)."""
    found: dict[str, set[tuple[int, int]]] = {role: set() for role in tags.ROLES}
    begin = None
    for i, label in enumerate([*labels, "O"]):
        if begin is not None and not label.startswith("I-"):
            found[labels[begin][2:]].add((begin, i))
            begin = None
        if label.startswith("B-"):
            begin = i
    return found


def passage(tokens: list[str]) -> tuple[str, list[int]]:
    """The passage as text, and the code point that each token begins at."""
    begins, at = [], 0
    for token in tokens:
        begins.append(at)
        at += len(token) + 1
    return " ".join(tokens), begins


def token_span(begins: list[int], span: list[int]) -> tuple[int, int]:
    begin = max(i for i, at in enumerate(begins) if at <= span[0])
    end = sum(at < span[1] for at in begins)
    return begin, end


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    both = min(a[1], b[1]) - max(a[0], b[0])
    return max(0, both) / (max(a[1], b[1]) - min(a[0], b[0]))


def riqua_rows(dump: str, model: str, path: pathlib.Path) -> list[list[str]]:
    raw = [json.loads(line) for line in gzip.open(path, "rt", encoding="utf8")]
    texts = [passage(d["tokens"]) for d in raw]
    found = report.predict(dump, model, [{"id": str(i), "text": t} for i, (t, _) in enumerate(texts)])
    counts = {role: [0, 0, 0] for role in (*tags.ROLES, "content, half of the words")}
    for i, d in enumerate(raw):
        gold = spans_of_labels(d["labels"])
        for role in tags.ROLES:
            mine = {token_span(texts[i][1], s) for a in found[str(i)]["attributions"]
                    for s in a.get(role, [])}
            counts[role][0] += len(mine & gold[role])
            counts[role][1] += len(mine)
            counts[role][2] += len(gold[role])
            if role == "content":
                near = counts["content, half of the words"]
                near[0] += sum(any(overlap(g, m) >= 0.5 for m in mine) for g in gold[role])
                near[1] += len(mine)
                near[2] += len(gold[role])
    return [[f"RiQuA valid, {role}", str(gold), str(predicted),
             f"{200 * hits / max(predicted + gold, 1):.1f}"]
            for role, (hits, predicted, gold) in counts.items()]


def gum_news(path: pathlib.Path) -> list[dict]:
    """The news articles of GUM as text, a paragraph a line."""
    docs = []
    with tarfile.open(path) as archive:
        for member in archive.getmembers():
            if "_news_" not in member.name:
                continue
            paragraphs: list[list[str]] = []
            for line in archive.extractfile(member).read().decode().splitlines():
                if line.startswith("# newpar") or not paragraphs:
                    paragraphs.append([])
                if line.startswith("# text = "):
                    paragraphs[-1].append(line.removeprefix("# text = "))
            docs.append({"id": member.name, "text": "\n\n".join(" ".join(p) for p in paragraphs)})
    return docs


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--model", required=True, help="model file")
    p.add_argument("--data", type=pathlib.Path, required=True, help="folder of the corpora")
    p.add_argument("--dump", default="build/bin/quoth-dump")
    args = p.parse_args()
    rows = riqua_rows(args.dump, args.model, args.data / "riqua-valid.jsonl.gz")
    docs = gum_news(args.data / "gum.tar.gz")
    found = report.predict(args.dump, args.model, docs)
    n = sum(len(d["attributions"]) for d in found.values())
    named = sum(bool(a.get("source")) for d in found.values() for a in d["attributions"])
    rows.append([f"GUM news, {len(docs)} articles", "not marked", str(n), f"{named} with a source"])
    print(report.table(["text, what", "marked", "found", "F1"], rows))


if __name__ == "__main__":
    main()
