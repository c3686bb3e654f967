-- The same words in several articles. A quotation (a direct statement, or the words in quotation marks
-- of a mixed one) of six words or more belongs to a group of those that differ from one another in
-- little; a group of one is a quotation that was printed once.
CREATE TABLE quotes (
  statement_id INTEGER PRIMARY KEY REFERENCES statements (id) ON DELETE CASCADE,
  group_id INTEGER NOT NULL,  -- of a statement that is or was in the group
  words TEXT NOT NULL         -- what was in quotation marks
) STRICT;
CREATE INDEX quotes_by_group ON quotes (group_id);

-- Some hashes of three words in a row (winnowing: S. Schleimer, D. Wilkerson and A. Aiken, 2003), such
-- that two quotations with six words in common have one in common. Rows of statements that are gone
-- stay until the next `quoth people relink`; every find is checked against the words.
CREATE TABLE quote_keys (
  key INTEGER NOT NULL,
  statement_id INTEGER NOT NULL,
  PRIMARY KEY (key, statement_id)
) STRICT, WITHOUT ROWID;
