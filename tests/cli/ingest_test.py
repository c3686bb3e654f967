#!/usr/bin/env python3
"""quoth ingest: killed at any instant it loses nothing and leaves no half document, several at once make
the record that one would, and what is there is not read again.

Reads QUOTH_BIN_DIR.
"""

import json
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import tempfile
import time
import unittest

PROGRAM = pathlib.Path(os.environ.get(
    "QUOTH_BIN_DIR", pathlib.Path(__file__).parents[2] / "build/bin"), "quoth")
N_KILLS = 100
NAMES = ("Maria Keller", "Jonas Brandt", "Ines Duarte", "Tom Okafor", "Lena Sorel")
PLACES = ("harbour", "tramway", "library", "quarry", "market", "bridge", "school")


def article(i):
    who, other = NAMES[i % 5], NAMES[(i * 3 + 1) % 5]
    what, where = PLACES[i % 7], PLACES[(i * 5 + 2) % 7]
    text = (f"PORT ELLIN — “We will not close the {what} in year {i},” said {who}, head of the {where} "
            f"board. {other} denied that the {where} was in danger.\n\n"
            f"“Nobody asked the {i * 31 % 97} people who work there,” {other} told reporters on Monday. "
            f"She said the {what} had cost {i + 3} million crowns.\n")
    return {"id": f"a{i}", "title": f"The {what} ({i})", "publisher": ("Courier", "Gazette")[i % 2],
            "published": f"2018-{i % 12 + 1:02}-{i % 28 + 1:02}", "text": text}


def dump(path):
    """All that a record says, without row ids and instants."""
    db = sqlite3.connect(path)
    tables = {
        "articles": "SELECT a.sha256, a.doc_id, a.title, p.name, a.published, a.day, a.n_words, "
                    "a.n_statements, x.name, t.text FROM articles a JOIN texts t ON t.article_id = a.id "
                    "JOIN extractors x ON x.id = a.extractor_id "
                    "LEFT JOIN publishers p ON p.id = a.publisher_id",
        "entities": "SELECT a.sha256, e.number, e.name, e.kind, e.roles, e.mentions, p.name FROM entities "
                    "e JOIN articles a ON a.id = e.article_id LEFT JOIN people p ON p.id = e.person_id",
        "statements": "SELECT a.sha256, s.number, s.id >> 24, s.form, s.act, s.confidence, s.evidence, "
                      "s.text, w.speaker, w.about FROM statements s JOIN articles a ON a.id = s.article_id "
                      "JOIN statement_words w ON w.id = s.id",
        "failures": "SELECT doc_id, code, place FROM failures",
    }
    out = {name: sorted(db.execute(sql).fetchall(), key=repr) for name, sql in tables.items()}
    db.execute("INSERT INTO statements_fts (statements_fts, rank) VALUES ('integrity-check', 1)")
    out["check"] = db.execute("PRAGMA integrity_check").fetchall() + db.execute(
        "PRAGMA foreign_key_check").fetchall()
    db.close()
    return out


def half_documents(path):
    db = sqlite3.connect(path)
    n = db.execute(
        "SELECT count(*) FROM articles a WHERE n_statements != (SELECT count(*) FROM statements s WHERE "
        "s.article_id = a.id) OR NOT EXISTS (SELECT 1 FROM texts t WHERE t.article_id = a.id)").fetchone()[0]
    n += db.execute("SELECT (SELECT count(*) FROM statements) - (SELECT count(*) FROM "
                    "statements_fts_docsize)").fetchone()[0]
    db.close()
    return n


class Ingest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def write(self, name, numbers):
        path = self.folder / name
        path.write_text("".join(json.dumps(article(i)) + "\n" for i in numbers))
        return path

    def start(self, db, *inputs, threads=1):
        return subprocess.Popen([PROGRAM, "ingest", "--db", self.folder / db, "-j", str(threads), *inputs],
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def ingest(self, db, *inputs, status=0):
        process = self.start(db, *inputs)
        out, err = process.communicate()
        self.assertEqual((process.returncode, out), (status, ""), err)
        return err

    def test_killed_at_any_instant(self):
        articles = self.write("articles.jsonl", range(60))
        self.ingest("whole.db", articles)
        expected = dump(self.folder / "whole.db")
        self.assertEqual(len(expected["articles"]), 60)
        self.assertEqual(expected["check"], [("ok",)])
        chance = random.Random(1)
        n_killed = n_inside = round_ = 0
        while n_killed < N_KILLS:
            db = self.folder / f"killed{round_}.db"
            process = self.start(db.name, articles)
            self.let_run(process, db, chance)
            process.kill()
            process.communicate()
            if process.returncode == 0:  # too late: it had come to its end
                self.assertEqual(dump(db), expected)
                db.unlink()
                round_ += 1
                continue
            n_killed += 1
            if db.exists() and db.stat().st_size > 0 and self.is_made(db):
                self.assertEqual(half_documents(db), 0)
                n_inside += 1
        self.assertGreater(n_inside, N_KILLS // 2)
        self.ingest(f"killed{round_}.db", articles)
        self.assertEqual(dump(self.folder / f"killed{round_}.db"), expected)

    @staticmethod
    def is_made(path):
        db = sqlite3.connect(path)
        version = db.execute("PRAGMA user_version").fetchone()[0]
        db.close()
        return version > 0

    @staticmethod
    def let_run(process, db, chance):
        """For a while, or until it writes and a few milliseconds longer, or less, or not at all."""
        if chance.random() < 0.25:
            time.sleep(chance.uniform(0, 0.4))
            return
        log = db.with_name(db.name + "-wal")
        size = log.stat().st_size if log.exists() else 0
        for _ in range(chance.randrange(1, 3)):
            while process.poll() is None and (log.stat().st_size if log.exists() else 0) == size:
                time.sleep(0.0002)
            size = log.stat().st_size if log.exists() else 0
        time.sleep(chance.choice((0, 0.0005, 0.001, 0.002, 0.004, 0.01)))

    def test_two_at_once(self):
        first, second = self.write("first.jsonl", range(40)), self.write("second.jsonl", range(20, 60))
        self.ingest("whole.db", first, second)
        pair = [self.start("two.db", first), self.start("two.db", second, threads=2)]
        for process in pair:
            _, err = process.communicate()
            self.assertEqual(process.returncode, 0, err)
        self.assertEqual(dump(self.folder / "two.db"), dump(self.folder / "whole.db"))

    def test_what_is_there_is_not_read_again(self):
        articles = self.write("articles.jsonl", range(10))
        more = self.write("more.jsonl", range(5, 15))
        self.assertEqual(self.ingest("news.db", articles),
                         "10 new, 0 replaced, 0 already there, 0 failed\n")
        before = dump(self.folder / "news.db")
        self.assertEqual(self.ingest("news.db", articles),
                         "0 new, 0 replaced, 10 already there, 0 failed\n")
        self.assertEqual(dump(self.folder / "news.db"), before)
        self.assertEqual(self.ingest("news.db", more),
                         "5 new, 0 replaced, 5 already there, 0 failed\n")

    def test_another_model_replaces_statements(self):
        articles = self.write("articles.jsonl", range(10))
        self.ingest("news.db", articles)
        before = dump(self.folder / "news.db")
        db = sqlite3.connect(self.folder / "news.db")
        db.execute("UPDATE extractors SET name = 'an older one'")
        db.commit()
        db.close()
        self.assertEqual(self.ingest("news.db", articles),
                         "0 new, 10 replaced, 0 already there, 0 failed\n")
        self.assertEqual(dump(self.folder / "news.db"), before)

    def test_a_bad_document_is_told_and_the_run_goes_on(self):
        articles = self.write("articles.jsonl", range(3))
        articles.write_text(articles.read_text() + "{no json\n" + json.dumps(article(7)) + "\n")
        err = self.ingest("news.db", articles, status=1)
        self.assertRegex(err, r"^quoth: .*articles\.jsonl:4.*\(invalid_json\)\n"
                              r"4 new, 0 replaced, 0 already there, 1 failed\n$")
        self.assertEqual([row[1] for row in dump(self.folder / "news.db")["failures"]], ["invalid_json"])

    def test_records_of_others(self):
        articles = self.write("articles.jsonl", range(3))
        self.ingest("news.db", articles)
        db = sqlite3.connect(self.folder / "news.db")
        db.execute("PRAGMA user_version = 999")
        db.close()
        for command in (["ingest", "--db", self.folder / "news.db", articles],
                        ["search", "--db", self.folder / "news.db", "harbour"]):
            done = subprocess.run([PROGRAM, *command], capture_output=True, text=True)
            self.assertEqual(done.returncode, 2)
            self.assertIn("was made by a newer quoth", done.stderr)
            self.assertIn("(record_version)", done.stderr)

    def test_an_older_record_is_migrated_after_a_backup(self):
        articles = self.write("articles.jsonl", range(3))
        schema = pathlib.Path(__file__).parents[2] / "src/store/migrations/0001_record.sql"
        db = sqlite3.connect(self.folder / "news.db")
        db.executescript(schema.read_text() + "PRAGMA application_id = 0x51754F54; PRAGMA user_version = 1;")
        db.close()
        self.ingest("news.db", articles)
        self.assertEqual(len(dump(self.folder / "news.db")["articles"]), 3)
        self.assertTrue((self.folder / "news.db.v1.backup").exists())

    def test_search(self):
        self.ingest("news.db", self.write("articles.jsonl", range(20)))

        def search(*arguments):
            done = subprocess.run([PROGRAM, "search", "--db", self.folder / "news.db", *arguments],
                                  capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr)
            return done

        hits = [json.loads(line) for line in search("--format", "jsonl", "--all", "close").stdout.splitlines()]
        self.assertEqual(len(hits), int(search("--count", "close").stdout))
        self.assertGreater(len(hits), 10)
        for hit in hits:
            begin, end = hit["highlights"][0]
            self.assertEqual(hit["text"][begin:end], "close")
            self.assertIn(hit["text"], hit["context"])
        page = search("--limit", "3", "--format", "csv", "close")
        self.assertEqual(page.stdout.count("\n"), 4)  # read as text: CR LF is one
        cursor = page.stderr.split("--after ")[1].strip()
        self.assertEqual(search("--limit", "3", "--after", cursor, "--format", "jsonl", "close").stdout,
                         "".join(search("--format", "jsonl", "--all", "close").stdout.splitlines(True)[3:6]))
        self.assertEqual(search("nothinglikeit").stderr, "nothing found\n")


if __name__ == "__main__":
    unittest.main()
