"""Trains the head of replies on what the frame head makes of statements, and adds it to a model.

    python -m quoth_training.frame_replies --model OUT/model.pt --data DATA --encoder ENCODER --out OUT/whole.pt

Only the `written` articles and those of data/articles.jsonl mark which statement answers which, too few to train the
encoder with: its vectors stay as they are. A statement is compared with each earlier one by a bilinear form of their
vectors and one of their acts, by how many statements lie between, and by facts of the pair
(frame_features.pair_facts); or it answers none.
"""
from __future__ import annotations

import argparse
import json
import math
import pathlib

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from . import corpora, frame_data, frame_facts
from . import frame_features as ff
from .export import load_model
from .frame_head import SIZE
from .tags import ACTS

POINTER = 64
N_ORDER = 12          # buckets of "how many statements earlier"
EPOCHS, RATE = 30, 2e-3


def order_bucket(away: torch.Tensor) -> torch.Tensor:
    """How many statements earlier, 1, 2, …, to 0..N_ORDER-1: exact up to 8, then logarithmic."""
    log = 8 + torch.log2(away.clamp(min=1).float() / 9.0).clamp(min=0).long()
    return torch.where(away <= 8, away - 1, log).clamp(0, N_ORDER - 1)


class Replies(nn.Module):
    def __init__(self, dropout: float = 0.3):
        super().__init__()
        self.query, self.key = nn.Linear(SIZE, POINTER), nn.Linear(SIZE, POINTER)
        self.none = nn.Linear(SIZE, 1)
        self.order = nn.Parameter(torch.zeros(N_ORDER))
        self.facts = nn.Parameter(torch.zeros(ff.N_PAIR_FACTS))
        self.acts = nn.Parameter(torch.zeros(len(ACTS), len(ACTS)))
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, acts, pairs):
        """x [S, SIZE], acts [S, n] (probabilities), pairs [S, S, facts] -> logits [S, S + 1], the last column "none"."""
        none = self.none(self.dropout(x))
        scores = self.query(self.dropout(x)) @ self.key(self.dropout(x)).T / math.sqrt(POINTER)
        away = torch.arange(len(x))[:, None] - torch.arange(len(x))[None]
        scores = scores + self.order[order_bucket(away.clamp(min=1))] + pairs @ self.facts + acts @ self.acts @ acts.T
        return torch.cat([scores.masked_fill(away <= 0, -1e4), none], -1)


@torch.no_grad()
def examples(model, args, path: pathlib.Path, frames: str) -> list[tuple[torch.Tensor, ...]]:
    """(statements [S, SIZE], acts [S, n], pairs, target [S] or S for none) of each document."""
    corpus = {"frames": frames}
    marked = corpora.read_marks(path.parent, corpus, corpora.read_jsonl(path))
    hints = frame_facts.read_hints(frame_facts.HINTS)
    out = []
    for doc in corpora.load(path, corpus, args.dump, str(args.encoder / "vocab.txt")):
        fd = frame_data.of_document(doc, marked)
        hidden = frame_data.encode(model, doc.reading)[None]
        rows = []
        for s in fd.statements:
            content = (s.content[0][0], s.content[-1][1]) if s.content else s.anchor
            rows.append((0, *(s.cue[0] if s.cue else content), *content, *(s.source[0] if s.source else (-1, -1))))
        inputs = model.frame_inputs(hidden, torch.tensor(rows))
        x = model.frame_head.statements(inputs, torch.from_numpy(frame_facts.facts(fd, hints)))
        acts = model.frame_head.labels(inputs, x)[:, :len(ACTS)].softmax(-1)
        n = len(rows)
        # A few marked targets come later in the text, which the record does not tell.
        target = [n if s.replies_to is None or s.replies_to >= i else s.replies_to for i, s in enumerate(fd.statements)]
        out.append((x.float(), acts, torch.from_numpy(ff.pair_facts(fd)), torch.tensor(target)))
    return out


def train(data, seed: int) -> Replies:
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    head = Replies()
    optimizer = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=0.05)
    steps = EPOCHS * len(data)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: 0.5 + 0.5 * math.cos(math.pi * k / steps))
    head.train()
    for _ in range(EPOCHS):
        for i in rng.permutation(len(data)):
            *inputs, target = data[i]
            F.cross_entropy(head(*inputs), target).backward()
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
    return head.eval()


@torch.no_grad()
def f1(head: Replies, data, bias: float = 0.0) -> float:
    hit = found = gold = 0
    for *inputs, target in data:
        logits = head(*inputs)
        logits[:, -1] += bias
        pick, n = logits.argmax(-1), len(target)
        hit += int(((pick == target) & (target < n)).sum())
        found += int((pick < n).sum())
        gold += int((target < n).sum())
    return 200 * hit / max(found + gold, 1)


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--model", type=pathlib.Path, required=True, help="model.pt of a training run with frame_loss")
    p.add_argument("--encoder", type=pathlib.Path, required=True, help="folder with vocab.txt")
    p.add_argument("--data", type=pathlib.Path, required=True, help="folder of the corpora")
    p.add_argument("--dump", default="build/bin/quoth-dump", help="the engine's dump program")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--out", type=pathlib.Path, required=True, help="the model with the head of replies")
    args = p.parse_args()
    model = load_model(args.model)
    dev = examples(model, args, args.data / "written.dev.jsonl", "frames.written.dev.tsv")
    marked = examples(model, args, args.data / "written.train.jsonl", "frames.written.train.tsv")
    head = train(marked + examples(model, args, corpora.OWN / "articles.jsonl", "frames.articles.tsv"), args.seed)
    # Lower ones are better on marked statements and too low for found ones.
    bias = max((0.0, -0.5, 0.5), key=lambda b: f1(head, dev, b))
    with torch.no_grad():
        head.none.bias += bias
    print(json.dumps({"replies F1 on marked statements of dev": round(f1(head, dev), 1), "bias": bias}))
    state = torch.load(args.model, map_location="cpu", weights_only=False)
    torch.save({**state, "replies": head.state_dict()}, args.out)


if __name__ == "__main__":
    main()
