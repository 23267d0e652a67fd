-- Recordings lie where they are: only what is known of each is here. `path` is below the recordings' folder, which is a
-- setting, and parted by '/'. One without a call says why in `alone`.
CREATE TABLE recording (
    id        INTEGER PRIMARY KEY,
    import_id INTEGER NOT NULL REFERENCES import,
    call_id   INTEGER REFERENCES call ON DELETE SET NULL,
    path      TEXT    NOT NULL UNIQUE CHECK (length(path) > 0),
    bytes     INTEGER NOT NULL CHECK (bytes >= 0),
    format    TEXT    NOT NULL DEFAULT '',
    secs      REAL    CHECK (secs >= 0),
    channels  INTEGER CHECK (channels >= 1),
    fault     TEXT    NOT NULL DEFAULT '',
    alone     TEXT    NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX recording_import ON recording (import_id);
CREATE INDEX recording_call ON recording (call_id);
