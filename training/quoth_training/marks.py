"""Files of frames: who is meant, what act, to whom, through what, when, for each attribution of an article.

Tab separated: document, index of the attribution, speakers, kind, act, addressee, channel, when. Words are those of
the article, or, so that a file holds none of its text, code points "begin:end" where they stand. Several speakers are
separated by " | "; "-" is nothing. Of an article whose attributions no corpus has, their source, cue and content stand
in three more fields, the spans of each separated by " | ".
"""
from __future__ import annotations

import pathlib
import re

SPAN = re.compile(r"(\d+):(\d+)")


def words_of(field: str, text: str) -> str:
    parts = []
    for part in field.split(" | "):
        span = SPAN.fullmatch(part)
        parts.append(text[int(span[1]):int(span[2])] if span else part)
    return " | ".join(parts)


def read(paths: list[pathlib.Path], texts: dict[str, str]) -> dict[tuple[str, int], list[str]]:
    """[speakers, kind, act, addressee, channel, when] by document and attribution, of documents in `texts`."""
    out = {}
    for path in paths:
        with open(path, encoding="utf8") as lines:
            for line in lines:
                f = line.rstrip("\n").split("\t")
                if len(f) >= 8 and f[0] in texts:
                    out[f[0], int(f[1])] = [words_of(x, texts[f[0]]) for x in f[2:8]]
    return out


def with_attributions(path: pathlib.Path, raw: list[dict]) -> list[dict]:
    """The documents that the file speaks of, with its "attributions"."""
    found: dict[str, list[dict]] = {}
    with open(path, encoding="utf8") as lines:
        for line in lines:
            f = line.rstrip("\n").split("\t")
            found.setdefault(f[0], []).append(
                {role: [[int(m[1]), int(m[2])] for m in SPAN.finditer(spans)]
                 for role, spans in zip(("source", "cue", "content"), f[8:])})
    return [{**d, "attributions": found[d["id"]]} for d in raw if d["id"] in found]


def nearest(text: str, words: str, at: int) -> tuple[int, int] | None:
    """Where `words` stand nearest to the code point `at`."""
    if words == "-":
        return None
    found = [m.start() for m in re.finditer(re.escape(words), text)]
    if not found:
        return None
    begin = min(found, key=lambda p: abs(p - at))
    return begin, begin + len(words)


def places(attribution: dict, text: str, at: int, addressee: str, when: str) -> dict[str, tuple[int, int] | None]:
    """Code points of addressee and time: as the corpus marks them, else where their words stand nearest to `at`."""
    return {name: tuple(attribution[name][0]) if attribution.get(name) else nearest(text, words, at)
            for name, words in (("addressee", addressee), ("when", when))}
