"""What is read of a statement directly, its channel and a share of its act: one logistic layer on words
that hint at a channel, where they stand, and on vectors of the statement, also as means over all that its
speakers say. The engine's twins are src/extract/channel_facts.cc and FrameHeads::direct_inputs."""
from __future__ import annotations

import pathlib

import numpy as np
import torch
import torch.nn.functional as F

from . import frame_features as ff
from .tags import ACTS, CHANNELS

VECTORS = ("cue", "around", "source", "content")  # their early halves
POOLED = 2                                        # of these, the first ones also by speaker
LEDE, AFTER = 80, 8
N_HINTS = len(CHANNELS) - 1


def read_hints(path: pathlib.Path) -> dict[str, list[int]]:
    """Word -> channels, counted from 0 without "none"."""
    out = {}
    for line in open(path, encoding="utf8"):
        if line.strip() and not line.startswith("#"):
            word, channels = line.split()
            out[word] = [CHANNELS.index(c) - 1 for c in channels.split(",")]
    return out


def groups(ex: ff.Example) -> np.ndarray:
    """A number for each list of speakers; statements without one have their own."""
    out = np.arange(len(ex.doc.statements))
    for i in range(len(out)):
        for j in range(i):
            if ex.pairs[i, j, 0]:
                out[i] = out[j]
                break
    return out


def hints_around(ex: ff.Example, hints: dict[str, list[int]]) -> list[np.ndarray]:
    """For each statement [9, N_HINTS]: counts in the places that channel_facts.h lists."""
    doc, reading = ex.doc, ex.doc.document.reading
    n = reading.n_tokens
    sums = np.zeros((n + 1, N_HINTS), np.float32)
    for t in range(n):
        for c in hints.get(ff.text_of(doc, (t, t + 1)).lower(), ()):
            sums[t + 1, c] += 1
    sums = sums.cumsum(0)
    bounds = ff.sentence_bounds(doc)
    out = []

    def count(begin, end):
        return sums[min(end, n)] - sums[begin] if end > begin else np.zeros(N_HINTS, np.float32)

    for s in doc.statements:
        b, e = s.anchor
        k = int(np.searchsorted(bounds, b, side="right")) - 1
        m = int(np.searchsorted(bounds, e - 1, side="right"))
        content = sum((count(*r) for r in s.content), np.zeros(N_HINTS, np.float32))
        out.append(np.stack([
            np.maximum(count(bounds[k], bounds[m]) - content, 0),
            count(*s.cue[0]) if s.cue else count(0, 0), count(*s.source[0]) if s.source else count(0, 0),
            count(e, e + AFTER), count(bounds[max(k - 1, 0)], bounds[k]), count(bounds[max(k - 4, 0)], bounds[k]),
            count(bounds[m], bounds[min(m + 1, len(bounds) - 1)]), count(0, LEDE), sums[n] / n * 300]))
    return out


def inputs(ex: ff.Example, hints: dict[str, list[int]]) -> np.ndarray:
    """[S, channel inputs] in the engine's order."""
    s = len(ex.doc.statements)
    if s == 0:
        return np.zeros((0, 0), np.float32)
    group = groups(ex)
    around = hints_around(ex, hints)
    v = ex.vectors[:, [ff.VECTORS.index(x) for x in VECTORS], 0].astype(np.float32)
    rows = []
    for i in range(s):
        mine = np.flatnonzero(group == group[i])
        rows.append(np.concatenate([
            v[i].ravel(), v[mine, :POOLED].mean(0).ravel(), np.minimum(around[i], 3).ravel(),
            np.minimum(sum(around[j][0] for j in mine), 5), np.minimum(sum(around[j][5] for j in mine), 5),
            ex.facts[i], [len(mine)]]))
    return np.stack(rows).astype(np.float32)


def train(examples: list[ff.Example], hints: dict, label: str = "channel", strength: float = 0.003,
          steps: int = 60):
    """weight [labels, inputs] and bias for "channel" or "act", of the inputs as they are; `strength`
    is the inverse of the penalty on the weights of standardised inputs."""
    x = np.concatenate([inputs(e, hints) for e in examples if e.doc.statements])
    y = np.array([-1 if getattr(s, label) is None else getattr(s, label) for e in examples for s in e.doc.statements])
    x, y = x[y >= 0], torch.from_numpy(y[y >= 0])
    mean, deviation = x.mean(0), x.std(0) + 1e-3
    z = torch.from_numpy((x - mean) / deviation)
    n_labels = len(CHANNELS) if label == "channel" else len(ACTS)
    weight = torch.zeros(n_labels, z.shape[1], requires_grad=True)
    bias = torch.zeros(n_labels, requires_grad=True)
    optimizer = torch.optim.LBFGS([weight, bias], max_iter=steps, line_search_fn="strong_wolfe")

    def closure():
        optimizer.zero_grad()
        value = F.cross_entropy(z @ weight.T + bias, y) + weight.square().sum() / (2 * strength * len(y))
        value.backward()
        return value

    optimizer.step(closure)
    w = weight.detach().numpy() / deviation
    return w.astype(np.float32), (bias.detach().numpy() - w @ mean).astype(np.float32)


def scores(ex: ff.Example, hints: dict, weight, bias) -> torch.Tensor:
    """[S, labels]"""
    if not ex.doc.statements:
        return torch.zeros(0, len(bias))
    return torch.from_numpy(inputs(ex, hints) @ weight.T + bias)


def accuracy(examples: list[ff.Example], hints: dict, weight, bias) -> float:
    """Of the channel, in percent."""
    right = n = 0
    for e in examples:
        if not e.doc.statements:
            continue
        pick = scores(e, hints, weight, bias).argmax(1).tolist()
        known = [(p, s.channel) for p, s in zip(pick, e.doc.statements) if s.channel is not None]
        right += sum(p == c for p, c in known)
        n += len(known)
    return 100 * right / max(n, 1)
