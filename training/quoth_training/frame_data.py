"""Statements with their frames, and the states of the frozen encoder that the heads read."""
from __future__ import annotations

import dataclasses
import hashlib
import pathlib

import numpy as np
import torch

from . import corpora, marks, windows
from .predict import margins
from .tags import ACTS, CHANNELS

Range = tuple[int, int]


@dataclasses.dataclass
class Statement:
    """One statement in tokens. Labels are None where they are not known (statements as found)."""

    source: list[Range]
    cue: list[Range]
    content: list[Range]
    within: int | None = None
    act: int | None = None
    channel: int | None = None
    addressee: Range | None = None
    when: Range | None = None
    replies_to: int | None = None

    @property
    def anchor(self) -> Range:
        """The words that stand for the statement: its cue, else its source, else its content."""
        return (self.cue or self.source or self.content)[0]


@dataclasses.dataclass
class FrameDocument:
    document: corpora.Document
    statements: list[Statement]
    hidden: np.ndarray  # float16 [tokens, layers, H]: states of the window that shows most around it
    replies: bool       # whether the corpus marks replies
    published: str = ""


def statements_of(doc: corpora.Document, frames: dict) -> list[Statement]:
    """Statements in the order of the document's attributions; without a frame, without labels."""
    result = []
    for i, a in enumerate(doc.gold):
        ranges = {role: [r for b, e in a.get(role, []) if
                         (r := corpora.token_range(doc.reading, b, e))[0] < r[1]]
                  for role in ("source", "cue", "content")}
        s = Statement(**ranges, within=a.get("within"), replies_to=a.get("replies_to"))
        if not (s.source or s.cue or s.content):
            s.content = [(0, 1)]
        if (doc.id, i) in frames:
            _, _, act, addressee, channel, when = frames[doc.id, i]
            s.act, s.channel = ACTS.index(act), CHANNELS.index(channel)
            at = int(doc.reading.spans[s.anchor[0], 0])
            for name, span in marks.places(a, doc.text, at, addressee, when).items():
                if span and (r := corpora.token_range(doc.reading, *span))[0] < r[1]:
                    setattr(s, name, r)
        result.append(s)
    return result


@torch.no_grad()
def encode(model, reading: corpora.Reading, layers: tuple[int, ...]) -> np.ndarray:
    """float16 [tokens, len(layers), H]: states after the given layers (1-based), window by window."""
    n = reading.n_tokens
    encoder = model.encoder
    out = np.zeros((n, len(layers), encoder.word.weight.shape[1]), np.float16)
    best = np.full(n, -1)
    w = model.config["window"]
    for begin, end in windows.cover(reading.first_piece, w["pieces"], w["overlap"]):
        ids, features, words = windows.piece_inputs(reading, begin, end)
        states: list[torch.Tensor] = []
        hooks = [encoder.layers[k - 1].register_forward_hook(lambda m, i, o: states.append(o))
                 for k in layers]
        with torch.autocast("cpu", torch.bfloat16):
            encoder(torch.from_numpy(ids)[None], torch.from_numpy(features)[None],
                    torch.tensor([len(ids)]))
        for h in hooks:
            h.remove()
        margin = margins(begin, end, n)
        better = margin > best[begin:end]
        at = np.arange(begin, end)[better]
        best[at] = margin[better]
        for k, state in enumerate(states):
            out[at, k] = state[0].float().numpy()[words[better]]
    return out


def load(data: pathlib.Path, corpus: str, marked: dict, model, model_id: str, encoder: pathlib.Path,
         dump: str, cache: pathlib.Path, layers: tuple[int, ...],
         all_documents: bool = False) -> list[FrameDocument]:
    """Documents of a corpus that have frames (`marked`, of marks.read()), with the encoder's states (kept in
    `cache`)."""
    ids = {d for d, _ in marked}
    raw = {d["id"]: d for d in corpora.read_jsonl(data / corpus)}
    docs = [d for d in corpora.load(data / corpus, {}, dump, str(encoder / "vocab.txt"))
            if all_documents or d.id in ids]
    name = hashlib.sha1(f"{corpus} {model_id} {layers} {len(docs)}".encode()).hexdigest()[:12]
    path = cache / f"{pathlib.Path(corpus).stem}-{name}.npz"
    if path.exists():
        flat = np.load(path)["hidden"]
    else:
        flat = np.concatenate([encode(model, d.reading, layers) for d in docs])
        cache.mkdir(parents=True, exist_ok=True)
        np.savez(path, hidden=flat)
    result, at = [], 0
    for d in docs:
        n = d.reading.n_tokens
        result.append(FrameDocument(d, statements_of(d, marked), flat[at:at + n],
                                    "written" in corpus, raw[d.id].get("date") or ""))
        at += n
    return result
