"""Distinct searches of a record, as its search page asks them, drawn from what the record holds."""
import random
import re
import sqlite3
import urllib.parse

WORD = re.compile(r"[^\W_]+")
# In a text of English the hundred most frequent words are the, of, said, year and their like, which
# nobody looks for alone.
N_FUNCTION_WORDS = 100
# What is narrowed by a name or a facet is a search that found too much: of one of the next words.
N_COMMON_WORDS = 2000

# Shares of the kinds of search. Most people type a word or two; the rest narrow by what the page
# offers: names, facets, dates.
KINDS = {"word": 16, "two words": 16, "phrase": 10, "prefix": 10, "speaker": 8, "speaker and word": 6,
         "about and word": 4, "person and word": 4, "act and word": 9, "outlet and word": 8,
         "dates and word": 9}

STATEMENTS = """
SELECT s.text, s.act, a.published, p.name, l.name, e.person_id,
       (SELECT e.name FROM abouts AS b JOIN entities AS e ON e.id = b.entity_id
         WHERE b.statement_id = s.id)
FROM statements AS s JOIN articles AS a ON a.id = s.article_id
LEFT JOIN publishers AS p ON p.id = a.publisher_id
LEFT JOIN speakers AS l ON l.statement_id = s.id AND l.position = 0
LEFT JOIN entities AS e ON e.id = l.entity_id"""


class Statement:
    def __init__(self, row):
        text, self.act, published, self.outlet, self.speaker, self.person, self.about = row
        self.words = WORD.findall(text)
        self.day = (published or "")[:10]


class Maker:
    """Makes a search of what one statement has, so that there is something to find, and words are
    asked for as often as they are said."""

    def __init__(self, path, seed):
        self.dice = random.Random(seed)
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
            self.statements = [Statement(row) for row in db.execute(STATEMENTS)]
        counts = {}
        for statement in self.statements:
            for word in statement.words:
                counts[word] = counts.get(word, 0) + 1
        by_count = sorted(counts, key=counts.get, reverse=True)
        self.frequent = set(by_count[:N_FUNCTION_WORDS])
        self.common = set(by_count[N_FUNCTION_WORDS:N_FUNCTION_WORDS + N_COMMON_WORDS])

    def word(self, statement, common=False):
        known = [w for w in statement.words if len(w) > 1 and w not in self.frequent]
        if common:
            known = [w for w in known if w in self.common]
        return self.dice.choice(known) if known else None

    def two_words(self, statement):
        first, second = self.word(statement, common=True), self.word(statement, common=True)
        return None if None in (first, second) or first == second else f"{first} {second}"

    def phrase(self, statement):
        n = self.dice.choice((2, 3))
        begin = self.dice.randrange(max(1, len(statement.words) - n + 1))
        part = statement.words[begin:begin + n]
        return None if self.frequent.issuperset(part) else f'"{" ".join(part)}"'

    def prefix(self, statement):
        word = self.word(statement)
        return word and word[:self.dice.randint(3, max(3, len(word) - 1))] + "*"

    def search(self, kind):
        """The parameters of one search, without those that the page adds to all; a value may be None
        where the statement has none."""
        of = self.dice.choice(self.statements)
        if kind == "speaker":
            return {"speaker": of.speaker and f'"{of.speaker}"'}
        if kind == "two words":
            return {"q": self.two_words(of)}
        if kind == "phrase":
            return {"q": self.phrase(of)}
        if kind == "prefix":
            return {"q": self.prefix(of)}
        found = {"q": self.word(of, common=kind != "word")}
        if kind == "speaker and word":
            found["speaker"] = of.speaker and f'"{of.speaker}"'
        if kind == "about and word":
            found["about"] = of.about and f'"{of.about}"'
        if kind == "person and word":
            found["person"] = of.person
        if kind == "act and word":
            found["act"] = of.act
        if kind == "outlet and word":
            found["publisher"] = of.outlet
        if kind == "dates and word":
            found["since"], found["until"] = sorted((of.day, self.dice.choice(self.statements).day))
        return found


def searches(path, n, seed=5):
    """`n` different searches, as parameters; fewer where the record has not the words for them."""
    maker, found = Maker(path, seed), {}
    kinds, shares = list(KINDS), list(KINDS.values())
    for _ in range(20 * n):
        if len(found) == n:
            break
        one = maker.search(maker.dice.choices(kinds, shares)[0])
        if all(one.values()):
            found.setdefault(tuple(one.items()), one)
    # What is drawn late is rarer, since it had not been drawn before.
    maker.dice.shuffle(drawn := list(found.values()))
    return drawn


def search_path(parameters):
    """What web/search.js asks for, beside the facets."""
    return "/api/search?" + urllib.parse.urlencode({**parameters, "limit": 20, "offsets": "utf16"})


def facets_path(parameters):
    return "/api/facets?" + urllib.parse.urlencode(parameters)
