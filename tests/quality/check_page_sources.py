#!/usr/bin/env python3
"""The way back from an article to the bytes of its page, for every sentence of every saved page, and
for every source, cue and content of every statement that is read in them.

    check_page_sources.py QUOTH-DUMP DATA       (quoth itself lies beside quoth-dump)

The bytes that the source map names are cut out of the file, decoded by Python, stripped of tags and
comments, their references resolved and their white space folded: that must be the sentence. Exits
with 77 where DATA/pages.tar.gz is not there.
"""
import html
import json
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile

SKIPPED = ("script|style|noscript|svg|template|iframe|textarea|math|select|button|video|audio|"
           "object|canvas|title")
TAG = r"<(/?)([a-zA-Z][^\s/>]*)(?:\"[^\"]*\"|'[^']*'|[^'\">])*>"
MARKUP = re.compile(rf"<!--.*?--!?>|<({SKIPPED})\b.*?</\1\s*>|{TAG}|<[!?/][^>]*>", re.S | re.I)
LEFT_OUT = re.compile("[\u00ad\u200b\u2060\ufeff\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")


def reads_as(data, encoding):
    text = MARKUP.sub("", data.decode(encoding, "replace"))
    return re.sub(r"\s+", "", LEFT_OUT.sub("", html.unescape(text)))


def encodings(data):
    declared = re.search(rb"charset\s*=\s*[\"']?\s*([\w-]+)", data[:65536])
    yield "utf-8"
    if declared and declared.group(1).lower() not in (b"utf-8", b"utf8"):
        name = declared.group(1).decode().lower()
        yield "windows-1252" if name in ("iso-8859-1", "latin1") else name
    yield "windows-1252"


class Check:
    def __init__(self):
        self.n = self.n_wrong = 0

    def __call__(self, path, data, text, pieces):
        self.n += 1
        wanted = re.sub(r"\s+", "", text)
        if any("".join(reads_as(data[b:e], name) for b, e in pieces) == wanted for name in encodings(data)):
            return
        self.n_wrong += 1
        if self.n_wrong <= 10:
            print(pathlib.Path(path).name, pieces, repr(text[:80]))


def check_sentences(dump, paths):
    check, n_pages = Check(), 0
    result = subprocess.run([dump, "page-sources"], input="\n".join(paths) + "\n", text=True,
                            stdout=subprocess.PIPE, check=True, encoding="utf8")
    for page in map(json.loads, result.stdout.splitlines()):
        data = pathlib.Path(page["id"]).read_bytes()
        n_pages += 1
        for text, begin, end in page["sentences"]:
            check(page["id"], data, text, [(begin, end)])
    print(f"{n_pages} pages, {check.n} sentences, {check.n_wrong} of them not where the map says")
    return check


def records(quoth, paths, offsets):
    command = [quoth, "extract", "--format", "jsonl", "--with-text", "--language", "any", "-q",
               "--offsets", offsets, *paths]
    result = subprocess.run(command, stdout=subprocess.PIPE, check=True, encoding="utf8")
    return map(json.loads, result.stdout.splitlines())


def check_statements(quoth, paths):
    check, n_statements = Check(), 0
    for page, there in zip(records(quoth, paths, "codepoints"), records(quoth, paths, "source")):
        data = pathlib.Path(page["id"]).read_bytes()
        for a, b in zip(page["statements"], there["statements"]):
            n_statements += 1
            for role in ("source", "cue", "content"):
                text = "".join(page["text"][begin:end] for begin, end in a[role])
                check(page["id"], data, text, b[role])
    print(f"{n_statements} statements, {check.n} parts, {check.n_wrong} of them not where the record says")
    return check


def main():
    dump, archive = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]) / "pages.tar.gz"
    if not archive.is_file():
        print(f"there is no {archive}")
        sys.exit(77)
    with tempfile.TemporaryDirectory(prefix="quoth-pages-") as folder:
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        paths = sorted(str(p) for p in pathlib.Path(folder).rglob("*.html"))
        checks = [check_sentences(dump, paths), check_statements(dump.parent / "quoth", paths)]
    sys.exit(0 if all(c.n and not c.n_wrong for c in checks) else 1)


if __name__ == "__main__":
    main()
