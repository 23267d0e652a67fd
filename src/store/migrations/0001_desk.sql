-- The whole desk. Instants are whole seconds since 1970 in UTC; the offset at which they happened stands beside them.
-- Weeks are ISO year * 100 + week (202647), days are yyyymmdd (20261116), both in the business's own zone.

CREATE TABLE desk (
    id             INTEGER PRIMARY KEY CHECK (id = 1),
    name           TEXT    NOT NULL CHECK (length(trim(name)) > 0),
    zone           TEXT    NOT NULL,
    scorecard      TEXT    NOT NULL,
    calls_per_week INTEGER NOT NULL CHECK (calls_per_week BETWEEN 1 AND 200),
    opened_at      INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
    id     INTEGER PRIMARY KEY,
    at     INTEGER NOT NULL,
    what   TEXT    NOT NULL,
    detail TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(detail))
) STRICT;

-- People ---------------------------------------------------------------------------------------------------------

CREATE TABLE rep (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL CHECK (length(trim(name)) > 0),
    name_key   TEXT NOT NULL UNIQUE,
    retired_at INTEGER
) STRICT;

CREATE TABLE rep_alias (
    id        INTEGER PRIMARY KEY,
    rep_id    INTEGER NOT NULL REFERENCES rep ON DELETE CASCADE,
    kind      TEXT    NOT NULL CHECK (kind IN ('name', 'extension', 'email')),
    alias     TEXT    NOT NULL CHECK (length(trim(alias)) > 0),
    alias_key TEXT    NOT NULL,
    UNIQUE (kind, alias_key)
) STRICT;

CREATE INDEX rep_alias_rep ON rep_alias (rep_id);

CREATE TABLE customer (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL DEFAULT '',
    preferences TEXT NOT NULL DEFAULT '',
    notes       TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX customer_name ON customer (name COLLATE NOCASE);

CREATE TABLE customer_number (
    customer_id INTEGER NOT NULL REFERENCES customer ON DELETE CASCADE,
    last9       INTEGER NOT NULL,
    tenth       INTEGER NOT NULL DEFAULT -1 CHECK (tenth BETWEEN -1 AND 9),
    number      TEXT    NOT NULL,
    PRIMARY KEY (last9, tenth)
) STRICT, WITHOUT ROWID;

CREATE INDEX customer_number_customer ON customer_number (customer_id);

CREATE TABLE customer_email (
    email       TEXT PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX customer_email_customer ON customer_email (customer_id);

-- Calls ----------------------------------------------------------------------------------------------------------

CREATE TABLE source (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE CHECK (length(name) > 0),
    zone       TEXT,
    date_order TEXT CHECK (date_order IN ('dmy', 'mdy', 'ymd')),
    map        TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(map))
) STRICT;

CREATE TABLE import (
    id          INTEGER PRIMARY KEY,
    source_id   INTEGER NOT NULL REFERENCES source,
    kind        TEXT    NOT NULL CHECK (kind IN ('calls', 'surveys', 'transcripts', 'recordings', 'evaluations', 'numbers')),
    profile     TEXT    NOT NULL,
    file        TEXT    NOT NULL,
    file_sha256 TEXT    NOT NULL CHECK (length(file_sha256) = 64),
    report      TEXT    NOT NULL CHECK (json_valid(report)),
    imported_at INTEGER NOT NULL,
    undone_at   INTEGER
) STRICT;

CREATE INDEX import_source ON import (source_id);

-- A million of these come in at a time: OR where a list (IN) would be built anew for every row.
CREATE TABLE call (
    id              INTEGER PRIMARY KEY,
    source_id       INTEGER NOT NULL REFERENCES source,
    source_key      TEXT    NOT NULL CHECK (length(source_key) > 0),
    import_id       INTEGER REFERENCES import,
    rep_id          INTEGER REFERENCES rep,
    rep_written     TEXT    NOT NULL DEFAULT '',
    customer_id     INTEGER REFERENCES customer,
    number          TEXT    NOT NULL DEFAULT '',
    channel         TEXT    NOT NULL CHECK (channel = 'phone' OR channel = 'chat' OR channel = 'email' OR channel = 'video'
                                            OR channel = 'in_person'),
    direction       TEXT    CHECK (direction IN ('in', 'out')),
    started_at      INTEGER NOT NULL,
    utc_offset_secs INTEGER NOT NULL CHECK (utc_offset_secs BETWEEN -93599 AND 93599),
    week            INTEGER NOT NULL,
    day             INTEGER NOT NULL,
    talk_secs       INTEGER CHECK (talk_secs >= 0),
    ring_secs       INTEGER CHECK (ring_secs >= 0),
    total_secs      INTEGER CHECK (total_secs >= 0),
    messages        INTEGER CHECK (messages >= 0),
    standing        TEXT    NOT NULL CHECK (standing = 'handled' OR standing = 'internal' OR standing = 'unanswered'
                                            OR standing = 'voicemail' OR standing = 'menu' OR standing = 'no_rep'),
    queue           TEXT    NOT NULL DEFAULT '',
    status          TEXT    NOT NULL DEFAULT '',
    recording       TEXT    NOT NULL DEFAULT '',
    transcript      TEXT    NOT NULL DEFAULT '',
    csat            REAL,
    nps             REAL    CHECK (nps BETWEEN 0 AND 10),
    note            TEXT    NOT NULL DEFAULT '',
    extra           TEXT    NOT NULL DEFAULT '',
    UNIQUE (source_id, source_key)
) STRICT;

CREATE INDEX call_week ON call (week, rep_id);
CREATE INDEX call_customer ON call (customer_id, started_at) WHERE customer_id IS NOT NULL;
CREATE INDEX call_started ON call (started_at);
CREATE INDEX call_unknown_rep ON call (rep_written) WHERE rep_id IS NULL AND rep_written <> '';
CREATE INDEX call_import ON call (import_id);

-- Scorecards: the TOML is what was agreed; sections and questions are its parts for the other tables ----------------

CREATE TABLE scorecard (
    id         INTEGER PRIMARY KEY,
    key        TEXT    NOT NULL CHECK (length(key) > 0),
    version    INTEGER NOT NULL CHECK (version >= 1),
    name       TEXT    NOT NULL CHECK (length(name) > 0),
    written    INTEGER NOT NULL CHECK (written IN (0, 1)),
    toml       TEXT    NOT NULL,
    sha256     TEXT    NOT NULL CHECK (length(sha256) = 64),
    reason     TEXT    NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL,
    UNIQUE (key, version)
) STRICT;

CREATE TABLE section (
    id           INTEGER PRIMARY KEY,
    scorecard_id INTEGER NOT NULL REFERENCES scorecard ON DELETE CASCADE,
    place        INTEGER NOT NULL CHECK (place >= 1),
    name         TEXT    NOT NULL,
    UNIQUE (scorecard_id, place)
) STRICT;

CREATE TABLE question (
    id           INTEGER PRIMARY KEY,
    scorecard_id INTEGER NOT NULL REFERENCES scorecard ON DELETE CASCADE,
    section_id   INTEGER NOT NULL REFERENCES section ON DELETE CASCADE,
    place        INTEGER NOT NULL CHECK (place >= 1),
    key          TEXT    NOT NULL,
    text         TEXT    NOT NULL,
    weight       REAL    NOT NULL CHECK (weight >= 0),
    critical     TEXT    CHECK (critical IN ('customer', 'business', 'compliance')),
    UNIQUE (scorecard_id, key),
    UNIQUE (scorecard_id, place)
) STRICT;

CREATE INDEX question_section ON question (section_id);

-- Draws: one for each rep; a call stands in one frame at most ------------------------------------------------------

CREATE TABLE draw (
    id           INTEGER PRIMARY KEY,
    rep_id       INTEGER NOT NULL REFERENCES rep,
    week         INTEGER NOT NULL,
    seed         TEXT    NOT NULL CHECK (length(seed) > 0),
    rule         TEXT    NOT NULL CHECK (json_valid(rule)),
    asked        INTEGER NOT NULL CHECK (asked >= 0),
    frame_size   INTEGER NOT NULL CHECK (frame_size >= 0),
    frame_sha256 TEXT    NOT NULL CHECK (length(frame_sha256) = 64),
    drawn_at     INTEGER NOT NULL
) STRICT;

CREATE INDEX draw_week ON draw (week, rep_id);
CREATE INDEX draw_rep ON draw (rep_id);

CREATE TABLE frame (
    draw_id INTEGER NOT NULL REFERENCES draw ON DELETE CASCADE,
    place   INTEGER NOT NULL CHECK (place >= 1),
    call_id INTEGER NOT NULL UNIQUE REFERENCES call,
    PRIMARY KEY (draw_id, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE pick (
    id         INTEGER PRIMARY KEY,
    lane       TEXT    NOT NULL CHECK (lane IN ('random', 'targeted')),
    call_id    INTEGER NOT NULL REFERENCES call,
    draw_id    INTEGER REFERENCES draw,
    place      INTEGER CHECK (place >= 1),
    week       INTEGER NOT NULL,
    status     TEXT    NOT NULL CHECK (status IN ('waiting', 'scored', 'skipped')),
    reason     TEXT    CHECK (reason IN ('no_audio', 'wrong_person', 'private', 'spam', 'does_not_fit', 'other')),
    note       TEXT    NOT NULL DEFAULT '',
    picked_at  INTEGER NOT NULL,
    settled_at INTEGER,
    UNIQUE (call_id, lane),
    UNIQUE (draw_id, place),
    CHECK ((lane = 'random') = (draw_id IS NOT NULL AND place IS NOT NULL)),
    CHECK ((status = 'skipped') = (reason IS NOT NULL)),
    CHECK ((status = 'waiting') = (settled_at IS NULL)),
    CHECK (reason IS NOT 'other' OR length(trim(note)) > 0)
) STRICT;

CREATE INDEX pick_week ON pick (week);

-- Evaluations ----------------------------------------------------------------------------------------------------

CREATE TABLE evaluation (
    id                INTEGER PRIMARY KEY,
    call_id           INTEGER NOT NULL REFERENCES call,
    rep_id            INTEGER NOT NULL REFERENCES rep,
    version           INTEGER NOT NULL CHECK (version >= 1),
    scorecard_id      INTEGER NOT NULL REFERENCES scorecard,
    lane              TEXT    NOT NULL CHECK (lane IN ('random', 'targeted')),
    pick_id           INTEGER REFERENCES pick,
    state             TEXT    NOT NULL CHECK (state IN ('draft', 'submitted')),
    latest            INTEGER NOT NULL DEFAULT 0 CHECK (latest IN (0, 1)),
    week              INTEGER NOT NULL,
    opened_at         INTEGER NOT NULL,
    submitted_at      INTEGER,
    listened_secs     INTEGER NOT NULL DEFAULT 0 CHECK (listened_secs >= 0),
    frame_size        INTEGER CHECK (frame_size >= 1),
    quality           REAL    CHECK (quality BETWEEN 0 AND 100),
    applicable_share  REAL    CHECK (applicable_share BETWEEN 0 AND 1),
    scorable          INTEGER CHECK (scorable IN (0, 1)),
    customer_errors   INTEGER CHECK (customer_errors >= 0),
    business_errors   INTEGER CHECK (business_errors >= 0),
    compliance_errors INTEGER CHECK (compliance_errors >= 0),
    solved            INTEGER CHECK (solved IN (0, 1)),
    satisfied         TEXT    CHECK (satisfied IN ('delighted', 'satisfied', 'neutral', 'unhappy')),
    follow_up_on      TEXT,
    referral          TEXT    CHECK (referral IN ('asked', 'missed', 'not_fitting')),
    note              TEXT    NOT NULL DEFAULT '',
    UNIQUE (call_id, version),
    CHECK ((state = 'submitted') = (submitted_at IS NOT NULL)),
    CHECK (state = 'submitted' OR latest = 0),
    CHECK (state = 'submitted' OR quality IS NULL)
) STRICT;

CREATE UNIQUE INDEX evaluation_draft ON evaluation (call_id) WHERE state = 'draft';
CREATE UNIQUE INDEX evaluation_latest ON evaluation (call_id) WHERE latest = 1;
CREATE INDEX evaluation_week ON evaluation (week, rep_id) WHERE latest = 1;
CREATE INDEX evaluation_pick ON evaluation (pick_id);
CREATE INDEX evaluation_scorecard ON evaluation (scorecard_id);

CREATE TABLE answer (
    evaluation_id INTEGER NOT NULL REFERENCES evaluation ON DELETE CASCADE,
    question_id   INTEGER NOT NULL REFERENCES question,
    value         TEXT,
    points        REAL    CHECK (points BETWEEN 0 AND 1),
    comment       TEXT    NOT NULL DEFAULT '',
    answered_at   INTEGER NOT NULL,
    PRIMARY KEY (evaluation_id, question_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX answer_question ON answer (question_id);

CREATE TABLE moment (
    id            INTEGER PRIMARY KEY,
    evaluation_id INTEGER NOT NULL REFERENCES evaluation ON DELETE CASCADE,
    at_secs       INTEGER NOT NULL CHECK (at_secs >= 0),
    kind          TEXT    NOT NULL CHECK (kind IN ('praise', 'improve', 'voice')),
    text          TEXT    NOT NULL
) STRICT;

CREATE INDEX moment_evaluation ON moment (evaluation_id);

CREATE TABLE theme (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL CHECK (length(trim(name)) > 0),
    name_key TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE voice (
    id            INTEGER PRIMARY KEY,
    evaluation_id INTEGER NOT NULL REFERENCES evaluation ON DELETE CASCADE,
    theme_id      INTEGER NOT NULL REFERENCES theme,
    cause         TEXT    CHECK (cause IN ('policy', 'price', 'product', 'process', 'promise', 'rep', 'customer')),
    quote         TEXT    NOT NULL DEFAULT '',
    at_secs       INTEGER CHECK (at_secs >= 0)
) STRICT;

CREATE INDEX voice_evaluation ON voice (evaluation_id);
CREATE INDEX voice_theme ON voice (theme_id);

-- What is aimed at and what is done ---------------------------------------------------------------------------------

CREATE TABLE kpi_target (
    kpi     TEXT NOT NULL,
    horizon TEXT NOT NULL CHECK (horizon IN ('short', 'medium', 'long')),
    value   REAL NOT NULL,
    due_on  TEXT NOT NULL,
    PRIMARY KEY (kpi, horizon)
) STRICT, WITHOUT ROWID;

CREATE TABLE commitment (
    id           INTEGER PRIMARY KEY,
    rep_id       INTEGER NOT NULL REFERENCES rep,
    question_key TEXT    NOT NULL,
    what         TEXT    NOT NULL CHECK (length(trim(what)) > 0),
    state        TEXT    NOT NULL CHECK (state IN ('open', 'trying', 'held', 'slipped', 'dropped')),
    agreed_on    TEXT    NOT NULL,
    agreed_week  INTEGER NOT NULL,
    check_on     TEXT    NOT NULL,
    calls        INTEGER NOT NULL CHECK (calls >= 1),
    closed_on    TEXT
) STRICT;

CREATE INDEX commitment_rep ON commitment (rep_id);

CREATE TABLE commitment_evidence (
    commitment_id INTEGER NOT NULL REFERENCES commitment ON DELETE CASCADE,
    moment_id     INTEGER NOT NULL REFERENCES moment,
    PRIMARY KEY (commitment_id, moment_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX commitment_evidence_moment ON commitment_evidence (moment_id);

CREATE TABLE recognition (
    id       INTEGER PRIMARY KEY,
    rep_id   INTEGER NOT NULL REFERENCES rep,
    call_id  INTEGER REFERENCES call,
    what     TEXT    NOT NULL CHECK (length(trim(what)) > 0),
    given_on TEXT    NOT NULL,
    week     INTEGER NOT NULL
) STRICT;

CREATE INDEX recognition_rep ON recognition (rep_id);
CREATE INDEX recognition_call ON recognition (call_id);

CREATE TABLE decision (
    id         INTEGER PRIMARY KEY,
    what       TEXT    NOT NULL CHECK (length(trim(what)) > 0),
    why        TEXT    NOT NULL DEFAULT '',
    kpi        TEXT,
    theme_id   INTEGER REFERENCES theme,
    decided_on TEXT    NOT NULL,
    week       INTEGER NOT NULL,
    review_on  TEXT
) STRICT;

CREATE INDEX decision_theme ON decision (theme_id);
