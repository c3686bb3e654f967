#!/usr/bin/env python3
"""What other extractors keep of saved pages, as labels for the blocks that nobody marked.

    silver.py FOLDER OUT.json

Needs the packages of requirements.txt beside this file (readability-lxml and justext without their
declared dependencies: pip install --no-deps). Writes {file: {extractor: text}}.
"""
import json
import pathlib
import sys

import justext
import lxml.html
import trafilatura
from boilerpy3 import extractors
from readability import Document
from trafilatura.utils import decode_file


def readability(data):
    return lxml.html.fromstring(Document(decode_file(data)).summary()).text_content()


def boilerpipe(data):
    return extractors.ArticleExtractor(raise_on_failure=False).get_content(decode_file(data))


def just_text(data):
    paragraphs = justext.justext(data, frozenset(), max_heading_distance=150, length_low=60,
                                 length_high=140, stopwords_low=0, stopwords_high=0)
    return "\n".join(p.text for p in paragraphs if not p.is_boilerplate)


EXTRACTORS = {
    "traf": lambda data: trafilatura.extract(data, include_comments=False),
    "traf_recall": lambda data: trafilatura.extract(data, include_comments=False,
                                                    favor_recall=True),
    "read": readability,
    "boil": boilerpipe,
    "just": just_text,
}


def attempt(extract, data):
    try:
        return extract(data) or ""
    except Exception:  # whatever it is, the extractor has no vote on this page
        return ""


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    out = {}
    for path in sorted(pathlib.Path(sys.argv[1]).glob("*.html")):
        data = path.read_bytes()
        out[path.name] = {name: attempt(f, data) for name, f in EXTRACTORS.items()}
    pathlib.Path(sys.argv[2]).write_text(json.dumps(out), encoding="utf8")


if __name__ == "__main__":
    main()
