-- Projection of charters and people.
CREATE TABLE charter (
  log INTEGER PRIMARY KEY,
  body BLOB NOT NULL                   -- canonical body of the genesis entry
) STRICT;

CREATE TABLE member (
  log INTEGER NOT NULL,
  key BLOB NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'active', 'removed')),
  vouchers INTEGER NOT NULL DEFAULT 0,
  joined_at_ms INTEGER NOT NULL,
  PRIMARY KEY (log, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE invitation (
  log INTEGER NOT NULL,
  key BLOB NOT NULL,
  role TEXT NOT NULL,
  uses INTEGER NOT NULL,
  used INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  PRIMARY KEY (log, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE vouch (
  log INTEGER NOT NULL,
  voucher BLOB NOT NULL,
  member BLOB NOT NULL,
  PRIMARY KEY (log, voucher, member)
) STRICT, WITHOUT ROWID;
