-- The key of a number is its country and its digits there, by the numbering plans of the world, instead of its last nine
-- digits. The keys themselves are not made in SQL: the rows wait in `customer_number_before`.
DROP INDEX customer_number_four;
DROP INDEX customer_number_seven;
DROP INDEX customer_number_customer;
ALTER TABLE customer_number RENAME TO customer_number_before;

CREATE TABLE customer_number (
    customer_id INTEGER NOT NULL REFERENCES customer ON DELETE CASCADE,
    country     INTEGER NOT NULL CHECK (country BETWEEN 0 AND 999),
    national    INTEGER NOT NULL CHECK (national >= 0),
    number      TEXT    NOT NULL,
    PRIMARY KEY (national, country)
) STRICT, WITHOUT ROWID;

CREATE INDEX customer_number_customer ON customer_number (customer_id);
-- The last four and seven digits of a number: how people remember it.
CREATE INDEX customer_number_four ON customer_number (national % 10000);
CREATE INDEX customer_number_seven ON customer_number (national % 10000000);
