-- A version that only says the same in other words breaks no phase; each channel may have a scorecard of its own.

ALTER TABLE scorecard ADD COLUMN wording_only INTEGER NOT NULL DEFAULT 0 CHECK (wording_only IN (0, 1));

CREATE TABLE channel_scorecard (
    channel   TEXT PRIMARY KEY CHECK (channel IN ('phone', 'chat', 'email', 'video', 'in_person')),
    scorecard TEXT NOT NULL CHECK (length(scorecard) > 0)
) STRICT, WITHOUT ROWID;
