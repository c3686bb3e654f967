"""Marks text with trained models, for a student: `python -m quoth_training.silver --help`.

A student learns the probability of each tag (crf.py says how), and the links that the teacher is sure
of. Marked articles may be among the texts: there the teacher's doubts soften the gold marks. Xie et al.
(2020, "Self-training with Noisy Student") describe the method.
"""
from __future__ import annotations

import argparse
import base64
import gzip
import json
import pathlib

import numpy as np
import torch

from . import corpora, crf, tags
from .export import load_model
from .predict import Predictor
from .windows import CONTENT_CUE, CONTENT_SOURCE, CUE_SOURCE


def marginals(emissions: np.ndarray, transitions: np.ndarray) -> np.ndarray:
    """P(tag of token) [LAYERS, n, N_TAGS]: the gradient of the log partition by the emissions."""
    e = torch.from_numpy(emissions).requires_grad_()
    mask = torch.ones(e.shape[:2], dtype=torch.bool)
    crf.log_partition(e, torch.from_numpy(transitions), mask).sum().backward()
    return e.grad.numpy()


def mark(predictors: list[Predictor], reading: corpora.Reading, sure: float) -> dict:
    """{"soft": base64 of uint8 [LAYERS, n, N_TAGS], the mean of the teachers' marginals in 255ths,
    "links": [[kind, begin, end, target, target end]]}. Links are those of the first teacher."""
    p = np.zeros((tags.LAYERS, reading.n_tokens, tags.N_TAGS), np.float32)
    for k, predictor in enumerate(predictors):
        encoded, emissions, _ = predictor.encode(reading)
        p += marginals(emissions, predictor.transitions) / len(predictors)
        if k == 0:
            links = links_of(predictor, encoded, predictor.spans(emissions), sure)
    flat = np.rint(np.clip(p, 0, 1) * 255).astype(np.uint8)
    return {"soft": base64.b64encode(flat.tobytes()).decode(),
            "links": [[int(x) for x in row] for row in links]}


def links_of(predictor: Predictor, encoded, spans: list[dict], sure: float) -> list:
    links = []
    for layer in spans:
        sources, cues, contents = (layer[r] for r in tags.ROLES)
        for kind, from_spans, targets in ((CONTENT_CUE, contents, cues), (CUE_SOURCE, cues, sources),
                                          (CONTENT_SOURCE, contents, sources)):
            for span, (pick, probability) in zip(from_spans,
                                                 predictor.point(encoded, kind, from_spans, targets)):
                if probability >= sure:
                    target = targets[pick] if pick >= 0 else (-1, -1)
                    links.append([kind, *span, *target])
    return links


def read_texts(path: pathlib.Path, words: int) -> list[dict]:
    """About so many words of a jsonl or jsonl.gz file, web pages, which have an address, first: they are
    closer to what will be read."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf8") as lines:
        raw = [json.loads(line) for line in lines if line.strip()]
    raw.sort(key=lambda d: "url" not in d)
    chosen, seen = [], 0
    for d in raw:
        if seen >= words:
            break
        chosen.append({"id": d["id"], "text": d["text"]})
        seen += len(d["text"].split())
    return chosen


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0],
                                epilog="example: python -m quoth_training.silver --model RUN/model.pt "
                                       "--encoder ENCODER --text unmarked.jsonl.gz polnear.train.jsonl "
                                       "--out silver.jsonl")
    p.add_argument("--model", type=pathlib.Path, nargs="+", required=True,
                   help="the teacher; of several the marginals are averaged")
    p.add_argument("--encoder", type=pathlib.Path, required=True, help="folder with vocab.txt")
    p.add_argument("--text", type=pathlib.Path, nargs="+", required=True,
                   help="jsonl or jsonl.gz files with id, text")
    p.add_argument("--dump", default="build/bin/quoth-dump", help="the text stage's program")
    p.add_argument("--words", type=int, default=700_000, help="about how many words a file to mark")
    p.add_argument("--sure", type=float, default=0.7, help="least probability of a taught link")
    p.add_argument("--out", type=pathlib.Path, required=True, help="a file there is gone on with")
    args = p.parse_args()
    raw = [d for path in args.text for d in read_texts(path, args.words)]
    done = set()
    if args.out.exists():
        done = {json.loads(line)["id"] for line in args.out.open(encoding="utf8")}
    predictors = [Predictor(m, m.config["window"]) for m in map(load_model, args.model)]
    readings = corpora.read_texts(args.dump, str(args.encoder / "vocab.txt"), [d["text"] for d in raw])
    words = 0
    with open(args.out, "a", encoding="utf8") as out:
        for n, (doc, reading) in enumerate(zip(raw, readings)):
            if reading.n_tokens == 0 or doc["id"] in done:
                continue
            out.write(json.dumps({**doc, **mark(predictors, reading, args.sure)}) + "\n")
            words += len(doc["text"].split())
            if n % 100 == 0:
                print(f"{n} of {len(raw)} documents, {words} words", flush=True)


if __name__ == "__main__":
    main()
