-- Who is signed in; no projection. Only hashes of tokens, so that a stolen file opens no session.
CREATE TABLE session (
  token_hash BLOB PRIMARY KEY,         -- SHA-256 of the token
  key BLOB NOT NULL,
  expires_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_key ON session (key, expires_at_ms);
CREATE INDEX session_by_end ON session (expires_at_ms);
