"""Measures coreference on GAP (Webster et al. 2018): whether a pronoun stands for each of two names.

    python -m quoth_training.gap --dump ../build/bin/quoth-dump --model ../models/quoth.qmodel DATA/gap-validation.tsv.gz

The engine reads each text and finds its mentions itself; a pronoun stands for a name if an entity has a mention at
the pronoun and another that overlaps the name.
"""
from __future__ import annotations

import argparse
import csv
import gzip
import json
import pathlib
import subprocess


def read(path: pathlib.Path) -> dict[str, dict]:
    with gzip.open(path, "rt", encoding="utf8") as rows:
        return {r["ID"]: r for r in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)}


def stands_for(entities: list[dict], pronoun: list[int], begin: int, end: int) -> bool:
    return any(m[0] < end and begin < m[1] and m != pronoun
               for e in entities if pronoun in e["mentions"] for m in e["mentions"])


def f1(counts: list[int]) -> float:
    hit, found, gold = counts
    return 200 * hit / max(found + gold, 1)


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--dump", required=True, help="the engine's dump program")
    p.add_argument("--model", required=True, help="model file of the engine")
    p.add_argument("--errors", type=int, default=0, help="show so many")
    p.add_argument("gap", type=pathlib.Path)
    args = p.parse_args()
    rows = read(args.gap)
    lines = "".join(json.dumps({"id": i, "text": r["Text"], "attributions": []}) + "\n" for i, r in rows.items())
    out = subprocess.run([args.dump, "resolve", args.model], input=lines, encoding="utf8", check=True,
                         stdout=subprocess.PIPE).stdout
    counts = {"all": [0, 0, 0], "feminine": [0, 0, 0], "masculine": [0, 0, 0]}
    shown = 0
    for line in out.splitlines():
        d = json.loads(line)
        r = rows[d["id"]]
        at = int(r["Pronoun-offset"])
        pronoun = [at, at + len(r["Pronoun"])]
        gender = "feminine" if r["Pronoun"].lower() in ("she", "her", "hers") else "masculine"
        for name in "AB":
            begin = int(r[f"{name}-offset"])
            found = stands_for(d["entities"], pronoun, begin, begin + len(r[name]))
            gold = r[f"{name}-coref"].upper() == "TRUE"
            for key in ("all", gender):
                for k, value in enumerate((gold and found, found, gold)):
                    counts[key][k] += value
            if gold != found and shown < args.errors:
                shown += 1
                print(f"{d['id']}: {r['Pronoun']} {'is not' if found else 'is'} {r[name]}: "
                      f"…{r['Text'][max(0, at - 240):at + 60]}…")
    print(json.dumps({**{k: round(f1(v), 1) for k, v in counts.items()},
                      "ratio": round(f1(counts["feminine"]) / max(f1(counts["masculine"]), 1e-9), 3)}))


if __name__ == "__main__":
    main()
