"""What the text shows of a statement and the frame heads are told; the engine's twin is src/extract/channel_facts.cc.

Counts of words that hint at a channel, in places around the statement, and a few facts of its form and place.
"""
from __future__ import annotations

import pathlib

import numpy as np

from . import corpora, frame_data
from . import frame_features as ff
from .tags import CHANNELS

LEDE, AFTER = 80, 8
N_HINTS = len(CHANNELS) - 1
HINTS = pathlib.Path(__file__).parents[2] / "src/extract/data/channel_words.txt"


def read_hints(path: pathlib.Path) -> dict[str, list[int]]:
    """Word -> channels, counted from 0 without "none"."""
    out = {}
    for line in open(path, encoding="utf8"):
        if line.strip() and not line.startswith("#"):
            word, channels = line.split()
            out[word] = [CHANNELS.index(c) - 1 for c in channels.split(",")]
    return out


def groups(doc: frame_data.FrameDocument) -> np.ndarray:
    """A number for each list of speakers; statements without one have their own."""
    known: dict[tuple[str, ...], int] = {}
    return np.array([known.setdefault(tuple(names), i) if names else i for i, names in enumerate(doc.speakers)], int)


def hints_around(doc: frame_data.FrameDocument, hints: dict[str, list[int]]) -> list[np.ndarray]:
    """For each statement [9, N_HINTS]: counts in the places that channel_facts.h lists."""
    reading = doc.document.reading
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


def facts(doc: frame_data.FrameDocument, hints: dict[str, list[int]]) -> np.ndarray:
    """[S, 167] in the engine's order."""
    group, around, form = groups(doc), hints_around(doc, hints), ff.form_facts(doc)
    rows = []
    for i in range(len(around)):
        mine = np.flatnonzero(group == group[i])
        rows.append(np.concatenate([
            np.minimum(around[i], 3).ravel(), np.minimum(sum(around[j][0] for j in mine), 5),
            np.minimum(sum(around[j][5] for j in mine), 5), form[i], [len(mine)]]))
    return np.stack(rows).astype(np.float32) if rows else np.zeros((0, 0), np.float32)


def add_facts(doc: corpora.Document, marked: dict[tuple[str, int], list[str]], hints: dict[str, list[int]]) -> None:
    """To the document's frames. `marked`: of marks.read()."""
    rows = facts(frame_data.of_document(doc, marked), hints)
    for i, frame in doc.frames.items():
        frame.facts = rows[i]
