-- Tickets can be taken back, groups expelled; a federation knows the federations below its members.
ALTER TABLE ticket ADD COLUMN revoked INTEGER NOT NULL DEFAULT 0;

CREATE TABLE federation_group_anew (
  log INTEGER NOT NULL,                -- the federation's log
  cid TEXT NOT NULL,
  charter BLOB NOT NULL,               -- the group's genesis entry, encoded
  weight TEXT NOT NULL,
  feed TEXT NOT NULL,
  addresses TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('member', 'left', 'expelled')),
  expelled_at_ms INTEGER,
  cause TEXT,                          -- why it was expelled
  PRIMARY KEY (log, cid)
) STRICT, WITHOUT ROWID;
INSERT INTO federation_group_anew SELECT log, cid, charter, weight, feed, addresses, state, NULL, NULL FROM federation_group;
DROP TABLE federation_group;
ALTER TABLE federation_group_anew RENAME TO federation_group;

-- What speaks for expelling a group since it last joined.
CREATE TABLE expulsion_ground (
  cid TEXT PRIMARY KEY,                -- the entry
  log INTEGER NOT NULL,
  group_cid TEXT NOT NULL,
  by BLOB,                             -- the steward who backs it; NULL: a decision of the federation
  cause TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX expulsion_ground_by_group ON expulsion_ground (log, group_cid);

-- Federations below a member, and in which one each of them is, as the member's feed says.
CREATE TABLE spanned (
  log INTEGER NOT NULL,                -- the feed
  federation TEXT NOT NULL,
  within TEXT NOT NULL,
  PRIMARY KEY (log, federation, within)
) STRICT, WITHOUT ROWID;
