"""Training and measuring of the frame heads on statements as marked."""
from __future__ import annotations

import math
import re

import numpy as np
import torch

from . import frame_features as ff
from .frame_data import CHANNELS, ACTS, FrameDocument
from .frame_model import SPANS, FrameHeads, distances, loss

# The channel that ships is read directly (frame_direct.py); here it only helps to shape the statements.
WEIGHTS = {"act": 0.8, "channel": 0.2, "addressee": 1.0, "when": 1.0, "reply": 0.7}


def statistics(examples: list[ff.Example], layers: list[int]):
    """Mean and deviation of the states over a share of the tokens."""
    states = np.concatenate([x.doc.hidden[::7, layers] for x in examples]).astype(np.float32)
    states = states.reshape(len(states), -1)
    return torch.from_numpy(states.mean(0)), torch.from_numpy(states.std(0) + 1e-3)


def to_tensors(ex: ff.Example, layers: list[int], mean, deviation) -> dict:
    """`layers` are indices into the cached ones; their states are laid side by side and standardised."""
    s = ex.doc.statements

    def column(name):
        return torch.tensor([-1 if (v := getattr(x, name)) is None else v for x in s], dtype=torch.long)

    def spans(name):
        return torch.tensor([getattr(x, name) or (-1, -1) for x in s], dtype=torch.long).reshape(-1, 2)

    same = torch.from_numpy(np.maximum(ex.pairs[..., 0], ex.pairs[..., 0].T))
    anchors = torch.from_numpy(ex.anchors)
    away, nearest = distances(anchors, same, len(ex.doc.hidden))
    def states(x, first):
        return (torch.from_numpy(x.astype(np.float32)).flatten(first) - mean) / deviation

    return {"hidden": states(ex.doc.hidden[:, layers], 1), "vectors": states(ex.vectors[:, :, layers], 2),
            "away": away, "nearest": nearest, "same": same,
            "facts": torch.from_numpy(ex.facts), "pairs": torch.from_numpy(ex.pairs),
            "act": column("act"), "channel": column("channel"),
            "addressee": spans("addressee"), "when": spans("when"), "reply": column("replies_to"),
            "replies": ex.doc.replies}


def train(examples: list[dict], config: dict, seed: int, log=None, start: dict | None = None) -> FrameHeads:
    """`start`: the state of earlier heads to go on from; `log` is called after each epoch."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    heads = FrameHeads(config)
    if start:
        heads.load_state_dict(start)
    optimizer = torch.optim.AdamW(heads.parameters(), lr=config["rate"], weight_decay=config["decay"])
    batch = config["batch"]
    steps = config["epochs"] * math.ceil(len(examples) / batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda k: min(1.0, (k + 1) / (0.06 * steps)) * (0.5 + 0.5 * math.cos(math.pi * k / steps)))
    for epoch in range(config["epochs"]):
        heads.train()
        order = rng.permutation(len(examples))
        for at in range(0, len(order), batch):
            picked = [examples[i] for i in order[at:at + batch]]
            n = sum(len(x["act"]) for x in picked)
            for x in picked:
                (loss(heads, x, config.get("weights", WEIGHTS)) / n).backward()
            torch.nn.utils.clip_grad_norm_(heads.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
        if log:
            log(epoch, heads)
    return heads.eval()


@torch.no_grad()
def predict(heads: list[FrameHeads], ex: dict, none_bias=(0.0, 0.0), reply_bias: float = 0.0) -> dict:
    """Labels of a document; several heads vote by the mean of their log-probabilities."""
    outs = [h(ex) for h in heads]

    def vote(name):
        return torch.stack([o[name].log_softmax(-1) for o in outs]).mean(0)

    acts = vote("act") + ex.get("act_direct", 0.0)
    result = {"act": acts.argmax(-1).tolist(), "channel": vote("channel").argmax(-1).tolist(),}
    start = vote("start")
    for k, name in enumerate(SPANS):
        scores = start[k].clone()
        scores[:, -1] += none_bias[k]
        pick = scores.argmax(-1)
        has = pick < scores.shape[-1] - 1
        spans: list = [None] * len(pick)
        if has.any():
            ends = torch.stack([h.end_logits(o["hidden"], k, pick[has]).log_softmax(-1)
                                for h, o in zip(heads, outs)]).mean(0).argmax(-1)
            for i, e in zip(has.nonzero()[:, 0].tolist(), ends.tolist()):
                spans[i] = (int(pick[i]), int(pick[i]) + e + 1)
        result[name] = spans
    reply = vote("reply")
    reply[:, -1] += reply_bias
    pick = reply.argmax(-1).tolist()
    result["reply"] = [p if p < len(pick) else None for p in pick]
    return result


def word_set(doc: FrameDocument, r) -> set[str]:
    return set(re.findall(r"\w+", ff.text_of(doc, r).casefold())) if r else set()


def f1(tp, pred, gold) -> float:
    return 200 * tp / max(pred + gold, 1)


def measure(heads: list[FrameHeads], examples: list[dict], docs: list[FrameDocument], **bias) -> dict:
    """In percent, on marked spans: accuracy of act and channel, F1 of words and of replies."""
    n = act = channel = 0
    spans = {name: [0, 0, 0] for name in SPANS}
    reply = [0, 0, 0]
    for ex, doc in zip(examples, docs):
        p = predict(heads, ex, **bias)
        for i, s in enumerate(doc.statements):
            if s.act is None:
                continue
            n += 1
            act += p["act"][i] == s.act
            channel += p["channel"][i] == s.channel
            for name in SPANS:
                g, w = word_set(doc, getattr(s, name)), word_set(doc, p[name][i])
                for k, v in enumerate((len(g & w), len(w), len(g))):
                    spans[name][k] += v
            if doc.replies:
                g, w = s.replies_to, p["reply"][i]
                for k, v in enumerate((g is not None and g == w, w is not None, g is not None)):
                    reply[k] += v
    return {"n": n, "act": 100 * act / n, "channel": 100 * channel / n,
            **{k: f1(*v) for k, v in spans.items()}, "reply": f1(*reply)}
