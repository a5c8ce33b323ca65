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
