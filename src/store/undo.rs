//! Taking an import back: what it changed is put back, what another file tells as well is handed over to that one, the
//! rest is removed with all that hangs on it. In which order, and what is said of it, stands elsewhere.

use std::collections::BTreeMap;

use rusqlite::types::Value;

use crate::domain::id::{CallId, ImportId, RepId};
use crate::store::{Store, StoreError};

/// A call with what the owner did with it since it came in. One in the frame of a draw never goes: without it the draw
/// could not be repeated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// The call.
    pub call: CallId,
    /// `drawn`: it stands in a frame; `scored`, or its form is open; `picked` to be heard; `praised`.
    pub why: Vec<&'static str>,
}

/// How many rows went, by table.
pub type Gone = BTreeMap<String, u64>;

const DRAWN: &str = "EXISTS (SELECT 1 FROM frame WHERE call_id = c.id)";
const SCORED: &str = "EXISTS (SELECT 1 FROM evaluation WHERE call_id = c.id)";
const PICKED: &str = "EXISTS (SELECT 1 FROM pick WHERE call_id = c.id)";
const PRAISED: &str = "EXISTS (SELECT 1 FROM recognition WHERE call_id = c.id)";
/// How many calls go at a time.
const AT_A_TIME: i64 = 5_000;
/// Where what is about to go is noted; seen by this connection only.
const NOTES: &str = "CREATE TEMP TABLE IF NOT EXISTS going (id INTEGER PRIMARY KEY);
    CREATE TEMP TABLE IF NOT EXISTS left_call (id INTEGER PRIMARY KEY);
    CREATE TEMP TABLE IF NOT EXISTS left_customer (id INTEGER PRIMARY KEY);
    DELETE FROM temp.going; DELETE FROM temp.left_call; DELETE FROM temp.left_customer;";

/// How many calls belong to the import.
pub fn count(store: &Store, import: ImportId) -> Result<u64, StoreError> {
    let mut query = store
        .conn
        .prepare_cached("SELECT count(*) FROM call WHERE import_id = ?1")?;
    Ok(query.query_row([import.0], |row| row.get::<_, i64>(0))? as u64)
}

/// The calls of an import that stay because of what was done with them; with `force` only those in a frame stay.
pub fn staying(store: &Store, import: ImportId, force: bool) -> Result<Vec<Used>, StoreError> {
    let mut query = store.conn.prepare(&format!(
        "SELECT c.id, {DRAWN}, {SCORED}, {PICKED}, {PRAISED} FROM call c
         WHERE c.import_id = ?1 AND {} ORDER BY c.id",
        stays(force)
    ))?;
    let rows = query.query_map([import.0], |row| {
        let mut why = Vec::new();
        for (at, word) in ["drawn", "scored", "picked", "praised"].iter().enumerate() {
            if row.get(at + 1)? {
                why.push(*word);
            }
        }
        Ok(Used {
            call: CallId(row.get(0)?),
            why,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn stays(force: bool) -> String {
    if force {
        DRAWN.to_owned()
    } else {
        format!("({DRAWN} OR {SCORED} OR {PICKED} OR {PRAISED})")
    }
}

/// Begins: forgets what was noted of an earlier one.
pub fn begin(store: &Store) -> Result<(), StoreError> {
    Ok(store.conn.execute_batch(NOTES)?)
}

/// Puts back what the import changed of calls that it did not bring. What a later import or the owner changed since
/// stays, and so does the rep of a call that was drawn or scored. How many calls got something back.
pub fn put_back(store: &Store, import: ImportId) -> Result<u64, StoreError> {
    let mut query = store.conn.prepare(
        "SELECT call_id, field, before, after FROM import_change WHERE import_id = ?1 ORDER BY call_id",
    )?;
    let mut later = store.conn.prepare(
        "UPDATE import_change SET before = ?4 WHERE call_id = ?1 AND field = ?2 AND import_id = (
             SELECT min(import_id) FROM import_change WHERE call_id = ?1 AND field = ?2 AND import_id > ?3)",
    )?;
    let mut rows = query.query([import.0])?;
    let (mut calls, mut last) = (0, None);
    while let Some(row) = rows.next()? {
        let call: i64 = row.get(0)?;
        let field: String = row.get(1)?;
        let (before, after): (Value, Value) = (row.get(2)?, row.get(3)?);
        if later.execute((call, &field, import.0, &before))? > 0 {
            continue;
        }
        let mut update = store.conn.prepare_cached(&format!(
            "UPDATE call AS c SET \"{field}\" = ?2 WHERE id = ?1 AND \"{field}\" IS ?3{}",
            unless(&field)
        ))?;
        if update.execute((call, &before, &after))? > 0 && last != Some(call) {
            (calls, last) = (calls + 1, Some(call));
        }
    }
    store
        .conn
        .execute("DELETE FROM import_change WHERE import_id = ?1", [import.0])?;
    Ok(calls)
}

/// When a field must not be put back.
fn unless(field: &str) -> String {
    match field {
        "rep_id" => format!(
            " AND NOT {DRAWN} AND NOT {SCORED} AND (?2 IS NULL OR EXISTS (SELECT 1 FROM rep WHERE id = ?2))"
        ),
        "standing" => format!(" AND NOT {DRAWN} AND NOT {SCORED}"),
        "customer_id" => {
            " AND (?2 IS NULL OR EXISTS (SELECT 1 FROM customer WHERE id = ?2))".to_owned()
        }
        _ => String::new(),
    }
}

/// Hands the calls that a later import tells as well over to that one. How many.
pub fn hand_over(store: &Store, import: ImportId) -> Result<u64, StoreError> {
    store
        .conn
        .execute("DELETE FROM import_seen WHERE import_id = ?1", [import.0])?;
    let handed = store.conn.execute(
        "UPDATE call SET import_id = (SELECT min(import_id) FROM import_seen WHERE call_id = call.id)
         WHERE import_id = ?1 AND EXISTS (SELECT 1 FROM import_seen WHERE call_id = call.id)",
        [import.0],
    )?;
    Ok(handed as u64)
}

/// Removes what the import brought beside calls: evaluations and whatever else names its import. How many rows went is
/// added to `gone`.
pub fn remove_brought(store: &Store, import: ImportId, gone: &mut Gone) -> Result<(), StoreError> {
    for reference in references(store, "import")? {
        let table = reference.table.as_str();
        if matches!(
            table,
            "call" | "import_seen" | "import_change" | "import_running"
        ) {
            continue;
        }
        if table == "evaluation" {
            store.conn.execute(
                "INSERT OR IGNORE INTO temp.left_call SELECT call_id FROM evaluation WHERE import_id = ?1",
                [import.0],
            )?;
        }
        remove(
            store,
            table,
            &format!("\"{}\" = {}", reference.column, import.0),
            gone,
        )?;
    }
    // The scoring before the one that went counts again; a drawn call without any waits again.
    store.conn.execute_batch(
        "UPDATE evaluation SET latest = 1 WHERE id IN (
             SELECT (SELECT e.id FROM evaluation e WHERE e.call_id = c.id AND e.state = 'submitted'
                       AND NOT EXISTS (SELECT 1 FROM recheck k WHERE k.again_id = e.id)
                     ORDER BY e.submitted_at DESC, e.version DESC LIMIT 1)
             FROM temp.left_call c
             WHERE NOT EXISTS (SELECT 1 FROM evaluation e WHERE e.call_id = c.id AND e.latest = 1));
         UPDATE pick SET status = 'waiting', settled_at = NULL
         WHERE lane = 'random' AND status = 'scored' AND call_id IN (SELECT call_id FROM temp.left_call)
             AND NOT EXISTS (SELECT 1 FROM evaluation e WHERE e.pick_id = pick.id AND e.state = 'submitted')",
    )?;
    Ok(())
}

/// Removes the next of the import's calls that may go, in the order of their ids, with all that hangs on them; what went
/// is added to `gone`. How many calls; 0 when none is left.
pub fn remove_calls(
    store: &Store,
    import: ImportId,
    force: bool,
    gone: &mut Gone,
) -> Result<u64, StoreError> {
    store.conn.execute("DELETE FROM temp.going", [])?;
    let going = store.conn.execute(
        &format!(
            "INSERT INTO temp.going SELECT c.id FROM call c WHERE c.import_id = ?1 AND NOT {} ORDER BY c.id LIMIT ?2",
            stays(force)
        ),
        (import.0, AT_A_TIME),
    )?;
    if going > 0 {
        store.conn.execute(
            "INSERT OR IGNORE INTO temp.left_customer
             SELECT customer_id FROM call WHERE id IN (SELECT id FROM temp.going) AND customer_id IS NOT NULL",
            [],
        )?;
        remove(store, "call", "id IN (SELECT id FROM temp.going)", gone)?;
    }
    Ok(going as u64)
}

/// Removes the customers of calls that went of whom nothing else is known. How many.
pub fn remove_customers(store: &Store) -> Result<u64, StoreError> {
    let unknown = alone(store, "customer")?;
    let gone = store.conn.execute(
        &format!(
            "DELETE FROM customer AS one WHERE id IN (SELECT id FROM temp.left_customer)
             AND preferences = '' AND notes = '' AND {unknown}"
        ),
        [],
    )?;
    Ok(gone as u64)
}

/// Removes a rep on whom nothing rests. Whether there was such a one.
pub fn remove_rep(store: &Store, rep: RepId) -> Result<bool, StoreError> {
    let unused = alone(store, "rep")?;
    let gone = store.conn.execute(
        &format!("DELETE FROM rep AS one WHERE id = ?1 AND {unused}"),
        [rep.0],
    )?;
    Ok(gone > 0)
}

/// Writes down when the import was taken back, in seconds since 1970.
pub fn end(store: &Store, import: ImportId, undone_at: i64) -> Result<(), StoreError> {
    store.conn.execute(
        "UPDATE import SET undone_at = ?2 WHERE id = ?1",
        (import.0, undone_at),
    )?;
    begin(store)
}

/// A column that leads to another table.
struct Reference {
    table: String,
    column: String,
    needed: bool,
    cascades: bool,
}

/// Every column that leads to `table`.
fn references(store: &Store, table: &str) -> Result<Vec<Reference>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT t.name, f.\"from\", c.\"notnull\", f.on_delete = 'CASCADE'
         FROM sqlite_schema t, pragma_foreign_key_list(t.name) f, pragma_table_info(t.name) c
         WHERE t.type = 'table' AND f.\"table\" = ?1 AND c.name = f.\"from\"",
    )?;
    let rows = query.query_map([table], |row| {
        Ok(Reference {
            table: row.get(0)?,
            column: row.get(1)?,
            needed: row.get(2)?,
            cascades: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The condition that no other row rests on the row `one` of `table`.
fn alone(store: &Store, table: &str) -> Result<String, StoreError> {
    let resting: Vec<String> = references(store, table)?
        .iter()
        .filter(|reference| !reference.cascades)
        .map(|Reference { table, column, .. }| {
            format!("NOT EXISTS (SELECT 1 FROM \"{table}\" WHERE \"{column}\" = one.id)")
        })
        .collect();
    Ok(resting.join(" AND "))
}

/// Removes rows with all that cannot be without them; what can be without them only lets go. The names are the schema's
/// own, never a text from outside.
fn remove(store: &Store, table: &str, condition: &str, gone: &mut Gone) -> Result<(), StoreError> {
    for reference in references(store, table)? {
        let (child, column) = (&reference.table, &reference.column);
        let hanging = format!("\"{column}\" IN (SELECT id FROM \"{table}\" WHERE {condition})");
        if reference.needed {
            remove(store, child, &hanging, gone)?;
        } else {
            store.conn.execute(
                &format!("UPDATE \"{child}\" SET \"{column}\" = NULL WHERE {hanging}"),
                [],
            )?;
        }
    }
    let went = store
        .conn
        .execute(&format!("DELETE FROM \"{table}\" WHERE {condition}"), [])?;
    *gone.entry(table.to_owned()).or_default() += went as u64;
    Ok(())
}
