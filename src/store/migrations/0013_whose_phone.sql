-- Whose phone a source is, where its files name nobody: a call log of one person's telephone.

ALTER TABLE source ADD COLUMN rep_id INTEGER REFERENCES rep;

CREATE INDEX source_rep ON source (rep_id) WHERE rep_id IS NOT NULL;
