-- Projection of what comes before and after a vote.
CREATE TABLE argument (
  position INTEGER PRIMARY KEY,
  cid TEXT NOT NULL,
  about TEXT NOT NULL,                 -- the proposal
  by BLOB NOT NULL,
  at_ms INTEGER NOT NULL,
  body BLOB NOT NULL                   -- canonical body of argument/made
) STRICT;
CREATE INDEX argument_by_proposal ON argument (about, position);
