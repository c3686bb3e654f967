"""What the frame heads read of a document: vectors of spans, a few facts, and pairs of statements."""
from __future__ import annotations

import dataclasses
import re

import numpy as np

from .frame_data import FrameDocument, Statement

# Vectors of a statement, each the mean of states over some tokens; the engine builds the same in the
# same order (src/extract/frame_input.cc).
VECTORS = ("source", "cue", "content", "content_first", "content_last", "around", "before", "after", "lede",
           "document")
N_FACTS = 12
N_PAIR_FACTS = 8
LEDE_TOKENS = 60


def mean(hidden: np.ndarray, ranges: list[tuple[int, int]]) -> np.ndarray:
    parts = [hidden[b:e] for b, e in ranges if b < e]
    if not parts:
        return np.zeros(hidden.shape[1:], np.float32)
    return np.concatenate(parts).astype(np.float32).mean(0)


def subtract(whole: tuple[int, int], parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    at, out = whole[0], []
    for b, e in sorted(parts):
        if at < min(b, whole[1]):
            out.append((at, min(b, whole[1])))
        at = max(at, e)
    if at < whole[1]:
        out.append((at, whole[1]))
    return out


def sentence_bounds(doc: FrameDocument) -> np.ndarray:
    starts = doc.document.reading.sentences
    return np.append(starts, doc.document.reading.n_tokens)


def vectors(doc: FrameDocument) -> np.ndarray:
    """[S, len(VECTORS), layers, H]"""
    h = doc.hidden
    n = len(h)
    bounds = sentence_bounds(doc)
    lede = mean(h, [(0, min(LEDE_TOKENS, n))])
    whole = mean(h, [(0, n)])
    out = []
    for s in doc.statements:
        b, e = s.anchor
        k = int(np.searchsorted(bounds, b, side="right")) - 1
        m = int(np.searchsorted(bounds, e - 1, side="right"))
        sentence = (int(bounds[k]), int(bounds[m]))
        before = (int(bounds[max(k - 1, 0)]), int(bounds[k]))
        after = (int(bounds[m]), int(bounds[min(m + 1, len(bounds) - 1)]))
        content = s.content or [s.anchor]
        cb, ce = content[0][0], content[-1][1]
        out.append(np.stack([
            mean(h, s.source), mean(h, s.cue), mean(h, content), mean(h, [(cb, cb + 1)]),
            mean(h, [(ce - 1, ce)]), mean(h, subtract(sentence, content)), mean(h, [before]),
            mean(h, [after]), lede, whole]))
    return np.stack(out) if out else np.zeros((0, len(VECTORS), *h.shape[1:]), np.float32)


def facts(doc: FrameDocument) -> np.ndarray:
    """[S, N_FACTS]"""
    r = doc.document.reading
    out = np.zeros((len(doc.statements), N_FACTS), np.float32)
    last = None
    for i, s in enumerate(doc.statements):
        content = s.content or [s.anchor]
        q = np.concatenate([r.quoting[b:e] for b, e in content])
        quoted = float(np.isin(q, (1, 2, 3, 4)).mean())
        b, e = s.anchor
        out[i] = [bool(s.source), bool(s.cue), s.within is not None, quoted == 0, quoted > 0.8,
                  len(s.content) > 1, b / max(r.n_tokens, 1), content[0][0] < b,
                  min(sum(e - b for b, e in content), 60) / 60,
                  last is not None and b - last < 60, r.casing[b] != 0, text_of(doc, content[-1])[-2:].find("?") >= 0]
        last = content[-1][1]
    return out


def text_of(doc: FrameDocument, r: tuple[int, int]) -> str:
    spans = doc.document.reading.spans
    return doc.document.text[spans[r[0], 0]:spans[r[1] - 1, 1]]


def name_words(text: str) -> set[str]:
    return {w.lower() for w in re.findall(r"\b[A-Z][\w’'-]+", text)}


STOP = frozenset("""the a an of to in and that is was were be been it he she they his her their had has have not no on for
with as at by from would will which who what this but or if its are i you we said""".split())


def words(text: str) -> set[str]:
    return {w for w in re.findall(r"\w+", text.lower()) if w not in STOP}


def pair_facts(doc: FrameDocument, speakers: list[list[str]]) -> np.ndarray:
    """[S, S, N_PAIR_FACTS]: of statement i and an earlier statement j. `speakers`: names of each."""
    n = len(doc.statements)
    out = np.zeros((n, n, N_PAIR_FACTS), np.float32)
    said = [words(" ".join(text_of(doc, r) for r in s.content)) for s in doc.statements]
    raw = [" ".join(text_of(doc, r) for r in s.content) for s in doc.statements]
    cased = [name_words(x) for x in raw]
    source = [" ".join(text_of(doc, r) for r in s.source) for s in doc.statements]
    names = [{w for name in x for w in name_words(name)} for x in speakers]
    place = [{w.lower() for w in n.split()} for n in source]
    for i in range(n):
        for j in range(i):
            same = bool(speakers[i]) and speakers[i] == speakers[j]
            common = len(said[i] & said[j])
            out[i, j] = [same, not same, bool(names[i] & cased[j]), bool(names[j] & cased[i]),
                         min(common, 5) / 5, common > 0,
                         doc.statements[i].within is not None and doc.statements[i].within == j,
                         doc.statements[j].within == i or (
                             doc.statements[j].within is not None
                             and doc.statements[j].within == doc.statements[i].within)]
    return out


@dataclasses.dataclass
class Example:
    doc: FrameDocument
    vectors: np.ndarray
    facts: np.ndarray
    pairs: np.ndarray
    anchors: np.ndarray    # [S, 2]


def example(doc: FrameDocument, speakers: list[list[str]]) -> Example:
    return Example(doc, vectors(doc), facts(doc), pair_facts(doc, speakers),
                   np.array([s.anchor for s in doc.statements], np.int64).reshape(-1, 2))
