-- Projection of what new keys have asked for in the place of lost ones, and of those that got it.
CREATE TABLE key_request (
  cid TEXT PRIMARY KEY,
  log INTEGER NOT NULL,
  position INTEGER NOT NULL,
  member BLOB NOT NULL,                -- who is said to have lost their key
  key BLOB NOT NULL,                   -- the new key, which asks
  state TEXT NOT NULL CHECK (state IN ('open', 'replaced', 'objected', 'declined', 'withdrawn', 'superseded')),
  asked_at_ms INTEGER NOT NULL,
  ended_at_ms INTEGER,
  ended_by BLOB,                       -- the member who declined
  reason TEXT                          -- why
) STRICT;
CREATE INDEX key_request_by_member ON key_request (log, member, position);
CREATE INDEX key_request_by_key ON key_request (log, key);
CREATE INDEX key_request_open ON key_request (log, position) WHERE state = 'open';

CREATE TABLE key_backing (
  request TEXT NOT NULL,
  member BLOB NOT NULL,
  PRIMARY KEY (request, member)
) STRICT, WITHOUT ROWID;

-- Keys that took the place of another: the newest of a member signs for them.
CREATE TABLE member_key (
  log INTEGER NOT NULL,
  key BLOB NOT NULL,
  member BLOB NOT NULL,                -- by the key with which they came in
  position INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (log, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_key_by_member ON member_key (log, member, position);
