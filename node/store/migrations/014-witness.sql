-- What this node has vouched for as a witness, not a projection: losing it would let a log show this node two histories.
CREATE TABLE witnessed (
  origin TEXT PRIMARY KEY,             -- first line of the log's checkpoints
  size INTEGER NOT NULL,
  root BLOB NOT NULL,
  note TEXT NOT NULL,                  -- the checkpoint as its log signed it, and this node's cosignature
  at_ms INTEGER NOT NULL
) STRICT;

-- Checkpoints with the cosignatures that witnesses gave: of each log those that no later one with as many stands for.
CREATE TABLE cosigned (
  log TEXT NOT NULL,
  size INTEGER NOT NULL,
  cosigners INTEGER NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (log, size)
) STRICT, WITHOUT ROWID;
