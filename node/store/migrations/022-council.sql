-- Projection of who sits on the councils of federations: as each group says in its feed, and as the federation's log notes it.
CREATE TABLE council_seat (
  log INTEGER NOT NULL,                -- the feed, or the federation's log
  cid TEXT NOT NULL,                   -- the entry in the feed
  idx INTEGER NOT NULL,                -- place in `log`
  group_cid TEXT NOT NULL,
  delegate BLOB NOT NULL,
  name TEXT NOT NULL,
  from_ms INTEGER NOT NULL,
  until_ms INTEGER NOT NULL,
  election TEXT,
  recalled_by TEXT,                    -- the entry in the feed that ends it early
  recalled_at_ms INTEGER,
  cause TEXT,
  PRIMARY KEY (log, cid)
) STRICT, WITHOUT ROWID;

-- The federation whose council an election of the group seats a delegate on.
ALTER TABLE election ADD COLUMN council TEXT;
CREATE INDEX election_for_council ON election (log, council) WHERE council IS NOT NULL;

-- Federations that merged with others: projection of the logs of both.
CREATE TABLE merger (
  log INTEGER NOT NULL,                -- the federation's log
  entry TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  terms BLOB NOT NULL,                 -- canonical terms
  PRIMARY KEY (log, entry)
) STRICT, WITHOUT ROWID;
-- The federation with which a group came; its feed began there.
ALTER TABLE federation_group ADD COLUMN merged_from TEXT;
CREATE INDEX federation_group_by_feed ON federation_group (feed) WHERE merged_from IS NOT NULL;
