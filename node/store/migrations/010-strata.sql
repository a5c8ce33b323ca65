-- The role that a name in a draw had when the pool was fixed; null where the draw is not in proportion to roles.
ALTER TABLE sortition_pool ADD COLUMN stratum TEXT;
