-- Projection of federations: rosters, feeds, proposals, mandates, decisions, offers.
CREATE TABLE federated (
  log INTEGER NOT NULL,                -- the group's own log
  federation TEXT NOT NULL,
  charter BLOB NOT NULL,               -- the federation's genesis entry, encoded
  addresses TEXT NOT NULL,             -- JSON list of multiaddrs
  feed TEXT NOT NULL,
  PRIMARY KEY (log, federation)
) STRICT, WITHOUT ROWID;

CREATE TABLE ticket (
  log INTEGER NOT NULL,
  key BLOB NOT NULL,
  weight TEXT NOT NULL,                -- n/d
  expires_at_ms INTEGER NOT NULL,
  used INTEGER NOT NULL,
  PRIMARY KEY (log, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE federation_group (
  log INTEGER NOT NULL,                -- the federation's log
  cid TEXT NOT NULL,
  charter BLOB NOT NULL,               -- the group's genesis entry, encoded
  weight TEXT NOT NULL,
  feed TEXT NOT NULL,
  addresses TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('member', 'left')),
  PRIMARY KEY (log, cid)
) STRICT, WITHOUT ROWID;

CREATE TABLE federation_proposal (
  cid TEXT PRIMARY KEY,
  log INTEGER NOT NULL,
  body BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'decided')),
  closes_at_ms INTEGER NOT NULL,
  mandates_by_ms INTEGER NOT NULL,
  answers TEXT,
  decided BLOB,                        -- canonical body of federation/decided
  decided_entry TEXT,
  decided_at_ms INTEGER
) STRICT;
CREATE INDEX federation_proposal_by_decision ON federation_proposal (decided_entry);
CREATE INDEX federation_proposal_by_state ON federation_proposal (log, state);

CREATE TABLE feed (
  log INTEGER PRIMARY KEY,
  body BLOB NOT NULL,                  -- canonical body of feed/founded
  federation TEXT NOT NULL,
  group_cid TEXT NOT NULL
) STRICT;

CREATE TABLE mandate (
  cid TEXT PRIMARY KEY,
  log INTEGER NOT NULL,                -- the feed
  proposal TEXT NOT NULL,
  group_cid TEXT NOT NULL,
  body BLOB NOT NULL
) STRICT;
CREATE INDEX mandate_by_proposal ON mandate (proposal);

CREATE TABLE offer (
  first TEXT PRIMARY KEY,              -- id of its first revision
  log INTEGER NOT NULL,                -- the feed
  seq INTEGER NOT NULL,
  idx INTEGER NOT NULL,
  body BLOB NOT NULL,
  until_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX offer_by_end ON offer (until_ms);

-- Evidence fetched from other nodes, not a projection: blocks by their id, and what a recount of a mandate showed.
CREATE TABLE evidence_block (cid TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE evidence (
  mandate TEXT PRIMARY KEY,
  root TEXT,                           -- NULL: nobody could give it
  problem TEXT,                        -- code: why the mandate must not count
  recounted_at_ms INTEGER NOT NULL
) STRICT;
