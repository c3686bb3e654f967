"""Windows of word pieces over an article, and batches of them."""
from __future__ import annotations

import dataclasses

import numpy as np
import torch

from . import coreference, corpora, tags

CLS, SEP, PAD = 101, 102, 0


def cover(first_piece: np.ndarray, size: int, overlap: int) -> list[tuple[int, int]]:
    """Token ranges of windows that cover an article for inference: as few as can be, each at most
    `size` pieces with [CLS] and [SEP], of one width, neighbours sharing about `overlap` pieces. The
    engine computes the same ranges (src/nn/window.h)."""
    n_tokens = len(first_piece) - 1
    room = size - 2
    total = int(first_piece[-1])
    if n_tokens == 0:
        return []
    if total <= room:
        return [(0, n_tokens)]
    count = -(-(total - overlap) // (room - overlap))
    width = -(-(total + (count - 1) * overlap) // count)  # at most `room`
    windows: list[tuple[int, int]] = []

    def add(begin: int) -> None:
        fits = int(np.searchsorted(first_piece, first_piece[begin] + width, side="right")) - 1
        windows.append((begin, max(fits, begin + 1)))

    for k in range(count):
        target = (total - width) * k // (count - 1)
        begin = int(np.searchsorted(first_piece, target, side="left"))
        begin = min(begin, windows[-1][1] if windows else 0)
        if begin < n_tokens and (not windows or begin > windows[-1][0]):
            add(begin)
    while windows[-1][1] < n_tokens:
        add(windows[-1][1])
    return windows


def cut_for_training(reading: corpora.Reading, size: int, rng: np.random.Generator):
    """Disjoint windows from a random phase on, cut before a sentence where one begins nearby."""
    n, first = reading.n_tokens, reading.first_piece
    room = size - 2
    total = int(first[-1])
    begin = 0
    limit = room if total <= room else int(rng.integers(room // 3, room + 1))
    starts = set(reading.sentences.tolist())
    while begin < n:
        end = int(np.searchsorted(first, first[begin] + limit, side="right")) - 1
        end = min(max(end, begin + 1), n)
        if end < n:
            near = end
            while near > begin + 1 and near not in starts and first[end] - first[near] < 64:
                near -= 1
            if near in starts and near > begin:
                end = near
        yield begin, end
        begin, limit = end, room


@dataclasses.dataclass
class Window:
    """One training example; token indices are local to the window."""

    ids: np.ndarray
    features: np.ndarray       # [pieces, 3]: casing, quoting, place
    words: np.ndarray          # piece index of each token
    allowed: np.ndarray        # [LAYERS, tokens, N_TAGS] bool: tags that the corpus allows
    soft: np.ndarray | None    # [LAYERS, tokens, N_TAGS]: probabilities to match instead
    inner_weight: float
    links: list[tuple[int, int, int, int, int]]  # (kind, span begin, end, target begin, end or -1)
    frames: list[tuple] = dataclasses.field(default_factory=list)  # see marked_frames()
    # (begin, end, weight, which tokens are right [tokens], which are right or wrong [tokens])
    anaphors: list[tuple] = dataclasses.field(default_factory=list)


# Kinds of pointer.
CONTENT_CUE, CUE_SOURCE, CONTENT_SOURCE = range(3)


def piece_inputs(reading: corpora.Reading, begin: int, end: int):
    """ids and features of the window over tokens [begin, end), with [CLS] and [SEP]."""
    first = reading.first_piece
    lo, hi = int(first[begin]), int(first[end])
    counts = np.diff(first[begin:end + 1])
    features = np.zeros((hi - lo + 2, 3), np.int64)
    for k, values in enumerate((reading.casing, reading.quoting, reading.place)):
        features[1:-1, k] = np.repeat(values[begin:end], counts)
    ids = np.concatenate([[CLS], reading.ids[lo:hi], [SEP]])
    words = first[begin:end] - lo + 1
    return ids, features, words


def make_windows(doc: corpora.Document, size: int, rng: np.random.Generator,
                 variants: dict) -> list[Window]:
    reading = doc.reading
    if doc.variants and rng.random() < variants["share"]:
        kind = variants["kinds"][int(rng.integers(len(variants["kinds"])))]
        reading = doc.variants[kind]
    # A variant is read as the same tokens, but for a few articles.
    soft = doc.soft if doc.soft is not None and doc.soft.shape[1] == reading.n_tokens else None
    if doc.links is not None:
        return [] if soft is None else silver_windows(doc, reading, size, rng)
    marked = corpora.attributions(doc, reading)
    layers = corpora.tag_layers(marked, reading.n_tokens)
    free = corpora.free_inner_tokens(doc, reading, layers[0])
    allowed = np.zeros((tags.LAYERS, reading.n_tokens, tags.N_TAGS), bool)
    for layer in range(tags.LAYERS):
        allowed[layer, np.arange(reading.n_tokens), layers[layer]] = True
    allowed[1, free] = True
    if doc.corpus.get("unmarked"):
        allowed[:] = True
    elif soft is not None:
        soft = mix(allowed, free, soft, doc.corpus["teacher_weight"])
    result = []
    for begin, end in cut_for_training(reading, size, rng):
        ids, features, words = piece_inputs(reading, begin, end)
        result.append(Window(ids, features, words, allowed[:, begin:end],
                             None if soft is None else soft[:, begin:end],
                             doc.corpus.get("inner_weight", 1.0), list(links(marked, begin, end)),
                             list(marked_frames(marked, begin, end)),
                             list(anaphors(doc, reading, begin, end))))
    return result


def anaphors(doc: corpora.Document, reading: corpora.Reading, begin: int, end: int):
    """Those of the window that stand for words in it, or for none."""
    if not doc.anaphors:
        return
    words = [doc.text[b:e].lower() for b, e in reading.spans[begin:end]]
    candidate = np.array([w not in coreference.NO_NAMES and w[:1].isalnum() for w in words], bool)
    for a in doc.anaphors:
        b, e = corpora.token_range(reading, *a.span)
        if not begin <= b < e <= end:
            continue
        right, counts = np.zeros(end - begin, bool), candidate.copy()
        for spans, value in ((a.ignored, False), ([a.span], False), (a.targets, True)):
            for span in spans:
                first, last = (x - begin for x in corpora.token_range(reading, *span))
                right[max(first, 0):max(last, 0)] = value
                counts[max(first, 0):max(last, 0)] = value
        right &= candidate
        right[b - begin:e - begin] = counts[b - begin:e - begin] = False
        if right.any() or not a.targets:
            yield b - begin, e - begin, a.weight, right, counts


NONE, UNSEEN = -1, -2   # in place of a span: there is none; it lies outside the window


def marked_frames(marked: list[corpora.Attribution], begin: int, end: int):
    """((cue begin, end, content begin, end, source begin, end, act, channel, kind, addressee begin, end, time begin, end),
    facts) of statements that lie in the window; the content stands in for a cue that is not expressed."""
    def local(span):
        if span is None:
            return NONE, NONE
        return (span[0] - begin, span[1] - begin) if begin <= span[0] and span[1] <= end else (UNSEEN, UNSEEN)

    for a in marked:
        if a.frame is None or not a.content:
            continue
        content = a.content[0][0], a.content[-1][1]
        cue = a.cue[0] if a.cue else content
        if begin <= min(cue[0], content[0]) and max(cue[1], content[1]) <= end:
            yield ((*local(cue), *local(content), *local(a.source[0] if a.source else None), a.frame.act,
                    a.frame.channel, a.frame.kind, *local(a.frame.addressee), *local(a.frame.when)), a.frame.facts)


def mix(allowed: np.ndarray, free: np.ndarray, soft: np.ndarray, weight: float) -> np.ndarray:
    """The gold tags with `weight` of the teacher's probabilities; where gold is silent, these alone."""
    mixed = (1 - weight) * allowed.astype(np.float32) + weight * soft
    mixed[1, free] = soft[1, free]
    return mixed


def silver_windows(doc: corpora.Document, reading: corpora.Reading, size: int,
                   rng: np.random.Generator) -> list[Window]:
    """Windows over a teacher's marks; one with next to no mark teaches little and is left out."""
    result = []
    for begin, end in cut_for_training(reading, size, rng):
        soft = doc.soft[:, begin:end]
        if soft[0, :, tags.OUTSIDE].min(initial=1) > 0.5:
            continue
        ids, features, words = piece_inputs(reading, begin, end)
        inside = [(k, b - begin, e - begin, t - begin if t >= 0 else -1, te - begin if t >= 0 else -1)
                  for k, b, e, t, te in doc.links
                  if begin <= b and e <= end and (t < 0 or (begin <= t and te <= end))]
        result.append(Window(ids, features, words, np.ones(soft.shape, bool), soft,
                             doc.corpus.get("inner_weight", 1.0), inside))
    return result


def links(marked: list[corpora.Attribution], begin: int, end: int):
    """Pointers whose both ends lie in the window; a target of -1 is "none"."""
    def inside(r):
        return begin <= r[0] and r[1] <= end

    for a in marked:
        visible = [(max(b, begin), min(e, end)) for b, e in a.content if b < end and begin < e]
        source = a.source[0] if a.source else None
        cue = a.cue[0] if a.cue else None
        for b, e in visible:
            if cue is None:
                yield CONTENT_CUE, b - begin, e - begin, -1, -1
                if source is None:
                    yield CONTENT_SOURCE, b - begin, e - begin, -1, -1
            elif inside(cue):
                yield CONTENT_CUE, b - begin, e - begin, cue[0] - begin, cue[1] - begin
            if source is not None and inside(source):
                yield CONTENT_SOURCE, b - begin, e - begin, source[0] - begin, source[1] - begin
        for c in a.cue:
            if not inside(c):
                continue
            if source is None:
                yield CUE_SOURCE, c[0] - begin, c[1] - begin, -1, -1
            elif inside(source):
                yield (CUE_SOURCE, c[0] - begin, c[1] - begin, source[0] - begin, source[1] - begin)


def collate(windows: list[Window]) -> dict[str, torch.Tensor]:
    """Pads a batch. Links become rows of [kind, batch, begin, end, target begin, target end]."""
    n = len(windows)
    pieces = max(len(w.ids) for w in windows)
    tokens = max(len(w.words) for w in windows)
    ids = np.full((n, pieces), PAD, np.int64)
    features = np.zeros((n, pieces, 3), np.int64)
    words = np.zeros((n, tokens), np.int64)
    word_mask = np.zeros((n, tokens), bool)
    allowed = np.ones((n, tags.LAYERS, tokens, tags.N_TAGS), bool)
    soft = np.zeros(allowed.shape, np.float32)
    lengths = np.zeros(n, np.int64)
    rows, frames, facts = [], [], []
    spans = [(i, a) for i, w in enumerate(windows) for a in w.anaphors]
    right, counts = np.zeros((2, len(spans), tokens), bool)
    for k, (i, (_, _, _, r, c)) in enumerate(spans):
        right[k, :len(r)], counts[k, :len(c)] = r, c
    for i, w in enumerate(windows):
        ids[i, :len(w.ids)] = w.ids
        features[i, :len(w.ids)] = w.features
        words[i, :len(w.words)] = w.words
        word_mask[i, :len(w.words)] = True
        allowed[i, :, :len(w.words)] = w.allowed
        if w.soft is not None:
            soft[i, :, :len(w.words)] = w.soft
        lengths[i] = len(w.ids)
        frames += [(i, *a) for a, _ in w.frames]
        facts += [f for _, f in w.frames]
        rows += [(kind, i, b, e, tb, te) for kind, b, e, tb, te in w.links]
    return {
        "ids": torch.from_numpy(ids), "features": torch.from_numpy(features),
        "lengths": torch.from_numpy(lengths), "words": torch.from_numpy(words),
        "word_mask": torch.from_numpy(word_mask), "allowed": torch.from_numpy(allowed),
        "soft": torch.from_numpy(soft), "is_soft": torch.tensor([w.soft is not None for w in windows]),
        "inner_weight": torch.tensor([w.inner_weight for w in windows]),
        "links": torch.tensor(rows, dtype=torch.long).reshape(-1, 6),
        "frames": torch.tensor(frames, dtype=torch.long).reshape(-1, 14),
        "frame_facts": torch.from_numpy(np.stack(facts) if facts else np.zeros((0, 0), np.float32)),
        "anaphors": torch.tensor([(i, a[0], a[1]) for i, a in spans], dtype=torch.long).reshape(-1, 3),
        "anaphor_weight": torch.tensor([a[2] for _, a in spans], dtype=torch.float),
        "anaphor_right": torch.from_numpy(right), "anaphor_counts": torch.from_numpy(counts),
    }
