-- What the form keeps beside the answers: the owner's active time, why a referral was missed, what is at stake for the
-- customer, and when something owed was done.

ALTER TABLE evaluation ADD COLUMN active_secs INTEGER NOT NULL DEFAULT 0 CHECK (active_secs >= 0);
ALTER TABLE evaluation ADD COLUMN referral_why TEXT NOT NULL DEFAULT '';
ALTER TABLE evaluation ADD COLUMN follow_up_done_on TEXT;
ALTER TABLE voice ADD COLUMN stake TEXT NOT NULL DEFAULT '';

CREATE INDEX evaluation_owed ON evaluation (follow_up_on)
WHERE latest = 1 AND follow_up_on IS NOT NULL AND follow_up_done_on IS NULL;
