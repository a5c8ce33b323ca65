-- Projection of draws by lot.
CREATE TABLE sortition (
  id INTEGER PRIMARY KEY,
  cid TEXT NOT NULL UNIQUE,
  log INTEGER NOT NULL,
  by BLOB NOT NULL,
  body BLOB NOT NULL,                  -- canonical body of sortition/called
  state TEXT NOT NULL CHECK (state IN ('called', 'joining', 'drawn')),
  called_at_ms INTEGER NOT NULL,
  committed BLOB,                      -- canonical body of sortition/committed
  committed_entry TEXT,
  drawn BLOB,                          -- canonical body of sortition/drawn
  drawn_entry TEXT
) STRICT;
CREATE INDEX sortition_by_state ON sortition (log, state);

-- Whose names went in, as the pool was when the node committed to its seed.
CREATE TABLE sortition_pool (
  sortition INTEGER NOT NULL,
  key BLOB NOT NULL,
  declined TEXT,                       -- the entry by which a member will not serve
  PRIMARY KEY (sortition, key)
) STRICT, WITHOUT ROWID;

-- Who added to the seed, in the order of the log.
CREATE TABLE sortition_contribution (
  sortition INTEGER NOT NULL,
  key BLOB NOT NULL,
  position INTEGER NOT NULL,
  entry TEXT NOT NULL,
  PRIMARY KEY (sortition, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX sortition_contribution_by_place ON sortition_contribution (sortition, position);

-- The node's part of a seed until it is revealed; a secret, not a projection.
CREATE TABLE sortition_secret (
  sortition TEXT PRIMARY KEY,
  seed BLOB NOT NULL
) STRICT;

-- Endorsements: how long each takes one of its author's slots.
ALTER TABLE vouch ADD COLUMN taken_until_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE vouch ADD COLUMN for_cause INTEGER NOT NULL DEFAULT 0; -- 1: who was vouched for was removed for cause
CREATE INDEX vouch_by_member ON vouch (log, member);

-- Projection of initiatives.
CREATE TABLE initiative (
  id INTEGER PRIMARY KEY,
  cid TEXT NOT NULL UNIQUE,
  log INTEGER NOT NULL,
  by BLOB NOT NULL,
  body BLOB NOT NULL,                  -- canonical body of initiative/started
  started_at_ms INTEGER NOT NULL,
  reached_at_ms INTEGER,               -- when enough supported it
  proposal TEXT                        -- the vote that it has become
) STRICT;
CREATE INDEX initiative_by_log ON initiative (log, id);
CREATE INDEX initiative_reached ON initiative (log) WHERE reached_at_ms IS NOT NULL AND proposal IS NULL;

CREATE TABLE support (
  initiative INTEGER NOT NULL,
  key BLOB NOT NULL,
  seq INTEGER NOT NULL,
  position INTEGER NOT NULL,
  supports INTEGER NOT NULL,           -- 0: withdrawn
  PRIMARY KEY (initiative, key)
) STRICT, WITHOUT ROWID;

-- Projection of elections and of the offices that they fill.
CREATE TABLE election (
  id INTEGER PRIMARY KEY,
  cid TEXT NOT NULL UNIQUE,
  log INTEGER NOT NULL,
  by BLOB NOT NULL,
  body BLOB NOT NULL,                  -- canonical body of election/called
  called_at_ms INTEGER NOT NULL,
  proposal TEXT UNIQUE                 -- the vote between the candidates
) STRICT;
CREATE INDEX election_by_log ON election (log, id);
CREATE INDEX election_unopened ON election (log) WHERE proposal IS NULL;

CREATE TABLE candidate (
  election INTEGER NOT NULL,
  key BLOB NOT NULL,
  nominated_by BLOB NOT NULL,
  accepts INTEGER,                     -- NULL: has not answered
  seq INTEGER NOT NULL,                -- of the answer that counts
  statement TEXT NOT NULL,
  option TEXT,                         -- what the ballot calls them, once there is one
  PRIMARY KEY (election, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE term (
  election INTEGER NOT NULL,
  holder BLOB NOT NULL,
  place INTEGER NOT NULL,              -- in the order in which seats were filled
  log INTEGER NOT NULL,
  office TEXT NOT NULL,
  role TEXT,
  from_ms INTEGER NOT NULL,
  until_ms INTEGER NOT NULL,
  left_at_ms INTEGER,                  -- resigned, or removed from the group
  PRIMARY KEY (election, holder)
) STRICT, WITHOUT ROWID;
CREATE INDEX term_by_holder ON term (log, holder);
CREATE INDEX term_by_end ON term (log, until_ms);
