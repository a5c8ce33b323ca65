-- Projection of how a group's charter has changed: every charter that was in force, by the entry that set it. Empty where it
-- never has.
CREATE TABLE charter_version (
  log INTEGER NOT NULL,
  idx INTEGER NOT NULL,                -- 0: the founding terms
  entry TEXT NOT NULL,
  terms BLOB NOT NULL,                 -- canonical terms
  ground BLOB,                         -- canonical: who signed, or which vote; NULL of the founding terms
  at_ms INTEGER NOT NULL,              -- by the clock of the author
  PRIMARY KEY (log, idx)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX charter_version_by_entry ON charter_version (log, entry);

CREATE TABLE charter_draft (
  cid TEXT PRIMARY KEY,
  log INTEGER NOT NULL,
  amends TEXT NOT NULL,
  terms BLOB NOT NULL,
  accepted_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX charter_draft_by_charter ON charter_draft (log, amends);

CREATE TABLE charter_signature (
  draft TEXT NOT NULL,
  by BLOB NOT NULL,
  position INTEGER NOT NULL,           -- order of arrival
  signature BLOB NOT NULL,
  PRIMARY KEY (draft, by)
) STRICT, WITHOUT ROWID;

-- Votes on a change of the charter.
CREATE TABLE charter_vote (
  proposal TEXT PRIMARY KEY,
  log INTEGER NOT NULL,
  entry TEXT,                          -- that says what came of it
  code TEXT                            -- why it could not take effect; NULL where it has
) STRICT, WITHOUT ROWID;
CREATE INDEX charter_vote_unsettled ON charter_vote (log) WHERE entry IS NULL;

-- The amendment by which a vote goes; NULL where it opened under the founding terms.
ALTER TABLE proposal ADD COLUMN charter TEXT;

-- Amendments of a group's charter as its feed tells them, in their order.
CREATE TABLE feed_charter (
  log INTEGER NOT NULL,                -- the feed
  idx INTEGER NOT NULL,
  cid TEXT NOT NULL,                   -- the amendment in the group's own log
  entry BLOB NOT NULL,                 -- that entry, encoded
  PRIMARY KEY (log, idx)
) STRICT, WITHOUT ROWID;

-- The terms of a member group as they were amended, and the amendment; NULL while they are the founding ones.
ALTER TABLE federation_group ADD COLUMN terms BLOB;
ALTER TABLE federation_group ADD COLUMN charter_entry TEXT;
