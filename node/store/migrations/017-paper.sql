-- Projection of votes on paper: every entry about it, in the order of the log.
CREATE TABLE paper_entry (
  position INTEGER PRIMARY KEY,
  cid TEXT NOT NULL UNIQUE,
  proposal TEXT NOT NULL
) STRICT;
CREATE INDEX paper_entry_by_proposal ON paper_entry (proposal, position);
CREATE TABLE paper_issue (
  cid TEXT PRIMARY KEY,
  proposal TEXT NOT NULL,
  mark BLOB NOT NULL,
  returned INTEGER NOT NULL            -- 1: the sheet came back unused
) STRICT, WITHOUT ROWID;
CREATE INDEX paper_issue_by_mark ON paper_issue (proposal, mark);
CREATE TABLE paper_print (
  proposal TEXT NOT NULL,
  count INTEGER NOT NULL,              -- sheets printed for this vote in all
  root BLOB NOT NULL,
  PRIMARY KEY (proposal, count)
) STRICT, WITHOUT ROWID;

-- The reading of each teller that stands, and what the readings of a sheet come to.
CREATE TABLE paper_reading (
  proposal TEXT NOT NULL,
  serial TEXT NOT NULL,
  by BLOB NOT NULL,
  seq INTEGER NOT NULL,
  position INTEGER NOT NULL,
  choice BLOB,                         -- canonical choice; NULL: spoilt
  PRIMARY KEY (proposal, serial, by)
) STRICT, WITHOUT ROWID;
CREATE TABLE paper_sheet (
  proposal TEXT NOT NULL,
  serial TEXT NOT NULL,
  agreed INTEGER NOT NULL,
  choice BLOB,                         -- canonical choice agreed on; NULL: spoilt, or not agreed on
  PRIMARY KEY (proposal, serial)
) STRICT, WITHOUT ROWID;
CREATE INDEX paper_sheet_by_agreement ON paper_sheet (proposal, agreed);

-- The table of who voted on paper, written at the close.
ALTER TABLE proposal ADD COLUMN paper BLOB; -- newest part of proposal/paper, without its rows
ALTER TABLE proposal ADD COLUMN paper_keys_seen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE proposal ADD COLUMN paper_serials_seen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE proposal ADD COLUMN paper_last_key BLOB;
CREATE TABLE paper_part (
  proposal TEXT NOT NULL,
  part INTEGER NOT NULL,
  entry TEXT NOT NULL,
  PRIMARY KEY (proposal, part)
) STRICT, WITHOUT ROWID;

-- Secrets of the node, not a projection: whose mark is whose, and the serials that it has drawn. Never served.
CREATE TABLE paper_mark (
  mark BLOB PRIMARY KEY,
  proposal TEXT NOT NULL,
  member BLOB NOT NULL,
  opening BLOB NOT NULL                -- 32 random bytes
) STRICT, WITHOUT ROWID;
CREATE INDEX paper_mark_by_member ON paper_mark (proposal, member);
CREATE TABLE paper_serial (
  proposal TEXT NOT NULL,
  place INTEGER NOT NULL,              -- in the order of printing; those past paper_print.count were drawn and not printed
  serial TEXT NOT NULL,
  PRIMARY KEY (proposal, place)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX paper_serial_by_serial ON paper_serial (proposal, serial);
