-- Amendments may be declined with a reason, tasks given to somebody else.
CREATE TABLE amendment_anew (
  cid TEXT PRIMARY KEY,
  draft TEXT NOT NULL,
  position INTEGER NOT NULL,
  by BLOB NOT NULL,
  at_ms INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('offered', 'accepted', 'declined', 'own')),
  own TEXT,                            -- the draft that it became
  declined TEXT,                       -- why the draft's author did not take it over
  body BLOB NOT NULL                   -- canonical body of amendment/offered
) STRICT;
INSERT INTO amendment_anew SELECT cid, draft, position, by, at_ms, state, own, NULL, body FROM amendment;
DROP TABLE amendment;
ALTER TABLE amendment_anew RENAME TO amendment;
CREATE INDEX amendment_by_draft ON amendment (draft, position);

ALTER TABLE task ADD COLUMN is_assigned INTEGER NOT NULL DEFAULT 0; -- 1: by a later entry than the task's own
ALTER TABLE task ADD COLUMN assignee BLOB;     -- then to whom; NULL: nobody
