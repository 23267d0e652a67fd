-- Random audits: a call of a draw's frame that nobody expected, asked its compliance questions only. In tables of their
-- own, so that they enter no number of the evaluations.

CREATE TABLE audit (
    id           INTEGER PRIMARY KEY,
    call_id      INTEGER NOT NULL UNIQUE REFERENCES call,
    draw_id      INTEGER NOT NULL REFERENCES draw,
    scorecard_id INTEGER NOT NULL REFERENCES scorecard,
    status       TEXT    NOT NULL CHECK (status IN ('waiting', 'done', 'skipped')),
    drawn_at     INTEGER NOT NULL,
    settled_at   INTEGER,
    CHECK ((status = 'waiting') = (settled_at IS NULL))
) STRICT;

CREATE INDEX audit_draw ON audit (draw_id);
CREATE INDEX audit_scorecard ON audit (scorecard_id);

CREATE TABLE audit_answer (
    audit_id     INTEGER NOT NULL REFERENCES audit ON DELETE CASCADE,
    question_key TEXT    NOT NULL,
    value        TEXT    NOT NULL CHECK (value IN ('yes', 'no', 'na')),
    PRIMARY KEY (audit_id, question_key)
) STRICT, WITHOUT ROWID;
