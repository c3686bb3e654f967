-- People across articles: which names are known, whom they stand for, and why.
--
-- Entities of different articles are one person or body through the form of their name. What the
-- names alone lead to (`home`) is a function of the set of forms; what editors have corrected (`pin`
-- and `merged_into`) lies over it and is made anew from the log of corrections, so that taking one
-- back restores what was. People are never deleted; those without entities are not shown.
ALTER TABLE people ADD COLUMN merged_into INTEGER REFERENCES people (id);  -- by a correction
ALTER TABLE people ADD COLUMN renamed TEXT;                                -- by a correction

ALTER TABLE corrections ADD COLUMN made_by TEXT;

-- A name as it is compared, and whom all entities of that name are, unless they say otherwise.
CREATE TABLE name_forms (
  id INTEGER PRIMARY KEY,
  class TEXT NOT NULL,     -- person, body
  key TEXT NOT NULL,       -- "maria t keller"; of a description "role chief harbour"
  scope INTEGER NOT NULL,  -- publisher of a generic name ("City Council"); 0 for all others
  bucket TEXT NOT NULL,    -- what others may fit this one by: "keller", "hwu", "role chief harbour"
  strength TEXT NOT NULL,  -- full, initial, part, short, generic, role
  printed TEXT NOT NULL,   -- "Maria T. Keller"
  given TEXT,              -- of a person: canonical given name, "robert" of "Bob Keller"
  acronym TEXT,            -- of a body of several words: "hwu"
  home INTEGER REFERENCES people (id),
  pin INTEGER REFERENCES people (id),
  person_id INTEGER REFERENCES people (id),  -- now: pin or home, with all mergers
  rule TEXT,                                 -- as in entities
  confidence REAL NOT NULL,
  UNIQUE (class, key, scope)
) STRICT;
CREATE INDEX name_forms_by_bucket ON name_forms (class, bucket, given);
CREATE INDEX name_forms_by_acronym ON name_forms (acronym) WHERE acronym IS NOT NULL;
CREATE INDEX name_forms_by_person ON name_forms (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX name_forms_by_home ON name_forms (home) WHERE home IS NOT NULL;

-- An article that gives a body's acronym beside its name.
CREATE TABLE attested_acronyms (
  short_id INTEGER NOT NULL REFERENCES name_forms (id),
  full_id INTEGER NOT NULL REFERENCES name_forms (id),
  PRIMARY KEY (short_id, full_id)
) STRICT, WITHOUT ROWID;

-- How an entity came to its person. link_rule:
--   name        its name, spelled like others of that person
--   acronym     an acronym that exactly one body was given in an article
--   outlet      a generic name within one outlet
--   alias       a name that an editor gave the person
--   correction  an editor said so of this entity
--   shared      its name, although an editor gave some of that name to somebody else
--   company     a name that could be several people's, and who and what it is named with
--   role        a description of an office that one person holds at that time
-- and without a person:
--   unknown, unsure, several   nobody, or nobody surely, or more than one fits
ALTER TABLE entities ADD COLUMN form_id INTEGER REFERENCES name_forms (id);
ALTER TABLE entities ADD COLUMN day INTEGER;  -- that of the article
ALTER TABLE entities ADD COLUMN link_rule TEXT;
ALTER TABLE entities ADD COLUMN link_confidence REAL;
ALTER TABLE entities ADD COLUMN link_detail TEXT;  -- JSON {"people": [3], "bodies": [9], "role": "same"}
CREATE INDEX entities_by_form ON entities (form_id, day) WHERE form_id IS NOT NULL;

-- Roles of persons named in full.
CREATE TABLE role_mentions (
  entity_id INTEGER NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,  -- from 0
  form_id INTEGER NOT NULL REFERENCES name_forms (id),
  day INTEGER NOT NULL,
  role TEXT NOT NULL,  -- as printed
  affiliation TEXT,
  PRIMARY KEY (entity_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX role_mentions_by_form ON role_mentions (form_id, day);

-- Offices by a word that they are of: "role chief harbour" of "head of the harbour authority".
CREATE TABLE office_words (
  key TEXT NOT NULL,
  day INTEGER NOT NULL,
  entity_id INTEGER NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
  PRIMARY KEY (key, day, entity_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX office_words_by_entity ON office_words (entity_id);

-- Names whose company has changed, by the days around which it has; day -1 is all of them. What
-- stands here is looked at by the next `quoth ingest` or `quoth people`, if this one is killed.
CREATE TABLE people_pending (
  class TEXT NOT NULL,
  bucket TEXT NOT NULL,
  day INTEGER NOT NULL,
  PRIMARY KEY (class, bucket, day)
) STRICT, WITHOUT ROWID;

-- Corrections of single entities, from the log.
CREATE TABLE entity_pins (
  sha256 TEXT NOT NULL,  -- of the article
  name TEXT NOT NULL,    -- of the entity
  person_id INTEGER NOT NULL REFERENCES people (id),
  PRIMARY KEY (sha256, name)
) STRICT, WITHOUT ROWID;

-- The roles of everybody, with their dates.
CREATE VIEW people_roles AS
SELECT e.person_id, r.value AS role, min(nullif(e.day, 0)) AS first_day, max(nullif(e.day, 0)) AS last_day,
       count(DISTINCT e.article_id) AS n_articles
FROM entities AS e, json_each(e.roles) AS r
WHERE e.person_id IS NOT NULL
GROUP BY e.person_id, r.value;
