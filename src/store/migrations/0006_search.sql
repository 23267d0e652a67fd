-- What is found as one types. A row of `call_words` is a part of a call: its number * 4, + 0 for what its log and its
-- note tell, + 1 for its transcript, + 2 for what was written while it was scored. Only the words are kept, not the text
-- a second time. Whoever writes, these triggers keep it right; a call without a word costs nothing.
CREATE VIRTUAL TABLE call_words USING fts5 (
    text, content = '', contentless_delete = 1, prefix = '1 2', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE VIRTUAL TABLE customer_words USING fts5 (
    text, content = '', contentless_delete = 1, prefix = '1 2', tokenize = 'unicode61 remove_diacritics 2'
);

-- The last four and seven digits of a number: how people remember it.
CREATE INDEX customer_number_four ON customer_number (last9 % 10000);
CREATE INDEX customer_number_seven ON customer_number (last9 % 10000000);
-- Numbers of nobody, such as extensions.
CREATE INDEX call_number_loose ON call (number) WHERE customer_id IS NULL AND number <> '';

CREATE TRIGGER call_words_call_added AFTER INSERT ON call
WHEN new.note <> '' OR new.extra <> '' OR new.transcript <> ''
BEGIN
    INSERT INTO call_words (rowid, text) VALUES (new.id * 4, new.note || ' ' || new.extra || ' ' || new.transcript);
END;

CREATE TRIGGER call_words_call_changed AFTER UPDATE OF note, extra, transcript ON call
WHEN old.note <> new.note OR old.extra <> new.extra OR old.transcript <> new.transcript
BEGIN
    DELETE FROM call_words WHERE rowid = old.id * 4;
    INSERT INTO call_words (rowid, text) VALUES (new.id * 4, new.note || ' ' || new.extra || ' ' || new.transcript);
END;

CREATE TRIGGER call_words_call_gone AFTER DELETE ON call
WHEN old.note <> '' OR old.extra <> '' OR old.transcript <> ''
BEGIN
    DELETE FROM call_words WHERE rowid = old.id * 4;
END;

CREATE TRIGGER call_words_transcript_whole AFTER UPDATE OF turns ON transcript
BEGIN
    DELETE FROM call_words WHERE rowid = old.call_id * 4 + 1;
    INSERT INTO call_words (rowid, text)
    SELECT new.call_id * 4 + 1, group_concat(text, ' ') FROM turn WHERE transcript_id = new.id HAVING count(*) > 0;
END;

CREATE TRIGGER call_words_transcript_gone AFTER DELETE ON transcript
BEGIN
    DELETE FROM call_words WHERE rowid = old.call_id * 4 + 1;
END;

-- Everything that was written while a call was scored.
CREATE VIEW remark AS
    SELECT e.call_id, a.comment AS text FROM answer a JOIN evaluation e ON e.id = a.evaluation_id WHERE a.comment <> ''
    UNION ALL SELECT e.call_id, m.text FROM moment m JOIN evaluation e ON e.id = m.evaluation_id WHERE m.text <> ''
    UNION ALL SELECT e.call_id, v.quote FROM voice v JOIN evaluation e ON e.id = v.evaluation_id WHERE v.quote <> ''
    UNION ALL SELECT call_id, note FROM evaluation WHERE note <> '';

CREATE TRIGGER call_words_answer_added AFTER INSERT ON answer WHEN new.comment <> ''
BEGIN
    DELETE FROM call_words WHERE rowid = (SELECT call_id FROM evaluation WHERE id = new.evaluation_id) * 4 + 2;
    INSERT INTO call_words (rowid, text)
    SELECT call_id * 4 + 2, group_concat(text, ' ') FROM remark WHERE call_id = (SELECT call_id FROM evaluation WHERE id = new.evaluation_id) GROUP BY call_id;
END;

CREATE TRIGGER call_words_answer_changed AFTER UPDATE OF comment ON answer WHEN old.comment <> new.comment
BEGIN
    DELETE FROM call_words WHERE rowid = (SELECT call_id FROM evaluation WHERE id = new.evaluation_id) * 4 + 2;
    INSERT INTO call_words (rowid, text)
    SELECT call_id * 4 + 2, group_concat(text, ' ') FROM remark WHERE call_id = (SELECT call_id FROM evaluation WHERE id = new.evaluation_id) GROUP BY call_id;
END;

CREATE TRIGGER call_words_answer_gone AFTER DELETE ON answer WHEN old.comment <> ''
BEGIN
    DELETE FROM call_words WHERE rowid = (SELECT call_id FROM evaluation WHERE id = old.evaluation_id) * 4 + 2;
    INSERT INTO call_words (rowid, text)
    SELECT call_id * 4 + 2, group_concat(text, ' ') FROM remark WHERE call_id = (SELECT call_id FROM evaluation WHERE id = old.evaluation_id) GROUP BY call_id;
END;

CREATE TRIGGER call_words_moment_added AFTER INSERT ON moment WHEN new.text <> ''
BEGIN
    DELETE FROM call_words WHERE rowid = (SELECT call_id FROM evaluation WHERE id = new.evaluation_id) * 4 + 2;
    INSERT INTO call_words (rowid, text)
    SELECT call_id * 4 + 2, group_concat(text, ' ') FROM remark WHERE call_id = (SELECT call_id FROM evaluation WHERE id = new.evaluation_id) GROUP BY call_id;
END;

CREATE TRIGGER call_words_moment_changed AFTER UPDATE OF text ON moment WHEN old.text <> new.text
BEGIN
    DELETE FROM call_words WHERE rowid = (SELECT call_id FROM evaluation WHERE id = new.evaluation_id) * 4 + 2;
    INSERT INTO call_words (rowid, text)
    SELECT call_id * 4 + 2, group_concat(text, ' ') FROM remark WHERE call_id = (SELECT call_id FROM evaluation WHERE id = new.evaluation_id) GROUP BY call_id;
END;

CREATE TRIGGER call_words_moment_gone AFTER DELETE ON moment WHEN old.text <> ''
BEGIN
    DELETE FROM call_words WHERE rowid = (SELECT call_id FROM evaluation WHERE id = old.evaluation_id) * 4 + 2;
    INSERT INTO call_words (rowid, text)
    SELECT call_id * 4 + 2, group_concat(text, ' ') FROM remark WHERE call_id = (SELECT call_id FROM evaluation WHERE id = old.evaluation_id) GROUP BY call_id;
END;

CREATE TRIGGER call_words_voice_added AFTER INSERT ON voice WHEN new.quote <> ''
BEGIN
    DELETE FROM call_words WHERE rowid = (SELECT call_id FROM evaluation WHERE id = new.evaluation_id) * 4 + 2;
    INSERT INTO call_words (rowid, text)
    SELECT call_id * 4 + 2, group_concat(text, ' ') FROM remark WHERE call_id = (SELECT call_id FROM evaluation WHERE id = new.evaluation_id) GROUP BY call_id;
END;

CREATE TRIGGER call_words_voice_changed AFTER UPDATE OF quote ON voice WHEN old.quote <> new.quote
BEGIN
    DELETE FROM call_words WHERE rowid = (SELECT call_id FROM evaluation WHERE id = new.evaluation_id) * 4 + 2;
    INSERT INTO call_words (rowid, text)
    SELECT call_id * 4 + 2, group_concat(text, ' ') FROM remark WHERE call_id = (SELECT call_id FROM evaluation WHERE id = new.evaluation_id) GROUP BY call_id;
END;

CREATE TRIGGER call_words_voice_gone AFTER DELETE ON voice WHEN old.quote <> ''
BEGIN
    DELETE FROM call_words WHERE rowid = (SELECT call_id FROM evaluation WHERE id = old.evaluation_id) * 4 + 2;
    INSERT INTO call_words (rowid, text)
    SELECT call_id * 4 + 2, group_concat(text, ' ') FROM remark WHERE call_id = (SELECT call_id FROM evaluation WHERE id = old.evaluation_id) GROUP BY call_id;
END;

CREATE TRIGGER call_words_evaluation_changed AFTER UPDATE OF note ON evaluation WHEN old.note <> new.note
BEGIN
    DELETE FROM call_words WHERE rowid = new.call_id * 4 + 2;
    INSERT INTO call_words (rowid, text)
    SELECT call_id * 4 + 2, group_concat(text, ' ') FROM remark WHERE call_id = new.call_id GROUP BY call_id;
END;

CREATE TRIGGER call_words_evaluation_gone AFTER DELETE ON evaluation
BEGIN
    DELETE FROM call_words WHERE rowid = old.call_id * 4 + 2;
    INSERT INTO call_words (rowid, text)
    SELECT call_id * 4 + 2, group_concat(text, ' ') FROM remark WHERE call_id = old.call_id GROUP BY call_id;
END;

CREATE TRIGGER customer_words_added AFTER INSERT ON customer
WHEN new.name <> '' OR new.preferences <> '' OR new.notes <> ''
BEGIN
    INSERT INTO customer_words (rowid, text) VALUES (new.id, new.name || ' ' || new.preferences || ' ' || new.notes);
END;

CREATE TRIGGER customer_words_changed AFTER UPDATE OF name, preferences, notes ON customer
WHEN old.name <> new.name OR old.preferences <> new.preferences OR old.notes <> new.notes
BEGIN
    DELETE FROM customer_words WHERE rowid = old.id;
    INSERT INTO customer_words (rowid, text) VALUES (new.id, new.name || ' ' || new.preferences || ' ' || new.notes);
END;

CREATE TRIGGER customer_words_gone AFTER DELETE ON customer
WHEN old.name <> '' OR old.preferences <> '' OR old.notes <> ''
BEGIN
    DELETE FROM customer_words WHERE rowid = old.id;
END;

INSERT INTO call_words (rowid, text)
SELECT id * 4, note || ' ' || extra || ' ' || transcript FROM call WHERE note <> '' OR extra <> '' OR transcript <> '';

INSERT INTO call_words (rowid, text) SELECT call_id * 4 + 1, group_concat(text, ' ')
FROM turn JOIN transcript ON transcript.id = transcript_id GROUP BY call_id;

INSERT INTO call_words (rowid, text) SELECT call_id * 4 + 2, group_concat(text, ' ') FROM remark GROUP BY call_id;

INSERT INTO customer_words (rowid, text)
SELECT id, name || ' ' || preferences || ' ' || notes FROM customer WHERE name <> '' OR preferences <> '' OR notes <> '';
