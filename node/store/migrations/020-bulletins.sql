-- Projection of bulletins and of what groups' nodes report of their reach.
CREATE TABLE bulletin (
  cid TEXT PRIMARY KEY,
  log INTEGER NOT NULL,                -- a feed, or the log of a group or federation
  idx INTEGER NOT NULL,
  origin TEXT NOT NULL,                -- the one published first; itself where it was not passed on
  at_ms INTEGER NOT NULL,
  until_ms INTEGER NOT NULL,
  body BLOB NOT NULL                   -- canonical body of bulletin/published
) STRICT;
CREATE INDEX bulletin_by_log ON bulletin (log, idx);
CREATE INDEX bulletin_by_origin ON bulletin (origin, log);

CREATE TABLE bulletin_reach (
  log INTEGER NOT NULL,                -- the feed whose node reports
  bulletin TEXT NOT NULL,
  idx INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  delivered INTEGER NOT NULL,
  acknowledged INTEGER NOT NULL,
  members INTEGER NOT NULL,
  PRIMARY KEY (log, bulletin)
) STRICT, WITHOUT ROWID;

-- Not projections: known at this node only, and told to nobody but as numbers, or to who asks.
CREATE TABLE bulletin_seen (
  origin TEXT NOT NULL,
  member BLOB NOT NULL,
  acknowledged INTEGER NOT NULL,       -- 0: given to the member's page; 1: acknowledged
  PRIMARY KEY (origin, member)
) STRICT, WITHOUT ROWID;

CREATE TABLE offer_detail (
  first TEXT PRIMARY KEY,              -- an offer of this node's own group
  text TEXT NOT NULL,
  to_whom TEXT NOT NULL CHECK (to_whom IN ('federation', 'on-yes'))
) STRICT, WITHOUT ROWID;

CREATE TABLE offer_request (
  first TEXT NOT NULL,
  group_cid TEXT NOT NULL,             -- who asks
  asked_at_ms INTEGER NOT NULL,
  answer INTEGER,                      -- a steward's: 1 yes, 0 no, NULL none yet
  PRIMARY KEY (first, group_cid)
) STRICT, WITHOUT ROWID;

CREATE TABLE offer_answer (
  first TEXT PRIMARY KEY,              -- an offer of another group
  state TEXT NOT NULL CHECK (state IN ('given', 'waiting', 'declined', 'none')),
  text TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE offer_wish (
  member BLOB NOT NULL,
  kind TEXT NOT NULL,                  -- empty: any
  within_km INTEGER NOT NULL,
  PRIMARY KEY (member, kind)
) STRICT, WITHOUT ROWID;
