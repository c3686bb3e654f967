#!/usr/bin/env python3
"""Runs the command lines of tests/cli/*.md and compares what they print.

    run_goldens.py PROGRAM [FILE.md …]

A file holds cases. A case begins at a heading ("# …"), says why it is there, and has fenced blocks:

    command       the command line, for sh; PROGRAM is `quoth` on the PATH
    file NAME     a file in the folder that the command runs in, any number of them
    stdin         standard input; /dev/null without it
    exit          the exit status
    stdout        what it prints; nothing without the block
    stderr        the same

In a block ␍ stands for a carriage return, ␛ for an escape character, {VERSION} for the version, and a
last line "\\ no newline" for output that does not end in one. A case that says "Needs the model." is
skipped where the program finds none. QUOTH_UPDATE_CASES=1 rewrites exit, stdout and stderr.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

FENCE = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```\n", re.M | re.S)
CHECKED = ("exit", "stdout", "stderr")
NO_NEWLINE = "\\ no newline\n"
ROOT = pathlib.Path(__file__).resolve().parents[2]
VERSION = (ROOT / "VERSION").read_text().strip()
TIMEOUT_S = 60


class Case:
    def __init__(self, source):
        self.source = source
        self.title = source.split("\n", 1)[0].lstrip("# ").strip()
        self.blocks = {}
        self.files = {}
        for kind, name, body in FENCE.findall(source):
            if kind == "file":
                self.files[name] = decode(body)
            elif kind in ("command", "stdin", *CHECKED) and kind not in self.blocks:
                self.blocks[kind] = body
            else:
                raise SystemExit(f"{self.title}: unexpected or repeated block '{kind}'")
        for kind in ("command", "exit"):
            if kind not in self.blocks and not (kind == "exit" and updating()):
                raise SystemExit(f"{self.title}: no '{kind}' block")

    @property
    def needs_model(self):
        return "Needs the model." in FENCE.sub("", self.source)

    def expected(self):
        return {kind: self.blocks.get(kind, "") for kind in CHECKED}

    def rewritten(self, actual):
        """The source with the blocks of `actual`, in the order of CHECKED, after the other blocks."""
        checked = re.compile(r"^```(%s)\n.*?^```\n\n?" % "|".join(CHECKED), re.M | re.S)
        kept = checked.sub("", self.source).rstrip("\n") + "\n"
        for kind in CHECKED:
            if actual[kind]:
                kept += f"\n```{kind}\n{actual[kind]}```\n"
        return kept


def updating():
    return os.environ.get("QUOTH_UPDATE_CASES") == "1"


def decode(body):
    if body.endswith(NO_NEWLINE):
        body = body[: -len(NO_NEWLINE) - 1]
    return body.replace("␍", "\r").replace("␛", "\x1b").replace("{VERSION}", VERSION).encode()


def encode(output):
    text = output.decode("utf-8", "backslashreplace").replace("\r", "␍").replace("\x1b", "␛")
    text = re.sub(r"^quoth %s$" % re.escape(VERSION), "quoth {VERSION}", text, flags=re.M)
    return text + "\n" + NO_NEWLINE if text and not text.endswith("\n") else text


def split_cases(source):
    """Cuts before each heading that is in no block; the first piece may be an introduction."""
    pieces, inside = [""], False
    for line in source.splitlines(keepends=True):
        if line.startswith("```"):
            inside = not inside
        if line.startswith("#") and not inside:
            pieces.append("")
        pieces[-1] += line
    return pieces


def environment(program):
    env = {"PATH": f"{program.parent}:/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    for name in ("QUOTH_MODEL", "QUOTH_ISA", "ASAN_OPTIONS"):
        if name in os.environ:
            env[name] = os.environ[name]
    return env


def run(case, program):
    with tempfile.TemporaryDirectory(prefix="quoth-cli-") as folder:
        for name, content in case.files.items():
            path = pathlib.Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        done = subprocess.run(
            ["sh", "-c", case.blocks["command"]],
            cwd=folder,
            env=environment(program),
            input=decode(case.blocks.get("stdin", "")),
            capture_output=True,
            timeout=TIMEOUT_S,
        )
    return {
        "exit": f"{done.returncode}\n",
        "stdout": encode(done.stdout),
        "stderr": encode(done.stderr),
    }


def has_model(program):
    probe = subprocess.run([program, "extract", "-"], input=b"", env=environment(program),
                           capture_output=True, timeout=TIMEOUT_S)
    return b"(model_not_found)" not in probe.stderr


def show_difference(case, actual):
    for kind, expected in case.expected().items():
        if expected != actual[kind]:
            print(f"  {kind}, expected:\n{expected}  {kind}, got:\n{actual[kind]}")


def run_file(path, program, model):
    """Returns the numbers of cases that passed, failed and were skipped."""
    pieces = split_cases(path.read_bytes().decode())
    passed = failed = skipped = 0
    for i, piece in enumerate(pieces):
        if not FENCE.search(piece):
            continue
        case = Case(piece)
        if case.needs_model and not model:
            print(f"skipped (no model): {path.name}: {case.title}")
            skipped += 1
            continue
        actual = run(case, program)
        if actual == case.expected():
            passed += 1
        elif updating():
            last = i == len(pieces) - 1
            pieces[i] = case.rewritten(actual) + ("" if last else "\n")
            print(f"rewritten: {path.name}: {case.title}")
        else:
            failed += 1
            print(f"FAILED: {path.name}: {case.title}")
            show_difference(case, actual)
    if updating():
        path.write_bytes("".join(pieces).encode())
    return passed, failed, skipped


def main(arguments):
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    program = pathlib.Path(arguments[0]).resolve()
    paths = [pathlib.Path(a) for a in arguments[1:]]
    paths = paths or sorted(pathlib.Path(__file__).resolve().parent.glob("*.md"))
    model = has_model(program)
    counts = [run_file(path, program, model) for path in paths]
    passed, failed, skipped = (sum(column) for column in zip(*counts))
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or passed + skipped == 0 and not updating() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
