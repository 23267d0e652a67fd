//! Recordings: what is known of each file, whose it is, and the calls that it may belong to.

use rusqlite::{Row, named_params};

use crate::domain::id::{CallId, ImportId, RecordingId, RepId};
use crate::domain::recording::Recording;
use crate::domain::recording::fit::Candidate;
use crate::store::{Store, StoreError, convert};

/// The columns of a recording, in the order in which [`read`] takes them; to be followed by WHERE.
const SELECT: &str = "SELECT id, call_id, path, format, secs, fault, alone FROM recording";

/// A recording as an import finds it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// Where it lies below the recordings' folder.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// How it is written; empty where unknown.
    pub format: String,
    /// Seconds.
    pub secs: Option<f64>,
    /// 1 for mono, 2 for stereo.
    pub channels: Option<u8>,
    /// Why it cannot be heard or its length is not known.
    pub fault: String,
    /// Whose it is.
    pub call: Option<CallId>,
    /// Why it has no call.
    pub alone: String,
}

fn read(row: &Row<'_>) -> Result<Recording, rusqlite::Error> {
    Ok(Recording {
        id: RecordingId(row.get(0)?),
        call_id: row.get::<_, Option<i64>>(1)?.map(CallId),
        path: row.get(2)?,
        format: row.get(3)?,
        secs: row.get(4)?,
        fault: row.get(5)?,
        alone: row.get(6)?,
    })
}

fn all(
    store: &Store,
    sql: &str,
    params: impl rusqlite::Params,
) -> Result<Vec<Recording>, StoreError> {
    let mut query = store.conn.prepare_cached(sql)?;
    let rows = query.query_map(params, read)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// The recording at this path below the recordings' folder.
pub fn by_path(store: &Store, path: &str) -> Result<Option<Recording>, StoreError> {
    Ok(all(store, &format!("{SELECT} WHERE path = ?1"), [path])?.pop())
}

/// One recording that must be there.
pub fn get(store: &Store, id: RecordingId) -> Result<Recording, StoreError> {
    let found = all(store, &format!("{SELECT} WHERE id = ?1"), [id.0])?.pop();
    found.ok_or_else(|| StoreError::Missing {
        what: "recording",
        which: id.to_string(),
    })
}

/// The recordings of a call; those that can be heard first, the longest of them first.
pub fn of_call(store: &Store, call: CallId) -> Result<Vec<Recording>, StoreError> {
    all(
        store,
        &format!("{SELECT} WHERE call_id = ?1 ORDER BY secs IS NULL, secs DESC, path"),
        [call.0],
    )
}

/// The recordings that have no call, in the order of their paths.
pub fn list_alone(store: &Store) -> Result<Vec<Recording>, StoreError> {
    all(
        store,
        &format!("{SELECT} WHERE call_id IS NULL ORDER BY path"),
        [],
    )
}

/// How many there are, and how many of them have a call.
pub fn count(store: &Store) -> Result<(i64, i64), StoreError> {
    let mut query = store
        .conn
        .prepare_cached("SELECT count(*), count(call_id) FROM recording")?;
    Ok(query.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Adds a recording.
pub fn add(store: &Store, import: ImportId, found: &Found) -> Result<RecordingId, StoreError> {
    store
        .conn
        .prepare_cached(
            "INSERT INTO recording (import_id, call_id, path, bytes, format, secs, channels, fault, alone)
             VALUES (:import, :call, :path, :bytes, :format, :secs, :channels, :fault, :alone)",
        )?
        .execute(named_params! {
            ":import": import.0,
            ":call": found.call.map(|id| id.0),
            ":path": found.path,
            ":bytes": found.bytes as i64,
            ":format": found.format,
            ":secs": found.secs,
            ":channels": found.channels,
            ":fault": found.fault,
            ":alone": found.alone,
        })?;
    Ok(RecordingId(store.conn.last_insert_rowid()))
}

/// Writes down what a recording is now; whether anything of it is new.
pub fn update(store: &Store, id: RecordingId, found: &Found) -> Result<bool, StoreError> {
    let changed = store
        .conn
        .prepare_cached(
            "UPDATE recording SET call_id = :call, bytes = :bytes, format = :format, secs = :secs,
                 channels = :channels, fault = :fault, alone = :alone
             WHERE id = :id AND (call_id, bytes, format, secs, channels, fault, alone)
                 IS NOT (:call, :bytes, :format, :secs, :channels, :fault, :alone)",
        )?
        .execute(named_params! {
            ":id": id.0,
            ":call": found.call.map(|id| id.0),
            ":bytes": found.bytes as i64,
            ":format": found.format,
            ":secs": found.secs,
            ":channels": found.channels,
            ":fault": found.fault,
            ":alone": found.alone,
        })?;
    Ok(changed > 0)
}

/// Says whose a recording is.
pub fn set_call(store: &Store, id: RecordingId, call: CallId) -> Result<(), StoreError> {
    let changed = store.conn.execute(
        "UPDATE recording SET call_id = ?2, alone = '' WHERE id = ?1 AND call_id IS NULL",
        (id.0, call.0),
    )?;
    if changed == 0 {
        return Err(StoreError::Refused(
            "this recording has a call already".into(),
        ));
    }
    Ok(())
}

/// The import that a recording came with.
pub fn import_of(store: &Store, id: RecordingId) -> Result<ImportId, StoreError> {
    let mut query = store
        .conn
        .prepare_cached("SELECT import_id FROM recording WHERE id = ?1")?;
    Ok(ImportId(query.query_row([id.0], |row| row.get(0))?))
}

/// The calls of any source that are known by this id.
pub fn calls_by_key(store: &Store, key: &str) -> Result<Vec<CallId>, StoreError> {
    // Source by source: the index on their keys begins with the source.
    let mut query = store.conn.prepare_cached(
        "SELECT c.id FROM source s CROSS JOIN call c ON c.source_id = s.id AND c.source_key = ?1",
    )?;
    let rows = query
        .query_map([key], |row| Ok(CallId(row.get(0)?)))?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

/// The calls that began in these seconds since 1970, both ends among them; without those that nobody could hear.
pub fn candidates(store: &Store, from: i64, to: i64) -> Result<Vec<Candidate>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT id, started_at, utc_offset_secs, number, rep_id, ring_secs, talk_secs, total_secs FROM call
         WHERE started_at BETWEEN ?1 AND ?2 AND channel IN ('phone', 'video') AND standing <> 'unanswered'",
    )?;
    let mut rows = query.query((from, to))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(Candidate {
            id: CallId(row.get(0)?),
            at: convert::instant(row.get(1)?, row.get(2)?)?,
            number: row.get(3)?,
            rep: row.get::<_, Option<i64>>(4)?.map(RepId),
            ring_secs: row.get(5)?,
            talk_secs: row.get(6)?,
            total_secs: row.get(7)?,
        });
    }
    Ok(found)
}

/// Every name by which a call's recording or transcript is known: as call logs tell it, and of recordings that were
/// joined to it. A text that is longer than any name is none.
pub fn each_name(store: &Store, mut each: impl FnMut(CallId, &str)) -> Result<(), StoreError> {
    let mut query = store.conn.prepare(
        "SELECT id, recording FROM call WHERE recording <> ''
         UNION ALL SELECT id, transcript FROM call WHERE transcript <> '' AND length(transcript) < 500
         UNION ALL SELECT call_id, path FROM recording WHERE call_id IS NOT NULL",
    )?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        each(
            CallId(row.get(0)?),
            row.get_ref(1)?.as_str().unwrap_or_default(),
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::store::import::{self, NewImport};
    use crate::store::source;
    use crate::store::testing::Desk;

    fn found(path: &str, secs: f64) -> Found {
        Found {
            path: path.into(),
            bytes: 44,
            format: "WAV".into(),
            secs: Some(secs),
            channels: Some(1),
            fault: String::new(),
            call: None,
            alone: "nothing fits".into(),
        }
    }

    fn import_of_desk(desk: &Desk) -> ImportId {
        let source = source::remember(&desk.store, "recordings", None, None).unwrap();
        let sha = "0".repeat(64);
        let new = NewImport {
            source,
            kind: "recordings",
            profile: "recordings",
            file: "monitor",
            file_sha256: &sha,
            imported_at: 1,
        };
        import::add(&desk.store, new).unwrap()
    }

    #[test]
    fn a_recording_is_given_to_a_call_once_and_goes_with_no_other() {
        let desk = Desk::with_calls(&["Dana"], 2);
        let import = import_of_desk(&desk);
        let id = add(&desk.store, import, &found("a.wav", 3.0)).unwrap();
        assert_eq!(list_alone(&desk.store).unwrap().len(), 1);
        set_call(&desk.store, id, desk.call(1)).unwrap();
        assert!(set_call(&desk.store, id, desk.call(0)).is_err());
        assert_eq!(of_call(&desk.store, desk.call(1)).unwrap()[0].path, "a.wav");
        assert_eq!(count(&desk.store).unwrap(), (1, 1));
    }

    #[test]
    fn an_update_tells_whether_anything_is_new() {
        let desk = Desk::with_calls(&["Dana"], 1);
        let id = add(&desk.store, import_of_desk(&desk), &found("a.wav", 3.0)).unwrap();
        assert!(!update(&desk.store, id, &found("a.wav", 3.0)).unwrap());
        assert!(update(&desk.store, id, &found("a.wav", 4.0)).unwrap());
    }

    #[test]
    fn a_recording_whose_call_is_taken_back_stays_without_one() {
        let desk = Desk::with_calls(&["Dana"], 1);
        let id = add(&desk.store, import_of_desk(&desk), &found("a.wav", 3.0)).unwrap();
        set_call(&desk.store, id, desk.call(0)).unwrap();
        desk.sql("DELETE FROM call");
        assert_eq!(get(&desk.store, id).unwrap().call_id, None);
    }

    #[test]
    fn the_id_of_a_call_is_looked_up_and_never_searched() {
        let desk = Desk::with_calls(&["Dana"], 3);
        assert_eq!(calls_by_key(&desk.store, "c001").unwrap(), [desk.call(1)]);
        let mut plan = desk
            .store
            .conn
            .prepare("EXPLAIN QUERY PLAN SELECT c.id FROM source s CROSS JOIN call c ON c.source_id = s.id AND c.source_key = 'x'")
            .unwrap();
        let steps: Vec<String> = plan
            .query_map([], |row| row.get(3))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert!(!steps.join("; ").contains("SCAN c"), "{steps:?}");
    }
}
