-- Projection of objections: every entry that raises, withdraws or judges one.
CREATE TABLE objection (
  position INTEGER PRIMARY KEY,
  cid TEXT NOT NULL UNIQUE,
  proposal TEXT NOT NULL,
  about TEXT NOT NULL,                 -- the objection; its own id where the entry raises it
  what TEXT NOT NULL CHECK (what IN ('raised', 'withdrawn', 'judged')),
  by BLOB NOT NULL,
  seq INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  body BLOB NOT NULL                   -- canonical body of objection/raised, or objection/judged; empty for a withdrawal
) STRICT;
CREATE INDEX objection_by_proposal ON objection (proposal, position);
