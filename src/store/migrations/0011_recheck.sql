-- Scored calls that come back blind, to see whether the owner scores alike. What comes of it is an evaluation that never
-- counts: it is submitted and never the latest.

CREATE TABLE recheck (
    id       INTEGER PRIMARY KEY,
    first_id INTEGER NOT NULL UNIQUE REFERENCES evaluation ON DELETE CASCADE,
    again_id INTEGER UNIQUE REFERENCES evaluation ON DELETE SET NULL,
    month    INTEGER NOT NULL,
    seed     TEXT    NOT NULL CHECK (length(seed) > 0),
    drawn_at INTEGER NOT NULL
) STRICT;
