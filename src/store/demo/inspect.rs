//! A whole file looked at from outside, for tests: its bytes as a hash, its faults, numbers asked of it.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use rusqlite::types::Value;
use sha2::{Digest, Sha256};

use crate::domain::draw::hex;
use crate::store::Store;

/// SHA-256 over every row of every table, in the order of the rows.
pub(crate) fn digest(store: &Store) -> String {
    let mut hash = Sha256::new();
    for table in texts(
        store,
        "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name",
    ) {
        hash.update(table.as_bytes());
        for row in rows(store, &format!("SELECT * FROM {table}")) {
            hash.update(format!("{row:?}\n"));
        }
    }
    hex(&hash.finalize())
}

/// What `SQLite` itself finds wrong with the file.
pub(crate) fn faults(store: &Store) -> Vec<String> {
    let mut faults: Vec<String> = texts(store, "PRAGMA integrity_check")
        .into_iter()
        .filter(|line| line != "ok")
        .collect();
    faults.extend(texts(
        store,
        "SELECT \"table\" FROM pragma_foreign_key_check",
    ));
    faults
}

/// One number asked of the file.
pub(crate) fn number(store: &Store, sql: &str) -> f64 {
    match rows(store, sql).remove(0).remove(0) {
        Value::Integer(whole) => whole as f64,
        Value::Real(number) => number,
        _ => f64::NAN,
    }
}

fn texts(store: &Store, sql: &str) -> Vec<String> {
    let text = |row: &Vec<Value>| match &row[0] {
        Value::Text(text) => text.clone(),
        other => format!("{other:?}"),
    };
    rows(store, sql).iter().map(text).collect()
}

fn rows(store: &Store, sql: &str) -> Vec<Vec<Value>> {
    let mut query = store.conn.prepare(sql).unwrap();
    let columns = query.column_count();
    let rows = query
        .query_map([], |row| (0..columns).map(|at| row.get(at)).collect())
        .unwrap();
    rows.map(|row| row.unwrap()).collect()
}
