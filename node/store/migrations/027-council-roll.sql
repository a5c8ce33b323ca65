-- Since when a federation's log says what it says, by the date of the entry that does: the roll of a council at a deadline is what
-- had been said by then. What was projected before this was known counts as said long ago.
ALTER TABLE federation_group ADD COLUMN joined_at_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE council_seat ADD COLUMN noted_at_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE council_seat ADD COLUMN recall_noted_at_ms INTEGER NOT NULL DEFAULT 0;

-- When who moved it took it back, by their clock; NULL while it stands.
ALTER TABLE motion ADD COLUMN withdrawn_at_ms INTEGER;
