#!/usr/bin/env python3
"""The outputs of sample records, read by the programs that such files are made for: TEI by lxml against the
TEI P5 schema, annotations and schema.org by a JSON-LD processor, brat by its own rules, HTML and CSV by
Python's parsers. Each must give back the text and the words of the record, which the jsonl output tells.

Reads QUOTH_BUILD_DIR. The libraries are those of tests/requirements.txt, which `make test` installs into
tests/.venv; without them the test is left out with a line that says so.
"""

import base64
import csv
import hashlib
import html.parser
import importlib.util
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
VENV = HERE.parent / ".venv/bin/python"
BUILD = pathlib.Path(os.environ.get("QUOTH_BUILD_DIR", HERE.parents[1] / "build"))
LIBRARIES = ("lxml", "pyld", "rdflib", "schemas")

if any(importlib.util.find_spec(name) is None for name in LIBRARIES):
    if VENV.exists() and "QUOTH_IN_VENV" not in os.environ:
        os.environ["QUOTH_IN_VENV"] = "1"
        os.execv(VENV, [str(VENV), *sys.argv])
    print("skipped: no tests/.venv with tests/requirements.txt (make test installs it)")
    sys.exit(0)

sys.path.insert(0, str(HERE))
import brat_files  # noqa: E402
import contexts  # noqa: E402
import schemas  # noqa: E402
from lxml import etree  # noqa: E402
from pyld import jsonld  # noqa: E402
from rdflib.namespace import SDO  # noqa: E402

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
SAMPLES = tempfile.TemporaryDirectory(prefix="quoth-write-")
FOLDER = pathlib.Path(SAMPLES.name)
subprocess.run([BUILD / "bin/tests/write_samples", FOLDER], check=True)


def read(name):
    return (FOLDER / name).read_bytes().decode()


DOCUMENTS = [json.loads(line) for line in read("all.jsonl").splitlines()]


def words(text):
    """The text as markup can give it back: without white space, forbidden characters replaced."""
    return "".join(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text).split())


def pieces(document, spans):
    return [document["text"][begin:end] for begin, end in spans]


class Tei(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        path = pathlib.Path(next(iter(schemas.__path__)), "tei_all.rng")
        cls.schema = etree.RelaxNG(etree.parse(path))
        cls.corpus = etree.fromstring(read("all.tei").encode())

    def test_the_schema_is_tei_p5(self):
        root = etree.fromstring(b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text/></TEI>')
        self.assertFalse(self.schema.validate(root))

    def test_documents_are_valid(self):
        for name in ("all", "one", "none"):
            document = etree.fromstring(read(f"{name}.tei").encode())
            self.assertTrue(self.schema.validate(document), self.schema.error_log)
            self.assertEqual(document.tag, TEI + ("teiCorpus" if name == "all" else "TEI"))

    def test_ids_are_unique_and_pointers_point(self):
        ids = [e.get(XML_ID) for e in self.corpus.iter() if e.get(XML_ID)]
        self.assertGreater(len(ids), 100)
        self.assertEqual(len(ids), len(set(ids)))
        for element in self.corpus.iter(TEI + "*"):
            for key in ("who", "toWhom", "corresp", "target", "next", "prev"):
                for pointer in (element.get(key) or "").split():
                    self.assertIn(pointer[1:], ids)

    def test_the_text_is_all_there(self):
        for document, tei in zip(DOCUMENTS, self.corpus.iter(TEI + "TEI"), strict=True):
            body = tei.find(f"{TEI}text/{TEI}body")
            self.assertEqual(words("".join(body.itertext())), words(document["text"]))

    def test_marks_give_the_words_of_the_record(self):
        for n, (document, tei) in enumerate(zip(DOCUMENTS, self.corpus.iter(TEI + "TEI")), 1):
            said = {e.get(XML_ID): e for e in tei.iter(TEI + "said")}
            for statement in document["statements"]:
                first = f"d{n}.{statement['id']}"
                chain, at = "", said.get(first)
                while at is not None:
                    self.assertEqual(float(at.get("cert")), statement["confidence"])
                    chain += "".join(at.itertext())
                    self.assertTrue(at.get("next") is None or at.get("next")[1:] in said)
                    at = said.get((at.get("next") or "#")[1:])
                self.assertEqual(words(chain), words("".join(pieces(document, statement["content"]))))
                if first not in said:
                    continue
                for tag, role in (("rs", "source"), ("seg", "cue")):
                    marked = [e for e in tei.iter(TEI + tag) if e.get("corresp") == "#" + first]
                    found = "".join("".join(e.itertext()) for e in marked)
                    self.assertEqual(words(found), words("".join(pieces(document, statement[role]))))

    def test_speakers_are_listed(self):
        first = next(self.corpus.iter(TEI + "TEI"))
        names = [e.text for e in first.iter(TEI + "persName", TEI + "orgName", TEI + "name")]
        self.assertEqual(names, ["Ines Duarte", "reporters", "Harbour Board", "Bo Lind"])
        said = {e.get(XML_ID): e for e in first.iter(TEI + "said")}
        by_id = {e.get(XML_ID): e for e in first.iter(TEI + "*") if e.get(XML_ID)}
        self.assertEqual(by_id[said["d1.s1"].get("who")[1:]].tag, TEI + "person")
        self.assertEqual(by_id[said["d1.s2"].get("toWhom")[1:]].tag, TEI + "personGrp")
        self.assertEqual(said["d1.s3"].getparent().get(XML_ID), "d1.s2")


class Annotations(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        jsonld.set_document_loader(contexts.load)
        cls.page = json.loads(read("all.annotation"))
        cls.by_source = json.loads(read("all.source"))
        cls.statements = [(i, d, s) for i, d in enumerate(DOCUMENTS) for s in d["statements"]]

    def test_there_is_one_a_statement(self):
        self.assertEqual(self.page["type"], "AnnotationPage")
        self.assertEqual(len(self.page["items"]), len(self.statements))
        ids = [item["id"] for item in self.page["items"]] + [self.page["id"]]
        self.assertEqual(len(ids), len(set(ids)))
        for iri in ids:
            self.assertRegex(iri, "^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
        self.assertEqual(json.loads(read("none.annotation"))["items"], [])

    def places(self, item):
        quotation = item["body"][1]
        return {"content": item["target"], "source": quotation.get("quoth:source", []),
                "cue": quotation.get("quoth:cue", [])}

    def test_both_selectors_find_the_words(self):
        for item, (_, document, statement) in zip(self.page["items"], self.statements):
            text = document["text"]
            for role, places in self.places(item).items():
                self.assertEqual(len(places), len(statement[role]))
                for place, (begin, end) in zip(places, statement[role]):
                    position, quote = place["selector"]
                    self.assertEqual(position, {"type": "TextPositionSelector", "start": begin, "end": end})
                    self.assertEqual(quote["exact"], text[begin:end])
                    context = quote["prefix"] + quote["exact"] + quote["suffix"]
                    found = [m.start() for m in re.finditer(f"(?={re.escape(context)})", text)]
                    self.assertEqual(found, [begin - len(quote["prefix"])])

    def test_bytes_are_those_of_the_input(self):
        for item, (i, document, statement) in zip(self.by_source["items"], self.statements, strict=True):
            data = (FOLDER / "inputs" / str(i)).read_bytes()
            for place in item["target"]:
                quote, position = place["selector"][1:]
                self.assertEqual(position["type"], "DataPositionSelector")
                self.assertEqual(data[position["start"]:position["end"]].decode(), quote["exact"])

    def test_a_processor_keeps_every_field(self):
        expanded = jsonld.expand(self.page)
        flat = json.dumps(expanded, ensure_ascii=False)
        n_places = sum(len(p) for item in self.page["items"] for p in self.places(item).values())
        for iri in ("exact", "prefix", "suffix"):
            self.assertEqual(flat.count(f'"{contexts.OA}{iri}":'), n_places)
        for key in ("form", "confidence"):
            self.assertEqual(flat.count(f'"urn:x-quoth:{key}":'), len(self.statements))
        self.assertEqual(flat.count(f'"{contexts.OA}hasTarget":'), len(self.statements))
        self.assertEqual(flat.count(f'"{contexts.SCHEMA}Quotation"'), len(self.statements))
        self.assertEqual(len(self.lost(self.page)), 0, self.lost(self.page))

    def lost(self, value):
        """Keys that the context does not define."""
        if isinstance(value, list):
            return set().union(*map(self.lost, value))
        if not isinstance(value, dict):
            return set()
        keys = {k for k in value if k != "@context" and ":" not in k} - set(contexts.ANNOTATION_CONTEXT)
        return keys.union(*(self.lost(v) for k, v in value.items() if k != "@context"))

    def test_the_body_tells_the_record(self):
        first, second, third = self.page["items"][:3]
        self.assertEqual(first["body"][0]["value"], "Ines Duarte · said · direct · accuse · press")
        self.assertEqual(first["body"][1]["schema:creator"],
                         [{"type": "schema:Person", "schema:name": "Ines Duarte", "quoth:role": "mayor"}])
        self.assertEqual(second["body"][1]["quoth:replies_to"], {"id": first["id"]})
        self.assertEqual(second["body"][1]["quoth:about"], "Ines Duarte; Harbour Board")
        self.assertEqual(second["body"][1]["schema:creator"], [{"schema:name": "Bo Lind"}])
        self.assertEqual(third["body"][1]["quoth:within"], {"id": second["id"]})
        self.assertEqual(third["body"][1]["quoth:confidence"], 0.123)


class SchemaOrg(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        jsonld.set_document_loader(contexts.load)
        cls.graph = json.loads(read("all.jsonld"))["@graph"]
        cls.nodes = jsonld.expand(json.loads(read("all.jsonld")))

    def test_terms_are_those_of_schema_org(self):
        known = {str(term).rsplit("/", 1)[1] for term in dir(SDO)}

        def check(value):
            if isinstance(value, list):
                return [check(v) for v in value]
            if isinstance(value, dict):
                for key, inner in value.items():
                    names = inner if key == "@type" else [key] if not key.startswith("@") else []
                    names = [names] if isinstance(names, str) else names
                    for name in names:
                        self.assertTrue(name.startswith(contexts.SCHEMA), name)
                        self.assertIn(name.removeprefix(contexts.SCHEMA), known)
                    check(inner)
        check(self.nodes)

    def test_statements_are_quotations_and_claims(self):
        kinds = {"direct": "Quotation", "mixed": "Quotation", "indirect": "Claim"}
        said = [n for n in self.graph if n.get("@type") in kinds.values()]
        expected = [(kinds[s["form"]], s["id"], s["text"]) for d in DOCUMENTS for s in d["statements"]]
        self.assertEqual([(n["@type"], n["identifier"], n["text"]) for n in said], expected)
        articles = [n for n in self.graph if n.get("@type") == "NewsArticle"]
        self.assertEqual([n["identifier"] for n in articles], [d["id"] for d in DOCUMENTS])

    def test_links_lead_to_nodes(self):
        ids = {n["@id"]: n for n in self.graph}
        for node in self.graph:
            for key in ("spokenByCharacter", "creator"):
                for speaker in node.get(key, []):
                    self.assertIn("name", ids[speaker["@id"]])
            if "isPartOf" in node:
                self.assertEqual(ids[node["isPartOf"]["@id"]]["@type"], "NewsArticle")
        first = next(n for n in self.graph if n.get("@type") == "Quotation")
        self.assertEqual(ids[first["spokenByCharacter"][0]["@id"]],
                         {"@id": first["spokenByCharacter"][0]["@id"], "@type": "Person",
                          "name": "Ines Duarte", "description": "mayor"})

    def test_an_article_says_where_it_is_from(self):
        article = self.graph[0]
        self.assertEqual(article["url"], "https://news.example/harbour?a=1&b=2")
        self.assertEqual(article["headline"], "Water & “trust”")
        self.assertEqual(article["publisher"], {"@type": "Organization", "name": "The Example"})
        self.assertEqual(article["articleSection"], "City & port")
        self.assertEqual(article["datePublished"], "2024-03-05T08:30:00Z")


class Brat(unittest.TestCase):
    def test_files_are_read_by_brats_rules(self):
        configuration = brat_files.read_configuration(read("annotation.conf"))
        names = sorted(p.stem for p in (FOLDER / "all.files").glob("*.ann"))
        self.assertEqual(len(names), len(DOCUMENTS))
        self.assertEqual(names, sorted(p.stem for p in (FOLDER / "all.files").glob("*.txt")))
        self.assertEqual(len({n.lower() for n in names}), len(names))
        for name in names:
            self.assertRegex(name, r"^[A-Za-z0-9_-][A-Za-z0-9_.-]*$")
            text = read(f"all.files/{name}.txt")
            brat_files.read(text, read(f"all.files/{name}.ann"), configuration)

    def test_spans_are_those_of_the_record(self):
        configuration = brat_files.read_configuration(read("annotation.conf"))
        name = "news_harbour_1.txt"
        document = DOCUMENTS[0]
        text = read(f"all.files/{name}.txt")
        self.assertEqual(len(text), len(document["text"]))
        entries = brat_files.read(text, read(f"all.files/{name}.ann"), configuration)
        spans = {kind: [e[2] for e in entries.values() if e[:2] == ("T", kind)]
                 for kind in ("Source", "Cue", "Content")}
        for kind, found in spans.items():
            expected = [[tuple(p) for p in s[kind.lower()]] for s in document["statements"]]
            self.assertEqual(found, expected)
        kinds = [e[1] for e in entries.values() if e[0] == "R"]
        self.assertEqual(kinds, ["Says", "CuedBy"] * 3 + ["RepliesTo", "Within"])
        self.assertEqual([e[1:] for e in entries.values() if e[0] == "A"],
                         [("Form", "T3", "direct"), ("Act", "T3", "accuse"), ("Channel", "T3", "press"),
                          ("Form", "T6", "indirect"), ("Form", "T9", "mixed")])


class Page(html.parser.HTMLParser):
    VOID = {"meta", "br"}

    def __init__(self, source):
        super().__init__()
        self.tags, self.open, self.ids, self.links, self.texts = [], [], [], [], []
        self.styles, self.policy, self.raw = [], "", {"style": "", "script": ""}
        self.marks = {}
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags.append((tag, attributes))
        if tag == "meta" and "http-equiv" in attributes:
            self.policy = attributes["content"]
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if "href" in attributes:
            self.links.append(attributes["href"])
        if attributes.get("class") == "text":
            self.texts.append("")
        if tag not in self.VOID:
            self.open.append((tag, attributes))

    def handle_endtag(self, tag):
        if self.open.pop()[0] != tag:
            raise ValueError(f"</{tag}> closes another element")

    def handle_data(self, data):
        if self.open and self.open[-1][0] in self.raw:
            self.raw[self.open[-1][0]] += data
        classes = [a.get("class") for _, a in self.open]
        if "text" in classes and "number" not in classes:
            self.texts[-1] += data
            for _, a in self.open:
                if "data-s" in a:
                    key = (a["data-s"], a["class"])
                    self.marks[key] = self.marks.get(key, "") + data


class Html(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.page = Page(read("all.html"))

    def test_it_is_well_formed(self):
        self.assertEqual(self.page.open, [])
        self.assertEqual(len(self.page.ids), len(set(self.page.ids)))
        for link in self.page.links:
            self.assertTrue(link.startswith(("#", "https://", "http://")), link)
        for link in self.page.links:
            if link.startswith("#"):
                self.assertIn(link[1:], self.page.ids)
        for name in ("one", "none"):
            self.assertEqual(Page(read(f"{name}.html")).open, [])

    def test_nothing_of_an_article_is_markup(self):
        allowed = {"a", "article", "bdi", "blockquote", "body", "div", "h1", "h2", "h3", "head", "header", "html",
                   "li", "main", "meta", "ol", "p", "script", "section", "span", "style", "title"}
        self.assertEqual({tag for tag, _ in self.page.tags} - allowed, set())
        self.assertEqual([tag for tag, _ in self.page.tags].count("script"), 1)
        names = {name for _, attributes in self.page.tags for name in attributes}
        self.assertEqual({n for n in names if n.startswith("on")}, set())
        self.assertEqual(names & {"style", "src", "srcdoc", "action"}, set())
        self.assertIsNone(re.search("[\x00-\x08\x0b-\x1f]", read("all.html")))

    def test_only_our_style_and_script_are_let_in(self):
        hashes = {kind: base64.b64encode(hashlib.sha256(raw.encode()).digest()).decode()
                  for kind, raw in self.page.raw.items()}
        self.assertEqual(self.page.policy,
                         f"default-src 'none'; style-src 'sha256-{hashes['style']}'; "
                         f"script-src 'sha256-{hashes['script']}'; base-uri 'none'; form-action 'none'")

    def test_the_text_and_its_marks_are_those_of_the_record(self):
        self.assertEqual(len(self.page.texts), len(DOCUMENTS))
        for n, (document, text) in enumerate(zip(DOCUMENTS, self.page.texts), 1):
            self.assertEqual(words(text), words(document["text"]))
            for s in document["statements"]:
                for role in ("source", "cue", "content"):
                    found = self.page.marks.get((f"d{n}-{s['id']}", role), "")
                    self.assertEqual(words(found), words("".join(pieces(document, s[role]))))

    def test_headings_go_down_one_by_one(self):
        headings = [int(tag[1]) for tag, _ in self.page.tags if re.fullmatch("h[1-6]", tag)]
        self.assertEqual(headings, [1] + [2, 3] * len(DOCUMENTS))
        self.assertEqual(dict(self.page.tags)["html"], {"lang": "en"})


class Csv(unittest.TestCase):
    def test_rows_are_the_statements(self):
        rows = list(csv.DictReader(read("all.csv").splitlines(keepends=True)))
        expected = [(d["id"], s["id"], s["text"], str(s["content"][0][0]), d.get("duplicate_of", ""),
                     d.get("section", ""))
                    for d in DOCUMENTS for s in d["statements"]]
        self.assertEqual([(r["id"], r["statement"], r["text"], r["begin"], r["duplicate_of"], r["section"])
                          for r in rows], expected)


if __name__ == "__main__":
    unittest.main()
