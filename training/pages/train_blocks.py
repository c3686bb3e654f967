#!/usr/bin/env python3
"""Trains the model that chooses the blocks of an article (src/html/data/block_model.txt).

    train_blocks.py EVALDATA.json FEATURES.jsonl SILVER.json [--folds N] [--out FILE]

EVALDATA maps a page's address to {"file", "with": [texts to keep], "without": [texts to drop]},
three of each a page. FEATURES is what `quoth-dump page-features` prints for those pages, SILVER
what silver.py made of them: a block without a marked text counts with the share of the other
extractors that keep it, and less than a marked one.

Gradient-boosted trees over the features of src/html/features.h. With --folds the score of the
marked texts is cross-validated, pages of one site in one fold.
"""
import argparse
import json
import random
import re
import urllib.parse

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

VOTES = {"traf": 2, "traf_recall": 0.5, "read": 1, "boil": 0.7, "just": 0.5}
MARKED_WEIGHT = 6
TREES, LEAVES, RATE = 80, 12, 0.1


def flat(text):
    return re.sub(r"\s+", "", text)


class Page:
    def __init__(self, record, marked, silver, url):
        self.name, self.marked, self.site = record["id"].rsplit("/", 1)[-1], marked, url
        self.texts = [flat(b["text"]) for b in record["blocks"]]
        self.x = np.array([b["x"] for b in record["blocks"]], dtype=np.float32)
        self.silver_labels(silver)
        self.marked_labels()

    def silver_labels(self, silver):
        outputs = {k: flat(silver[k]) for k in VOTES}
        total = sum(VOTES.values())
        self.y = np.array([sum(v for k, v in VOTES.items() if t in outputs[k]) / total
                           for t in self.texts])
        self.weight = np.array([min(1, 0.15 + len(t) / 200) for t in self.texts])
        self.is_marked = np.zeros(len(self.texts), bool)

    def places(self, text):
        """First and last block of each occurrence."""
        whole, starts = "".join(self.texts), np.cumsum([0] + [len(t) for t in self.texts])
        at = whole.find(text)
        while text and at >= 0:
            yield (np.searchsorted(starts, at, side="right") - 1,
                   np.searchsorted(starts, at + len(text) - 1, side="right") - 1)
            at = whole.find(text, at + 1)

    def marked_labels(self):
        """Every occurrence of a text to drop, and the likeliest one of a text to keep."""
        votes = self.y.copy()
        for key, value in (("without", 0), ("with", 1)):
            for text in map(flat, self.marked[key]):
                places = list(self.places(text))
                if value == 1 and places:
                    places = [max(places, key=lambda p: (votes[p[0]:p[1] + 1].mean(),
                                                         len(self.texts[p[0]])))]
                for first, last in places:
                    if value == 1 or first == last:
                        self.y[first:last + 1] = value
                        self.is_marked[first:last + 1] = True
        self.weight[self.is_marked] = MARKED_WEIGHT


def examples(pages, rng):
    """Rows, classes, weights. Of the blocks that nobody keeps a quarter is taken, weighted up."""
    x, y, weight = [], [], []
    for page in pages:
        dull = (page.y == 0) & ~page.is_marked
        keep = ~dull | (rng.random_sample(len(page.y)) < 0.25)
        w = (page.weight * np.where(dull, 3, 1))[keep]
        x += [page.x[keep]] * 2
        y += [np.ones(len(w)), np.zeros(len(w))]
        weight += [w * page.y[keep], w * (1 - page.y[keep])]
    x, y, weight = map(np.concatenate, (x, y, weight))
    return x[weight > 0], y[weight > 0], weight[weight > 0]


def fit(pages):
    x, y, weight = examples([p for p in pages if p.texts], np.random.RandomState(0))
    model = HistGradientBoostingClassifier(
        max_iter=TREES, max_leaf_nodes=LEAVES, learning_rate=RATE, l2_regularization=5,
        min_samples_leaf=30, random_state=0)
    return model.fit(x, y, sample_weight=weight)


def score(pages, probabilities, threshold):
    kept = lost = noise = 0
    for page, p in zip(pages, probabilities):
        text = "".join(t for t, q in zip(page.texts, p) if q > threshold)
        hits = [flat(t) in text for t in page.marked["with"]]
        kept, lost = kept + sum(hits), lost + len(hits) - sum(hits)
        noise += sum(flat(t) in text for t in page.marked["without"])
    return [100 * v for v in (kept / (kept + noise), kept / (kept + lost),
                              2 * kept / (2 * kept + noise + lost))]


def cross_validate(pages, n_folds):
    sites = sorted({p.site for p in pages})
    random.Random(0).shuffle(sites)
    fold = {site: i % n_folds for i, site in enumerate(sites)}
    probabilities = [np.zeros(0)] * len(pages)
    for k in range(n_folds):
        model = fit([p for p in pages if fold[p.site] != k])
        for i, page in enumerate(pages):
            if fold[page.site] == k and page.texts:
                probabilities[i] = model.predict_proba(page.x)[:, 1]
    for threshold in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55):
        print("threshold %.2f  P %.1f  R %.1f  F1 %.1f"
              % (threshold, *score(pages, probabilities, threshold)), flush=True)
    return probabilities


def write_model(model, n_features, path):
    """The baseline and, a tree a line, its nodes: "FEATURE:THRESHOLD:RIGHT" goes to the next node
    where the feature is at most the threshold, else to the node RIGHT; a leaf is its value."""
    lines = ["# Boosted trees over the features of a block, generated by\n# training/pages/train_blocks.py.",
             f"features {n_features}", f"baseline {float(model._baseline_prediction[0, 0]):.6g}"]
    for (tree,) in model._predictors:
        out = []

        def walk(i):
            node = tree.nodes[i]
            at = len(out)
            if node["is_leaf"]:
                out.append(f"{node['value']:.5g}")
                return
            out.append(None)
            walk(node["left"])
            out[at] = f"{node['feature_idx']}:{np.float32(node['num_threshold']):.6g}:{len(out)}"
            walk(node["right"])

        walk(0)
        lines.append(" ".join(out))
    with open(path, "w", encoding="utf8") as f:
        f.write("\n".join(lines) + "\n")


def site_of(url):
    url = re.sub(r"^https?://web\.archive\.org/web/[^/]*/", "", url)
    return urllib.parse.urlparse(url).netloc or url


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    p.add_argument("evaldata")
    p.add_argument("features")
    p.add_argument("silver")
    p.add_argument("--folds", type=int, default=0)
    p.add_argument("--out")
    args = p.parse_args()
    with open(args.evaldata, encoding="utf8") as f:
        marked = {d["file"]: (d, site_of(url)) for url, d in json.load(f).items()}
    with open(args.silver, encoding="utf8") as f:
        silver = json.load(f)
    pages = []
    with open(args.features, encoding="utf8") as f:
        for record in map(json.loads, f):
            name = record["id"].rsplit("/", 1)[-1]
            if name in marked:
                pages.append(Page(record, marked[name][0], silver[name], marked[name][1]))
    if args.out:
        write_model(fit(pages), next(p.x.shape[1] for p in pages if p.texts), args.out)
    if args.folds:
        cross_validate(pages, args.folds)


if __name__ == "__main__":
    main()
