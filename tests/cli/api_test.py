#!/usr/bin/env python3
"""The API of `quoth serve` over a record: every answer against what SQL finds in the same record."""

import csv
import io
import json
import pathlib
import sqlite3
import subprocess
import tempfile
import unittest
import urllib.parse

from serve_server import BIN, QUOTH, Server, model_is_there

N_ARTICLES = 150  # some 900 statements, so that an export comes in more than one piece
PERMALINK = "substr(a.sha256, 1, 16) || '-s' || s.number"
STATEMENTS = ("statements AS s JOIN articles AS a ON a.id = s.article_id LEFT JOIN publishers AS p ON "
              "p.id = a.publisher_id LEFT JOIN sections AS c ON c.id = a.section_id")


def address(path, **parameters):
    query = urllib.parse.urlencode(parameters, doseq=True)
    return path + ("?" + query if query else "")


@unittest.skipUnless(model_is_there(), "needs the model")
class ApiTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.record = str(pathlib.Path(folder.name) / "news.db")
        subprocess.run([BIN / "tests/make_record", cls.record, str(N_ARTICLES)], check=True)
        cls.server = Server("--db", cls.record)
        cls.addClassCleanup(cls.server.stop)
        cls.db = sqlite3.connect(cls.record)
        cls.addClassCleanup(cls.db.close)

    def get(self, path, **parameters):
        status, headers, body = self.server.get(address(path, **parameters))
        self.assertEqual((status, headers["content-type"]), (200, "application/json"), body[:300])
        return json.loads(body)

    def rows(self, sql, *values):
        return [row[0] if len(row) == 1 else row for row in self.db.execute(sql, values)]

    def ids(self, condition="1", *values, order="s.id DESC"):
        return self.rows(f"SELECT {PERMALINK} FROM {STATEMENTS} WHERE {condition} ORDER BY {order}", *values)

    def walk(self, limit, **parameters):
        """All results of a search, page after page."""
        results, after = [], ""
        while True:
            page = self.get("/api/search", limit=limit, **parameters, **({"after": after} if after else {}))
            results += page["results"]
            self.assertEqual(len(page["results"]), limit if page["next"] else len(page["results"]))
            if not page["next"]:
                return page["found"], results
            after = page["next"]


class Search(ApiTest):
    def assert_found(self, expected, **parameters):
        self.assertGreater(len(expected), 0)
        self.assertLess(len(expected), len(self.ids()))
        found, results = self.walk(7, order="newest", **parameters)
        self.assertEqual([hit["id"] for hit in results], expected)
        self.assertEqual(found, len(expected))

    def test_every_filter(self):
        person = self.rows("SELECT person_id FROM entities JOIN speakers ON entity_id = entities.id "
                           "WHERE person_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1")[0]
        about = self.rows("SELECT person_id FROM entities JOIN abouts ON entity_id = entities.id "
                          "GROUP BY 1 ORDER BY count(*) DESC, 1")[0]
        speaks = ("EXISTS (SELECT 1 FROM speakers AS k LEFT JOIN entities AS e ON e.id = k.entity_id WHERE "
                  "k.statement_id = s.id AND ")
        spoken = ("EXISTS (SELECT 1 FROM abouts AS b JOIN entities AS e ON e.id = b.entity_id WHERE "
                  "b.statement_id = s.id AND ")
        for parameters, condition in (
                ({"speaker": "keller"}, speaks + "' ' || k.name || ' ' LIKE '% keller %')"),
                ({"about": "brandt"}, spoken + "' ' || e.name || ' ' LIKE '% brandt %')"),
                ({"person": person}, speaks + f"e.person_id = {person})"),
                ({"about_person": about}, spoken + f"e.person_id = {about})"),
                ({"act": "accuse"}, "s.act = 'accuse'"),
                ({"act": ["deny", "ask"]}, "s.act IN ('deny', 'ask')"),
                ({"channel": ["press", "poll"]}, "s.channel IN ('press', 'poll')"),
                ({"form": "mixed"}, "s.form = 'mixed'"),
                ({"kind": "organisation"}, speaks + "k.kind = 'organisation')"),
                ({"publisher": ["the quay", "Coast Wire"]}, "p.name IN ('The Quay', 'Coast Wire')"),
                ({"section": "local NEWS"}, "c.name = 'Local news'"),
                ({"since": "2024-02"}, "date(a.day) >= '2024-02-01'"),
                ({"until": "2022-03-15"}, "date(a.day) <= '2022-03-15'"),
                ({"since": "2023", "until": "2023"}, "date(a.day) BETWEEN '2023-01-01' AND '2023-12-31'"),
                ({"min_confidence": 0.8}, "s.confidence >= 0.8"),
                ({"act": "accuse", "section": "Politics", "min_confidence": 0.7},
                 "s.act = 'accuse' AND c.name = 'Politics' AND s.confidence >= 0.7")):
            with self.subTest(parameters):
                self.assert_found(self.ids(condition), **parameters)

    def test_words(self):
        for words, condition in (("bridge", "s.text LIKE '%bridge%'"), ("brid*", "s.text LIKE '%bridge%'"),
                                 ('"old bridge" winter', "s.text LIKE '%old bridge%' AND s.text LIKE '%winter%'")):
            expected = self.ids(condition)
            with self.subTest(words):
                self.assert_found(expected, q=words)
                found, results = self.walk(5, q=words)  # the best first, whatever they are
                self.assertEqual(sorted(hit["id"] for hit in results), sorted(expected))
                for hit in results:
                    marked = {hit["text"][b:e].lower() for b, e in hit["highlights"]}
                    self.assertIn("bridge", " ".join(marked).split())

    def test_pages_give_every_row_once(self):
        for limit in (1, 7, 200):
            found, results = self.walk(limit, **({"until": "2022-01"} if limit == 1 else {}))
            expected = self.ids("date(a.day) < '2022-02-01'" if limit == 1 else "1")
            self.assertEqual([hit["id"] for hit in results], expected)
            self.assertEqual(found, len(expected))

    def test_a_hit_has_all_that_is_known(self):
        sql = (f"SELECT {PERMALINK}, a.doc_id, a.title, p.name, c.name, a.published, a.url, s.form, s.act, s.channel, "
               f"round(s.confidence, 3), s.text, s.when_text, s.when_date, s.id, a.sha256 FROM {STATEMENTS} "
               "ORDER BY s.id DESC")
        hits = self.walk(200)[1]
        for hit, row in zip(hits, self.rows(sql), strict=True):
            article, when = hit["article"], hit.get("when", {})
            self.assertEqual((hit["id"], article["document"], article["title"], article["publisher"],
                              article.get("section"), article["published"], article["url"], hit["form"], hit.get("act"),
                              hit.get("channel"), hit["confidence"], hit["text"], when.get("text"), when.get("date")),
                             row[:14])
            self.assertEqual(article["id"], row[15][:16])
            speakers = self.rows("SELECT k.name, k.kind, k.role, e.person_id FROM speakers AS k JOIN entities AS e ON "
                                 "e.id = k.entity_id WHERE statement_id = ? ORDER BY position", row[14])
            self.assertEqual([(s["name"], s["kind"], s.get("role"), s.get("person")) for s in hit["speakers"]],
                             speakers)
            context = hit["context"]
            said = " ".join(context["text"][b:e] for b, e in context["content"])
            self.assertEqual(said, hit["text"])

    def test_facets(self):
        for parameters, condition in (({}, "1"), ({"act": "accuse"}, "s.act = 'accuse'"),
                                      ({"section": "Politics"}, "c.name = 'Politics'")):
            answer = self.get("/api/facets", **parameters)
            n = self.rows(f"SELECT count(*) FROM {STATEMENTS} WHERE {condition}")[0]
            self.assertEqual((answer["counted"], answer["sample"]), (n, False))
            self.assertEqual(list(answer["facets"]),
                             ["speaker", "about", "act", "channel", "publisher", "section", "form", "month"])
            for facet, column in (("act", "s.act"), ("channel", "s.channel"), ("publisher", "p.name"),
                                  ("section", "c.name"), ("form", "s.form")):
                expected = self.rows(f"SELECT {column}, count(*) FROM {STATEMENTS} WHERE {condition} AND {column} "
                                     "IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1")
                self.assertEqual([(v["value"], v["n"]) for v in answer["facets"][facet]], expected, facet)
            months = self.rows("SELECT strftime('%Y-%m', a.day), count(*) FROM "
                               f"{STATEMENTS} WHERE {condition} GROUP BY 1")
            self.assertEqual([(v["value"], v["n"]) for v in answer["facets"]["month"]], months)
            speakers = self.rows(f"SELECT q.name, count(DISTINCT s.id) FROM {STATEMENTS} JOIN speakers AS k ON "
                                 "k.statement_id = s.id JOIN entities AS e ON e.id = k.entity_id LEFT JOIN people "
                                 f"AS q ON q.id = e.person_id WHERE {condition} AND q.name IS NOT NULL GROUP BY 1")
            counted = {v["value"]: v["n"] for v in answer["facets"]["speaker"]}
            names = dict(speakers)
            self.assertEqual({k: n for k, n in counted.items() if k in names},
                             {k: n for k, n in names.items() if k in counted})
            self.assertGreater(len(counted), 5)


class Export(ApiTest):
    def export(self, form, **parameters):
        status, headers, body = self.server.get(address("/api/export", format=form, **parameters))
        self.assertEqual(status, 200)
        self.assertEqual(headers["content-disposition"], f'attachment; filename="statements.{form}"')
        self.assertEqual(headers["transfer-encoding"], "chunked")  # in pieces, as they are read
        return headers["content-type"], body.decode()

    def test_json_lines(self):
        kind, body = self.export("jsonl")
        self.assertEqual(kind, "application/x-ndjson")
        self.assertEqual([json.loads(line) for line in body.splitlines()], self.walk(200)[1])

    def test_csv(self):
        kind, body = self.export("csv")
        self.assertEqual(kind, "text/csv; charset=utf-8")
        rows = list(csv.DictReader(io.StringIO(body, newline="")))
        expected = self.rows(f"SELECT {PERMALINK}, p.name, coalesce(c.name, ''), a.title, s.text, s.form, a.doc_id "
                             f"FROM {STATEMENTS} ORDER BY s.id DESC")
        self.assertEqual([(r["id"], r["publisher"], r["section"], r["title"], r["text"], r["form"], r["document"])
                          for r in rows], expected)

    def test_json_ld(self):
        kind, body = self.export("jsonld")
        self.assertEqual(kind, "application/ld+json")
        graph = json.loads(body)
        self.assertEqual(graph["@context"], "https://schema.org")
        expected = self.rows(f"SELECT CASE s.form WHEN 'indirect' THEN 'Claim' ELSE 'Quotation' END, {PERMALINK}, "
                             f"s.text, c.name FROM {STATEMENTS} ORDER BY s.id DESC")
        self.assertEqual([(node["@type"], node["identifier"], node["text"], node["isPartOf"].get("articleSection"))
                          for node in graph["@graph"]], expected)

    def test_a_part(self):
        status, _, body = self.server.get("/api/export?section=Politics&act=accuse")
        expected = self.ids("c.name = 'Politics' AND s.act = 'accuse'")
        self.assertEqual([json.loads(line)["id"] for line in body.splitlines()], expected)
        self.assertEqual(self.server.get("/api/export?format=jsonld&q=nowhere")[2],
                         b'{"@context": "https://schema.org",\n"@graph": [\n\n]}\n')


class Articles(ApiTest):
    def test_every_article_is_as_it_was_kept(self):
        for row, sha256, text, title, section in self.rows(
                "SELECT a.id, sha256, text, title, c.name FROM articles AS a JOIN texts ON article_id = a.id LEFT JOIN "
                "sections AS c ON c.id = section_id"):
            article = self.get("/api/articles/" + sha256[:16])
            self.assertEqual((article["article"], article["text"], article["title"], article.get("section")),
                             (sha256[:16], text, title, section))
            self.assertEqual(article["kept_sha256"], article["sha256"])
            statements = self.rows("SELECT 's' || number, form, act, text, confidence FROM statements WHERE "
                                   "article_id = ? ORDER BY number", row)
            self.assertEqual([(s["id"], s["form"], s.get("act"), s["text"], s["confidence"])
                              for s in article["statements"]], statements)
            for s in article["statements"]:
                self.assertEqual(" ".join(text[b:e] for b, e in s["content"]), s["text"])
            people = self.rows("SELECT 'e' || number, person_id FROM entities WHERE article_id = ? AND person_id "
                               "IS NOT NULL ORDER BY number", row)
            self.assertEqual([(e, p["id"]) for e, p in article["people"].items()], people)

    def test_a_statement_with_what_stands_around_it(self):
        for one in self.ids()[:40]:
            answer = self.get("/api/statements/" + one)
            self.assertEqual((answer["id"], answer["statement"]), (one, one.split("-")[1]))
            article = answer["article"]
            self.assertEqual(article, self.get("/api/articles/" + one.split("-")[0]))
            statement = next(s for s in article["statements"] if s["id"] == answer["statement"])
            begin, end = answer["context"]
            said = article["text"][statement["content"][0][0]:statement["content"][-1][1]]
            self.assertIn(said, article["text"][begin:end])

    def test_formats(self):
        one = self.ids()[0]
        for name, begin in (("csv", b"id,statement,form,"), ("tei", b"<?xml"), ("html", b"<!DOCTYPE html>"),
                            ("jsonld", b'{"@context"'), ("annotation", b"{"), ("text", b"")):
            for path in (f"/api/articles/{one.split('-')[0]}", f"/api/statements/{one}"):
                status, headers, body = self.server.get(f"{path}?format={name}")
                self.assertEqual(status, 200)
                self.assertTrue(body.startswith(begin) and len(body) > 100, body[:80])
        rows = list(csv.DictReader(io.StringIO(self.server.get(f"/api/statements/{one}?format=csv")[2].decode())))
        self.assertEqual([r["statement"] for r in rows], [one.split("-")[1]])

    def test_the_same_words_elsewhere(self):
        group = self.rows("SELECT group_id FROM quotes WHERE words LIKE '%gates at noon%' GROUP BY 1 ORDER BY count(*) "
                          "DESC")[0]
        expected = self.rows(f"SELECT {PERMALINK} FROM quotes AS q JOIN {STATEMENTS} WHERE q.statement_id = s.id AND "
                             "q.group_id = ? ORDER BY a.day, s.id", group)
        answer = self.get(f"/api/statements/{expected[0]}/copies")
        self.assertEqual([p["id"] for p in answer["printings"]], expected)
        self.assertEqual((answer["wordings"], answer["several_speakers"]), (2, True))
        self.assertEqual(answer["printings"][0]["wording"], "first")
        self.assertEqual({p["wording"] for p in answer["printings"]}, {"first", "same", "altered"})
        edits = [p["edits"] for p in answer["printings"] if p["wording"] == "altered"]
        self.assertEqual({tuple(sorted(e[0].values())) for e in edits}, {("an", "one")})
        short = self.ids("s.n_words < 4")[0]
        self.assertEqual(self.get(f"/api/statements/{short}/copies")["printings"], [])


class People(ApiTest):
    COUNTS = ("SELECT p.id, p.name, p.kind, count(DISTINCT e.article_id), (SELECT count(DISTINCT k.statement_id) "
              "FROM speakers AS k JOIN entities AS x ON x.id = k.entity_id WHERE x.person_id = p.id), (SELECT "
              "count(DISTINCT b.statement_id) FROM abouts AS b JOIN entities AS x ON x.id = b.entity_id WHERE "
              "x.person_id = p.id), min(date(e.day)), max(date(e.day)) FROM people AS p JOIN entities AS e ON "
              "e.person_id = p.id GROUP BY p.id ")

    def people(self, limit=1000, **parameters):
        people, offset = [], 0
        while offset is not None:
            page = self.get("/api/people", limit=limit, offset=offset, **parameters)
            people += page["people"]
            offset = page["next"]
        return [(p["id"], p["name"], p["kind"], p["articles"], p["statements"], p["about"], p["first"], p["last"])
                for p in people]

    def test_all_in_every_order(self):
        everybody = self.rows(self.COUNTS)
        self.assertGreater(len(everybody), 300)
        by_id = self.people(order="id")
        self.assertEqual(by_id, everybody)
        self.assertEqual(self.people(limit=37, order="id"), everybody)
        self.assertEqual(sorted(self.people(limit=50)), everybody)
        for order, column in (("statements", 4), ("articles", 3)):
            counts = [p[column] for p in self.people(order=order)]
            self.assertEqual(counts, sorted(counts, reverse=True))
        names = [p[1].lower() for p in self.people(order="name")]
        self.assertEqual(names, sorted(names))

    def test_filters(self):
        everybody = self.rows(self.COUNTS)
        self.assertEqual(self.people(order="id", kind="organisation"), [p for p in everybody if p[2] == "organisation"])
        self.assertEqual(self.people(order="id", name="kell"),
                         [p for p in everybody if any(w.startswith("kell") for w in p[1].lower().split())])
        self.assertEqual(self.people(order="id", min_statements=4), [p for p in everybody if p[4] >= 4])
        role = self.rows("SELECT DISTINCT person_id FROM people_roles WHERE role LIKE '%mayor%' ORDER BY 1")
        self.assertEqual([p[0] for p in self.people(order="id", role="mayor")], role)
        self.assertEqual(self.people(name="nobody of that name"), [])
        there = self.rows("SELECT DISTINCT e.person_id FROM entities AS e JOIN articles AS a ON a.id = "
                          "e.article_id JOIN publishers AS p ON p.id = a.publisher_id WHERE p.name = 'Coast Wire' "
                          "AND date(a.day) BETWEEN '2023-01-01' AND '2023-06-30' AND e.person_id IS NOT NULL "
                          "ORDER BY 1")
        self.assertEqual([p[0] for p in self.people(order="id", publisher="Coast Wire", since="2023", until="2023-06")],
                         there)

    def test_one(self):
        for row in self.rows(self.COUNTS + "ORDER BY 5 DESC, 1 LIMIT 25"):
            person = self.get(f"/api/people/{row[0]}")
            self.assertEqual((person["id"], person["name"], person["kind"], person["articles"], person["statements"],
                              person["about"], person["first"], person["last"]), row)
            links = self.rows("SELECT id FROM entities WHERE person_id = ?", row[0])
            self.assertEqual(sorted(link["entity"] for link in person["links"]), links)
            roles = self.rows("SELECT role, first_day, n_articles FROM people_roles WHERE person_id = ?", row[0])
            self.assertEqual(sorted((r["role"], r["articles"]) for r in person["roles"]),
                             sorted((role, n) for role, _, n in roles))
            self.assertEqual(len(self.get(f"/api/people/{row[0]}", links=1)["links"]), 1)

    def test_positions(self):
        accuser = self.rows("SELECT e.person_id FROM speakers AS k JOIN entities AS e ON e.id = k.entity_id JOIN "
                            "statements AS s ON s.id = k.statement_id WHERE s.act = 'accuse' GROUP BY 1 ORDER BY "
                            "count(*) DESC, 1")[0]
        stands = ("accuse", "support", "deny", "concede", "demand", "commit")
        expected = self.rows(
            f"SELECT {PERMALINK}, s.act, s.text FROM {STATEMENTS} JOIN speakers AS k ON k.statement_id = s.id JOIN "
            f"entities AS e ON e.id = k.entity_id WHERE e.person_id = ? AND (s.act IN {stands} OR s.replies_to IS "
            "NOT NULL) AND a.duplicate_of IS NULL ORDER BY 1", accuser)
        answer = self.get(f"/api/people/{accuser}/positions")
        self.assertEqual(sorted((s["id"], s["act"], s["text"]) for s in answer["statements"]), expected)
        self.assertEqual([s["date"] for s in answer["statements"]], sorted(s["date"] for s in answer["statements"]))
        self.assertEqual(answer["left_out"], 0)
        for s in answer["statements"]:
            if s["act"] == "accuse":
                about = self.rows(f"SELECT e.person_id FROM {STATEMENTS} JOIN abouts AS b ON b.statement_id = s.id "
                                  f"JOIN entities AS e ON e.id = b.entity_id WHERE {PERMALINK} = ?", s["id"])
                self.assertEqual([p["id"] for p in s.get("about", [])], about)


class Counts(ApiTest):
    ORIGINAL = "a.duplicate_of IS NULL"
    POLITICS = ORIGINAL + " AND (c.name = 'Politics' OR c.name IS NULL AND a.url LIKE '%/politics/%')"

    def test_outlets(self):
        answer = self.get("/api/outlets")
        self.assertEqual((answer["first"], answer["last"]),
                         self.rows("SELECT min(date(day)), max(date(day)) FROM articles")[0])
        expected = self.rows("SELECT p.name, count(*), sum(n_statements) FROM articles JOIN publishers AS p ON p.id = "
                             "publisher_id GROUP BY 1 ORDER BY 1")
        self.assertEqual([(o["name"], o["articles"], o["statements"]) for o in answer["outlets"]], expected)
        quay = next(o for o in answer["outlets"] if o["name"] == "The Quay")
        # Those that articles name, and for those that name none what their addresses say.
        self.assertEqual(quay["sections"], ["local", "Local news", "Politics"])

    def test_audit(self):
        for parameters, condition in (
                ({}, self.ORIGINAL),
                ({"copies": "true"}, "1"),
                ({"publisher": "The Quay"}, self.ORIGINAL + " AND p.name = 'The Quay'"),
                ({"section": "Local news"}, self.ORIGINAL + " AND c.name = 'Local news'"),
                ({"section": "politics"}, self.POLITICS),
                ({"section": "local"}, self.ORIGINAL + " AND c.name IS NULL AND a.url LIKE '%/local/%'"),
                ({"since": "2023-02", "until": "2023-05-03"},
                 self.ORIGINAL + " AND date(a.day) BETWEEN '2023-02-01' AND '2023-05-03'")):
            with self.subTest(parameters):
                audit = self.get("/api/audit", limit=1000, **parameters)
                articles = STATEMENTS.replace("statements AS s JOIN ", "").replace("ON a.id = s.article_id ", "")
                n = self.rows(f"SELECT count(*) FROM {articles} WHERE {condition}")[0]
                self.assertGreater(n, 0)
                self.assertEqual(audit["articles"], n)
                self.assertEqual((audit["all"]["statements"], audit["all"]["words"]),
                                 self.rows(f"SELECT count(*), sum(s.n_words) FROM {STATEMENTS} WHERE {condition}")[0])
                self.assertEqual(sum(audit["all"]["thirds"]), audit["all"]["statements"])
                groups = dict(self.rows(
                    "SELECT CASE k.kind WHEN 'person' THEN 'named_person' WHEN 'organisation' THEN 'named_body' "
                    f"ELSE 'unnamed' END, count(*) FROM {STATEMENTS} JOIN speakers AS k ON k.statement_id = s.id "
                    f"AND k.position = 0 WHERE {condition} GROUP BY 1"))
                self.assertEqual({k: v["statements"] for k, v in audit["sources"].items() if v["statements"]}, groups)
                quoted = self.rows("SELECT e.person_id, count(*), sum(s.n_words), count(DISTINCT a.id) FROM "
                                   f"{STATEMENTS} JOIN speakers AS k ON k.statement_id = s.id JOIN entities AS e "
                                   f"ON e.id = k.entity_id WHERE {condition} AND e.person_id IS NOT NULL GROUP BY "
                                   "1 ORDER BY 2 DESC, 3 DESC, 1")
                self.assertEqual([(p["id"], p["count"]["statements"], p["count"]["words"], p["articles"])
                                  for p in audit["quoted"]], quoted)
                named = {r[0] for r in quoted}
                never = self.rows(f"SELECT e.person_id FROM {articles} JOIN entities AS e ON e.article_id = a.id "
                                  f"JOIN people AS q ON q.id = e.person_id WHERE {condition} AND e.kind = 'person' "
                                  "GROUP BY 1 ORDER BY count(DISTINCT a.id) DESC, 1")
                self.assertEqual([p["id"] for p in audit["never_quoted"]], [p for p in never if p not in named])

    def test_network(self):
        about = (f"SELECT f.person_id, t.person_id, coalesce(s.act, ''), count(*) FROM {STATEMENTS} JOIN speakers "
                 "AS k ON k.statement_id = s.id JOIN entities AS f ON f.id = k.entity_id JOIN abouts AS b ON "
                 "b.statement_id = s.id JOIN entities AS t ON t.id = b.entity_id WHERE {} AND f.person_id <> "
                 "t.person_id GROUP BY 1, 2, 3")
        answers = (f"SELECT f.person_id, t.person_id, 'answer', count(*) FROM {STATEMENTS} JOIN speakers AS k ON "
                   "k.statement_id = s.id JOIN entities AS f ON f.id = k.entity_id JOIN statements AS r ON "
                   "r.article_id = s.article_id AND r.number = s.replies_to JOIN speakers AS w ON w.statement_id "
                   "= r.id JOIN entities AS t ON t.id = w.entity_id WHERE {} AND f.person_id <> t.person_id GROUP "
                   "BY 1, 2, 3")
        for parameters, condition in (({}, self.ORIGINAL), ({"section": "Politics", "since": "2023"}, self.ORIGINAL +
                                      " AND (c.name = 'Politics' OR c.name IS NULL AND a.url LIKE '%/politics/%') AND "
                                      "date(a.day) >= '2023-01-01'")):
            expected = self.rows(about.format(condition)) + self.rows(answers.format(condition))
            network = self.get("/api/network", limit=500, **parameters)
            self.assertEqual(network["left_out"], 0)
            self.assertEqual(sorted((t["from"], t["to"], t["act"], t["n"]) for t in network["ties"]), sorted(expected))
            made = {}
            for tie in expected:
                made[tie[0]] = made.get(tie[0], 0) + tie[3]
            self.assertEqual({p["id"]: p["statements"] for p in network["people"] if p["statements"]}, made)
            accused = self.get("/api/network", limit=500, act="accuse", **parameters)
            self.assertEqual(sorted((t["from"], t["to"], t["n"]) for t in accused["ties"]),
                             sorted((a, b, n) for a, b, act, n in expected if act == "accuse"))
            one = expected[0][0]
            ties = self.get("/api/network", limit=500, person=one, **parameters)["ties"]
            self.assertEqual(len(ties), sum(one in tie[:2] for tie in expected))


if __name__ == "__main__":
    unittest.main(verbosity=2)
