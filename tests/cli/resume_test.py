#!/usr/bin/env python3
"""A run with --state goes on after it was killed: nothing lost, nothing twice."""
import json
import os
import pathlib
import random
import signal
import subprocess
import tempfile
import time
import unittest

QUOTH = pathlib.Path(os.environ["QUOTH_BIN_DIR"]) / "quoth"
N_FILES, N_LINES, N_KILLS = 6, 40, 25
PEOPLE = ["Ada Brennan", "Luis Ortega", "Mina Sato", "Paul Adeyemi", "Ruth Kessler"]
PLACES = ["harbour", "tram line", "school board", "river bridge", "market hall"]


def article(n):
    rng = random.Random(n)
    who, what = rng.choice(PEOPLE), rng.choice(PLACES)
    lines = [f"“The {what} will open in {rng.randint(2, 11)} weeks,” {who} said on Monday.",
             f"Residents said they had heard that {rng.randint(2, 9)} times before.",
             f"{rng.choice(PEOPLE)} told reporters that the {what} was too expensive."]
    return "\n\n".join(lines * rng.randint(1, 4))


class Resume(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name)
        news = self.root / "news"
        news.mkdir()
        for f in range(N_FILES):
            lines = [json.dumps({"id": f"{f}-{i}", "text": article(1000 * f + i)}) for i in range(N_LINES)]
            lines[7] = '{"id": "broken", "text": '
            (news / f"{f}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf8")

    def command(self, out, *more):
        return [QUOTH, "extract", "--format", "jsonl", "-q", "-o", self.root / out, "news", *more]

    def run_once(self, *args):
        return subprocess.run([str(a) for a in self.command(*args)], cwd=self.root,
                              capture_output=True, text=True)

    def test_killed_again_and_again_it_writes_what_a_quiet_run_writes(self):
        self.assertEqual(self.run_once("whole.jsonl").returncode, 1)  # the broken lines
        rng, kills = random.Random(5), 0
        for _ in range(500):
            run = subprocess.Popen([str(a) for a in self.command("out.jsonl", "--state", "state")],
                                   cwd=self.root, stderr=subprocess.PIPE, text=True)
            if kills < N_KILLS:
                time.sleep(rng.uniform(0.02, 0.25))
                run.send_signal(rng.choice([signal.SIGKILL, signal.SIGTERM]))
            _, message = run.communicate()
            if run.returncode >= 0:
                break
            kills += 1
            self.assertFalse((self.root / "out.jsonl").exists())
        self.assertEqual((run.returncode, message), (1, ""))
        self.assertGreaterEqual(kills, 3)
        self.assertEqual((self.root / "out.jsonl").read_bytes(),
                         (self.root / "whole.jsonl").read_bytes())
        self.assertFalse((self.root / "out.jsonl.part").exists())

    def test_a_run_that_is_complete_is_not_repeated(self):
        self.run_once("out.jsonl", "--state", "state")
        before = (self.root / "out.jsonl").stat()
        again = self.run_once("out.jsonl", "--state", "state")
        self.assertEqual(again.returncode, 1)
        self.assertEqual((self.root / "out.jsonl").stat().st_mtime_ns, before.st_mtime_ns)

    def test_other_arguments_need_another_state(self):
        self.run_once("out.jsonl", "--state", "state")
        other = self.run_once("out.jsonl", "--state", "state", "--min-confidence", "0.5")
        self.assertEqual(other.returncode, 2)
        self.assertIn("state: was made by a run with other inputs, options or another model",
                      other.stderr)

    def test_a_damaged_state_is_told(self):
        (self.root / "state").mkdir()
        (self.root / "state" / "state.json").write_text("{")
        run = self.run_once("out.jsonl", "--state", "state")
        self.assertEqual(run.returncode, 1)
        self.assertIn("state/state.json: is damaged", run.stderr)

    def test_it_needs_a_file_to_write_to(self):
        run = subprocess.run([QUOTH, "extract", "news", "--state", "state"], cwd=self.root,
                             capture_output=True, text=True)
        self.assertEqual(run.returncode, 2)
        self.assertIn("give -o FILE", run.stderr)


if __name__ == "__main__":
    unittest.main()
