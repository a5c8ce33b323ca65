-- Delegations as members gave them and took them back. All are kept: a close asks how they stood at its deadline.
CREATE TABLE delegation (
  position INTEGER PRIMARY KEY,        -- of the entry
  log INTEGER NOT NULL,
  member BLOB NOT NULL,
  scope TEXT NOT NULL,                 -- '', 'area/…', 'proposal/…'
  seq INTEGER NOT NULL,                -- the member's own counter; of two for one scope the highest stands
  given INTEGER NOT NULL,              -- 1: given; 0: taken back
  delegate BLOB,                       -- NULL: nobody
  expires_at_ms INTEGER,
  at_ms INTEGER NOT NULL               -- the node's clock
) STRICT;
CREATE INDEX delegation_by_member ON delegation (log, member, scope);
CREATE INDEX delegation_by_scope ON delegation (log, scope);
CREATE INDEX delegation_by_delegate ON delegation (log, delegate) WHERE delegate IS NOT NULL;

-- The table of delegations of a vote, written at its close.
ALTER TABLE proposal ADD COLUMN delegations BLOB; -- newest part of proposal/delegations, without its rows
ALTER TABLE proposal ADD COLUMN rows_seen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE proposal ADD COLUMN last_row BLOB;   -- the voter's key in the newest row
CREATE TABLE delegation_part (
  proposal INTEGER NOT NULL,
  part INTEGER NOT NULL,
  entry TEXT NOT NULL,
  PRIMARY KEY (proposal, part)
) STRICT, WITHOUT ROWID;
CREATE TABLE delegation_row (
  voter INTEGER PRIMARY KEY,           -- rows of `voter`, both
  delegate INTEGER NOT NULL,
  proposal INTEGER NOT NULL,
  part INTEGER NOT NULL
) STRICT;
CREATE INDEX delegation_row_by_proposal ON delegation_row (proposal);

-- Secrets of the node: whose ballot key is whose, and the delegations that a close has frozen before it writes them.
CREATE TABLE ballot_key (
  proposal BLOB NOT NULL,              -- SHA-256 digest in the proposal's id
  member BLOB NOT NULL,
  key BLOB NOT NULL,
  PRIMARY KEY (proposal, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX ballot_key_by_key ON ballot_key (proposal, key);
ALTER TABLE proposal_secret ADD COLUMN delegations BLOB; -- pairs of 32-byte ballot keys, one after the other
