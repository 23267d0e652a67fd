-- The rep's own score of a call, in tables of its own, so that it can enter no number of the owner's. What the two did
-- not agree on, question by question, and the day on which the rep saw a score.

CREATE TABLE own_score (
    id        INTEGER PRIMARY KEY,
    call_id   INTEGER NOT NULL UNIQUE REFERENCES call,
    import_id INTEGER REFERENCES import,
    scored_on TEXT    NOT NULL
) STRICT;

CREATE INDEX own_score_import ON own_score (import_id) WHERE import_id IS NOT NULL;

-- By the question's key: the owner may score the call on a later version of the form.
CREATE TABLE own_answer (
    own_score_id INTEGER NOT NULL REFERENCES own_score ON DELETE CASCADE,
    question_key TEXT    NOT NULL,
    value        TEXT    NOT NULL,
    comment      TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (own_score_id, question_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE disagreement (
    evaluation_id INTEGER NOT NULL REFERENCES evaluation ON DELETE CASCADE,
    question_key  TEXT    NOT NULL,
    note          TEXT    NOT NULL CHECK (length(trim(note)) > 0),
    said_on       TEXT    NOT NULL,
    PRIMARY KEY (evaluation_id, question_key)
) STRICT, WITHOUT ROWID;

ALTER TABLE evaluation ADD COLUMN acknowledged_on TEXT;
