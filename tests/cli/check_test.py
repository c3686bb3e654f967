#!/usr/bin/env python3
"""`quoth check` on copy of our own: verdicts, formats and exit status.

Reads QUOTH_BIN_DIR.
"""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ.get("QUOTH_SOURCE_DIR", pathlib.Path(__file__).parents[2]))
PROGRAM = pathlib.Path(os.environ.get("QUOTH_BIN_DIR", SOURCE / "build/bin"), "quoth")

ARTICLE = (
    "The port of Ellin will close its north basin in May, the harbour authority said on Monday.\n\n"
    "“We cannot run a lock that may fail with a ferry inside it,” said Maria Keller, the head of the "
    "harbour authority. “Nobody wants to see that, and I will not allow it.”\n\n"
    "Tomas Brandt, an engineer at Tidewater Works, disagreed. “The gate was tested in March, and every "
    "weld of it was sound,” Brandt told reporters in Ellin.\n")


def verdicts(*drafts):
    """Verdicts of the quotes of each draft, and the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "source.txt").write_text(ARTICLE, encoding="utf-8")
        lines = [json.dumps({"id": f"d{i}", "text": text}) for i, text in enumerate(drafts)]
        (folder / "drafts.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        run = subprocess.run([PROGRAM, "check", "--format", "jsonl", folder / "drafts.jsonl", "--against",
                              folder / "source.txt"], capture_output=True, text=True)
        assert run.returncode in (0, 1), run.stderr
        return [json.loads(line) for line in run.stdout.splitlines()], run.returncode


class Check(unittest.TestCase):
    def one(self, draft):
        found, status = verdicts(draft)
        self.assertEqual(len(found), 1)
        self.assertEqual(len(found[0]["quotes"]), 1, found)
        return found[0]["quotes"][0], status

    def test_the_line_of_a_draft(self):
        text = 'Maria Keller said: "We cannot run a lock that may fail with a ferry inside it."'
        quote, status = self.one(text)
        begin, end = quote["span"]
        self.assertEqual(text[begin:end], quote["text"])
        self.assertEqual(quote["text"], "We cannot run a lock that may fail with a ferry inside it.")
        self.assertEqual(quote["speaker"], "Maria Keller")
        self.assertEqual((quote["verdict"], quote["difference"]), ("verbatim", None))
        begin, end = quote["source"]["span"]
        self.assertEqual(ARTICLE[begin:end], "We cannot run a lock that may fail with a ferry inside it")
        self.assertTrue(quote["source"]["id"].endswith("source.txt"))
        self.assertEqual(quote["source"]["speaker"], "Maria Keller")
        self.assertEqual(status, 0)

    def test_verdicts(self):
        for draft, verdict in (
                ('Keller said: "we cannot run a lock that may fail with a ferry inside it".', "verbatim"),
                ('"We cannot run a lock," Maria Keller said, "that may fail with a ferry inside it."', "verbatim"),
                ('Maria Keller said: "We cannot run a lock … with a ferry inside it."', "elided"),
                ('Maria Keller said: "We can run a lock that may fail with a ferry inside it."', "altered"),
                ('Maria Keller said: "Nobody wants to see that, and I will … allow it."', "altered"),
                ('Tomas Brandt said: "We cannot run a lock that may fail with a ferry inside it."',
                 "misattributed"),
                ('Maria Keller said: "The whole port was built on sand and lies."', "not_found"),
                ('Maria Keller said: "The port of Ellin will close its north basin in May."', "unsure")):
            quote, status = self.one(draft)
            self.assertEqual(quote["verdict"], verdict, draft)
            self.assertEqual(status, 0 if verdict in ("verbatim", "elided") else 1)

    def test_the_difference_word_by_word(self):
        text = 'Maria Keller said: "We can run a lock that might fail with a ferry inside it."'
        quote, _ = self.one(text)
        self.assertEqual(quote["difference"], [
            {"kind": "words", "draft": "can", "source": "cannot", "span": [23, 26]},
            {"kind": "words", "draft": "might", "source": "may", "span": [swap := text.index("might"), swap + 5]}])

    def test_who_said_it(self):
        quote, _ = self.one('Maria Keller said: "The gate was tested in March, and every weld of it was sound."')
        self.assertEqual(quote["verdict"], "misattributed")
        self.assertEqual(quote["source"]["speaker"], "Tomas Brandt")
        self.assertEqual(quote["reason"], "said by Tomas Brandt")

    def run_on(self, draft, *options):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            (folder / "source.txt").write_text(ARTICLE, encoding="utf-8")
            (folder / "draft.txt").write_text(draft, encoding="utf-8")
            return subprocess.run([PROGRAM, "check", "draft.txt", *options, "--against", "source.txt"], cwd=folder,
                                  capture_output=True, text=True)

    def test_text(self):
        draft = 'Maria Keller said:\n\n"We can run a lock that may fail with a ferry inside it."\n'
        plain = self.run_on(draft).stdout
        self.assertIn("[1] altered: the source has other words; “can” is “cannot” in the source", plain)
        self.assertNotIn("\x1b", plain)
        self.assertIn("\x1b[31mWe can run", self.run_on(draft, "--color", "always").stdout)

    def test_sarif(self):
        draft = 'Ellin, May 3.\nMaria Keller said: “We can run a lock that may fail with a ferry inside it.”\n'
        run = self.run_on(draft, "--format", "sarif")
        log = json.loads(run.stdout)
        self.assertEqual(run.returncode, 1)
        self.assertEqual(log["version"], "2.1.0")
        driver = log["runs"][0]["tool"]["driver"]
        (result,) = log["runs"][0]["results"]
        self.assertEqual(result["ruleId"], "quoth/altered")
        self.assertEqual(driver["rules"][result["ruleIndex"]]["id"], "quoth/altered")
        place = result["locations"][0]["physicalLocation"]
        self.assertEqual(place["artifactLocation"]["uri"], "draft.txt")
        region = place["region"]
        self.assertEqual((region["startLine"], region["startColumn"], region["endLine"]), (2, 21, 2))
        data = draft.encode()
        words = data[region["byteOffset"]:region["byteOffset"] + region["byteLength"]].decode()
        self.assertEqual(words, "We can run a lock that may fail with a ferry inside it.")
        self.assertEqual(region["endColumn"], 21 + len(words))

    def test_usage(self):
        run = subprocess.run([PROGRAM, "check", "draft.txt"], capture_output=True, text=True)
        self.assertEqual(run.returncode, 2)
        self.assertEqual(run.stderr, "quoth: no sources given: name them by --against (usage)\n")

    def test_a_source_that_cannot_be_read(self):
        run = self.run_on("Nothing was said.\n", "--against", "missing.txt")
        self.assertEqual(run.returncode, 1)
        self.assertIn("missing.txt", run.stderr)


if __name__ == "__main__":
    unittest.main()
