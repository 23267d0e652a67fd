-- What an import does beside adding rows, so that all of it can be taken back, even after later ones.

-- The import that is under way; empty outside of its transaction.
CREATE TABLE import_running (
    id        INTEGER PRIMARY KEY CHECK (id = 1),
    import_id INTEGER NOT NULL UNIQUE REFERENCES import
) STRICT;

-- Calls of an earlier import that a later one tells as well.
CREATE TABLE import_seen (
    call_id   INTEGER NOT NULL REFERENCES call ON DELETE CASCADE,
    import_id INTEGER NOT NULL REFERENCES import,
    PRIMARY KEY (call_id, import_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX import_seen_import ON import_seen (import_id);

-- What an import changed of a call that was there before it, field by field.
CREATE TABLE import_change (
    call_id   INTEGER NOT NULL REFERENCES call ON DELETE CASCADE,
    import_id INTEGER NOT NULL REFERENCES import,
    field     TEXT    NOT NULL,
    before    ANY,
    after     ANY,
    PRIMARY KEY (call_id, field, import_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX import_change_import ON import_change (import_id);

CREATE TRIGGER call_changed AFTER UPDATE ON call
WHEN EXISTS (SELECT 1 FROM import_running WHERE import_id IS NOT new.import_id)
BEGIN
    INSERT INTO import_change (call_id, import_id, field, before, after)
    SELECT new.id, import_id, field, before, after FROM import_running, (
        SELECT 'rep_id' AS field, old.rep_id AS before, new.rep_id AS after
        UNION ALL SELECT 'rep_written', old.rep_written, new.rep_written
        UNION ALL SELECT 'customer_id', old.customer_id, new.customer_id
        UNION ALL SELECT 'number', old.number, new.number
        UNION ALL SELECT 'channel', old.channel, new.channel
        UNION ALL SELECT 'direction', old.direction, new.direction
        UNION ALL SELECT 'started_at', old.started_at, new.started_at
        UNION ALL SELECT 'utc_offset_secs', old.utc_offset_secs, new.utc_offset_secs
        UNION ALL SELECT 'talk_secs', old.talk_secs, new.talk_secs
        UNION ALL SELECT 'ring_secs', old.ring_secs, new.ring_secs
        UNION ALL SELECT 'total_secs', old.total_secs, new.total_secs
        UNION ALL SELECT 'messages', old.messages, new.messages
        UNION ALL SELECT 'standing', old.standing, new.standing
        UNION ALL SELECT 'queue', old.queue, new.queue
        UNION ALL SELECT 'status', old.status, new.status
        UNION ALL SELECT 'recording', old.recording, new.recording
        UNION ALL SELECT 'transcript', old.transcript, new.transcript
        UNION ALL SELECT 'csat', old.csat, new.csat
        UNION ALL SELECT 'nps', old.nps, new.nps
        UNION ALL SELECT 'note', old.note, new.note
        UNION ALL SELECT 'extra', old.extra, new.extra)
    WHERE before IS NOT after
    ON CONFLICT (call_id, field, import_id) DO UPDATE SET after = excluded.after;
END;
