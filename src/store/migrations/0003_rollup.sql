-- What the trends read instead of every call and answer. Derived: whatever changes one of these rows marks its week as
-- stale, and the transaction that did so brings the week up to date before it ends (store::rollup). Weeks as in 0001.

CREATE TABLE rollup (
    measure    TEXT    NOT NULL,
    week       INTEGER NOT NULL,
    rep_id     INTEGER NOT NULL,
    stratum    INTEGER NOT NULL, -- the draw, -1 for drawn elsewhere, 0 for not known
    n          INTEGER NOT NULL CHECK (n >= 1),
    mean       REAL    NOT NULL,
    variance   REAL    NOT NULL CHECK (variance >= 0),
    frame_size INTEGER,
    PRIMARY KEY (measure, week, rep_id, stratum)
) STRICT, WITHOUT ROWID;

CREATE INDEX rollup_week ON rollup (week);

CREATE TABLE rollup_stale (
    week INTEGER PRIMARY KEY
) STRICT;

-- The whole log: handled calls of known customers, those of which it is known, and those after which nobody called again.
CREATE TABLE log_week (
    week   INTEGER NOT NULL,
    rep_id INTEGER NOT NULL,
    calls  INTEGER NOT NULL CHECK (calls >= known),
    known  INTEGER NOT NULL CHECK (known >= held),
    held   INTEGER NOT NULL CHECK (held >= 0),
    PRIMARY KEY (week, rep_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE log_stale (
    week INTEGER PRIMARY KEY
) STRICT;

-- How far the log was counted: up to which row, and up to which instant repeats were known.
CREATE TABLE log_counted (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    through_id  INTEGER NOT NULL,
    known_until INTEGER NOT NULL
) STRICT;

INSERT INTO log_counted VALUES (1, 0, 0);
INSERT INTO rollup_stale SELECT DISTINCT week FROM evaluation WHERE latest = 1;

CREATE TRIGGER rollup_evaluation_came AFTER INSERT ON evaluation WHEN NEW.latest = 1 BEGIN
    INSERT INTO rollup_stale VALUES (NEW.week) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER rollup_evaluation_changed AFTER UPDATE OF rep_id, scorecard_id, lane, pick_id, latest, week, frame_size, quality,
    scorable, customer_errors, business_errors, compliance_errors, solved, satisfied, follow_up_on, referral
    ON evaluation WHEN OLD.latest = 1 OR NEW.latest = 1 BEGIN
    INSERT INTO rollup_stale VALUES (OLD.week) ON CONFLICT DO NOTHING;
    INSERT INTO rollup_stale VALUES (NEW.week) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER rollup_evaluation_went AFTER DELETE ON evaluation WHEN OLD.latest = 1 BEGIN
    INSERT INTO rollup_stale VALUES (OLD.week) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER rollup_answer_changed AFTER UPDATE OF points ON answer WHEN OLD.points IS NOT NEW.points BEGIN
    INSERT INTO rollup_stale SELECT week FROM evaluation WHERE id = NEW.evaluation_id AND latest = 1
        ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER rollup_answer_went AFTER DELETE ON answer WHEN OLD.points IS NOT NULL BEGIN
    INSERT INTO rollup_stale SELECT week FROM evaluation WHERE id = OLD.evaluation_id AND latest = 1
        ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER rollup_voice_came AFTER INSERT ON voice BEGIN
    INSERT INTO rollup_stale SELECT week FROM evaluation WHERE id = NEW.evaluation_id AND latest = 1
        ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER rollup_voice_changed AFTER UPDATE OF evaluation_id, theme_id ON voice BEGIN
    INSERT INTO rollup_stale SELECT week FROM evaluation WHERE id IN (OLD.evaluation_id, NEW.evaluation_id) AND latest = 1
        ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER rollup_voice_went AFTER DELETE ON voice BEGIN
    INSERT INTO rollup_stale SELECT week FROM evaluation WHERE id = OLD.evaluation_id AND latest = 1
        ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER rollup_draw_changed AFTER UPDATE OF rep_id, week ON draw BEGIN
    INSERT INTO rollup_stale VALUES (OLD.week) ON CONFLICT DO NOTHING;
    INSERT INTO rollup_stale VALUES (NEW.week) ON CONFLICT DO NOTHING;
END;

-- Calls that come in have higher ids than what was counted, so that a million of them need no trigger each.
CREATE TRIGGER log_call_changed AFTER UPDATE OF rep_id, customer_id, direction, started_at, week, standing ON call
    WHEN (OLD.rep_id, OLD.customer_id, OLD.direction, OLD.started_at, OLD.week, OLD.standing)
        IS NOT (NEW.rep_id, NEW.customer_id, NEW.direction, NEW.started_at, NEW.week, NEW.standing) BEGIN
    INSERT INTO log_stale VALUES (OLD.week) ON CONFLICT DO NOTHING;
    INSERT INTO log_stale VALUES (NEW.week) ON CONFLICT DO NOTHING;
END;

-- A row that comes later may be given the id of one that went.
CREATE TRIGGER log_call_went AFTER DELETE ON call BEGIN
    INSERT INTO log_stale VALUES (OLD.week) ON CONFLICT DO NOTHING;
    UPDATE log_counted SET through_id = coalesce((SELECT max(id) FROM call), 0)
        WHERE through_id > coalesce((SELECT max(id) FROM call), 0);
END;
