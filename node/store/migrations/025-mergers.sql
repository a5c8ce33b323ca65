-- Keys that took the place of lost ones of stewards, as a group's feed tells them, in their order.
CREATE TABLE feed_key (
  log INTEGER NOT NULL,                -- the feed
  idx INTEGER NOT NULL,
  key BLOB NOT NULL,                   -- the new key
  body BLOB NOT NULL,                  -- canonical: the entries of the group's own log that show it
  PRIMARY KEY (log, idx)
) STRICT, WITHOUT ROWID;

-- The same in a roster, canonical, each with the member's first key; NULL where no steward has lost theirs.
ALTER TABLE federation_group ADD COLUMN steward_keys BLOB;

-- What was told in a federation's log of how a group's charter came about, before the group came in.
CREATE TABLE charter_told (
  log INTEGER NOT NULL,
  telling TEXT NOT NULL,               -- key of the ticket, or the federation with whose merger the group comes
  group_cid TEXT NOT NULL,
  entry TEXT NOT NULL,                 -- that set the charter
  charter BLOB NOT NULL,               -- canonical, with the key of the node
  steps INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  standing TEXT,                       -- as in federation_group
  PRIMARY KEY (log, telling, group_cid)
) STRICT, WITHOUT ROWID;

-- What was taken of each log of others that is kept here, against what is taken in a day.
CREATE TABLE sync_budget (
  log TEXT PRIMARY KEY,
  since_ms INTEGER NOT NULL,           -- by the node's clock
  days REAL NOT NULL,                  -- worth of them could be taken at once
  entries INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  size INTEGER NOT NULL                -- entries of the copy when this was counted: what was taken since is counted at the start
) STRICT, WITHOUT ROWID;
