-- Projection of what comes before and after a vote.
CREATE TABLE argument (
  position INTEGER PRIMARY KEY,
  cid TEXT NOT NULL,
  about TEXT NOT NULL,                 -- the proposal
  by BLOB NOT NULL,
  at_ms INTEGER NOT NULL,
  body BLOB NOT NULL                   -- canonical body of argument/made
) STRICT;
CREATE INDEX argument_by_proposal ON argument (about, position);

CREATE TABLE draft (
  cid TEXT PRIMARY KEY,
  log INTEGER NOT NULL,
  position INTEGER NOT NULL,
  by BLOB NOT NULL,
  open_to BLOB,                        -- 32-byte keys, one after the other; NULL: every member
  state TEXT NOT NULL CHECK (state IN ('draft', 'review', 'approved', 'opened')),
  head TEXT NOT NULL,                  -- newest revision
  proposal TEXT                        -- the vote that it became
) STRICT;
CREATE INDEX draft_by_log ON draft (log, position);

CREATE TABLE revision (
  cid TEXT PRIMARY KEY,
  draft TEXT NOT NULL,
  position INTEGER NOT NULL,
  base TEXT,                           -- the revision before it; NULL: the first
  by BLOB NOT NULL,                    -- whose words it brings in
  at_ms INTEGER NOT NULL,
  body BLOB NOT NULL                   -- canonical content
) STRICT;
CREATE INDEX revision_by_draft ON revision (draft, position);

CREATE TABLE review (
  position INTEGER PRIMARY KEY,
  cid TEXT NOT NULL,
  draft TEXT NOT NULL,
  by BLOB NOT NULL,
  at_ms INTEGER NOT NULL,
  body BLOB NOT NULL                   -- canonical body of review/given
) STRICT;
CREATE INDEX review_by_draft ON review (draft, position);

CREATE TABLE amendment (
  cid TEXT PRIMARY KEY,
  draft TEXT NOT NULL,
  position INTEGER NOT NULL,
  by BLOB NOT NULL,
  at_ms INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('offered', 'accepted', 'own')),
  own TEXT,                            -- the draft that it became
  body BLOB NOT NULL                   -- canonical body of amendment/offered
) STRICT;
CREATE INDEX amendment_by_draft ON amendment (draft, position);

CREATE TABLE task (
  cid TEXT PRIMARY KEY,
  log INTEGER NOT NULL,
  proposal TEXT NOT NULL,
  position INTEGER NOT NULL,
  by BLOB NOT NULL,
  at_ms INTEGER NOT NULL,
  due_at_ms INTEGER,
  body BLOB NOT NULL,                  -- canonical body of task/added
  done_by BLOB,
  done_at_ms INTEGER,
  note TEXT
) STRICT;
CREATE INDEX task_by_proposal ON task (proposal, position);
CREATE INDEX task_open ON task (log, due_at_ms) WHERE done_at_ms IS NULL;

-- Feedback on what was rejected, evaluations of what was accepted.
CREATE TABLE looking_back (
  position INTEGER PRIMARY KEY,
  cid TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('feedback', 'evaluation')),
  proposal TEXT NOT NULL,
  by BLOB NOT NULL,
  at_ms INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;
CREATE INDEX looking_back_by_proposal ON looking_back (proposal, kind, position);

-- Questions that rest after they were rejected are looked for by when their votes closed.
CREATE INDEX proposal_by_end ON proposal (log, closed_at_ms) WHERE closed_at_ms IS NOT NULL;

-- The node's own jobs, not a projection: what it reminds members of, each once, however often it is started.
CREATE TABLE reminder (
  kind TEXT NOT NULL CHECK (kind IN ('vote', 'task', 'evaluation')),
  subject TEXT NOT NULL,               -- the vote, or the task
  at_ms INTEGER NOT NULL,
  told_at_ms INTEGER,                  -- NULL: still to come
  PRIMARY KEY (kind, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX reminder_waiting ON reminder (at_ms) WHERE told_at_ms IS NULL;
