-- Sections of outlets, as documents name them: one name is one section, whatever the outlet.
CREATE TABLE sections (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
ALTER TABLE articles ADD COLUMN section_id INTEGER REFERENCES sections (id);
CREATE INDEX articles_by_section ON articles (section_id, day) WHERE section_id IS NOT NULL;

-- As in step 1, with section12 (its id) among the facets. Of a statement in an article without a
-- section this gives what it gave before, so that the index stays true to it.
DROP VIEW statement_words;
CREATE VIEW statement_words AS
SELECT s.id, s.article_id, s.text,
       (SELECT group_concat(name, ' | ') FROM (SELECT name FROM speakers
         WHERE statement_id = s.id ORDER BY position)) AS speaker,
       (SELECT group_concat(name, ' | ') FROM (SELECT e.name FROM abouts AS b
         JOIN entities AS e ON e.id = b.entity_id WHERE b.statement_id = s.id ORDER BY e.number)) AS about,
       'form' || s.form || coalesce(' act' || s.act, '') || coalesce(' channel' || s.channel, '')
         || coalesce(' publisher' || a.publisher_id, '') || coalesce(' section' || a.section_id, '')
         || ' confidence' || CAST(s.confidence * 20 + 0.0001 AS INTEGER)
         || coalesce((SELECT ' ' || group_concat('kind' || kind, ' ') FROM (SELECT DISTINCT kind
         FROM speakers WHERE statement_id = s.id ORDER BY kind)), '') AS facets
FROM statements AS s JOIN articles AS a ON a.id = s.article_id;
