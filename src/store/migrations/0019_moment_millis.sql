-- Where in the call a moment lies to the thousandth of a second, so that going back to it is exact; beyond `at_secs`.

ALTER TABLE moment ADD COLUMN at_millis INTEGER NOT NULL DEFAULT 0 CHECK (at_millis BETWEEN 0 AND 999);
ALTER TABLE voice ADD COLUMN at_millis INTEGER NOT NULL DEFAULT 0 CHECK (at_millis BETWEEN 0 AND 999);
