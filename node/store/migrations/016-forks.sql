-- Proofs that a node has signed two histories of a log: projection of the entries that hold them.
CREATE TABLE fork (
  entry TEXT PRIMARY KEY,
  log TEXT NOT NULL,                   -- the log that has two histories
  key BLOB NOT NULL                    -- that signed both
) STRICT;
CREATE INDEX fork_by_log ON fork (log, key);
