-- What the voters of a proposal say now, each choice once: a tally reads as many rows as there are different ballots.
CREATE TABLE choice (
  id INTEGER PRIMARY KEY,
  proposal INTEGER NOT NULL,
  choice BLOB NOT NULL,                -- canonical choice
  voters INTEGER NOT NULL              -- whose counting ballot says so; 0 where all have changed their minds
) STRICT;
CREATE UNIQUE INDEX choice_by_content ON choice (proposal, choice);
INSERT INTO choice (proposal, choice, voters)
  SELECT proposal, choice, count(*) FROM voter WHERE choice IS NOT NULL GROUP BY proposal, choice ORDER BY min(ballot);
ALTER TABLE voter ADD COLUMN chosen INTEGER; -- the choice of the ballot that counts
UPDATE voter SET chosen = (SELECT id FROM choice WHERE choice.proposal = voter.proposal AND choice.choice = voter.choice)
  WHERE choice IS NOT NULL;
ALTER TABLE voter DROP COLUMN choice;
