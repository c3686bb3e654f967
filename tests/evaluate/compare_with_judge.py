#!/usr/bin/env python3
"""Asserts that `quoth evaluate` prints what the reference scorer prints, byte for byte.

    compare_with_judge.py QUOTH SCORE.py GOLD.jsonl [FRAMES.tsv]

Predictions are made from the gold itself with a fixed seed: attributions lost, invented, moved, with
pieces merged and sources swapped, in both shapes of a prediction. Text, --json and --errors are
compared. Exit status 1 at the first difference, 77 (skipped) where a file is not there.
"""
import copy
import json
import pathlib
import random
import subprocess
import sys
import tempfile


def moved(span, length, rng):
    b, e = span
    b = max(0, min(length, b + rng.choice([0, 0, 0, -7, 3, 12])))
    e = max(b, min(length, e + rng.choice([0, 0, 0, -9, 4, 15])))
    return [b, e]


def perturbed(doc, rng, frames):
    """A prediction for a gold document; about half of it is right."""
    length = len(doc["text"])
    out = []
    for i, a in enumerate(doc["attributions"]):
        if rng.random() < 0.15:
            continue
        p = {r: [moved(s, length, rng) for s in a.get(r, [])] for r in ("source", "cue", "content")}
        p["id"] = f"s{i}"
        for link in ("within", "replies_to"):
            target = a.get(link)
            if target is not None and rng.random() < 0.8:
                p[link] = f"s{rng.choice([target, target, 0])}"
        if rng.random() < 0.1:
            p["source"] = []
        if rng.random() < 0.1:
            p["content"] = []
        frame = frames.get((doc["id"], i))
        if frame and rng.random() < 0.9:
            names = [] if frame[0] == "-" else frame[0].split(" | ")
            p["speakers"] = [{"name": rng.choice([n, n.upper(), "Dr. " + n, n + "’s", n.split()[-1]]),
                              "kind": rng.choice([frame[1], "person"])} for n in names]
            p["act"] = rng.choice([frame[2], "assert", None])
            p["addressee"] = rng.choice([{"text": frame[3]}, None, "the Straße"])
            p["channel"] = rng.choice([frame[4], None])
            p["when"] = {"text": rng.choice([frame[5], "on Monday"])}
        out.append(p)
    for _ in range(rng.randrange(3)):
        b = rng.randrange(max(1, length - 50))
        out.append({"source": [], "cue": [[b, b + 6]], "content": [[b + 7, b + 40]], "id": f"x{b}"})
    rng.shuffle(out)
    return out


def read_frames(path):
    frames = {}
    for line in path.read_text(encoding="utf8").splitlines():
        f = line.split("\t")
        if len(f) == 8:
            frames[f[0], int(f[1])] = f[2:]
    return frames


def main():
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    quoth, judge, gold = sys.argv[1:4]
    if not (pathlib.Path(judge).exists() and pathlib.Path(gold).exists()):
        print(f"skipped: {judge} or {gold} is not there")
        sys.exit(77)
    frames_path = sys.argv[4] if len(sys.argv) == 5 else None
    docs = [json.loads(line) for line in open(gold, encoding="utf8") if line.strip()]
    frames = read_frames(pathlib.Path(frames_path)) if frames_path else {}
    compared = 0
    for seed in range(4):
        rng = random.Random(seed)
        key = "statements" if seed % 2 else "attributions"
        predictions = [{"id": d["id"], key: perturbed(copy.deepcopy(d), rng, frames)}
                       for d in docs if rng.random() < 0.97]
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as file:
            file.write("".join(json.dumps(p) + "\n" for p in predictions))
            file.flush()
            for extra in ([], ["--json"], ["--errors", "25"]):
                extra = extra + (["--frames", frames_path] if frames_path else [])
                theirs, ours = (subprocess.run([*program, gold, file.name, *extra],
                                               capture_output=True, text=True)
                                for program in ([sys.executable, judge], [quoth, "evaluate"]))
                if (theirs.stdout, theirs.stderr) != (ours.stdout, ours.stderr):
                    print(f"seed {seed}, {extra}: the outputs differ", file=sys.stderr)
                    for a, b in zip(theirs.stdout.splitlines(), ours.stdout.splitlines()):
                        if a != b:
                            print(f"- {a}\n+ {b}", file=sys.stderr)
                            break
                    print(theirs.stderr, ours.stderr, sep="\n", file=sys.stderr)
                    sys.exit(1)
                compared += 1
    print(f"{compared} outputs are equal")


if __name__ == "__main__":
    main()
