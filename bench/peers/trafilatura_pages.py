#!/usr/bin/env python3
"""Peer: trafilatura, the extractor that its own evaluation puts first, from PyPI.

    trafilatura_pages.py OUT.jsonl < FILES

Reads names of files, writes {"id", "text"} a page, and prints one line of JSON: CPU seconds of
loading and of reading, pages, its version. Comments are left out, all else is as it comes.
"""
import json
import pathlib
import sys
import time


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    paths = [line.rstrip("\n") for line in sys.stdin]
    begun = time.process_time()
    import trafilatura
    loaded = time.process_time()
    with open(sys.argv[1], "w", encoding="utf8") as out:
        for path in paths:
            text = trafilatura.extract(pathlib.Path(path).read_bytes(), include_comments=False)
            out.write(json.dumps({"id": path, "text": text or ""}) + "\n")
    print(json.dumps({"version": trafilatura.__version__, "load_cpu_s": loaded - begun,
                      "read_cpu_s": time.process_time() - loaded, "pages": len(paths)}))


if __name__ == "__main__":
    main()
