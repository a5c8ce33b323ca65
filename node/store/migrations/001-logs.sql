-- Truth: logs and their entries. Everything in later migrations but secrets can be dropped and replayed from here.
CREATE TABLE log (
  id INTEGER PRIMARY KEY,
  cid TEXT NOT NULL UNIQUE,            -- id of the genesis entry
  type TEXT NOT NULL CHECK (type IN ('group', 'feed')),
  own INTEGER NOT NULL,                -- 1: this node writes it; 0: kept for others
  size INTEGER NOT NULL,
  frontier BLOB NOT NULL,              -- compact range: 32-byte hashes, largest subtree first
  checkpoint TEXT NOT NULL,            -- signed note over size and root, or over a larger tree while a copy catches up
  beyond BLOB NOT NULL                 -- then the 32-byte hashes right of the copy in that tree, from the bottom up
) STRICT;

CREATE TABLE entry (
  position INTEGER PRIMARY KEY,        -- order of arrival over all logs: cursor of the live stream
  log INTEGER NOT NULL REFERENCES log (id),
  idx INTEGER NOT NULL,                -- place in its log
  id BLOB NOT NULL,                    -- SHA-256 digest in the entry's CID
  kind TEXT NOT NULL,
  by BLOB NOT NULL,
  seq INTEGER NOT NULL,
  header BLOB NOT NULL,
  signature BLOB NOT NULL,
  body BLOB,                           -- NULL: erased
  accepted_at_ms INTEGER NOT NULL,     -- this node's clock
  refused TEXT                         -- code: kept because the log is kept whole, but without effect
) STRICT;
CREATE UNIQUE INDEX entry_by_place ON entry (log, idx);
CREATE UNIQUE INDEX entry_by_id ON entry (id);
-- Ballots are found by their proposal, and their authors by the electorate: leaving them out keeps votes fast.
CREATE INDEX entry_by_kind ON entry (log, kind, idx) WHERE kind <> 'ballot/cast';
CREATE INDEX entry_by_author ON entry (log, by, seq) WHERE kind <> 'ballot/cast';

-- Complete subtrees from level 1 up; level 0 follows from the entries.
CREATE TABLE merkle_node (
  log INTEGER NOT NULL,
  level INTEGER NOT NULL,
  idx INTEGER NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (log, level, idx)
) STRICT, WITHOUT ROWID;

CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
