-- Keys that the node of a group had before, first to last, as a JSON list of hex digits; NULL where the log knows of none between
-- the founding charter's and the one that it has.
ALTER TABLE federation_group ADD COLUMN former_nodes TEXT;
ALTER TABLE charter_told ADD COLUMN former_nodes TEXT;
