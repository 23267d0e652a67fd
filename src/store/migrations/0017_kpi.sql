-- What matters to the customers, in the owner's words; the KPIs that the owner made of it; numbers told week by week.

CREATE TABLE matter (
    id      INTEGER PRIMARY KEY,
    what    TEXT    NOT NULL CHECK (length(trim(what)) > 0),
    told_at INTEGER NOT NULL
) STRICT;

CREATE TABLE kpi (
    key     TEXT PRIMARY KEY CHECK (length(key) > 0),
    name    TEXT NOT NULL CHECK (length(trim(name)) > 0),
    better  TEXT NOT NULL CHECK (better IN ('higher', 'lower')),
    source  TEXT NOT NULL CHECK (length(source) > 0),
    because TEXT NOT NULL DEFAULT '',
    made_at INTEGER NOT NULL
) STRICT;

-- What was told last of a week counts; what files told before stays below it, so that any of them can be taken back.
CREATE TABLE number (
    id        INTEGER PRIMARY KEY,
    kpi       TEXT    NOT NULL REFERENCES kpi ON DELETE CASCADE,
    week      INTEGER NOT NULL,
    rep_id    INTEGER REFERENCES rep, -- of the whole business when empty
    value     REAL    NOT NULL,
    import_id INTEGER REFERENCES import -- typed in when empty
) STRICT;

CREATE INDEX number_week ON number (kpi, week, rep_id);
CREATE INDEX number_import ON number (import_id) WHERE import_id IS NOT NULL;
CREATE INDEX number_rep ON number (rep_id) WHERE rep_id IS NOT NULL;

-- The themes and outcomes of what was heard so far are rolled up as well.
INSERT INTO rollup_stale SELECT DISTINCT week FROM evaluation WHERE latest = 1 ON CONFLICT DO NOTHING;
