-- What was said of vetoes of federated proposals, and the decisions that they suspend clauses of.
CREATE TABLE veto (
  position INTEGER PRIMARY KEY,
  log INTEGER NOT NULL,                -- the federation's log
  proposal TEXT NOT NULL
) STRICT;
CREATE INDEX veto_by_proposal ON veto (proposal);

CREATE TABLE contested (
  proposal TEXT PRIMARY KEY,
  log INTEGER NOT NULL,
  revote TEXT                          -- the proposal that asks again, once mediation is over
) STRICT, WITHOUT ROWID;
CREATE INDEX contested_by_log ON contested (log);
