-- Projection of the motions of federations' councils, and of the votes on them.
CREATE TABLE motion (
  cid TEXT PRIMARY KEY,
  log INTEGER NOT NULL,                -- the federation's log
  idx INTEGER NOT NULL,                -- place in it
  by BLOB NOT NULL,                    -- the delegate who moved
  body BLOB NOT NULL,                  -- canonical
  moved_at_ms INTEGER NOT NULL,        -- by the clock of the author
  closes_at_ms INTEGER NOT NULL,
  charter TEXT,                        -- the amendment by which it goes; NULL where it was moved under the founding terms
  closed BLOB,                         -- canonical closing; NULL while it is open
  closed_entry TEXT,
  closed_at_ms INTEGER
) STRICT;
CREATE INDEX motion_by_log ON motion (log, idx);
CREATE INDEX motion_open ON motion (log, closes_at_ms) WHERE closed IS NULL;

CREATE TABLE motion_voice (
  motion TEXT NOT NULL,
  idx INTEGER NOT NULL,                -- place in the federation's log
  cid TEXT NOT NULL,
  by BLOB NOT NULL,                    -- the delegate
  seq INTEGER NOT NULL,
  vote TEXT NOT NULL CHECK (vote IN ('for', 'against', 'abstain')),
  PRIMARY KEY (motion, idx)
) STRICT, WITHOUT ROWID;

-- The amendment by which a federated proposal goes; NULL where it was asked under the founding terms.
ALTER TABLE federation_proposal ADD COLUMN charter TEXT;
