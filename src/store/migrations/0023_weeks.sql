-- What was agreed and decided in some weeks is read on every trend screen: without looking at that of all years.
CREATE INDEX commitment_week ON commitment (agreed_week);
CREATE INDEX decision_week ON decision (week);
