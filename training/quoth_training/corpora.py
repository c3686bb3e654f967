"""Marked corpora as token-level examples.

Tokens, word pieces and features come from quoth's own text stage (`quoth-dump pieces`), so that the
model is trained on exactly the input it gets in the engine.
"""
from __future__ import annotations

import base64
import bisect
import dataclasses
import gzip
import json
import pathlib
import random
import re
import subprocess
import zlib

import numpy as np

from . import coreference, marks, tags


@dataclasses.dataclass
class Frame:
    """What a statement is, as marked; spans are tokens in an Attribution, code points in a Document."""

    act: int       # of tags.ACTS
    channel: int   # of tags.CHANNELS
    kind: int      # of tags.KINDS: that of the first speaker
    addressee: tuple[int, int] | None
    when: tuple[int, int] | None
    facts: np.ndarray | None = None  # of frame_facts.py


@dataclasses.dataclass
class Attribution:
    """One marked statement in token ranges. `depth` 0: the article's; 1: quoted in another one."""

    source: list[tuple[int, int]]
    cue: list[tuple[int, int]]
    content: list[tuple[int, int]]
    depth: int
    frame: "Frame | None" = None


@dataclasses.dataclass
class Reading:
    """What the text stage made of one text. Arrays are over tokens, but `ids` over pieces."""

    spans: np.ndarray        # [n, 2] code points
    casing: np.ndarray
    quoting: np.ndarray
    place: np.ndarray
    sentences: np.ndarray    # first token of each sentence
    ids: np.ndarray
    first_piece: np.ndarray  # [n + 1]

    @property
    def n_tokens(self) -> int:
        return len(self.spans)


@dataclasses.dataclass
class Document:
    id: str
    text: str
    gold: list[dict]
    sentences: list          # gold, for the judge alone; empty where the corpus has none
    corpus: dict             # the entry of the config: nested, inner_weight
    reading: Reading
    variants: dict[str, Reading]
    soft: np.ndarray | None = None  # a teacher's P(tag of token) [LAYERS, n, N_TAGS] (silver.py)
    links: list | None = None       # a teacher's links, where there is no gold
    frames: dict[int, Frame] = dataclasses.field(default_factory=dict)  # by index of the attribution
    anaphors: list[coreference.Anaphor] = dataclasses.field(default_factory=list)


def read_jsonl(path: pathlib.Path) -> list[dict]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def path_of(data: pathlib.Path, corpus: dict) -> pathlib.Path:
    """The entry's file: among the corpora, or beside this code where the entry says "own"."""
    return (OWN if corpus.get("own") else data) / corpus["file"]


def read_documents(data: pathlib.Path, corpus: dict) -> list[dict]:
    """Those of the entry's file, with the attributions of its "own_statements" beside this code if it has them."""
    raw = read_jsonl(data / corpus["file"])
    return marks.with_attributions(OWN / corpus["own_statements"], raw) if "own_statements" in corpus else raw


def read_texts(dump: str, vocabulary: str, texts: list[str]) -> list[Reading]:
    """Runs the text stage over texts; the result is in their order."""
    lines = "".join(json.dumps({"id": i, "text": t}) + "\n" for i, t in enumerate(texts))
    out = subprocess.run([dump, "pieces", vocabulary], input=lines.encode(), check=True,
                         stdout=subprocess.PIPE).stdout
    readings = []
    for line in out.splitlines():
        d = json.loads(line)
        readings.append(Reading(
            spans=np.array(d["tokens"], np.int64).reshape(-1, 2),
            casing=np.array(d["casing"], np.int64), quoting=np.array(d["quoting"], np.int64),
            place=np.array(d["place"], np.int64), sentences=np.array(d["sentences"], np.int64),
            ids=np.array(d["ids"], np.int64), first_piece=np.array(d["first_piece"], np.int64)))
    if len(readings) != len(texts):
        raise RuntimeError(f"{dump} returned {len(readings)} of {len(texts)} documents")
    return readings


def typos(text: str, rng: random.Random, rate: float = 0.02) -> str:
    """Letters replaced by others, or swapped with the next, in 2 % of places; offsets stay."""
    out = list(text)
    for i in range(len(out) - 1):
        if out[i].isalpha() and rng.random() < rate:
            if rng.random() < 0.5 and out[i + 1].isalpha():
                out[i], out[i + 1] = out[i + 1], out[i]
            else:
                out[i] = rng.choice("abcdefghijklmnopqrstuvwxyz")
    return "".join(out)


def vary(text: str, kind: str) -> str:
    """The same article in another typography. Every variant keeps each code point's offset."""
    if kind == "lower":
        return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    if kind == "straight":
        return text.translate(str.maketrans("“”„«»‘’", "\"\"\"\"\"''"))
    if kind == "single":
        return re.sub(r"''|``", "' ", text).translate(str.maketrans("“”\"", "‘’'"))
    if kind == "joined":
        return re.sub(r"\s*\n\s*", lambda m: " " * len(m.group()), text)
    if kind == "typos":
        return typos(text, random.Random(zlib.crc32(text.encode())))
    raise ValueError(f"unknown variant {kind!r}")


def read_silver(path: pathlib.Path) -> dict[str, dict]:
    """A teacher's marks by document id: {"text", "soft": array [LAYERS, n, N_TAGS], "links"}."""
    found = {}
    for d in read_jsonl(path):
        flat = np.frombuffer(base64.b64decode(d["soft"]), np.uint8)
        soft = flat.reshape(tags.LAYERS, -1, tags.N_TAGS).astype(np.float32)
        found[d["id"]] = {**d, "soft": soft / np.maximum(soft.sum(-1, keepdims=True), 1)}
    return found


def load_silver(marks: dict[str, dict], corpus: dict, dump: str, vocabulary: str,
                variant_kinds: tuple[str, ...] = ()) -> list[Document]:
    """The documents that a teacher alone has marked."""
    raw = list(marks.values())
    base = read_texts(dump, vocabulary, [d["text"] for d in raw])
    variants = {k: read_texts(dump, vocabulary, [vary(d["text"], k) for d in raw])
                for k in variant_kinds}
    return [Document(d["id"], d["text"], [], [], corpus, r, {k: v[i] for k, v in variants.items()},
                     d["soft"], d["links"])
            for i, (d, r) in enumerate(zip(raw, base)) if d["soft"].shape[1] == r.n_tokens]


def load(path: pathlib.Path, corpus: dict, dump: str, vocabulary: str,
         variant_kinds: tuple[str, ...] = (), teacher: dict[str, dict] | None = None) -> list[Document]:
    """Reads a corpus file (the data's own README tells its format). `teacher`: its marks, which stand
    beside the gold ones."""
    raw = read_documents(path.parent, {**corpus, "file": path.name})
    base = read_texts(dump, vocabulary, [d["text"] for d in raw])
    variants = {k: read_texts(dump, vocabulary, [vary(d["text"], k) for d in raw])
                for k in variant_kinds}
    marked = read_marks(path.parent, corpus, raw)
    frames = frames_of(marked, raw)
    docs = [Document(d["id"], d["text"], d["attributions"], d.get("sentences", []), corpus, reading,
                     {k: v[i] for k, v in variants.items()}, frames=frames.get(d["id"], {}))
            for i, (d, reading) in enumerate(zip(raw, base))]
    for doc in docs:
        soft = (teacher or {}).get(doc.id, {}).get("soft")
        if soft is not None and soft.shape[1] == doc.reading.n_tokens:
            doc.soft = soft
    add_anaphors(docs, raw, path.parent, corpus, marked)
    return docs


def add_anaphors(docs: list[Document], raw: list[dict], data: pathlib.Path, corpus: dict, marked: dict) -> None:
    """Those of CoreNLP ("corenlp") and, in their place where they speak of the same words, of the frames."""
    found: dict[str, dict] = {}
    chained = []
    if corpus.get("corenlp"):
        chained += coreference.read_corenlp(data / corpus["corenlp"], {d["id"]: d["text"] for d in raw})
    chained += coreference.read_speakers(marked, raw)
    for c in chained:
        found.setdefault(c.id, {}).update({a.span: a for a in c.anaphors})
    for doc in docs:
        doc.anaphors = list(found.get(doc.id, {}).values())


CHAIN_READERS = {"gap": coreference.read_gap, "gum": coreference.read_gum, "litbank": coreference.read_litbank}


def load_chains(path: pathlib.Path, corpus: dict, dump: str, vocabulary: str) -> list[Document]:
    """Documents of a corpus of coreference, where no statement is marked; its file begins with its name."""
    chained = CHAIN_READERS[re.match("[a-z]+", path.name)[0]](path)
    readings = read_texts(dump, vocabulary, [c.text for c in chained])
    return [Document(c.id, c.text, [], [], {**corpus, "unmarked": True, "inner_weight": 0.0}, r, {},
                     anaphors=c.anaphors) for c, r in zip(chained, readings)]


# What comes with this code: articles written for it, and frames, "begin:end" in place of the words of news.
OWN = pathlib.Path(__file__).parent.parent / "data"


def read_marks(data: pathlib.Path, corpus: dict, raw: list[dict]) -> dict[tuple[str, int], list[str]]:
    """Of the files that the entry names: "frames" among the corpora, "own_frames" and "own_statements" beside this code."""
    paths = [folder / corpus[key] for key, folder in
             (("frames", data), ("own_frames", OWN), ("own_statements", OWN)) if corpus.get(key)]
    return marks.read(paths, {d["id"]: d["text"] for d in raw})


def frames_of(marked: dict[tuple[str, int], list[str]], raw: list[dict]) -> dict[str, dict[int, Frame]]:
    by_id = {d["id"]: d for d in raw}
    out: dict[str, dict[int, Frame]] = {}
    for (doc, index), (_, kind, act, addressee, channel, when) in marked.items():
        a, text = by_id[doc]["attributions"][index], by_id[doc]["text"]
        at = min((span[0] for role in ("cue", "source", "content") for span in a.get(role, [])), default=0)
        place = marks.places(a, text, at, addressee, when)
        out.setdefault(doc, {})[index] = Frame(tags.ACTS.index(act), tags.CHANNELS.index(channel),
                                              tags.KINDS.index(kind), **place)
    return out


def token_range(reading: Reading, begin: int, end: int) -> tuple[int, int]:
    """Tokens that the code points [begin, end) touch."""
    first = bisect.bisect_right(reading.spans[:, 1], begin)
    last = bisect.bisect_left(reading.spans[:, 0], end)
    return first, last


def depth_of(gold: list[dict], i: int) -> int:
    depth, seen = 0, {i}
    while gold[i].get("within") is not None:
        i = gold[i]["within"]
        if i in seen:
            break
        seen.add(i)
        depth += 1
    return depth


def frame_in(reading: Reading, frame: Frame | None) -> Frame | None:
    def tokens(span):
        return None if span is None or (r := token_range(reading, *span))[0] >= r[1] else r

    return frame and dataclasses.replace(frame, addressee=tokens(frame.addressee), when=tokens(frame.when))


def attributions(doc: Document, reading: Reading) -> list[Attribution]:
    result = []
    for i, a in enumerate(doc.gold):
        spans = {role: [r for b, e in a.get(role, []) if (r := token_range(reading, b, e))[0] < r[1]]
                 for role in tags.ROLES}
        depth = depth_of(doc.gold, i)
        if any(spans.values()) and depth < tags.LAYERS:
            result.append(Attribution(spans["source"], spans["cue"], spans["content"], depth,
                                      frame_in(reading, doc.frames.get(i))))
    return result


def tag_layers(marked: list[Attribution], n_tokens: int) -> np.ndarray:
    """[LAYERS, n_tokens] gold tags. Where spans of one layer overlap, sources and cues come first and
    a content keeps what is left."""
    out = np.zeros((tags.LAYERS, n_tokens), np.int64)
    for role in tags.ROLES:
        for a in marked:
            layer = out[a.depth]
            for begin, end in getattr(a, role):
                inside = False
                for t in range(begin, end):
                    if layer[t] != tags.OUTSIDE:
                        inside = False
                        continue
                    layer[t] = tags.inside_tag(role) if inside else tags.begin_tag(role)
                    inside = True
    return out


def free_inner_tokens(doc: Document, reading: Reading, outer: np.ndarray) -> np.ndarray:
    """Tokens whose inner tag the corpus does not tell: a corpus that marks outer statements only
    ("nested": "quoted") says nothing of a quotation within a quotation."""
    if doc.corpus.get("nested") == "marked":
        return np.zeros(reading.n_tokens, bool)
    content = outer >= tags.begin_tag("content")
    return content & (reading.quoting == 2)
