"""Facts of a statement's form and place, and of pairs of statements."""
from __future__ import annotations

import re

import numpy as np

from .frame_data import FrameDocument

N_FORM_FACTS = 12
N_PAIR_FACTS = 16
NEAR = 1200  # code points; statements farther apart are all far


def sentence_bounds(doc: FrameDocument) -> np.ndarray:
    starts = doc.document.reading.sentences
    return np.append(starts, doc.document.reading.n_tokens)


def form_facts(doc: FrameDocument) -> np.ndarray:
    """[S, N_FORM_FACTS]; the engine's twin is in src/extract/frame_input.cc."""
    r = doc.document.reading
    out = np.zeros((len(doc.statements), N_FORM_FACTS), np.float32)
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


ME = frozenset("him her them me us".split())


def asks(doc: FrameDocument, statement) -> bool:
    return text_of(doc, (statement.content or [statement.anchor])[-1])[-2:].find("?") >= 0


def pair_facts(doc: FrameDocument) -> np.ndarray:
    """[S, S, N_PAIR_FACTS]: of statement i and an earlier statement j; the engine's twin is in src/extract/pair_facts.cc."""
    speakers = doc.speakers
    n = len(doc.statements)
    out = np.zeros((n, n, N_PAIR_FACTS), np.float32)
    raw = [" ".join(text_of(doc, r) for r in s.content) for s in doc.statements]
    said, cased = [words(x) for x in raw], [name_words(x) for x in raw]
    names = [{w for name in x for w in name_words(name)} for x in speakers]
    whom = [text_of(doc, s.addressee) if s.addressee else "" for s in doc.statements]
    told = [name_words(x) for x in whom]
    question = [asks(doc, s) for s in doc.statements]
    at = [int(doc.document.reading.spans[s.anchor[0], 0]) for s in doc.statements]
    for i in range(n):
        others = 0
        for j in range(i - 1, -1, -1):
            same = bool(speakers[i]) and speakers[i] == speakers[j]
            common = len(said[i] & said[j])
            inner, outer = doc.statements[i].within, doc.statements[j].within
            next_to = i - j == 1
            out[i, j] = [same, not same, bool(names[i] & cased[j]), bool(names[j] & cased[i]),
                         min(common, 5) / 5, common > 0, inner is not None and inner == j,
                         outer == i or (outer is not None and outer == inner),
                         question[j], question[j] and next_to, bool(names[i] & told[j]), bool(names[j] & told[i]),
                         whom[i].lower() in ME and not same, min(max(at[i] - at[j], 0), NEAR) / NEAR,
                         not same and next_to, min(others, 5) / 5]
            others += not same
    return out


