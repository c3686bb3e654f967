#!/usr/bin/env python3
"""quoth people and quoth quotes, end to end over a small record of invented articles.

Reads QUOTH_SOURCE_DIR and QUOTH_BIN_DIR.
"""

import csv
import io
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ.get("QUOTH_SOURCE_DIR", pathlib.Path(__file__).parents[2]))
BIN = pathlib.Path(os.environ.get("QUOTH_BIN_DIR", SOURCE / "build/bin"))
PROGRAM = BIN / "quoth"


class Record(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.made = pathlib.Path(cls.folder.name, "made.db")
        subprocess.run([BIN / "tests/people_samples", cls.made], check=True)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def setUp(self):
        self.db = pathlib.Path(self.folder.name, "news.db")
        for path in self.db.parent.glob("news.db*"):
            path.unlink()
        shutil.copy(self.made, self.db)

    def run_quoth(self, command, *arguments, status=0):
        done = subprocess.run([PROGRAM, command, "--db", self.db, *map(str, arguments)],
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, status, done.stderr)
        self.stderr = done.stderr
        return done.stdout

    def people(self, *arguments, status=0):
        return self.run_quoth("people", *arguments, status=status)

    def lines(self, *arguments, command="people"):
        return [json.loads(line) for line in
                self.run_quoth(command, *arguments, "--format", "jsonl").splitlines()]

    def by_name(self):
        return {p["name"]: p for p in self.lines("--all")}

    def number(self, name):
        return self.by_name()[name]["id"]


class List(Record):
    def test_one_line_a_person(self):
        people = self.by_name()
        self.assertEqual(set(people), {"Maria Keller", "Jonas Keller", "Ines Duarte", "Tom Wirth",
                                       "Harbour Workers Union", "City Council"})
        self.assertEqual(
            {k: people["Maria Keller"][k] for k in
             ("kind", "statements", "articles", "about", "first", "last", "roles")},
            {"kind": "person", "statements": 7, "articles": 8, "about": 3, "first": "2024-03-04",
             "last": "2024-05-21", "roles": ["head of the harbour authority"]})
        self.assertEqual(people["Harbour Workers Union"]["articles"], 3)

    def test_filters(self):
        def names(*arguments):
            return [p["name"] for p in self.lines(*arguments)]
        self.assertEqual(names("list", "kell"), ["Maria Keller", "Jonas Keller"])
        self.assertEqual(names("--role", "mayor"), ["Ines Duarte"])
        self.assertEqual(names("--kind", "organisation", "--sort", "name"),
                         ["City Council", "Harbour Workers Union"])
        self.assertEqual(names("--publisher", "Morning Star", "--sort", "name"),
                         ["Maria Keller", "Tom Wirth"])
        self.assertEqual(names("--since", "2024-09"), ["City Council", "Ines Duarte"])
        self.assertEqual(names("--min-statements", "4"), ["Maria Keller", "Ines Duarte"])
        self.assertEqual(names("--limit", "1"), ["Maria Keller"])

    def test_text_and_csv(self):
        first = self.people().splitlines()[1]
        self.assertEqual(first.split(), "1 Maria Keller 7 8 2024-03-04 to 2024-05-21, head of the harbour "
                                        "authority".split())
        rows = list(csv.DictReader(io.StringIO(self.people("--format", "csv"))))
        self.assertEqual(len(rows), 6)
        self.assertEqual(rows[0]["roles"], "head of the harbour authority")

    def test_names_that_stay_with_nobody(self):
        names = self.lines("unresolved")
        self.assertEqual([(n["name"], n["rule"]) for n in names], [("Keller", "unsure")])


class Show(Record):
    def test_names_roles_and_links(self):
        page, = self.lines("show", "Maria Keller")
        self.assertEqual({n["name"] for n in page["names"]}, {"Maria Keller", "Maria T. Keller"})
        self.assertEqual(page["roles"], [
            {"role": "head of the harbour authority", "first": "2024-03-04", "last": "2024-04-15",
             "articles": 2, "evidence": "quay-opens"}])
        rules = {(link["article"], link["name"]): (link["rule"], link["confidence"])
                 for link in page["links"]}
        self.assertEqual(rules["chief", "harbour chief"], ("role", 0.8))
        self.assertEqual(rules["quay-opens", "Maria Keller"], ("name", 0.9))

    def test_positions_and_where_they_moved(self):
        page, = self.lines("show", "Ines Duarte")
        self.assertEqual([(p["article"], p["act"]) for p in page["positions"]],
                         [("quay-opens", "support"), ("quay-opens", "commit"), ("accuse", "accuse"),
                          ("regret", "concede")])
        accusation = page["positions"][2]
        self.assertEqual([a["name"] for a in accusation["about"]], ["Maria Keller"])
        self.assertEqual([a["name"] for a in accusation["answered_by"]], ["Maria Keller"])
        by_id = {p["id"]: p["article"] for p in page["positions"]}
        self.assertEqual([(m["kind"], by_id[m["earlier"]], by_id[m["later"]]) for m in page["moves"]],
                         [("supported, then accused", "quay-opens", "accuse"),
                          ("supported, then conceded", "quay-opens", "regret")])
        text = self.people("show", "Duarte")
        self.assertIn("Said before, and later", text)
        self.assertIn("supported, then accused", text)

    def test_who_answers_whom(self):
        page, = self.lines("show", "Maria Keller")
        denial, = [p for p in page["positions"] if p.get("act") == "deny"]
        self.assertEqual(denial["answers"]["speakers"][0]["name"], "Ines Duarte")
        self.assertEqual(denial["answers"]["text"], "“Keller hid the cost of the quay from the town,”")

    def test_a_name_of_several_is_listed(self):
        self.assertEqual(self.people("show", "Keller", status=2), "")
        self.assertIn("Maria Keller", self.stderr)
        self.assertIn("Jonas Keller", self.stderr)
        self.assertIn("'Keller' may be any of these 2; say which by its number (usage)", self.stderr)

    def test_failures(self):
        self.people("show", "Zora Blum", status=1)
        self.assertIn("nobody is called 'Zora Blum' (not_found)", self.stderr)
        self.people("shwo", "1", status=2)
        self.assertIn("unknown action 'shwo'; did you mean 'show'?", self.stderr)
        self.people("show", status=2)
        self.people("undo", status=2)
        self.assertIn("there is no correction to take back", self.stderr)
        self.people("list", "--since", "soon", status=2)
        self.db = pathlib.Path(self.folder.name, "none.db")
        self.people("merge", "1", "2", status=1)
        self.assertFalse(self.db.exists())


class Corrections(Record):
    def dump(self):
        """All that the record says of people: everyone, with names and links."""
        return [self.lines("show", p["id"])[0] for p in self.lines("--all", "--sort", "id")]

    def test_merge_and_undo(self):
        before = self.dump()
        maria, jonas = self.number("Maria Keller"), self.number("Jonas Keller")
        self.people("merge", maria, jonas, "--reason", "a test")
        self.assertNotIn("Jonas Keller", self.by_name())
        self.assertEqual(self.lines("show", jonas)[0]["id"], maria)  # the old number still leads there
        self.assertEqual(self.lines("show", maria)[0]["merged"], [jonas])
        self.people("undo")
        self.assertEqual(self.dump(), before)
        self.assertEqual([c["action"] for c in self.lines("history")], ["undo", "merge"])
        self.assertEqual(self.lines("history")[1]["reason"], "a test")

    def test_split_alias_rename_and_undo(self):
        before = self.dump()
        maria = self.number("Maria Keller")
        links = self.lines("show", maria)[0]["links"]
        mention = [x["entity"] for x in links if x["name"] == "Maria T. Keller"]
        self.people("split", maria, *mention, "--name", "Maria Theresa Keller")
        self.assertIn("Maria Theresa Keller", self.by_name())
        self.people("alias", maria, "Keller")
        self.assertEqual(self.lines("unresolved"), [])
        self.people("rename", maria, "M. Keller of the harbour")
        self.assertIn("M. Keller of the harbour", self.by_name())
        self.people("alias", "--remove", maria, "Keller")
        self.assertEqual([n["name"] for n in self.lines("unresolved")], ["Keller"])
        self.people("undo", 4)
        self.assertEqual(self.dump(), before)

    def test_a_mention_is_given_to_somebody(self):
        mention = self.lines("unresolved")[0]["entity"]
        maria = self.number("Maria Keller")
        self.people("merge", maria, mention)
        self.assertEqual(self.lines("unresolved"), [])
        rules = {link["rule"] for link in self.lines("show", maria)[0]["links"]}
        self.assertIn("correction", rules)

    def test_relink_changes_nothing(self):
        before = self.dump()
        self.assertEqual(self.people("relink"), "12 articles, 6 people\n")
        self.assertEqual(self.dump(), before)


class Ingested(Record):
    """The same from articles themselves, in one run and one by one in another order."""

    ARTICLES = SOURCE / "tests/data/aldport.jsonl"

    def ingest(self, *texts):
        self.db.unlink(missing_ok=True)
        for text in texts:
            done = subprocess.run([PROGRAM, "ingest", "--db", self.db, "-"], input=text, text=True,
                                  capture_output=True)
            self.assertEqual(done.returncode, 0, done.stderr)

    def dump(self):
        people = self.lines("--all")
        pages = [self.lines("show", p["id"])[0] for p in people]
        return sorted((page["name"], sorted((x["article"], x["name"], x["rule"], x["confidence"])
                                            for x in page["links"])) for page in pages)

    def test_people_of_articles(self):
        self.ingest(self.ARTICLES.read_text())
        people = self.by_name()
        for name in ("Maria Keller", "Jonas Keller", "Ines Duarte", "Harbour Workers Union"):
            self.assertIn(name, people)
        page, = self.lines("show", "Maria Keller")
        links = {(x["article"], x["name"]): x["rule"] for x in page["links"]}
        self.assertEqual(links["quay-star", "Maria T. Keller"], "name")
        self.assertEqual(links["chief", "harbour chief"], "role")
        self.assertNotIn("football", {article for article, _ in links})
        union, = self.lines("show", "HWU")
        self.assertEqual(union["name"], "Harbour Workers Union")
        self.assertEqual({x["article"] for x in union["links"]}, {"quay-herald", "chief", "strike"})
        self.assertEqual([n["name"] for n in self.lines("unresolved")], ["Keller"])
        group, = self.lines(command="quotes")
        self.assertEqual([p["article"] for p in group["printings"]],
                         ["quay-opens", "quay-herald", "quay-star", "quay-mail", "quay-letter"])

    def test_order_makes_no_difference(self):
        lines = self.ARTICLES.read_text().splitlines(keepends=True)
        self.ingest("".join(lines))
        expected = self.dump()
        self.ingest("".join(lines[::-1]))
        self.assertEqual(self.dump(), expected)
        self.ingest("".join(lines[6:]), "".join(lines[:3]), "".join(lines[3:6]))
        self.assertEqual(self.dump(), expected)

    def test_corrections_survive_a_new_reading(self):
        self.ingest(self.ARTICLES.read_text())
        maria = self.number("Maria Keller")
        star = [x["entity"] for x in self.lines("show", maria)[0]["links"] if x["article"] == "quay-star"]
        self.people("split", maria, *star, "--name", "Maria Theresa Keller")
        corrected = self.dump()
        with sqlite3.connect(self.db) as db:  # as if an older model had read the articles
            db.execute("UPDATE extractors SET name = 'older'")
        db.close()
        done = subprocess.run([PROGRAM, "ingest", "--db", self.db, self.ARTICLES], capture_output=True)
        self.assertEqual(done.returncode, 0)
        self.assertEqual(self.dump(), corrected)


class Quotes(Record):
    def test_five_variants_of_one_quotation(self):
        group, = self.lines(command="quotes")
        self.assertEqual([(p["article"], p["wording"]) for p in group["printings"]],
                         [("quay-opens", "first"), ("quay-herald", "same"), ("quay-star", "altered"),
                          ("quay-mail", "elided"), ("quay-letter", "same")])
        self.assertEqual(group["printings"][2]["edits"], [{"first": "May", "here": "June"}])
        self.assertIn("May -> June", self.run_quoth("quotes", "--differing"))
        again, = self.lines(group["printings"][3]["statement"], command="quotes")
        self.assertEqual(again, group)

    def test_of_one_speaker(self):
        self.assertEqual(self.lines("--speaker", "Jonas Keller", command="quotes"), [])
        self.assertEqual(len(self.lines("--speaker", "Maria Keller", command="quotes")), 1)
        self.run_quoth("quotes", "--speaker", "Keller", status=2)

    def test_no_quotation(self):
        self.run_quoth("quotes", "1", status=1)
        self.assertIn("is no quotation", self.stderr)


if __name__ == "__main__":
    unittest.main()
