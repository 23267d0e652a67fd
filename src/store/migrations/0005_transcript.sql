-- A conversation in words. `turns` is how many there are and is written last: only then the transcript is whole.
CREATE TABLE transcript (
    id          INTEGER PRIMARY KEY,
    import_id   INTEGER NOT NULL REFERENCES import,
    source_id   INTEGER NOT NULL REFERENCES source,
    call_id     INTEGER NOT NULL UNIQUE REFERENCES call ON DELETE CASCADE,
    file        TEXT    NOT NULL CHECK (length(file) > 0),
    file_sha256 TEXT    NOT NULL CHECK (length(file_sha256) = 64),
    format      TEXT    NOT NULL,
    turns       INTEGER NOT NULL DEFAULT 0 CHECK (turns >= 0)
) STRICT;

CREATE INDEX transcript_import ON transcript (import_id);
CREATE INDEX transcript_source ON transcript (source_id);

CREATE TABLE turn (
    transcript_id INTEGER NOT NULL REFERENCES transcript ON DELETE CASCADE,
    place         INTEGER NOT NULL CHECK (place >= 1),
    at_secs       REAL    CHECK (at_secs >= 0),
    speaker       TEXT    NOT NULL DEFAULT '',
    text          TEXT    NOT NULL,
    PRIMARY KEY (transcript_id, place)
) STRICT, WITHOUT ROWID;

-- Who speaks, once for every transcript of a source.
CREATE TABLE speaker (
    source_id INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
    label_key TEXT    NOT NULL,
    label     TEXT    NOT NULL,
    role      TEXT    NOT NULL CHECK (role IN ('rep', 'customer', 'other')),
    PRIMARY KEY (source_id, label_key)
) STRICT, WITHOUT ROWID;
