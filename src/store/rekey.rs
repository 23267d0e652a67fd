//! The keys of the numbers that a file holds already: a part of one step of its schema, never changed again.

use rusqlite::{Connection, OptionalExtension};

use crate::domain::phone::{PhoneKeys, Region};
use crate::store::StoreError;

/// Gives every number of every customer its key. Calls keep their customers: writings that were one customer's stay so.
pub(in crate::store) fn run(step: &Connection) -> Result<(), StoreError> {
    let zone: Option<String> = step
        .query_row("SELECT zone FROM desk", [], |row| row.get(0))
        .optional()?;
    let mut keys = PhoneKeys::of(zone.and_then(|zone| Region::of_zone(&zone)));
    let mut add = step.prepare(
        "INSERT OR IGNORE INTO customer_number (customer_id, country, national, number) VALUES (?1, ?2, ?3, ?4)",
    )?;
    let mut moved = step.prepare(
        "UPDATE OR IGNORE merge_part SET key = ?2 WHERE part = 'customer_number' AND key = ?1",
    )?;
    // A number that a customer was found by before one that another's calls happen to tell.
    for sql in [
        "SELECT customer_id, number, last9 || ':' || tenth FROM customer_number_before",
        "SELECT DISTINCT customer_id, number, '' FROM call WHERE customer_id IS NOT NULL AND number <> ''",
    ] {
        let mut query = step.prepare(sql)?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let (customer, number): (i64, String) = (row.get(0)?, row.get(1)?);
            if let Some(key) = keys.key(&number) {
                let told = format!("{}:{}", key.country, key.national);
                moved.execute((row.get::<_, String>(2)?, told))?;
                add.execute((customer, key.country, key.national, number))?;
            }
        }
    }
    drop((add, moved));
    Ok(step.execute_batch("DROP TABLE customer_number_before")?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::store::migrations;

    #[test]
    fn numbers_that_were_one_customer_stay_one_and_get_the_keys_of_today() {
        let conn = Connection::open_in_memory().unwrap();
        let at = migrations::ALL
            .iter()
            .position(|(name, _)| *name == migrations::NUMBERS)
            .unwrap();
        for (_, sql) in migrations::ALL.get(..at).unwrap() {
            conn.execute_batch(sql).unwrap();
        }
        conn.pragma_update(None, "user_version", at as i64).unwrap();
        conn.execute_batch(
            "INSERT INTO desk (id, name, zone, scorecard, calls_per_week, opened_at)
             VALUES (1, 'Calder', 'America/Chicago', 'support', 15, 0);
             INSERT INTO customer (id, name) VALUES (1, 'Ruth'), (2, 'Omar');
             INSERT INTO customer_number (customer_id, last9, tenth, number)
             VALUES (1, 125550188, 3, '(312) 555-0188'), (2, 125550199, 3, '+1 312 555 0199');
             INSERT INTO source (id, name) VALUES (1, 'calls');
             INSERT INTO call (source_id, source_key, customer_id, number, channel, started_at, utc_offset_secs, week, day, standing)
             VALUES (1, 'a', 1, '+1 312 555 0188', 'phone', 0, 0, 0, 0, 'handled'),
                    (1, 'b', 1, '+49 312 555 0188', 'phone', 0, 0, 0, 0, 'handled'),
                    (1, 'c', 2, '3125550199', 'phone', 0, 0, 0, 0, 'handled'),
                    (1, 'd', 2, 'anonymous', 'phone', 0, 0, 0, 0, 'handled');",
        )
        .unwrap();
        migrations::run(&conn).unwrap();
        let mut query = conn
            .prepare("SELECT customer_id, country, national FROM customer_number ORDER BY 1, 2, 3")
            .unwrap();
        let found: Vec<(i64, i64, i64)> = query
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        assert_eq!(
            found,
            [
                (1, 1, 3_125_550_188),
                (1, 49, 3_125_550_188),
                (2, 1, 3_125_550_199)
            ]
        );
        let foreign: i64 = conn
            .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
                row.get(0)
            })
            .unwrap();
        assert_eq!(foreign, 0);
    }
}
