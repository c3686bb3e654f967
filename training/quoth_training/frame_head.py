"""The heads of act, channel, kind of speaker, addressee and time, trained together with the encoder.

A statement is read as the vectors of its cue, its content and its source, and as facts that the text shows
(frame_facts.py): words around it that hint at a channel, its form, its place. Labels are linear in the vectors plus a
small network of vectors and facts. Addressee and time are pointers of the cue: their first word, or none, and their
last word, or none; a span scores the sum of both.
"""
from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import nn

from . import tags

N_FACTS = 167
SPANS = ("addressee", "when")
MAX_SPAN = 16
SIZE = 256
POINTER = 64
N_LABELS = len(tags.ACTS) + len(tags.CHANNELS) + len(tags.KINDS)
N_ENDS = 2 * len(SPANS)  # first word of the addressee, its last; first word of the time, its last


class FrameHead(nn.Module):
    def __init__(self, hidden: int, distances: int, dropout: float):
        super().__init__()
        self.direct = nn.Linear(7 * hidden, N_LABELS)
        self.vectors, self.facts = nn.Linear(7 * hidden, SIZE), nn.Linear(N_FACTS, SIZE, bias=False)
        self.out = nn.Linear(SIZE, N_LABELS)
        nn.init.zeros_(self.out.weight)
        self.query, self.key = nn.Linear(3 * hidden, N_ENDS * POINTER), nn.Linear(hidden, N_ENDS * POINTER)
        self.none, self.prior = nn.Linear(3 * hidden, N_ENDS), nn.Linear(hidden, N_ENDS)
        self.distance = nn.Parameter(torch.zeros(N_ENDS, distances))
        self.dropout = nn.Dropout(dropout)

    def statements(self, vectors, facts):
        """vectors [S, 7H] of cue and content (first, last, mean) and of the source (mean, or zero), facts [S, N_FACTS]
        -> [S, SIZE]"""
        return F.gelu(self.vectors(self.dropout(vectors)) + self.facts(facts), approximate="tanh")

    def labels(self, vectors, statements):
        """Logits [S, N_LABELS]: acts, channels, kinds of speaker."""
        return (self.direct(self.dropout(vectors)) + self.out(self.dropout(statements))).float()

    def ends(self, cue, hidden, row, mask, buckets):
        """Logits [S, N_ENDS, T + 1], the last column "none". hidden [B, T, H]; row [S] of it; buckets [S, T] of the
        distance from the cue."""
        s, t = len(cue), hidden.shape[1]
        query = self.query(cue).view(s, N_ENDS, POINTER).float()
        key = self.key(hidden).view(*hidden.shape[:2], N_ENDS, POINTER).float()[row]
        scores = torch.einsum("sep,step->set", query, key) / math.sqrt(POINTER)
        scores = scores + self.distance[:, buckets].transpose(0, 1) + self.prior(hidden).float()[row].transpose(1, 2)
        scores = scores.masked_fill(~mask[row, None], tags.FORBIDDEN)
        return torch.cat([scores, self.none(cue).float()[..., None]], -1)


def span_loss(logits, frames):
    """Mean -log P of the first and of the last words; `frames` [S, 4]: addressee begin, end, time begin, end, -1 for
    none and -2 for what is not seen."""
    none = logits.shape[-1] - 1
    total = logits.new_zeros(())
    for k in range(len(SPANS)):
        first, end = frames[:, 2 * k], frames[:, 2 * k + 1]
        seen = first >= -1
        if not seen.any():
            continue
        for j, target in ((0, first), (1, end - 1)):
            target = torch.where(first < 0, torch.full_like(target, none), target)
            total = total + F.cross_entropy(logits[seen, 2 * k + j], target[seen])
    return total
