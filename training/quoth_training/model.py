"""The network: a BERT-shaped encoder with typographic inputs, tag emissions, and pointers."""
from __future__ import annotations

import math

import safetensors.torch
import torch
import torch.nn.functional as F
from torch import nn

from . import crf, tags
from .frame_head import FrameHead, span_loss

N_CASING, N_QUOTING, N_PLACE = 5, 6, 4
N_POINTERS = 3
N_DISTANCES = 32


def distance_bucket(distance: torch.Tensor) -> torch.Tensor:
    """Signed token distance (target - query) to one of 32 buckets: 16 before, 16 from 0 on; exact up
    to 4, then logarithmic up to 256."""
    d = distance.abs().clamp(max=511)
    log = 5 + (torch.log2(d.clamp(min=1).float() / 5.0) * (10.0 / math.log2(256.0 / 5.0))).long()
    bucket = torch.where(d < 5, d, log.clamp(5, 15))
    return torch.where(distance < 0, bucket, bucket + 16)


class Layer(nn.Module):
    def __init__(self, hidden: int, heads: int, intermediate: int, dropout: float):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.out = nn.Linear(hidden, hidden)
        self.norm1 = nn.LayerNorm(hidden, eps=1e-12)
        self.up = nn.Linear(hidden, intermediate)
        self.down = nn.Linear(intermediate, hidden)
        self.norm2 = nn.LayerNorm(hidden, eps=1e-12)
        self.dropout = dropout

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        b, n, h = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, h // self.heads).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        a = self.out(a.transpose(1, 2).reshape(b, n, h))
        x = self.norm1(x + F.dropout(a, self.dropout, self.training))
        f = self.down(F.gelu(self.up(x), approximate="tanh"))
        return self.norm2(x + F.dropout(f, self.dropout, self.training))


class Encoder(nn.Module):
    def __init__(self, c: dict, dropout: float):
        super().__init__()
        h = c["hidden"]
        self.word = nn.Embedding(c["vocabulary"], h)
        self.position = nn.Embedding(c["positions"], h)
        self.casing = nn.Embedding(N_CASING, h)
        self.quoting = nn.Embedding(N_QUOTING, h)
        self.place = nn.Embedding(N_PLACE, h)
        for table in (self.casing, self.quoting, self.place):
            nn.init.zeros_(table.weight)
        self.norm = nn.LayerNorm(h, eps=1e-12)
        self.layers = nn.ModuleList(
            Layer(h, c["heads"], c["intermediate"], dropout) for _ in range(c["layers"]))
        self.dropout = dropout

    def forward(self, ids, features, lengths):
        """ids [B, P], features [B, P, 3], lengths [B] -> hidden states [B, P, H]."""
        n = ids.shape[1]
        x = (self.word(ids) + self.position.weight[:n] + self.casing(features[..., 0])
             + self.quoting(features[..., 1]) + self.place(features[..., 2]))
        x = F.dropout(self.norm(x), self.dropout, self.training)
        mask = None
        if int(lengths.min()) < n:
            keep = torch.arange(n, device=ids.device) < lengths[:, None]
            mask = keep[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Coreference(nn.Module):
    """Scores of what an anaphor stands for, over all tokens: a bilinear form and a bias by distance."""

    def __init__(self, hidden: int, size: int):
        super().__init__()
        self.query, self.key = nn.Linear(3 * hidden, size), nn.Linear(hidden, size)
        self.none = nn.Linear(3 * hidden, 1)
        self.distance = nn.Parameter(torch.zeros(N_DISTANCES))
        self.size = size

    def forward(self, hidden, spans, row, begin, end):
        """hidden [B, T, H], spans [A, 3H] -> [A, T + 1], the last column "none"."""
        scores = torch.einsum("ap,atp->at", self.query(spans).float(), self.key(hidden).float()[row])
        at = torch.arange(hidden.shape[1], device=hidden.device)
        away = torch.where(at[None] < begin[:, None], at[None] - begin[:, None],
                           torch.clamp(at[None] - end[:, None] + 1, min=0))
        scores = scores / math.sqrt(self.size) + self.distance[distance_bucket(away)]
        return torch.cat([scores, self.none(spans).float()], 1)


class Model(nn.Module):
    """Heads on the encoder. Pointer k scores, for a span query, every token and "none"."""

    def __init__(self, config: dict):
        super().__init__()
        h, p = config["encoder"]["hidden"], config["pointer_size"]
        self.config = config
        self.encoder = Encoder(config["encoder"], config.get("dropout", 0.0))
        self.tag = nn.Linear(h, tags.LAYERS * tags.N_TAGS)
        self.transitions = nn.Parameter(torch.zeros(tags.LAYERS, tags.N_TAGS, tags.N_TAGS))
        self.register_buffer("transition_mask", torch.from_numpy(tags.transition_mask()),
                             persistent=False)
        self.query = nn.Linear(3 * h, N_POINTERS * p)
        self.key = nn.Linear(h, N_POINTERS * p)
        self.distance = nn.Parameter(torch.zeros(N_POINTERS, N_DISTANCES))
        self.none = nn.Linear(3 * h, N_POINTERS)
        self.pointer_size = p
        self.frame_head = FrameHead(h, N_DISTANCES, config.get("dropout", 0.0)) if config.get("frame_loss") else None
        # What a pronoun or a description stands for: a query of it against the keys of all tokens.
        self.coreference = Coreference(h, p) if config.get("coreference_loss") else None

    def words(self, ids, features, lengths, words):
        """Hidden state of the first piece of every token: [B, T, H]."""
        hidden = self.encoder(ids, features, lengths)
        return hidden.gather(1, words.unsqueeze(-1).expand(-1, -1, hidden.shape[-1]))

    def emissions(self, hidden):
        """[B, LAYERS, T, N_TAGS]."""
        b, t, _ = hidden.shape
        return self.tag(hidden).view(b, t, tags.LAYERS, tags.N_TAGS).transpose(1, 2)

    def span_vectors(self, hidden, batch, begin, end):
        """[first; last; mean] of the spans [begin, end) of batch rows: [S, 3H]."""
        sums = F.pad(hidden.float().cumsum(1), (0, 0, 1, 0))
        mean = (sums[batch, end] - sums[batch, begin]) / (end - begin).unsqueeze(-1)
        return torch.cat([hidden[batch, begin].float(), hidden[batch, end - 1].float(), mean], -1)

    def pointer_logits(self, hidden, kind, batch, begin, end, word_mask):
        """Scores of every token, and of none in the last column: [S, T + 1]."""
        spans = self.span_vectors(hidden, batch, begin, end)
        s, t = len(batch), hidden.shape[1]
        q = self.query(spans).view(s, N_POINTERS, -1)[torch.arange(s, device=kind.device), kind]
        k = self.key(hidden).float().view(*hidden.shape[:2], N_POINTERS, -1)[batch, :, kind]
        scores = torch.einsum("sp,stp->st", q.float(), k) / math.sqrt(self.pointer_size)
        at = torch.arange(t, device=hidden.device)
        away = torch.where(at[None] < begin[:, None], at[None] - begin[:, None],
                           torch.clamp(at[None] - end[:, None] + 1, min=0))
        scores = scores + self.distance[kind].gather(1, distance_bucket(away))
        scores = scores.masked_fill(~word_mask[batch], tags.FORBIDDEN)
        none = self.none(spans).float().gather(1, kind[:, None])
        return torch.cat([scores, none], 1)

    def loss(self, batch: dict) -> tuple[torch.Tensor, dict[str, float]]:
        hidden = self.words(batch["ids"], batch["features"], batch["lengths"], batch["words"])
        mask = batch["word_mask"]
        nll = self.tag_loss(self.emissions(hidden).float(), batch)
        n_tokens = mask.sum()
        outer = nll[:, 0].sum() / n_tokens
        inner = (nll[:, 1] * batch["inner_weight"]).sum() / n_tokens
        loss = self.config["tag_loss_scale"] * (outer + inner)
        parts = {"outer": outer.item(), "inner": inner.item()}
        if len(batch["links"]):
            pointer = self.pointer_loss(hidden, batch["links"], mask)
            loss = loss + pointer
            parts["pointer"] = pointer.item()
        if self.frame_head is not None and len(batch["frames"]):
            labels, spans = self.frame_losses(hidden, batch)
            loss = loss + self.config["frame_loss"] * (labels + spans)
            parts["labels"], parts["spans"] = labels.item(), spans.item()
        if self.coreference is not None and len(batch["anaphors"]):
            meant = self.coreference_loss(hidden, batch)
            loss = loss + self.config["coreference_loss"] * meant
            parts["coreference"] = meant.item()
        return loss, parts

    def tag_loss(self, emissions, batch) -> torch.Tensor:
        """[B, LAYERS]: -log P(allowed tags) of each window, or, where it is soft, the cross-entropy of
        the model's tags against a teacher's (crf.py)."""
        b, _, t, n = emissions.shape
        soft = batch["is_soft"]
        transitions = (self.transitions + self.transition_mask)[None].expand(b, -1, -1, -1)
        transitions = torch.where(soft[:, None, None, None], transitions.detach(), transitions)
        emissions, transitions = emissions.reshape(-1, t, n), transitions.reshape(-1, n, n)
        mask = batch["word_mask"][:, None].expand(-1, tags.LAYERS, -1).reshape(-1, t)
        hard_rows = ~soft.repeat_interleave(tags.LAYERS)
        reached = crf.expected_score(emissions, batch["soft"].reshape(-1, t, n))
        if hard_rows.any():
            allowed = batch["allowed"].reshape(-1, t, n)
            held = crf.allowed_score(emissions[hard_rows], transitions[hard_rows], mask[hard_rows],
                                     allowed[hard_rows])
            reached = reached.masked_scatter(hard_rows, held)
        return (crf.log_partition(emissions, transitions, mask) - reached).view(b, tags.LAYERS)

    def frame_inputs(self, hidden, frames):
        """[S, 7H]: vectors of cue, content and source; rows as in windows.collate(), a source of -1 or -2 is none."""
        row, cb, ce, b, e, sb, se = frames[:, :7].unbind(1)
        has = (sb >= 0).unsqueeze(-1)
        source = self.span_vectors(hidden, row, sb.clamp(min=0), se.clamp(min=1))[:, -hidden.shape[-1]:] * has
        return torch.cat([self.span_vectors(hidden, row, cb, ce), self.span_vectors(hidden, row, b, e), source], -1)

    def frame_losses(self, hidden, batch):
        frames, head = batch["frames"], self.frame_head
        vectors = self.frame_inputs(hidden, frames)
        logits = head.labels(vectors, head.statements(vectors, batch["frame_facts"]))
        parts = logits.split([len(tags.ACTS), len(tags.CHANNELS), len(tags.KINDS)], -1)
        labels = sum(F.cross_entropy(part, frames[:, 7 + k], label_smoothing=0.1) for k, part in enumerate(parts))
        cue = vectors[:, :3 * hidden.shape[-1]]
        ends = head.ends(cue, hidden, frames[:, 0], batch["word_mask"], self.buckets(hidden, frames[:, 1], frames[:, 2]))
        return labels, span_loss(ends, frames[:, 10:])

    @staticmethod
    def buckets(hidden, begin, end):
        """[S, T]: of the distance of each token from the span."""
        at = torch.arange(hidden.shape[1], device=hidden.device)
        return distance_bucket(torch.where(at[None] < begin[:, None], at[None] - begin[:, None],
                                           torch.clamp(at[None] - end[:, None] + 1, min=0)))

    def coreference_loss(self, hidden, batch):
        """-log P(any right token, or none where there is no right one) of each anaphor, weighted; rows as in
        windows.collate()."""
        row, begin, end = batch["anaphors"].unbind(1)
        logits = self.coreference(hidden, self.span_vectors(hidden, row, begin, end), row, begin, end)
        right = batch["anaphor_right"]
        right = torch.cat([right, ~right.any(1, keepdim=True)], 1)
        counts = F.pad(batch["anaphor_counts"], (0, 1), value=True)
        every = logits.masked_fill(~counts, tags.FORBIDDEN).logsumexp(1)
        right = logits.masked_fill(~right, tags.FORBIDDEN).logsumexp(1)
        weight = batch["anaphor_weight"]
        return ((every - right) * weight).sum() / weight.sum()

    def pointer_loss(self, hidden, links, mask):
        kind, row, begin, end, target, target_end = links.unbind(1)
        logits = self.pointer_logits(hidden, kind, row, begin, end, mask)
        at = torch.arange(logits.shape[1], device=logits.device)
        is_target = (at >= target[:, None]) & (at < target_end[:, None])
        is_target[:, -1] = target < 0
        right = logits.masked_fill(~is_target, tags.FORBIDDEN).logsumexp(1)
        return (logits.logsumexp(1) - right).mean()


def load_pretrained(model: Model, path: str) -> None:
    """Fills the encoder from a BERT checkpoint in safetensors (names as Hugging Face writes them)."""
    raw = {k.removeprefix("bert."): v for k, v in safetensors.torch.load_file(path).items()}
    encoder = model.encoder
    with torch.no_grad():
        encoder.word.weight.copy_(raw["embeddings.word_embeddings.weight"])
        encoder.position.weight.copy_(raw["embeddings.position_embeddings.weight"]
                                      + raw["embeddings.token_type_embeddings.weight"][0])
        encoder.norm.weight.copy_(raw["embeddings.LayerNorm.weight"])
        encoder.norm.bias.copy_(raw["embeddings.LayerNorm.bias"])
        for i, layer in enumerate(encoder.layers):
            p = f"encoder.layer.{i}."
            for part in ("weight", "bias"):
                layer.qkv.get_parameter(part).copy_(torch.cat(
                    [raw[f"{p}attention.self.{x}.{part}"] for x in ("query", "key", "value")]))
                for mine, theirs in (("out", "attention.output.dense"),
                                     ("norm1", "attention.output.LayerNorm"),
                                     ("up", "intermediate.dense"), ("down", "output.dense"),
                                     ("norm2", "output.LayerNorm")):
                    layer.get_submodule(mine).get_parameter(part).copy_(raw[f"{p}{theirs}.{part}"])
