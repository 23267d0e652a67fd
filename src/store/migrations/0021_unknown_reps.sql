-- Names that no rep is known by are counted on every Sample screen: from the index alone.
DROP INDEX call_unknown_rep;
CREATE INDEX call_unknown_rep ON call (rep_written, standing, rep_id) WHERE rep_id IS NULL AND rep_written <> '';
