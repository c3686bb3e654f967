"""Statements with their frames, and the encoder's vectors of a document."""
from __future__ import annotations

import dataclasses

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
    speakers: list[list[str]]   # names by statement, as marked; at inference the resolved ones take their place


def of_document(doc: corpora.Document, marked: dict[tuple[str, int], list[str]]) -> FrameDocument:
    """`marked`: of marks.read()."""
    rows = (marked.get((doc.id, i), ["-"]) for i in range(len(doc.gold)))
    speakers = [[] if r[0] == "-" else r[0].split(" | ") for r in rows]
    return FrameDocument(doc, statements_of(doc, marked), speakers)


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
def encode(model, reading: corpora.Reading) -> torch.Tensor:
    """[tokens, H]: of each token the vector of the window that shows most around it."""
    n = reading.n_tokens
    out = torch.zeros(n, model.encoder.word.weight.shape[1])
    best = np.full(n, -1)
    w = model.config["window"]
    for begin, end in windows.cover(reading.first_piece, w["pieces"], w["overlap"]):
        ids, features, words = windows.piece_inputs(reading, begin, end)
        with torch.autocast("cpu", torch.bfloat16):
            state = model.encoder(torch.from_numpy(ids)[None], torch.from_numpy(features)[None],
                                  torch.tensor([len(ids)]))[0].float()
        margin = margins(begin, end, n)
        better = margin > best[begin:end]
        at = np.arange(begin, end)[better]
        best[at] = margin[better]
        out[at] = state[words[better]]
    return out
