-- Two entries of one customer that were joined: what moved, and what the kept one said before and after, so that it can be
-- taken back whole. The entry that went stays as a row of which nothing hangs any more.

CREATE TABLE merge (
    gone_id            INTEGER NOT NULL PRIMARY KEY REFERENCES customer,
    kept_id            INTEGER NOT NULL REFERENCES customer,
    name               TEXT    NOT NULL,
    preferences        TEXT    NOT NULL,
    notes              TEXT    NOT NULL,
    became_name        TEXT    NOT NULL,
    became_preferences TEXT    NOT NULL,
    became_notes       TEXT    NOT NULL,
    merged_at          INTEGER NOT NULL,
    CHECK (gone_id <> kept_id)
) STRICT;

CREATE INDEX merge_kept ON merge (kept_id);

CREATE TABLE merge_part (
    gone_id INTEGER NOT NULL REFERENCES merge ON DELETE CASCADE,
    part    TEXT    NOT NULL CHECK (part IN ('call', 'survey_answer', 'customer_number', 'customer_email')),
    key     TEXT    NOT NULL,
    PRIMARY KEY (gone_id, part, key)
) STRICT, WITHOUT ROWID;
