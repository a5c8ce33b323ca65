-- Proofs that a node has signed two histories of a log: projection of the entries that hold them.
CREATE TABLE fork (
  entry TEXT PRIMARY KEY,
  log TEXT NOT NULL,                   -- the log that has two histories
  key BLOB NOT NULL                    -- that signed both
) STRICT;
-- The node that speaks for a group where it is not its charter's any more, and the checkpoint of the group's own log whose
-- history its council let stand.
ALTER TABLE federation_group ADD COLUMN node BLOB;
ALTER TABLE federation_group ADD COLUMN standing TEXT;

CREATE INDEX fork_by_log ON fork (log, key);
