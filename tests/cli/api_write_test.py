#!/usr/bin/env python3
"""What fails and what writes in the API of `quoth serve`: errors of one shape, articles that are kept, corrections."""

import json
import pathlib
import sqlite3
import subprocess
import tempfile
import threading
import unittest

from serve_server import BIN, QUOTH, Server, model_is_there

ROOT = pathlib.Path(__file__).resolve().parents[2]
PATHS = json.loads((ROOT / "web/openapi.json").read_text())["paths"]
STORY = ("Ferry pier to close\n\n“The pier is not safe in a storm of that kind,” said Tilda Norrgard, the harbour "
         "engineer.\n\nThe ferry company said it would run buses until the pier opens again.\n\nNorrgard told "
         "reporters that the work would take a year. “We ask for patience,” she said.\n")
ARTICLE = {"text": STORY, "title": "Ferry pier to close", "publisher": "The Quay", "section": "Local news",
           "published": "2024-03-04", "url": "https://quay.example/local/pier"}


@unittest.skipUnless(model_is_there(), "needs the model")
class WriteTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.record = str(self.folder / "news.db")
        subprocess.run([BIN / "tests/make_record", self.record, "40"], check=True)
        self.server = Server("--db", self.record, "--write")
        self.addCleanup(self.server.stop)
        self.token = self.server.address.split("#token=")[1]
        self.db = sqlite3.connect(self.record)
        self.addCleanup(self.db.close)

    def rows(self, sql, *values):
        return [row[0] if len(row) == 1 else row for row in self.db.execute(sql, values)]

    def get(self, path):
        status, _, body = self.server.get(path)
        self.assertEqual(status, 200, body[:300])
        return json.loads(body)

    def post(self, path, value, **headers):
        status, _, body = self.server.post_json(path, value, headers={"x-quoth-token": self.token, **headers})
        return status, json.loads(body)

    def write(self, path, value):
        status, answer = self.post(path, value)
        self.assertIn(status, (200, 201), answer)
        return answer

    def dump(self):
        """All that the record holds, but for what only grows: the log, numbers of people without anybody."""
        tables = {"articles": "*", "statements": "*", "speakers": "*", "abouts": "*", "texts": "*",
                  "entities": "id, name, person_id, link_rule, link_confidence"}
        return {table: self.rows(f"SELECT {columns} FROM {table} ORDER BY 1, 2") for table, columns in tables.items()}


class Failures(WriteTest):
    def assert_error(self, answer, status, code, where):
        self.assertEqual(answer[1]["content-type"], "application/json")
        error = json.loads(answer[2])
        self.assertEqual(list(error), ["error"])
        self.assertEqual(list(error["error"]), ["code", "message", "where"])
        self.assertGreater(len(error["error"]["message"]), 5)
        self.assertEqual((answer[0], error["error"]["code"], error["error"]["where"]), (status, code, where))
        self.assertIn("content-security-policy", answer[1])

    def test_reads(self):
        article = self.rows("SELECT substr(sha256, 1, 16) FROM articles")[0]
        for path, status, code, where in (
                ("/api/nothing", 404, "not_found", ""),
                ("/api", 404, "not_found", ""),
                ("/nothing", 404, "not_found", ""),
                ("/api/about?x=1", 400, "usage", "x"),
                ("/api/search?limit=0", 400, "usage", "limit"),
                ("/api/search?limit=201", 400, "usage", "limit"),
                ("/api/search?limit=ten", 400, "usage", "limit"),
                ("/api/search?act=sing", 400, "usage", "act"),
                ("/api/search?since=May", 400, "usage", "since"),
                ("/api/search?until=2024-02-30", 400, "usage", "until"),
                ("/api/search?q=a&q=b", 400, "usage", "q"),
                ("/api/search?order=worst", 400, "usage", "order"),
                ("/api/search?min_confidence=1.1", 400, "usage", "min_confidence"),
                ("/api/search?person=0", 400, "usage", "person"),
                ("/api/search?offsets=source", 400, "usage", "offsets"),
                ("/api/search?after=x", 400, "usage", ""), ("/api/search?after=n", 400, "usage", ""),
                ("/api/search?after=n-1", 400, "usage", ""), ("/api/search?after=b12", 400, "usage", ""),
                ("/api/search?after=bxyz-1", 400, "usage", ""), ("/api/search?after=n5x", 400, "usage", ""),
                ("/api/search?q=" + "a+" * 65, 413, "too_large", ""),
                ("/api/facets?limit=1", 400, "usage", "limit"),
                ("/api/facets?q=" + "a" * 5000, 400, "usage", "q"),
                ("/api/export?format=xml", 400, "usage", "format"),
                ("/api/export?q=" + "a+" * 65, 413, "too_large", ""),
                ("/api/articles/0123456789abcdef", 404, "not_found", "0123456789abcdef"),
                ("/api/articles/1", 404, "not_found", "1"),
                ("/api/articles/" + article + "?format=pdf", 400, "usage", "format"),
                ("/api/statements/0123456789abcdef-s1", 404, "not_found", "0123456789abcdef"),
                (f"/api/statements/{article}-s999", 404, "not_found", f"{article}-s999"),
                (f"/api/statements/{article}", 404, "not_found", article),
                (f"/api/statements/{article}-s0/copies", 404, "not_found", f"{article}-s0"),
                (f"/api/statements/{article}-s999/copies", 404, "not_found", f"{article}-s999"),
                ("/api/people?order=age", 400, "usage", "order"),
                ("/api/people?offset=-1", 400, "usage", "offset"),
                ("/api/people/x", 404, "not_found", "x"), ("/api/people/0", 404, "not_found", "0"),
                ("/api/people/99999", 404, "not_found", "99999"),
                ("/api/people/99999/positions", 404, "not_found", "99999"),
                ("/api/people/1/positions?copies=maybe", 400, "usage", "copies"),
                ("/api/audit?limit=0", 400, "usage", "limit"), ("/api/outlets?x", 400, "usage", "x"),
                ("/api/network?act=sing", 400, "usage", "act"),
                ("/api/corrections?person=-1", 400, "usage", "person")):
            with self.subTest(path[:60]):
                self.assert_error(self.server.get(path), status, code, where)

    def test_every_path_tells_its_methods(self):
        for path, methods in PATHS.items():
            allowed = set()
            for method in methods:
                allowed |= {"GET", "HEAD"} if method == "get" else {method.upper()}
            for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} - allowed:
                answer = self.server.request(method, path.replace("{id}", "1"))
                self.assert_error(answer, 405, "method_not_allowed", "")
                self.assertEqual(set(answer[1]["allow"].split(", ")), allowed, path)

    def test_writes_need_the_token_and_this_origin(self):
        before = self.dump()
        bodies = {"/api/articles": ARTICLE, "/api/corrections/undo": {}, "/api/people/{id}/merge": {"from": 2},
                  "/api/people/{id}/split": {"entities": [1]}}
        writes = [path for path, methods in PATHS.items() if "security" in methods.get("post", {})]
        self.assertEqual(len(writes), 7)
        for path in writes:
            here, body = path.replace("{id}", "1"), json.dumps(bodies.get(path, {"name": "Nobody"})).encode()
            kind = {"content-type": "application/json"}
            for headers, where in (({}, "x-quoth-token"), ({"x-quoth-token": ""}, "x-quoth-token"),
                                   ({"x-quoth-token": self.token[:-1]}, "x-quoth-token"),
                                   ({"x-quoth-token": "0" * 32}, "x-quoth-token"),
                                   ({"x-quoth-token": self.token, "origin": "http://evil.example"}, "origin"),
                                   ({"x-quoth-token": self.token, "origin": "null"}, "origin"),
                                   ({"x-quoth-token": self.token, "origin": "http://127.0.0.1:9"}, "origin"),
                                   ({"x-quoth-token": self.token, "sec-fetch-site": "cross-site"}, "sec-fetch-site")):
                with self.subTest(f"{path} {where}"):
                    self.assert_error(self.server.request("POST", here, body, {**kind, **headers}), 403,
                                      "permission_denied", where)
        self.assertEqual(self.dump(), before)
        own = {"origin": f"http://{self.server.host}", "sec-fetch-site": "same-origin"}
        self.assertEqual(self.post("/api/people/1/rename", {"name": "Tilda"}, **own)[0], 200)

    def test_a_server_that_only_reads(self):
        with Server("--db", self.record) as server:
            self.assertEqual(json.loads(server.get("/api/about")[2])["writable"], False)
            self.assertIn(b'data-writable="no"', server.get("/")[2])
            answer = server.post_json("/api/articles", ARTICLE, headers={"x-quoth-token": ""})
            self.assert_error(answer, 403, "permission_denied", "")
        with Server() as server:
            self.assert_error(server.post_json("/api/articles", ARTICLE), 404, "not_found", "")
            self.assert_error(server.get("/api/search"), 404, "not_found", "")
        self.assertIn(b'data-writable="yes"', self.server.get("/")[2])

    def test_bodies(self):
        for path, body, status, code, where in (
                ("/api/articles", {}, 400, "usage", "body"),
                ("/api/articles", {"text": "a", "day": "b"}, 400, "usage", "body: day"),
                ("/api/articles", {"text": " "}, 422, "invalid_document", "body"),
                ("/api/articles", {"text": "word " * 300_000}, 413, "too_large", "body"),
                ("/api/articles?format=csv", ARTICLE, 400, "usage", "format"),
                ("/api/people/1/merge", {}, 400, "usage", "body: from"),
                ("/api/people/1/merge", {"from": "2"}, 400, "usage", "body: from"),
                ("/api/people/1/merge?x=1", {"from": 2}, 400, "usage", "x"),
                ("/api/people/x/merge", {"from": 2}, 404, "not_found", "x"),
                ("/api/people/1/split", {"entities": []}, 400, "usage", "body: entities"),
                ("/api/people/1/rename", {"name": ""}, 400, "usage", "body: name"),
                ("/api/corrections/undo", {"n": 1001}, 400, "usage", "body: n")):
            with self.subTest(f"{path} {str(body)[:30]}"):
                answer = self.server.post_json(path, body, headers={"x-quoth-token": self.token})
                self.assert_error(answer, status, code, where)
        for path in ("/api/articles", "/api/people/1/rename"):
            headers = {"content-type": "application/json", "x-quoth-token": self.token}
            answer = self.server.request("POST", path, b"{", headers)
            self.assert_error(answer, 422, "invalid_json", "body")

    def test_get_without_a_server_answers_the_same(self):
        article, statement = self.rows("SELECT substr(sha256, 1, 16), substr(sha256, 1, 16) || '-s1' FROM articles")[0]
        of = {"/api/articles/{id}": article, "/api/statements/{id}": statement,
              "/api/statements/{id}/copies": statement}
        paths = [path.replace("{id}", of.get(path, "1")) for path, methods in PATHS.items() if "get" in methods]
        self.assertEqual(len(paths), 14)
        paths += ["/", "/search", "/people", "/audit", "/network", "/check", f"/articles/{article}", "/people/1",
                  f"/statements/{statement}", "/openapi.json", "/favicon.svg", "/assets/style.css", "/assets/paste.js",
                  "/api/search?q=bridge&limit=3", "/api/export?format=csv", "/api/export?format=jsonld",
                  f"/api/articles/{article}?format=tei", "/api/people/99999", "/api/search?limit=0", "/nothing"]
        with Server("--db", self.record) as server:
            for path in paths:
                status, _, body = server.get(path)
                run = subprocess.run([QUOTH, "serve", "--db", self.record, "--get", path], capture_output=True)
                self.assertEqual((run.stdout, run.returncode), (body, 0 if status < 400 else 1), path)


class Keep(WriteTest):
    def test_an_article_is_kept_once(self):
        status, headers, body = self.server.post_json("/api/articles", ARTICLE, headers={"x-quoth-token": self.token})
        kept = json.loads(body)
        self.assertEqual((status, headers["location"]), (201, "/api/articles/" + kept["article"]))
        self.assertEqual((kept["stored"], kept["copy_of"]), ("new", None))
        self.assertGreaterEqual(kept["statements"], 3)
        page = self.get("/api/articles/" + kept["article"])
        self.assertEqual({k: page[k] for k in ARTICLE}, ARTICLE)
        self.assertEqual(len(page["statements"]), kept["statements"])
        found = self.get("/api/search?q=%22not+safe%22&section=local+news")
        self.assertEqual([hit["article"]["id"] for hit in found["results"]], [kept["article"]])
        self.assertEqual(found["results"][0]["speakers"][0]["name"], "Tilda Norrgard")
        person = found["results"][0]["speakers"][0]["person"]
        self.assertEqual(self.get(f"/api/people/{person}")["name"], "Tilda Norrgard")
        before = self.dump()
        again = self.post("/api/articles", {**ARTICLE, "id": "another"})
        self.assertEqual(again, (200, {**kept, "stored": "already_there"}))
        self.assertEqual(self.dump(), before)
        self.assertEqual(self.rows("SELECT count(*) FROM articles WHERE title = ?", ARTICLE["title"]), [1])
        self.assertEqual(self.rows("SELECT count(*) FROM statements_fts WHERE statements_fts MATCH 'storm'"), [1])

    def test_it_is_the_article_that_ingest_keeps(self):
        kept = self.write("/api/articles", ARTICLE)
        before = self.dump()
        lines = self.folder / "a.jsonl"
        lines.write_text(json.dumps({**ARTICLE, "id": "p1"}) + "\n")
        run = subprocess.run([QUOTH, "ingest", "--db", self.record, str(lines)], capture_output=True, text=True)
        self.assertEqual((run.returncode, run.stderr), (0, "0 new, 0 replaced, 1 already there, 0 failed\n"))
        self.assertEqual(self.dump(), before)
        other = str(self.folder / "other.db")
        subprocess.run([QUOTH, "ingest", "-q", "--db", other, str(lines)], check=True)
        with sqlite3.connect(other) as there:
            same = there.execute("SELECT s.number, s.form, s.act, s.confidence, s.text, s.evidence, x.name FROM "
                                 "statements AS s JOIN articles AS a ON a.id = s.article_id JOIN extractors AS x "
                                 "ON x.id = a.extractor_id ORDER BY 1").fetchall()
        there.close()
        self.assertEqual(same, self.rows("SELECT s.number, s.form, s.act, s.confidence, s.text, s.evidence, "
                                         "x.name FROM statements AS s JOIN articles AS a ON a.id = s.article_id "
                                         "JOIN extractors AS x ON x.id = a.extractor_id WHERE substr(a.sha256, 1, "
                                         "16) = ? ORDER BY 1",
                                         kept["article"]))

    def test_a_section_that_comes_later(self):
        without = {k: v for k, v in ARTICLE.items() if k != "section"}
        first = self.write("/api/articles", without)
        self.assertEqual(self.get("/api/search?q=storm&section=Local+news")["found"], 0)
        lines = self.folder / "a.jsonl"
        lines.write_text(json.dumps({**ARTICLE, "id": "p1"}) + "\n")
        for expected in ("0 new, 1 replaced, 0 already there, 0 failed\n",
                         "0 new, 0 replaced, 1 already there, 0 failed\n"):
            run = subprocess.run([QUOTH, "ingest", "--db", self.record, str(lines)], capture_output=True, text=True)
            self.assertEqual(run.stderr, expected)
        self.assertEqual(self.write("/api/articles", ARTICLE), {**first, "stored": "already_there"})
        self.assertEqual(self.get("/api/search?q=storm&section=Local+news")["found"], 1)
        self.assertEqual(self.write("/api/articles", without), {**first, "stored": "already_there"})
        self.db.execute("INSERT INTO statements_fts (statements_fts, rank) VALUES ('integrity-check', 1)")

    def test_copies_pages_and_files(self):
        story = STORY + "\n“Nobody wants to swim to work in the winter months,” said councillor Pelle Rask of the island. "
        first = self.write("/api/articles", {**ARTICLE, "text": story * 2})
        copy = self.write("/api/articles", {**ARTICLE, "text": story * 2, "publisher": "Coast Wire"})
        self.assertEqual((copy["stored"], copy["copy_of"]), ("new", first["article"]))
        self.assertEqual(self.get("/api/articles/" + copy["article"])["duplicate_of"], first["article"])
        page = ("<!DOCTYPE html><html><head><title>Row</title><meta property='article:section' "
                "content='Sport'></head><body>"
                "<article><h1>Row</h1>" + "<p>“We won the cup on Sunday afternoon,” Ossi Palm told reporters, and he "
                "added that nobody had slept in the night before the race.</p>" * 4 + "</article></body></html>")
        kept = self.write("/api/articles", {"html": page, "published": "2024-05-06"})
        article = self.get("/api/articles/" + kept["article"])
        self.assertEqual((article["title"], article["section"], article["published"]), ("Row", "Sport", "2024-05-06"))
        self.assertEqual(article["id"], "kept:" + kept["article"])
        status, _, body = self.server.request(
            "POST", "/api/articles?id=a.txt&section=Port", "“Café is shut,” said Zoë Lind.".encode("cp1252"),
            {"content-type": "application/octet-stream", "x-quoth-token": self.token})
        self.assertEqual(status, 201)
        article = self.get("/api/articles/" + json.loads(body)["article"])
        self.assertEqual((article["id"], article["section"], article["text"]),
                         ("a.txt", "Port", "“Café is shut,” said Zoë Lind."))

    def test_while_ingest_and_others_write(self):
        lines = self.folder / "many.jsonl"
        with lines.open("w") as out:
            for i in range(150):
                out.write(json.dumps({"id": f"m{i}", "published": "2024-01-02",
                                      "text": f"“Pier number {i} is shut,” said Tilda Norrgard. Mayor Bo Rask denied it."}) + "\n")
        ingest = subprocess.Popen([QUOTH, "ingest", "-q", "--db", self.record, str(lines)],
                                  stderr=subprocess.PIPE, text=True)
        answers = []

        def keep(n):
            for i in range(8):
                text = f"“Ferry {i % 4 if n < 2 else n * 100 + i} will not sail,” said Tilda Norrgard on the quay."
                answers.append(self.post("/api/articles", {"text": text, "published": "2024-01-03"}))

        threads = [threading.Thread(target=keep, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual((ingest.wait(timeout=120), ingest.stderr.read()), (0, ""))
        ingest.stderr.close()
        self.assertEqual(len(answers), 32)
        self.assertEqual(sorted(a[1].get("stored", str(a)) for a in answers), ["already_there"] * 12 + ["new"] * 20)
        self.assertEqual(self.rows("SELECT count(*), count(DISTINCT text) FROM articles JOIN texts ON article_id "
                                   "= id WHERE text LIKE '“Ferry%'"), [(20, 20)])
        self.assertEqual(self.rows("SELECT count(*) FROM articles WHERE doc_id LIKE 'm%' AND published = '2024-01-02'"), [150])
        self.assertEqual(self.rows("SELECT count(DISTINCT person_id), count(*) FROM entities WHERE name = 'Tilda Norrgard'"),
                         [(1, 170)])
        self.assertEqual(self.rows("PRAGMA integrity_check"), ["ok"])
        self.db.execute("INSERT INTO statements_fts (statements_fts, rank) VALUES ('integrity-check', 1)")


class Check(WriteTest):
    def test_it_finds_what_the_command_finds(self):
        # Of words that nobody is quoted with, which no index of statements has.
        text = STORY + "\nA plaque at the pier reads “Built by the people of the eastern shore in the hungry years”.\n"
        kept = self.write("/api/articles", {**ARTICLE, "text": text})
        names = dict(self.rows("SELECT doc_id, substr(sha256, 1, 16) FROM articles"))
        quarrel = self.rows("SELECT s.text, k.name FROM statements AS s JOIN speakers AS k ON k.statement_id = "
                            "s.id WHERE s.form = 'direct' AND s.text NOT LIKE '%<%' ORDER BY s.id LIMIT 1")[0]
        draft = (f"{quarrel[0]} {quarrel[1]} said.\n\n“The pier is quite safe in a storm of that kind,” said Tilda "
                 "Norrgard.\n\n“Built by the people of the eastern shore in the hungry years,” the plaque "
                 "says.\n\n“Nobody has ever said this in any of these towns,” said Pelle Rask.\n\nNorrgard said "
                 "the work would take a year.\n")
        path = self.folder / "draft.txt"
        path.write_text(draft)
        run = subprocess.run([QUOTH, "check", str(path), "--db", self.record, "--format", "jsonl"], capture_output=True,
                             text=True)
        self.assertEqual(run.returncode, 1, run.stderr)
        expected = json.loads(run.stdout)
        answer = json.loads(self.server.post_json("/api/check", {"draft": draft})[2])
        self.assertEqual(answer["text"], draft)

        def with_our_ids(value):
            if isinstance(value, list):
                return [with_our_ids(item) for item in value]
            if isinstance(value, dict):
                return {k: names.get(v, v) if k in ("id", "source") and isinstance(v, str) else with_our_ids(v)
                        for k, v in value.items()}
            return value

        for key in expected:
            if key != "id":
                self.assertEqual(answer[key], with_our_ids(expected[key]), key)
        verdicts = [quote["verdict"] for quote in answer["quotes"]]
        self.assertEqual(verdicts[0], "verbatim")
        self.assertEqual((verdicts[1], verdicts[3]), ("altered", "not_found"))
        self.assertIn(kept["article"], json.dumps(answer["quotes"][2]))


class Corrections(WriteTest):
    def people(self):
        return {p["id"]: self.get(f"/api/people/{p['id']}") for p in self.get("/api/people?limit=1000")["people"]}

    def test_each_is_logged_and_taken_back(self):
        before, people = self.dump(), self.people()
        two = [p["id"] for p in people.values() if p["kind"] == "person"][:2]
        into, other = people[two[0]], people[two[1]]
        entity = into["links"][0]["entity"]
        for action, body, check in (
                ("merge", {"from": other["id"]}, lambda p: (p["merged"], p["statements"]) == (
                    [other["id"]], into["statements"] + other["statements"])),
                ("rename", {"name": "Somebody Else"}, lambda p: p["name"] == "Somebody Else"),
                ("alias", {"name": "The Great Heron"}, lambda p: [n["name"] for n in p["names"]] == [
                    into["name"], "The Great Heron"]),
                ("split", {"entities": [entity], "name": "New One"},
                 lambda p: p is None or all(link["entity"] != entity for link in p["links"]))):
            with self.subTest(action):
                done = self.write(f"/api/people/{into['id']}/{action}", {**body, "reason": "seen in print"})
                self.assertEqual((done["action"], done["reason"]), (action, "seen in print"))
                status, _, page = self.server.get(f"/api/people/{into['id']}")
                self.assertTrue(check(json.loads(page) if status == 200 else None), page)
                newest = self.get("/api/corrections")["corrections"][0]
                self.assertEqual((newest["id"], newest["action"], newest.get("taken_back_by")),
                                 (done["id"], action, None))
                if action == "split":
                    names = [p["name"] for p in self.get("/api/people?name=new+one")["people"]]
                    self.assertEqual(names, ["New One"])
                undone = self.write("/api/corrections/undo", {"reason": "no"})["corrections"]
                self.assertEqual([c["id"] for c in undone], [done["id"]])
                log = self.get("/api/corrections")["corrections"]
                self.assertEqual((log[0]["action"], log[0]["undoes"], log[1]["taken_back_by"]),
                                 ("undo", done["id"], log[0]["id"]))
                self.assertEqual(self.people(), people)
                self.assertEqual(self.dump(), before)
        self.assertEqual(len(self.get("/api/corrections")["corrections"]), 8)
        self.assertEqual(self.post("/api/corrections/undo", {})[0], 409)

    def test_what_cannot_be_done(self):
        for path, body, status in (("merge", {"from": 99999}, 404), ("merge", {"from": 1}, 409),
                                   ("split", {"entities": [99999]}, 404), ("unalias", {"name": "Nobody"}, 404)):
            answer = self.post(f"/api/people/1/{path}", body)
            self.assertEqual((answer[0], list(answer[1]["error"])), (status, ["code", "message", "where"]), path)
        self.assertEqual(self.get("/api/corrections"), {"corrections": []})

    def test_a_merger_holds_for_what_is_kept_later(self):
        first = self.write("/api/articles", ARTICLE)
        names = {p["name"]: p["id"] for p in self.get("/api/articles/" + first["article"])["people"].values()}
        into = self.get("/api/people?kind=person&limit=1")["people"][0]
        self.write(f"/api/people/{into['id']}/merge", {"from": names["Tilda Norrgard"]})
        second = self.write("/api/articles", {**ARTICLE, "published": "2024-06-01"})
        people = self.get("/api/articles/" + second["article"])["people"].values()
        self.assertIn({"id": into["id"], "name": into["name"]}, people)
        found = self.get(f"/api/search?person={into['id']}&q=storm")
        self.assertEqual([hit["article"]["id"] for hit in found["results"]], [second["article"], first["article"]])


if __name__ == "__main__":
    unittest.main(verbosity=2)
