-- Coaching, praise and decisions get what the desk's own screens write: what done looks like, the call that gave rise to
-- a commitment, how it ended; how praise was given and which words earned it; whose a decision is and what came of it.

ALTER TABLE commitment ADD COLUMN done_when TEXT NOT NULL DEFAULT '';
ALTER TABLE commitment ADD COLUMN evaluation_id INTEGER REFERENCES evaluation;
ALTER TABLE commitment ADD COLUMN result TEXT NOT NULL DEFAULT '';

CREATE INDEX commitment_evaluation ON commitment (evaluation_id);

CREATE TABLE one_to_one (
    id      INTEGER PRIMARY KEY,
    rep_id  INTEGER NOT NULL REFERENCES rep,
    held_on TEXT    NOT NULL,
    notes   TEXT    NOT NULL CHECK (length(trim(notes)) > 0)
) STRICT;

CREATE INDEX one_to_one_rep ON one_to_one (rep_id, held_on);

ALTER TABLE recognition ADD COLUMN how TEXT NOT NULL DEFAULT '';
ALTER TABLE recognition ADD COLUMN at_secs INTEGER CHECK (at_secs >= 0);
ALTER TABLE recognition ADD COLUMN quote TEXT NOT NULL DEFAULT '';

ALTER TABLE decision ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE decision ADD COLUMN result TEXT NOT NULL DEFAULT '';
ALTER TABLE decision ADD COLUMN looked_on TEXT;
