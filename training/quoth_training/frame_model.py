"""The frame heads: small networks on the states of the frozen encoder.

A statement's vectors are projected, statements of a document see each other through two small
transformer layers (a channel or a time often holds for a whole event), and linear heads read act and
channel. Addressee and time are pointers: a query of the statement against the keys of every token of
the document or "none" for the first word, another for the last. Replies are scored over pairs.
"""
from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import nn

from . import frame_features as ff
from .frame_data import ACTS, CHANNELS
from .model import N_DISTANCES, distance_bucket

SPANS = ("addressee", "when")
MAX_SPAN = 16
MAX_AWAY = 8          # statements apart, in the attention's bias
N_ORDER = 12          # buckets of "how many statements earlier"


def order_bucket(away: torch.Tensor) -> torch.Tensor:
    """How many statements earlier, 1, 2, …, to 0..N_ORDER-1: exact up to 8, then logarithmic."""
    log = 8 + torch.log2(away.clamp(min=1).float() / 9.0).clamp(min=0).long()
    return torch.where(away <= 8, away - 1, log).clamp(0, N_ORDER - 1)


class Mixer(nn.Module):
    """A post-norm transformer layer over the statements of a document."""

    def __init__(self, size: int, heads: int, wide: int, dropout: float):
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.norm1, self.norm2 = nn.LayerNorm(size, eps=1e-12), nn.LayerNorm(size, eps=1e-12)
        self.qkv, self.out = nn.Linear(size, 3 * size), nn.Linear(size, size)
        self.up, self.down = nn.Linear(size, wide), nn.Linear(wide, size)
        self.bias = nn.Parameter(torch.zeros(heads, 2 * MAX_AWAY + 1))
        # Half of the heads begin by looking at the statements of the same speaker.
        self.same = nn.Parameter(torch.tensor([4.0, 4.0] + [0.0] * (heads - 2)))

    def forward(self, x, same):
        """x [S, size]; same [S, S] 1 where two statements have the same speakers."""
        n, d = x.shape
        q, k, v = self.qkv(x).view(n, 3, self.heads, d // self.heads).permute(1, 2, 0, 3)
        at = torch.arange(n, device=x.device)
        away = (at[None] - at[:, None]).clamp(-MAX_AWAY, MAX_AWAY) + MAX_AWAY
        scores = q @ k.transpose(1, 2) / math.sqrt(d // self.heads) + self.bias[:, away]
        scores = scores + self.same[:, None, None] * same
        a = (scores.softmax(-1) @ v).transpose(0, 1).reshape(n, d)
        x = self.norm1(x + F.dropout(self.out(a), self.dropout, self.training))
        f = self.down(F.gelu(self.up(x), approximate="tanh"))
        return self.norm2(x + F.dropout(f, self.dropout, self.training))


def distances(anchors: torch.Tensor, same: torch.Tensor, n_tokens: int):
    """Buckets [S, T] of each token's distance from the anchor, and from the nearest anchor of a
    statement of the same speakers (of equal ones the first)."""
    at = torch.arange(n_tokens)
    b, e = anchors[:, :1], anchors[:, 1:]
    away = torch.where(at[None] < b, at[None] - b, (at[None] - e + 1).clamp(min=0))
    nearest = torch.empty_like(away)
    for i in range(len(away)):
        mine = away[(same[i] > 0) | (torch.arange(len(away)) == i)]
        nearest[i] = mine.gather(0, mine.abs().argmin(0, keepdim=True))[0]
    return distance_bucket(away).to(torch.uint8), distance_bucket(nearest).to(torch.uint8)


class FrameHeads(nn.Module):
    def __init__(self, c: dict):
        super().__init__()
        self.config = c
        h, size, p = c["hidden"] * len(c["layers"]), c["size"], c["pointer"]
        self.drop = c["dropout"]
        # Means and deviations of the states over tokens; export folds them into the layers that read them.
        self.register_buffer("mean", torch.zeros(h))
        self.register_buffer("deviation", torch.ones(h))
        if c["base"]:
            self.base = nn.Linear(h, c["base"])
            h0 = c["base"]
        else:
            self.base, h0 = nn.Identity(), h
        self.vectors = nn.Linear(len(ff.VECTORS) * h0, size)
        self.facts = nn.Linear(ff.N_FACTS, size)
        self.mixers = nn.ModuleList(Mixer(size, 4, 2 * size, c["dropout"]) for _ in range(c["mixers"]))
        self.act = nn.Linear(size, len(ACTS))
        self.act_local = nn.Linear(size, len(ACTS))
        self.channel = nn.Linear(size, len(CHANNELS))
        self.key = nn.Linear(h, 2 * p)
        self.query = nn.Linear(size, 2 * p)
        self.none = nn.Linear(size, 2)
        self.prior = nn.Linear(h, 2)
        self.distance = nn.Parameter(torch.zeros(2, N_DISTANCES))
        self.end_query = nn.Linear(h, 2 * p)
        self.end_key = nn.Linear(h, 2 * p)
        # The token's distance from the nearest statement of the same speakers.
        self.nearest = nn.Parameter(torch.zeros(2, N_DISTANCES))
        self.length = nn.Parameter(torch.zeros(2, MAX_SPAN))
        self.reply_query, self.reply_key = nn.Linear(size, p), nn.Linear(size, p)
        self.reply_none = nn.Linear(size, 1)
        self.reply_order = nn.Parameter(torch.zeros(N_ORDER))
        self.reply_facts = nn.Linear(ff.N_PAIR_FACTS, 1)
        self.pointer = p

    def statements(self, vectors, facts, same):
        """vectors [S, V, L * H], facts [S, F] -> local and mixed states [S, size]."""
        v = F.dropout(vectors, self.drop, self.training)
        v = self.base(v).flatten(1)
        x = F.gelu(self.vectors(v) + self.facts(facts), approximate="tanh")
        x = F.dropout(x, self.drop, self.training)
        y = x
        for m in self.mixers:
            y = m(y, same)
        return x, y

    def forward(self, ex: dict) -> dict:
        """Logits: act [S, 10], channel [S, 15], start [2, S, T + 1] (the last column "none"), reply [S, S + 1]."""
        x, y = self.statements(ex["vectors"], ex["facts"], ex["same"])
        s, p = len(x), self.pointer
        hidden = F.dropout(ex["hidden"], self.drop / 2, self.training)
        keys = self.key(hidden).view(-1, 2, p)
        queries = self.query(y).view(s, 2, p)
        start = torch.einsum("skp,tkp->kst", queries, keys) / math.sqrt(p)
        start = start + self.distance[:, ex["away"].long()] + self.nearest[:, ex["nearest"].long()]
        start = start + self.prior(hidden).T[:, None]
        start = torch.cat([start, self.none(y).T[..., None]], -1)
        reply = self.reply_query(y) @ self.reply_key(y).T / math.sqrt(p)
        order = torch.arange(s)[:, None] - torch.arange(s)[None]
        reply = reply + self.reply_order[order_bucket(order.clamp(min=1))] + self.reply_facts(ex["pairs"])[..., 0]
        reply = reply.masked_fill(order <= 0, -1e4)
        reply = torch.cat([reply, self.reply_none(y)], -1)
        return {"act": self.act(y) + self.act_local(x), "channel": self.channel(y), "start": start,
                "reply": reply, "hidden": hidden}

    def end_logits(self, hidden, kind: int, begins):
        """[N, MAX_SPAN]: scores of the last token at begin + k."""
        n = len(hidden)
        p = self.pointer
        q = self.end_query(hidden[begins]).view(-1, 2, p)[:, kind]
        at = begins[:, None] + torch.arange(MAX_SPAN)
        k = self.end_key(hidden[at.clamp(max=n - 1)]).view(len(begins), MAX_SPAN, 2, p)[:, :, kind]
        scores = (q[:, None] * k).sum(-1) / math.sqrt(p) + self.length[kind]
        return scores.masked_fill(at >= n, -1e4)


def loss(heads: FrameHeads, ex: dict, weights: dict) -> torch.Tensor:
    out = heads(ex)
    smooth = heads.config["smoothing"]
    known = ex["act"] >= 0
    n = known.sum().clamp(min=1)
    total = 0.0
    for name in ("act", "channel"):
        total = total + weights[name] * F.cross_entropy(out[name][known], ex[name][known],
                                                        label_smoothing=smooth, reduction="sum")
    for k, name in enumerate(SPANS):
        begin, end = ex[name].unbind(1)
        none = out["start"].shape[-1] - 1
        target = torch.where(begin < 0, torch.full_like(begin, none), begin)
        total = total + weights[name] * F.cross_entropy(out["start"][k][known], target[known], reduction="sum")
        has = known & (begin >= 0) & (end - begin <= MAX_SPAN)
        if has.any():
            logits = heads.end_logits(out["hidden"], k, begin[has])
            total = total + weights[name] * F.cross_entropy(logits, (end - begin - 1)[has], reduction="sum")
    if ex["replies"]:
        target = torch.where(ex["reply"] < 0, torch.full_like(ex["reply"], len(known)), ex["reply"])
        # A few marked targets come later in the text, which the record does not tell.
        earlier = (target == len(known)) | (target < torch.arange(len(known)))
        total = total + weights["reply"] * F.cross_entropy(out["reply"][earlier], target[earlier], reduction="sum")
    return total
