-- Projection: versions of drafts that several wrote at once, and who has confirmed their part.
CREATE TABLE co_written (
  revision TEXT PRIMARY KEY,
  draft TEXT NOT NULL,
  body BLOB NOT NULL                   -- canonical: who wrote which part
) STRICT;
CREATE INDEX co_written_by_draft ON co_written (draft);

CREATE TABLE confirmation (
  revision TEXT NOT NULL,
  by BLOB NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (revision, by)
) STRICT, WITHOUT ROWID;

-- No projection: what is being written live (Yjs updates, version 1), until the draft is put to a vote.
CREATE TABLE live_draft (
  draft TEXT PRIMARY KEY,
  base TEXT NOT NULL,                  -- newest revision that is worked in
  base_state BLOB NOT NULL,            -- what stood here when it was saved
  state BLOB NOT NULL,                 -- every update up to the last compaction
  unsaved INTEGER NOT NULL             -- 1: it says something else than that revision
) STRICT;

CREATE TABLE live_update (
  number INTEGER PRIMARY KEY,
  draft TEXT NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
CREATE INDEX live_update_by_draft ON live_update (draft, number);

-- Which member writes under a client id of Yjs.
CREATE TABLE live_client (
  draft TEXT NOT NULL,
  client INTEGER NOT NULL,
  by BLOB NOT NULL,
  joined INTEGER NOT NULL,             -- order of joining
  PRIMARY KEY (draft, client)
) STRICT, WITHOUT ROWID;

-- What stood here when the node last attested a version to a member, until that version is signed.
CREATE TABLE live_offer (
  draft TEXT NOT NULL,
  by BLOB NOT NULL,
  attested BLOB NOT NULL,              -- the node's signature, which the version carries
  state BLOB NOT NULL,
  PRIMARY KEY (draft, by)
) STRICT, WITHOUT ROWID;
