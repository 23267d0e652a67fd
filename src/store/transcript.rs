//! Transcripts: the turns of a call, and who speaks in those of a source.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, named_params};

use crate::domain::id::{CallId, ImportId, SourceId, TranscriptId};
use crate::domain::rep::name_key;
use crate::domain::transcript::{Format, Role, Turn};
use crate::store::{Store, StoreError, convert};

/// What is known of a transcript besides its turns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transcript {
    /// The row.
    pub id: TranscriptId,
    /// Where it comes from: whose speakers it shares.
    pub source_id: SourceId,
    /// The file it was read from.
    pub file: String,
    /// SHA-256 of that file, in hexadecimal.
    pub file_sha256: String,
    /// How many turns it has.
    pub turns: i64,
}

/// A transcript that comes in.
#[derive(Debug, Clone, Copy)]
pub struct NewTranscript<'n> {
    /// The import it comes with.
    pub import: ImportId,
    /// Where it comes from.
    pub source: SourceId,
    /// Whose it is.
    pub call: CallId,
    /// The file it was read from.
    pub file: &'n str,
    /// SHA-256 of that file, in hexadecimal.
    pub file_sha256: &'n str,
    /// How the file is written.
    pub format: Format,
    /// What was said.
    pub turns: &'n [Turn],
}

/// A turn and who speaks in it, where that was ever told.
#[derive(Debug, Clone, PartialEq)]
pub struct Spoken {
    /// The turn.
    pub turn: Turn,
    /// Who speaks.
    pub role: Option<Role>,
}

/// The transcript of a call.
pub fn of_call(store: &Store, call: CallId) -> Result<Option<Transcript>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT id, source_id, file, file_sha256, turns FROM transcript WHERE call_id = ?1",
    )?;
    let found = query.query_row([call.0], |row| {
        Ok(Transcript {
            id: TranscriptId(row.get(0)?),
            source_id: SourceId(row.get(1)?),
            file: row.get(2)?,
            file_sha256: row.get(3)?,
            turns: row.get(4)?,
        })
    });
    Ok(found.optional()?)
}

/// Adds the transcript of a call, in place of the one that it has.
pub fn put(store: &Store, new: &NewTranscript<'_>) -> Result<TranscriptId, StoreError> {
    store.transaction(|store| {
        store
            .conn
            .prepare_cached("DELETE FROM transcript WHERE call_id = ?1")?
            .execute([new.call.0])?;
        store
            .conn
            .prepare_cached(
                "INSERT INTO transcript (import_id, source_id, call_id, file, file_sha256, format)
                 VALUES (:import, :source, :call, :file, :sha256, :format)",
            )?
            .execute(named_params! {
                ":import": new.import.0,
                ":source": new.source.0,
                ":call": new.call.0,
                ":file": new.file,
                ":sha256": new.file_sha256,
                ":format": new.format.word(),
            })?;
        let id = store.conn.last_insert_rowid();
        let mut add = store
            .conn
            .prepare_cached("INSERT INTO turn VALUES (?1, ?2, ?3, ?4, ?5)")?;
        for (place, turn) in (1_i64..).zip(new.turns) {
            add.execute((id, place, turn.at_secs, &turn.speaker, &turn.text))?;
        }
        store
            .conn
            .prepare_cached("UPDATE transcript SET turns = ?2 WHERE id = ?1")?
            .execute((id, new.turns.len() as i64))?;
        Ok(TranscriptId(id))
    })
}

/// The turns of a transcript, in order.
pub fn turns(store: &Store, of: &Transcript) -> Result<Vec<Spoken>, StoreError> {
    let roles = roles(store, of.source_id)?;
    let mut query = store.conn.prepare_cached(
        "SELECT at_secs, speaker, text FROM turn WHERE transcript_id = ?1 ORDER BY place",
    )?;
    let rows = query.query_map([of.id.0], |row| {
        Ok(Turn {
            at_secs: row.get(0)?,
            speaker: row.get(1)?,
            text: row.get(2)?,
        })
    })?;
    let spoken = rows.map(|turn| {
        let turn = turn?;
        let role = roles.get(&name_key(&turn.speaker)).copied();
        Ok(Spoken { turn, role })
    });
    spoken.collect()
}

/// Who speaks in the transcripts of a source, by the key of what the files call them.
pub fn roles(store: &Store, source: SourceId) -> Result<HashMap<String, Role>, StoreError> {
    let mut query = store
        .conn
        .prepare_cached("SELECT label_key, role FROM speaker WHERE source_id = ?1")?;
    let mut rows = query.query([source.0])?;
    let mut found = HashMap::new();
    while let Some(row) = rows.next()? {
        found.insert(row.get(0)?, convert::word(row, 1, "role", Role::from_word)?);
    }
    Ok(found)
}

/// Says who speaks as `label` in every transcript of a source.
pub fn set_speaker(
    store: &Store,
    source: SourceId,
    label: &str,
    role: Role,
) -> Result<(), StoreError> {
    store
        .conn
        .prepare_cached(
            "INSERT INTO speaker VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (source_id, label_key) DO UPDATE SET role = excluded.role",
        )?
        .execute((source.0, name_key(label), label, role.word()))?;
    Ok(())
}

/// Speakers of whom nobody said who they are: source, label, in how many transcripts; the most first.
pub fn unknown_speakers(store: &Store) -> Result<Vec<(String, String, i64)>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT s.id, s.name, u.speaker, count(DISTINCT t.id) FROM transcript t JOIN source s ON s.id = t.source_id
         JOIN turn u ON u.transcript_id = t.id WHERE u.speaker <> '' GROUP BY s.id, u.speaker ORDER BY 4 DESC, 2, 3",
    )?;
    let mut rows = query.query([])?;
    let (mut found, mut known) = (Vec::new(), HashMap::new());
    while let Some(row) = rows.next()? {
        let (source, label) = (SourceId(row.get(0)?), row.get::<_, String>(2)?);
        let told = match known.entry(source) {
            std::collections::hash_map::Entry::Occupied(told) => told.into_mut(),
            std::collections::hash_map::Entry::Vacant(new) => new.insert(roles(store, source)?),
        };
        if !told.contains_key(&name_key(&label)) {
            found.push((row.get(1)?, label, row.get(3)?));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::store::import::{self, NewImport};
    use crate::store::source;
    use crate::store::testing::Desk;

    fn turn(speaker: &str, text: &str) -> Turn {
        Turn {
            at_secs: Some(1.5),
            speaker: speaker.into(),
            text: text.into(),
        }
    }

    fn put_one(desk: &Desk, number: usize, turns: &[Turn]) -> TranscriptId {
        let source = source::remember(&desk.store, "deepgram", None, None).unwrap();
        let sha = "0".repeat(64);
        let new = NewImport {
            source,
            kind: "transcripts",
            profile: "deepgram",
            file: "a.json",
            file_sha256: &sha,
            imported_at: 1,
        };
        let import = import::add(&desk.store, new).unwrap();
        let new = NewTranscript {
            import,
            source,
            call: desk.call(number),
            file: "a.json",
            file_sha256: &sha,
            format: Format::Deepgram,
            turns,
        };
        put(&desk.store, &new).unwrap()
    }

    #[test]
    fn a_transcript_is_kept_in_its_order_and_a_new_one_takes_its_place() {
        let desk = Desk::with_calls(&["Dana"], 1);
        put_one(&desk, 0, &[turn("0", "old")]);
        put_one(
            &desk,
            0,
            &[turn("0", "Hello."), turn("1", "My order is late.")],
        );
        let found = of_call(&desk.store, desk.call(0)).unwrap().unwrap();
        assert_eq!(found.turns, 2);
        let told: Vec<String> = turns(&desk.store, &found)
            .unwrap()
            .into_iter()
            .map(|one| one.turn.text)
            .collect();
        assert_eq!(told, ["Hello.", "My order is late."]);
        let left: i64 = desk
            .store
            .conn
            .query_row("SELECT count(*) FROM turn", [], |row| row.get(0))
            .unwrap();
        assert_eq!(left, 2);
    }

    #[test]
    fn who_speaks_is_said_once_for_every_transcript_of_a_source() {
        let desk = Desk::with_calls(&["Dana"], 2);
        put_one(&desk, 0, &[turn("0", "Hello."), turn("1", "Hi.")]);
        put_one(&desk, 1, &[turn("0", "Good morning.")]);
        let unknown = unknown_speakers(&desk.store).unwrap();
        assert_eq!(
            unknown,
            [
                ("deepgram".into(), "0".into(), 2),
                ("deepgram".into(), "1".into(), 1)
            ]
        );
        let first = of_call(&desk.store, desk.call(0)).unwrap().unwrap();
        set_speaker(&desk.store, first.source_id, "0", Role::Rep).unwrap();
        let second = of_call(&desk.store, desk.call(1)).unwrap().unwrap();
        assert_eq!(
            turns(&desk.store, &second).unwrap()[0].role,
            Some(Role::Rep)
        );
        assert_eq!(unknown_speakers(&desk.store).unwrap().len(), 1);
    }

    #[test]
    fn a_transcript_goes_with_its_call() {
        let desk = Desk::with_calls(&["Dana"], 1);
        put_one(&desk, 0, &[turn("0", "Hello.")]);
        desk.sql("DELETE FROM call");
        let left: i64 = desk
            .store
            .conn
            .query_row("SELECT count(*) FROM turn", [], |row| row.get(0))
            .unwrap();
        assert_eq!(left, 0);
    }
}
