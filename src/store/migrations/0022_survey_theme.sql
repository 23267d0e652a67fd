-- What a customer's words in a survey are about and what is behind them, as the owner says. One theme an answer: who answers
-- a survey chooses to, so these are told beside the calls heard and counted in none of them.

ALTER TABLE survey_answer ADD COLUMN theme_id INTEGER REFERENCES theme;
ALTER TABLE survey_answer ADD COLUMN cause TEXT
    CHECK (cause IN ('policy', 'price', 'product', 'process', 'promise', 'rep', 'customer'));

CREATE INDEX survey_answer_theme ON survey_answer (theme_id) WHERE theme_id IS NOT NULL;
