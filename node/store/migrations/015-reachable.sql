-- Where the node of a log says that it is reached: of a feed's group, or of a federation. The last word counts.
CREATE TABLE reachable (
  log INTEGER PRIMARY KEY,
  addresses TEXT NOT NULL              -- JSON list of multiaddrs
) STRICT;
