-- Projection of proposals, electorates and ballots.
CREATE TABLE proposal (
  id INTEGER PRIMARY KEY,
  cid TEXT NOT NULL UNIQUE,
  log INTEGER NOT NULL,
  by BLOB NOT NULL,
  body BLOB NOT NULL,                  -- canonical body of proposal/opened
  state TEXT NOT NULL CHECK (state IN ('opening', 'open', 'closed')),
  opened_at_ms INTEGER NOT NULL,
  closes_at_ms INTEGER NOT NULL,
  answers TEXT,                        -- the federation's proposal that this vote answers
  electorate BLOB,                     -- newest part of proposal/electorate, without its keys
  keys_seen INTEGER NOT NULL DEFAULT 0,
  last_key BLOB,
  closed BLOB,                         -- canonical body of proposal/closed
  closed_at_ms INTEGER,
  closed_entry TEXT
) STRICT;
CREATE INDEX proposal_by_state ON proposal (log, state, closes_at_ms);
CREATE INDEX proposal_by_answer ON proposal (answers) WHERE answers IS NOT NULL;

-- The entries that an electorate is made of.
CREATE TABLE electorate_part (
  proposal INTEGER NOT NULL,
  part INTEGER NOT NULL,
  entry TEXT NOT NULL,
  PRIMARY KEY (proposal, part)
) STRICT, WITHOUT ROWID;

-- The electorate, with the one ballot of each voter that counts.
CREATE TABLE voter (
  id INTEGER PRIMARY KEY,
  proposal INTEGER NOT NULL,
  key BLOB NOT NULL,
  seq INTEGER,
  ballot INTEGER,                      -- position of the entry that counts
  choice BLOB                          -- canonical choice of that ballot
) STRICT;
CREATE UNIQUE INDEX voter_by_key ON voter (proposal, key);

-- Every ballot in the order of the log, replaced ones too.
CREATE TABLE ballot (
  position INTEGER PRIMARY KEY,
  proposal INTEGER NOT NULL
) STRICT;
CREATE INDEX ballot_by_proposal ON ballot (proposal, position);

-- Secrets of the node, not a projection: what blinds ballot keys and seeds draws. Kept until the proposal is forgotten.
CREATE TABLE proposal_secret (
  proposal TEXT PRIMARY KEY,
  blinding BLOB NOT NULL,              -- k: 32 random bytes
  members BLOB NOT NULL,               -- the members entitled at opening: 32-byte keys, one after the other
  seed BLOB NOT NULL                   -- its SHA-256 stands in the electorate
) STRICT;
