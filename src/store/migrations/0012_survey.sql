-- What customers answered when they were asked afterwards, as it came, and their own words. Joined to a call only where
-- that is sure.

CREATE TABLE survey_answer (
    id          INTEGER PRIMARY KEY,
    source_id   INTEGER NOT NULL REFERENCES source,
    answer_key  TEXT    NOT NULL CHECK (length(answer_key) > 0),
    import_id   INTEGER NOT NULL REFERENCES import,
    call_id     INTEGER REFERENCES call,
    customer_id INTEGER REFERENCES customer,
    answered_at INTEGER,
    csat        REAL,
    csat_scale  TEXT CHECK (csat_scale IN ('csat5', 'csat7', 'csat10', 'stars', 'words', 'thumbs')),
    nps         REAL CHECK (nps BETWEEN 0 AND 10),
    ces         REAL,
    ces_scale   TEXT CHECK (ces_scale IN ('ces5', 'ces7')),
    comment     TEXT NOT NULL DEFAULT '',
    UNIQUE (source_id, answer_key),
    CHECK ((csat IS NULL) = (csat_scale IS NULL)),
    CHECK ((ces IS NULL) = (ces_scale IS NULL))
) STRICT;

CREATE INDEX survey_answer_import ON survey_answer (import_id);
CREATE INDEX survey_answer_call ON survey_answer (call_id) WHERE call_id IS NOT NULL;
CREATE INDEX survey_answer_customer ON survey_answer (customer_id) WHERE customer_id IS NOT NULL;
