-- The record: articles, and who said what in them.
--
-- Rules of the whole schema:
--   * All offsets are code points of texts.text, end exclusive, as in the JSON lines of `quoth
--     extract`: substr(text, "begin" + 1, "end" - "begin") is the evidence. Columns that hold
--     several are JSON.
--   * What is not known is NULL.
--   * An article is known by its sha256, a statement by that and its number, an entity by that and
--     its number or name. Rows of statements, entities, speakers and abouts are made anew when an
--     article is read again by a better model, with other ids; articles keep theirs. So whatever
--     must survive that (corrections, above all) speaks of sha256 and names, never of row ids.
--   * Dates of articles are those printed; instants are UTC, "2024-05-01T12:00:00Z".

-- Dictionaries.
CREATE TABLE publishers (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

-- What read an article: version of the program and model, "quoth 0.4.0, quoth-base 1 (93a1…)".
CREATE TABLE extractors (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE articles (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,  -- the identity: of text, title, url, publisher, author, date, language
  text_sha256 TEXT NOT NULL,    -- of the text alone, "sha256" in the JSON lines
  doc_id TEXT NOT NULL,         -- the id that the document came with, or its path
  url TEXT,
  title TEXT,
  author TEXT,  -- names as printed, joined by "; "
  publisher_id INTEGER REFERENCES publishers (id),
  published TEXT,         -- as given, ISO 8601
  day INTEGER NOT NULL,   -- of published, as a Julian day number: date(day) is "2018-03-26"; 0 unknown
  language TEXT,          -- BCP 47
  n_chars INTEGER NOT NULL,
  n_words INTEGER NOT NULL,
  n_statements INTEGER NOT NULL,
  duplicate_of INTEGER REFERENCES articles (id) ON DELETE SET NULL,  -- ingested before, nearly the same
  extractor_id INTEGER NOT NULL REFERENCES extractors (id),
  ingested_at TEXT NOT NULL
) STRICT;
CREATE INDEX articles_by_day ON articles (day);
CREATE INDEX articles_by_publisher ON articles (publisher_id, day);
CREATE INDEX articles_by_url ON articles (url) WHERE url IS NOT NULL;
CREATE INDEX articles_by_doc_id ON articles (doc_id);
CREATE INDEX articles_by_duplicate ON articles (duplicate_of) WHERE duplicate_of IS NOT NULL;

CREATE TABLE texts (
  article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
  text TEXT NOT NULL
) STRICT;

-- Near-duplicates (src/duplicate/): the MinHash sketches of the originals, and the keys by which
-- candidates are found: band << 32 | minimum << 16 | minimum.
CREATE TABLE sketches (
  article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
  n_shingles INTEGER NOT NULL,
  minima BLOB NOT NULL  -- 128 numbers of 16 bits, little-endian
) STRICT;
CREATE TABLE sketch_keys (
  key INTEGER NOT NULL,
  article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  PRIMARY KEY (key, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sketch_keys_by_article ON sketch_keys (article_id);

-- Somebody across articles. The rows are made by `quoth people` and by ingest, from the entities and
-- the corrections; migration 2 adds what it keeps of them.
CREATE TABLE people (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL  -- as in entities
) STRICT;

-- Who and what an article speaks of.
CREATE TABLE entities (
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,  -- 1 for "e1"
  name TEXT NOT NULL,
  kind TEXT NOT NULL,  -- person, organisation, group, document, anonymous, author, none
  affiliation TEXT,
  roles TEXT,     -- JSON ["mayor"], as are aliases and pronouns; NULL for none
  aliases TEXT,
  pronouns TEXT,
  mentions TEXT NOT NULL,  -- JSON [[0, 12], [80, 83]]
  person_id INTEGER REFERENCES people (id) ON DELETE SET NULL,
  UNIQUE (article_id, number)
) STRICT;
CREATE INDEX entities_by_person ON entities (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX entities_by_name ON entities (name COLLATE NOCASE);

-- id is day << 24 | n, the day being that of the article: the order of ids is that of dates, within
-- a day that of ingest, within an article that of the text. So a range of dates is a range of ids,
-- date(id >> 24) is the date, and "newest first" is ORDER BY id DESC, everywhere and in the full
-- text index too. Without a date the day is 0 and n goes on beyond 24 bits.
CREATE TABLE statements (
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,  -- 1 for "s1"
  form TEXT NOT NULL,       -- direct, indirect, mixed
  act TEXT,                 -- assert, opine, accuse, …
  channel TEXT,             -- interview, speech, …
  confidence REAL NOT NULL,
  "begin" INTEGER NOT NULL,   -- of the content: its first piece to its last
  "end" INTEGER NOT NULL,
  n_words INTEGER NOT NULL,   -- of the content
  within INTEGER,             -- number of the statement of this article that it is quoted in
  replies_to INTEGER,         -- number of the earlier statement of this article that it answers
  addressee TEXT,             -- words of the article
  addressee_entity INTEGER,   -- number of the entity in this article
  when_text TEXT,             -- words of the article
  when_date TEXT,             -- ISO 8601, "2018-03-26" or "2018-03"
  evidence TEXT NOT NULL,     -- JSON {"source": [[0, 12]], "cue": [[13, 17]], "content": [[18, 49]],
                              -- "addressee": [50, 59], "when": [60, 69]}, the last two if known
  text TEXT NOT NULL,         -- the content, pieces joined by a space
  UNIQUE (article_id, number)
) STRICT;

-- Who is answerable for a statement.
CREATE TABLE speakers (
  statement_id INTEGER NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,  -- from 0
  entity_id INTEGER REFERENCES entities (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  role TEXT,
  "begin" INTEGER,  -- of the words of the source that mention them; NULL where none do
  "end" INTEGER,
  PRIMARY KEY (statement_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX speakers_by_entity ON speakers (entity_id);

-- Whom the content of a statement speaks of.
CREATE TABLE abouts (
  statement_id INTEGER NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
  entity_id INTEGER NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
  PRIMARY KEY (statement_id, entity_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX abouts_by_entity ON abouts (entity_id);

-- Full text. `facets` holds what a search filters by, as words of letters and digits, so that a
-- filter is one more list of the index to intersect and a rare combination is found as fast as a
-- rare word: formdirect, actaccuse, channelpress, kindperson (of a speaker), publisher12 (its id),
-- confidence17 (twentieths, rounded down). Queries name their columns, so words never meet facets.
-- Everything here depends on rows that do not change while the statement is there, and not on
-- people, so that the old values can be taken out again:
--   INSERT INTO statements_fts (statements_fts, rowid, text, speaker, about, facets)
--     SELECT 'delete', id, text, speaker, about, facets FROM statement_words WHERE id = …
CREATE VIEW statement_words AS
SELECT s.id, s.article_id, s.text,
       (SELECT group_concat(name, ' | ') FROM (SELECT name FROM speakers
         WHERE statement_id = s.id ORDER BY position)) AS speaker,
       (SELECT group_concat(name, ' | ') FROM (SELECT e.name FROM abouts AS b
         JOIN entities AS e ON e.id = b.entity_id WHERE b.statement_id = s.id ORDER BY e.number)) AS about,
       'form' || s.form || coalesce(' act' || s.act, '') || coalesce(' channel' || s.channel, '')
         || coalesce(' publisher' || a.publisher_id, '')
         || ' confidence' || CAST(s.confidence * 20 + 0.0001 AS INTEGER)
         || coalesce((SELECT ' ' || group_concat('kind' || kind, ' ') FROM (SELECT DISTINCT kind
         FROM speakers WHERE statement_id = s.id ORDER BY kind)), '') AS facets
FROM statements AS s JOIN articles AS a ON a.id = s.article_id;

CREATE VIRTUAL TABLE statements_fts USING fts5 (
  text, speaker, about, facets,
  content = 'statement_words', content_rowid = 'id',
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4 5'
);

-- Inputs that could not be read, until they are.
CREATE TABLE failures (
  id INTEGER PRIMARY KEY,
  doc_id TEXT NOT NULL UNIQUE,
  code TEXT NOT NULL,  -- of the table of errors, "invalid_json"
  message TEXT NOT NULL,
  place TEXT NOT NULL,  -- "a.jsonl:7"
  failed_at TEXT NOT NULL
) STRICT;

-- What editors have put right, in order: a log that is only ever added to. `action` and the JSON of
-- `detail` are those of whoever writes it (people: merge, split, rename, alias). An entry speaks of
-- articles by sha256 and of people by name, so that it can be applied again to a record made anew;
-- an entry that is taken back stays, and the one that takes it back names it in `undoes`.
CREATE TABLE corrections (
  id INTEGER PRIMARY KEY,
  made_at TEXT NOT NULL,
  action TEXT NOT NULL,
  detail TEXT NOT NULL,
  reason TEXT,
  undoes INTEGER UNIQUE REFERENCES corrections (id)
) STRICT;
