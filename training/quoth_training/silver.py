"""Marks unmarked text with a trained model, for self-training: `python -m quoth_training.silver --help`.

A token whose most probable tag is sure enough is taught; any other is left free, which the CRF's
partial supervision allows (crf.py). Links are kept where the pointer is sure. Lee (2013,
"Pseudo-Label") and Xie et al. (2020, "Noisy Student") describe the method.
"""
from __future__ import annotations

import argparse
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


def mark(predictor: Predictor, reading: corpora.Reading, sure: float) -> dict:
    """{"tags": [LAYERS][n] tag or -1 where free, "links": [[kind, begin, end, target, target end]]}."""
    encoded, emissions, _ = predictor.encode(reading)
    spans = predictor.spans(emissions)
    p = marginals(emissions, predictor.transitions)
    chosen = p.argmax(-1)
    chosen[p.max(-1) < sure] = -1
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
    return {"tags": chosen.tolist(), "links": [[int(x) for x in row] for row in links]}


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0],
                                epilog="example: python -m quoth_training.silver --model RUN/model.pt "
                                       "--encoder ENCODER --text unmarked.jsonl.gz --out silver.jsonl")
    p.add_argument("--model", type=pathlib.Path, required=True)
    p.add_argument("--encoder", type=pathlib.Path, required=True, help="folder with vocab.txt")
    p.add_argument("--text", type=pathlib.Path, required=True, help="jsonl or jsonl.gz with id, text")
    p.add_argument("--dump", default="build/bin/quoth-dump", help="the text stage's program")
    p.add_argument("--words", type=int, default=700_000, help="about how many words to mark")
    p.add_argument("--sure", type=float, default=0.7, help="least probability of a taught tag")
    p.add_argument("--out", type=pathlib.Path, required=True)
    args = p.parse_args()
    opened = gzip.open if args.text.suffix == ".gz" else open
    with opened(args.text, "rt", encoding="utf8") as lines:
        raw = [json.loads(line) for line in lines if line.strip()]
    # Web pages, which have an address, first: they are closer to what will be read.
    raw.sort(key=lambda d: "url" not in d)
    model = load_model(args.model)
    predictor = Predictor(model, model.config["window"])
    readings = corpora.read_texts(args.dump, str(args.encoder / "vocab.txt"), [d["text"] for d in raw])
    words = free = taught = 0
    with open(args.out, "w", encoding="utf8") as out:
        for n, (doc, reading) in enumerate(zip(raw, readings)):
            if words >= args.words:
                break
            if reading.n_tokens == 0:
                continue
            marked = mark(predictor, reading, args.sure)
            out.write(json.dumps({"id": doc["id"], "text": doc["text"], **marked}) + "\n")
            words += len(doc["text"].split())
            free += sum(t < 0 for t in marked["tags"][0])
            taught += sum(t > 0 for t in marked["tags"][0])
            if n % 100 == 0:
                print(f"{n} documents, {words} words, {taught} tokens tagged, {free} free", flush=True)


if __name__ == "__main__":
    main()
