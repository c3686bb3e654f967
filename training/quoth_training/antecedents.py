"""Fits the weights by which the resolver chooses whom a pronoun stands for.

    python -m quoth_training.antecedents --data DATA --dump ../build/bin/quoth-dump --model ../models/quoth.qmodel \
        > ../src/extract/data/antecedent_weights.txt

A log-linear model over the candidates of each pronoun (`quoth-dump candidates`), fitted in two steps. What the words
show is fitted by Adam on the pronouns that are sources in the train frames (each counted twice) and those of GAP's
development set. The encoder has learnt from the same pronouns, so how much its score counts beside that is fitted on
others: those of the dev frames and of GAP's validation set; the figures on these, on standard error, are by five
folds. Needs numpy; no GPU.
"""
import argparse
import csv
import gzip
import json
import pathlib
import re
import subprocess
import sys

import numpy as np

from . import marks
from .corpora import OWN

# In the order of antecedent_features() in src/extract/antecedents.cc.
FEATURES = """same_sentence sentence_before two_sentences_before log_sentences last_speaker speaker_before
was_subject was_pronoun log_mentions gender_known was_possessive was_prepositional subject_here nearness
subject_of_sentence_before was_quoted named reporting same_paragraph paragraph_before possessive_here nearest
subjects_both object_of_subject object_of_object possessive_of_subject log_names log_tokens first_person_named
was_full_name opens_after_subject goes_on named_later named_next named_next_after_clause encoder""".split()
PERSONS = {"he", "she", "his", "her", "him", "hers", "himself", "herself"}
TITLES = set("mr mrs ms miss dr sir sen rep gov president senator governor mayor judge the a an".split())


def key(name):
    words = re.findall(r"\w+", re.sub(r"[’']s?$", "", name.strip()).casefold())
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    return tuple(words)


def candidates(dump, documents):
    """`dump`: the command."""
    lines = "".join(json.dumps(d, ensure_ascii=False) + "\n" for d in documents)
    out = subprocess.run(dump, input=lines, encoding="utf8", check=True, stdout=subprocess.PIPE).stdout
    return [json.loads(line) for line in out.splitlines()]


def read_jsonl(path):
    return [json.loads(line) for line in open(path, encoding="utf8") if line.strip()]


def from_frames(dump, gold, frames):
    """(pronoun, features [candidates][features], index of the right one) of each pronoun source. `frames`: files of
    marks.py."""
    wanted = {}
    documents = {d["id"]: d for d in read_jsonl(gold)}
    rows = marks.read(frames, {i: d["text"] for i, d in documents.items()})
    marked = {doc for doc, _ in rows}
    for (doc, index), (speakers, *_) in rows.items():
        source = documents[doc]["attributions"][index].get("source") or []
        if len(source) == 1 and "|" not in speakers:
            wanted[doc, tuple(source[0])] = key(speakers)
    examples = []
    for c in candidates(dump, [documents[d] for d in sorted(marked)]):
        name = wanted.get((c["id"], tuple(c["pronoun"])))
        text = documents[c["id"]]["text"]
        right = [any(key(text[b:e]) == name for b, e in x["mentions"]) for x in c["candidates"]]
        if name and sum(right) == 1:
            add(examples, text, c, right.index(True))
    return examples


def from_gap(dump, path):
    rows = {r["ID"]: r for r in csv.DictReader(gzip.open(path, "rt", encoding="utf8"), delimiter="\t",
                                               quoting=csv.QUOTE_NONE)}
    documents = [{"id": i, "text": r["Text"], "attributions": []} for i, r in rows.items()]
    examples = []
    for c in candidates(dump, documents):
        row = rows[c["id"]]
        if c["pronoun"][0] != int(row["Pronoun-offset"]):
            continue
        right = set()
        for name in "AB":
            begin = int(row[f"{name}-offset"])
            end = begin + len(row[name])
            if row[f"{name}-coref"].upper() == "TRUE":
                right |= {k for k, x in enumerate(c["candidates"])
                          if any(b < end and begin < e for b, e in x["mentions"])}
        if len(right) == 1:
            add(examples, row["Text"], c, right.pop())
    return examples


def add(examples, text, candidate, right):
    pronoun = text[slice(*candidate["pronoun"])].lower()
    features = np.array([x["features"] for x in candidate["candidates"]])
    examples.append((pronoun in PERSONS, features, right))


def fit(examples, l2, steps=250, rate=0.05):
    weights = np.zeros(examples[0][1].shape[1])
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        gradient = l2 * weights / len(examples)
        for _, features, right in examples:
            scores = features @ weights
            p = np.exp(scores - scores.max())
            gradient += (p / p.sum() @ features - features[right]) / len(examples)
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        weights -= rate * mean / (1 - 0.9**step) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def combined(examples, weights):
    """The same examples with two features: what the words say together, and what the encoder says."""
    words = np.append(weights[:-1], 0)
    return [(p, np.stack([f @ words, f[:, -1]], 1), right) for p, f, right in examples]


def folds(examples, n=5):
    """(held out, the rest)"""
    for k in range(n):
        yield examples[k::n], [x for i, x in enumerate(examples) if i % n != k]


def accuracy(examples, weights):
    right = [np.argmax(features @ weights) == index for _, features, index in examples]
    return f"{100 * np.mean(right):.1f} % of {len(right)}" if right else "-"


def fit_both(name, train, groups, l2):
    """Weights of all features; `groups`: held-out examples by name."""
    weights = fit([(p, f * np.append(np.ones(f.shape[1] - 1), 0), r) for p, f, r in train], l2)
    both = {k: combined(x, weights) for k, x in groups.items()}
    for k, x in both.items():
        hits = [np.argmax(f @ w) == r for held, rest in folds(x)
                for w in [fit(rest + [e for o, y in both.items() if o != k for e in y], 1.0)] for _, f, r in held]
        print(f"{name}, {k}: words {accuracy(x, np.array([1, 0]))}, encoder {accuracy(x, np.array([0, 1]))}, "
              f"both {100 * np.mean(hits):.1f} %", file=sys.stderr)
    scale = fit([e for x in both.values() for e in x], 1.0)
    return np.append(weights[:-1] * scale[0], scale[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--dump", required=True)
    parser.add_argument("--model", required=True, help="model file of the engine")
    options = parser.parse_args()
    data, dump = options.data, [options.dump, "candidates", options.model]

    def frames(part):
        own = [OWN / "frames.polnear.tsv"] if part == "train" else []
        polnear = from_frames(dump, data / f"polnear.{part}.jsonl", [data / f"frames.{part}.tsv", *own])
        written = from_frames(dump, data / f"written.{part}.jsonl", [data / f"frames.written.{part}.tsv"])
        return polnear + written

    train, dev = frames("train"), frames("dev")
    gap = from_gap(dump, data / "gap-development.tsv.gz")
    validation = from_gap(dump, data / "gap-validation.tsv.gz")
    persons = [x for x in train if x[0]]
    columns = [fit_both("persons", persons * 2 + gap,
                        {"dev": [x for x in dev if x[0]], "GAP validation": validation}, 2.0),
               fit_both("others", [x for x in train if not x[0]], {"dev": [x for x in dev if not x[0]]}, 5.0)]
    print("# Weights of what speaks for an antecedent, of pronouns for persons and for others. CC0; generated by")
    print("# training/quoth_training/antecedents.py from the train frames and GAP.")
    for name, person, other in zip(FEATURES, *columns):
        print(f"{name} {person:.3f} {other:.3f}")


if __name__ == "__main__":
    main()
