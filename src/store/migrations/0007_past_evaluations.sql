-- Evaluations that were brought along from elsewhere, by the import that brought them.

ALTER TABLE evaluation ADD COLUMN import_id INTEGER REFERENCES import;

CREATE INDEX evaluation_import ON evaluation (import_id) WHERE import_id IS NOT NULL;
