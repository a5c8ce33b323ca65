-- No projection: words of what people wrote, by the position of its entry; brought up to date when somebody searches.
CREATE VIRTUAL TABLE written USING fts5 (
  title,
  text,
  type UNINDEXED,
  target UNINDEXED,                    -- what the words belong to: the id of its first entry, or a member's key
  tokenize = 'unicode61 remove_diacritics 2'
);
