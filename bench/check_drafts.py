"""How right `quoth check` is: drafts made from marked articles, with the verdict known.

    bench/check_drafts.py build/bin/quoth DATA [--seed N] [--per-class N] [--errors N]

DATA is the folder of the marked corpora (polnear.dev.jsonl with frames.dev.tsv, and so on). From each
corpus that is there, drafts are made around direct quotations of its articles, in template sentences, in
six classes: verbatim, typography (only marks, dashes, spaces, first letter), elided, altered (a word
changed, or a "not" put in or left out), misattributed (given to another speaker of the same article) and
not_found (from an article that is no source). The verdict must be the class; "passed" counts bad quotes
that came out as verbatim or elided. Prints a line a corpus and class, and the errors.
"""

import argparse
import collections
import json
import pathlib
import random
import re
import subprocess
import tempfile

CORPORA = {"polnear": "frames.dev.tsv", "wikinews": "frames.wikinews.dev.tsv",
           "written": "frames.written.dev.tsv"}
CLASSES = ["verbatim", "typography", "elided", "altered", "misattributed", "not_found"]
EXPECTED = {"typography": "verbatim"}
OPEN, CLOSE = "\"“‘'`«", "\"”’'»"
NEGATIONS = {"not", "never", "no", "none", "nobody", "nothing", "nor", "neither", "cannot", "without",
             "hardly", "barely", "nowhere"}
SWAPS = {"will": "would", "can": "could", "is": "was", "are": "were", "has": "had", "have": "had",
         "all": "some", "more": "less", "good": "bad", "never": "often", "always": "sometimes",
         "people": "voters", "very": "rather", "the": "that", "and": "or", "but": "and", "we": "they"}
TEMPLATES = [
    '{context}\n\n{speaker} said: "{quote}"',
    '{context}\n\n"{quote}," {speaker} told reporters.',
    '{context}\n\nAccording to {speaker}, "{quote}"',
    '"{quote}," said {speaker}.\n\n{context}',
    '{context}\n\n"{first}," said {speaker}, "{second}."',
    '{context}\n\n{speaker} was clear about it. "{quote}," {speaker} said.',
]
CONTEXT = ["The matter came up again this week.", "The remarks were widely reported.",
           "It was the second such statement in a month.", "The debate is far from over."]


def read_frames(path):
    frames = collections.defaultdict(dict)
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if len(fields) > 3:
            frames[fields[0]][int(fields[1])] = (fields[2], fields[3])
    return frames


def strip_marks(text):
    """The words of a content without its marks; None where it is not one quotation."""
    text = " ".join(text.split())
    if text[:2] in ("``", "''"):
        text = text[2:]
    elif text[:1] in OPEN and text[:1]:
        text = text[1:]
    else:
        return None
    text = text.rstrip(",. ")
    if text.endswith("''"):
        text = text[:-2]
    elif text[-1:] in CLOSE and text:
        text = text[:-1]
    else:
        return None
    return None if re.search("[\"“”«»`\\[\\]]|''|\\.\\.\\.|…", text) else text.strip()


def quotes_of(article, frames):
    """(quote, speaker, kind) of every direct quotation of five words or more by one named speaker."""
    for i, attribution in enumerate(article["attributions"]):
        speaker, kind = frames.get(i, ("-", "none"))
        if speaker in ("-", "AUTHOR") or " | " in speaker or kind in ("none", "author"):
            continue
        if kind not in ("person", "organisation"):
            continue
        pieces = [strip_marks(article["text"][b:e]) for b, e in attribution["content"]]
        if not pieces or None in pieces:
            continue
        # A tag in the middle of a sentence is closed up, one between sentences is not.
        quote = pieces[0]
        for piece in pieces[1:]:
            quote = quote.rstrip(",") + (" " if piece[0].islower() or quote[-1] in ".?!" else ". ") + piece
        if len(quote.split()) >= 5:
            yield quote.rstrip(",. "), speaker, kind


def speakers_of(frames):
    return sorted({s for s, kind in frames.values()
                   if kind in ("person", "organisation") and s not in ("-", "AUTHOR") and " | " not in s})


def typography(rng, quote):
    changes = [lambda q: q.replace("'", "’") if "'" in q else q.replace("’", "'"),
               lambda q: q.replace(" — ", " - ").replace("—", "–"),
               lambda q: q.replace(" ", "\u00a0", 1), lambda q: q.replace(" ", "  ", 1),
               lambda q: q[0].swapcase() + q[1:], lambda q: q.replace("fi", "ﬁ", 1)]
    for change in rng.sample(changes, 3):
        quote = change(quote)
    return quote


def elide(rng, quote):
    words = quote.split()
    choices = []
    for begin in range(2, len(words) - 3):
        for end in range(begin + 1, min(begin + 6, len(words) - 2)):
            dropped = [re.sub(r"\W+$", "", w).lower().replace("’", "'") for w in words[begin:end]]
            if any(w in NEGATIONS or w.endswith("n't") for w in dropped):
                continue
            if any(w[-1] in ".?!;:" for w in words[begin - 1:end]):
                continue
            if any(w[:1].isupper() for w in words[begin:end]):
                continue
            if any(w in ("i", "he", "she", "we", "they", "it", "you", "who") for w in dropped):
                continue
            choices.append((begin, end))
    if not choices:
        return None
    begin, end = rng.choice(choices)
    gap = rng.choice(["…", "...", "[…]", ". . ."])
    return " ".join(words[:begin] + [gap] + words[end:])


def alter(rng, quote):
    words = quote.split()
    kind = rng.choice(["swap", "lose", "add", "number"])
    lower = [re.sub(r"\W", "", w).lower() for w in words]
    nots = [i for i, w in enumerate(lower) if w in ("not", "never")]
    verbs = [i for i, w in enumerate(lower) if w in ("is", "are", "was", "were", "will", "would", "can", "has",
                                                     "have", "do", "should")]
    if kind == "lose" and nots:
        del words[rng.choice(nots)]
    elif kind == "add" and verbs:
        words.insert(rng.choice(verbs) + 1, "not")
    else:
        swaps = [i for i, w in enumerate(lower) if w in SWAPS]
        i = rng.choice(swaps) if swaps and rng.random() < 0.6 else rng.randrange(len(words))
        new = SWAPS.get(lower[i], "other")
        words[i] = re.sub(r"\w[\w'’-]*", new, words[i], count=1) if lower[i] else "other"
        if lower[i] == new:
            return None
    return " ".join(words)


def draft_text(rng, speaker, quote):
    template = rng.choice(TEMPLATES)
    words = quote.split()
    half = len(words) // 2
    if "{first}" in template and (words[half - 1][-1] in ".?!…" or "…" in words[half] or "." in words[half]):
        template = TEMPLATES[0]
    if quote[-1] in "?!":
        template = TEMPLATES[0]
    return template.format(context=rng.choice(CONTEXT), speaker=speaker, quote=quote,
                           first=" ".join(words[:half]).rstrip(","), second=" ".join(words[half:]))


def make_drafts(rng, articles, frames, per_class):
    """The sources, and drafts as (id, class, text, quote, speaker)."""
    rng.shuffle(articles)
    n_out = max(1, len(articles) // 4)
    outside, sources = articles[:n_out], articles[n_out:]
    drafts = []
    for name in CLASSES:
        pool = [(a, q) for a in (outside if name == "not_found" else sources)
                for q in quotes_of(a, frames[a["id"]])]
        rng.shuffle(pool)
        n = 0
        for article, (quote, speaker, _) in pool:
            if n == per_class:
                break
            if name == "misattributed":
                others = [s for s in speakers_of(frames[article["id"]])
                          if not set(s.lower().split()) & set(speaker.lower().split())]
                if not others:
                    continue
                speaker = rng.choice(others)
            change = {"typography": typography, "elided": elide, "altered": alter}.get(name)
            changed = change(rng, quote) if change else quote
            if changed is None:
                continue
            drafts.append((f"{name}-{n}", name, draft_text(rng, speaker, changed), changed, speaker))
            n += 1
    return sources, drafts


def check(program, sources, drafts):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        with open(folder / "sources.jsonl", "w", encoding="utf-8") as out:
            for a in sources:
                out.write(json.dumps({"id": a["id"], "text": a["text"]}) + "\n")
        with open(folder / "drafts.jsonl", "w", encoding="utf-8") as out:
            for d in drafts:
                out.write(json.dumps({"id": d[0], "text": d[2]}) + "\n")
        run = subprocess.run([program, "check", "-q", "--format", "jsonl", folder / "drafts.jsonl",
                              "--against", folder / "sources.jsonl"], capture_output=True, text=True)
        assert run.returncode in (0, 1), run.stderr
        return {line["id"]: line for line in map(json.loads, run.stdout.splitlines())}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-class", type=int, default=60)
    parser.add_argument("--errors", type=int, default=0, help="show so many errors a corpus")
    args = parser.parse_args()
    total, right, passed = 0, 0, 0
    for corpus, frames_file in CORPORA.items():
        rng = random.Random(args.seed)
        with open(args.data / f"{corpus}.dev.jsonl", encoding="utf-8") as lines:
            articles = [json.loads(line) for line in lines]
        frames = read_frames(args.data / frames_file)
        sources, drafts = make_drafts(rng, articles, frames, args.per_class)
        found = check(args.program, sources, drafts)
        shown = 0
        for name in CLASSES:
            mine = [d for d in drafts if d[1] == name]
            verdicts = collections.Counter()
            for draft_id, _, text, quote, speaker in mine:
                quotes = found[draft_id]["quotes"]
                best = max(quotes, key=lambda q: len(q["text"]), default={"verdict": "no quote"})
                verdict = best["verdict"]
                verdicts[verdict] += 1
                if verdict != EXPECTED.get(name, name) and shown < args.errors:
                    shown += 1
                    print(json.dumps({"id": draft_id, "draft": text, "found": quotes}, ensure_ascii=False))
            n_right = verdicts[EXPECTED.get(name, name)]
            n_passed = 0
            if name in ("altered", "misattributed", "not_found"):
                n_passed = verdicts["verbatim"] + verdicts["elided"]
            total, right, passed = total + len(mine), right + n_right, passed + n_passed
            print(f"{corpus:9} {name:13} {n_right:3}/{len(mine):3} right, {n_passed} passed  {dict(verdicts)}")
    print(f"all: {right}/{total} = {100 * right / total:.1f} % right, {passed} bad quotes passed")


if __name__ == "__main__":
    main()
