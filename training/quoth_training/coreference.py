"""Marked coreference as anaphors and the words that they may stand for.

Every corpus is read into one form: an anaphor (a pronoun, a description, a bare surname), the spans of the
names that it stands for, or none, and the spans that say nothing about it. What is neither is wrong. So the
learner sums over all right words, as Lee et al. 2017 (End-to-end Neural Coreference Resolution) do over antecedents.
Sources: GUM and LitBank (chains by hand), GAP (two names a pronoun), CoreNLP's chains of PolNeAR (silver),
and the frames, whose speakers are names.
"""
from __future__ import annotations

import csv
import dataclasses
import gzip
import json
import pathlib
import re
import tarfile

Span = tuple[int, int]
PERSONAL = frozenset("he she him her his hers himself herself".split())
PRONOUNS = PERSONAL | frozenset("they them their theirs themselves it its itself".split())
# Never a candidate: what stands for something itself.
NO_NAMES = PRONOUNS | frozenset("i me my mine we us our you your who whom whose which that this these those".split())
SILVER_WEIGHT = 0.3
TITLES = frozenset("mr mrs ms miss dr sir sen rep gov president senator governor mayor judge the a an".split())


@dataclasses.dataclass
class Anaphor:
    """In code points of the document's text."""

    span: Span
    targets: list[Span]     # empty for none: a description that names nobody mentioned elsewhere
    ignored: list[Span]     # also right, or not known
    weight: float = 1.0


@dataclasses.dataclass
class Chained:
    id: str
    text: str
    anaphors: list[Anaphor]


def anaphors_of(text: str, chains: list[list[tuple[Span, bool]]]) -> list[Anaphor]:
    """Of chains of (mention, whether it is a name): pronouns, and descriptions with "the", to the names of
    their chain, or to its other descriptions where it has no name."""
    out = []
    for chain in chains:
        names = [s for s, is_name in chain if is_name]
        rest = [s for s, is_name in chain if not is_name and text[slice(*s)].lower() not in NO_NAMES]
        for span, is_name in chain:
            words = text[slice(*span)].lower()
            if is_name or not (words in PRONOUNS or words.startswith("the ")):
                continue
            targets = names or [s for s in rest if s != span]
            if targets:
                out.append(Anaphor(span, targets, [s for s, _ in chain]))
        if len(chain) == 1 and rest:
            out.append(Anaphor(rest[0], [], []))
    return out


def join(sentences: list[list[str]], breaks: set[int]) -> tuple[str, list[list[Span]]]:
    """Text of tokens and where each stands; a paragraph begins at the sentences in `breaks`."""
    text, spans = "", []
    for i, tokens in enumerate(sentences):
        text += "" if not text else "\n\n" if i in breaks else " "
        row: list[Span] = []
        for k, t in enumerate(tokens):
            t = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")"}.get(t, t)
            glued = k == 0 or re.match(r"[.,;:!?)\]”’%]|'|n't$", t) or re.search(r"[(\[“‘$]$", text)
            text += t if glued else " " + t
            row.append((len(text) - len(t), len(text)))
        spans.append(row)
    return text, spans


def read_gap(path: pathlib.Path) -> list[Chained]:
    """GAP (Webster et al. 2018). Words of a right name elsewhere are right too."""
    out = []
    for r in csv.DictReader(gzip.open(path, "rt", encoding="utf8"), delimiter="\t", quoting=csv.QUOTE_NONE):
        text, at = r["Text"], int(r["Pronoun-offset"])
        spans = {n: (int(r[f"{n}-offset"]), int(r[f"{n}-offset"]) + len(r[n])) for n in "AB"}
        right = [n for n in "AB" if r[f"{n}-coref"].upper() == "TRUE"]
        span = at, at + len(r["Pronoun"])
        if right:
            n = right[0]
            parts = [w for w in re.findall(r"\w+", r[n]) if w[0].isupper() and w.lower() not in TITLES]
            again = [m.span() for w in parts for m in re.finditer(rf"\b{re.escape(w)}\b", text)]
            out.append(Chained(r["ID"], text, [Anaphor(span, [spans[n], *again], [])]))
        else:  # somebody else is meant: all but the two
            other = [m.span() for m in re.finditer(r"\b[A-Z]\w+", text)
                     if not any(b < m.end() and m.start() < e for b, e in spans.values())]
            if other:
                out.append(Chained(r["ID"], text, [Anaphor(span, other, [])]))
    return out


def read_litbank(path: pathlib.Path) -> list[Chained]:
    out = []
    with tarfile.open(path) as files:
        for member in files:
            if member.name.endswith(".conll"):
                lines = files.extractfile(member).read().decode().splitlines()
                sentences, marks = [[]], []
                for line in lines:
                    if line.startswith("#"):
                        continue
                    f = line.split("\t")
                    if len(f) < 5:
                        sentences.append([])
                        continue
                    marks.append((len(sentences) - 1, len(sentences[-1]), f[12]))
                    sentences[-1].append(f[3])
                out.append(bracketed(member.name, sentences, set(range(0, len(sentences), 4)), marks,
                                     lambda mark: (re.findall(r"\((\d+)", mark), re.findall(r"(\d+)\)", mark))))
    return out


def bracketed(name: str, sentences, breaks, marks, parse, is_name=None) -> Chained:
    """Chains of "(id" and "id)" marks at tokens."""
    text, at = join(sentences, breaks)
    open_, chains = {}, {}
    for s, t, mark in marks:
        begins, ends = parse(mark)
        for i in begins:
            open_.setdefault(i, []).append((s, t))
        for i in ends:
            if open_.get(i):
                bs, bt = open_[i].pop()
                span = at[bs][bt][0], at[s][t][1]
                named = is_name(bs, bt, s, t) if is_name else looks_named(text[slice(*span)])
                chains.setdefault(i, []).append((span, named))
    return Chained(name, text, anaphors_of(text, [sorted(c) for c in chains.values()]))


def looks_named(words: str) -> bool:
    """A capital in a word that is no pronoun; without a lower-case article or noun before it."""
    first = words.split()[0]
    return first[0].isupper() and first.lower() not in NO_NAMES | {"the", "a", "an", "this"} or (
        len(words.split()) < 5 and words.split()[-1][0].isupper() and first.lower() in ("the", "mr.", "mrs."))


def read_gum(path: pathlib.Path) -> list[Chained]:
    """GUM (Zeldes 2017): entities in the MISC column; a mention is a name where its head is one."""
    out = []
    with tarfile.open(path) as files:
        for member in files:
            if member.name.endswith(".conllu"):
                out += gum_document(member.name, files.extractfile(member).read().decode())
    return out


def gum_document(name: str, conllu: str) -> list[Chained]:
    sentences, breaks, marks, proper = [[]], {0}, [], {}
    for line in conllu.splitlines():
        if line.startswith("# newpar"):
            breaks.add(len(sentences) - 1)
        f = line.split("\t")
        if not line:
            if sentences[-1]:
                sentences.append([])
        elif len(f) == 10 and f[0].isdigit():
            entity = re.search(r"(?:^|\|)Entity=([^|]*)", f[9])
            s, t = len(sentences) - 1, len(sentences[-1])
            proper[s, t] = f[3] == "PROPN"
            sentences[-1].append(f[1])
            if entity:
                marks.append((s, t, entity[1]))
    kinds = {}

    def parse(mark):
        begins = re.findall(r"\((\d+)-(\w+)", mark)
        kinds.update(begins)
        # "(5-time…)" opens and closes at once; "5)" closes what was opened before.
        ends = re.findall(r"(?<![-\w])(\d+)\)", mark) + [m[1] for m in re.finditer(r"\((\d+)-[^()]*\)", mark)]
        return [b for b, kind in begins if kind in ("person", "organization")], ends

    def is_name(bs, bt, s, t):
        return bs == s and any(proper[bs, k] for k in range(bt, t + 1)) and t - bt < 6

    return [bracketed(name, sentences, breaks, marks, parse, is_name)]


def read_corenlp(path: pathlib.Path, texts: dict[str, str]) -> list[Chained]:
    """Chains of CoreNLP that hold a name of a person or body: for personal pronouns alone."""
    out = []
    for line in gzip.open(path, "rt", encoding="utf8"):
        d = json.loads(line)
        if d["id"] not in texts:
            continue
        text, chains = texts[d["id"]], []
        for chain in d["coref"]:
            mentions = []
            for s, b, e, _ in chain:
                tokens = d["sentences"][s]["tokens"][b:e]
                if tokens:
                    named = sum(t[3] == "PERSON" for t in tokens) * 2 > len(tokens)
                    mentions.append(((tokens[0][0], tokens[-1][1]), named))
            if any(named for _, named in mentions):
                chains.append(mentions)
        found = [a for a in anaphors_of(text, chains) if text[slice(*a.span)].lower() in PERSONAL]
        for a in found:
            a.weight = SILVER_WEIGHT
        out.append(Chained(d["id"], text, found))
    return out


def read_speakers(marked: dict[tuple[str, int], list[str]], documents: list[dict]) -> list[Chained]:
    """Sources that are not the speaker's full name, to where that name stands. `marked`: of marks.read()."""
    by_id = {d["id"]: d for d in documents}
    found: dict[str, dict[Span, Anaphor]] = {}
    for (doc, index), (speakers, kind, *_) in marked.items():
        source = by_id[doc]["attributions"][index].get("source") or []
        if speakers in ("-", "AUTHOR") or " | " in speakers or len(source) != 1:
            continue
        text = by_id[doc]["text"]
        span = source[0][0], source[0][0] + len(re.split(r",| who | which ", text[slice(*source[0])])[0])
        if speakers in text[slice(*span)]:
            if not speakers[:1].isupper():
                found.setdefault(doc, {})[span] = Anaphor(span, [], [])
            continue
        if not speakers[:1].isupper() and kind == "person":
            continue
        if (a := speaker_anaphor(text, span, speakers)) is not None:
            found.setdefault(doc, {})[span] = a
    return [Chained(i, by_id[i]["text"], list(a.values())) for i, a in found.items()]


def speaker_anaphor(text: str, span: Span, name: str) -> Anaphor | None:
    """A source that stands for `name`. The surname alone is right for a pronoun and a description; other words
    of the name may stand for the same one or not."""
    targets = [m.span() for m in re.finditer(re.escape(name), text)]
    if not targets:
        return None
    words = [w for w in name.split() if w[0].isupper() and w.lower() not in TITLES]
    rest = [m.span() for w in words for m in re.finditer(rf"\b{re.escape(w)}\b", text)]
    if words and words[-1] not in text[slice(*span)]:
        targets += [r for r in rest if text[slice(*r)] == words[-1] and not re.search(r"[A-Z][\w-]+ $", text[:r[0]])]
    return Anaphor(span, targets, rest)
