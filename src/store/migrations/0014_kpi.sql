-- What matters to the customers, in the owner's words; the KPIs that the owner made of it; numbers typed in by week.

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

CREATE TABLE number (
    kpi       TEXT    NOT NULL REFERENCES kpi ON DELETE CASCADE,
    week      INTEGER NOT NULL,
    value     REAL    NOT NULL,
    import_id INTEGER REFERENCES import,
    PRIMARY KEY (kpi, week)
) STRICT, WITHOUT ROWID;

CREATE INDEX number_import ON number (import_id);

-- The themes and outcomes of what was heard so far are rolled up as well.
INSERT INTO rollup_stale SELECT DISTINCT week FROM evaluation WHERE latest = 1 ON CONFLICT DO NOTHING;
