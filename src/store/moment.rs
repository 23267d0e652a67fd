//! Moments of a call and the customer's own words with their themes.

use rusqlite::OptionalExtension;

use crate::domain::id::{EvaluationId, MomentId, ThemeId, VoiceId};
use crate::domain::rep::name_key;
use crate::domain::voice::{Cause, MomentKind};
use crate::store::{Store, StoreError, convert};

/// A time-stamped note in a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// The row.
    pub id: MomentId,
    /// Seconds from the beginning of the call.
    pub at_secs: i64,
    /// What sort of note.
    pub kind: MomentKind,
    /// The words.
    pub text: String,
}

/// The moments of an evaluation in the order of the call.
pub fn list(store: &Store, evaluation: EvaluationId) -> Result<Vec<Moment>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT id, at_secs, kind, text FROM moment WHERE evaluation_id = ?1 ORDER BY at_secs, id",
    )?;
    let mut rows = query.query([evaluation.0])?;
    let mut moments = Vec::new();
    while let Some(row) = rows.next()? {
        moments.push(Moment {
            id: MomentId(row.get(0)?),
            at_secs: row.get(1)?,
            kind: convert::word(row, 2, "kind of moment", MomentKind::from_word)?,
            text: row.get(3)?,
        });
    }
    Ok(moments)
}

/// Adds a moment.
pub fn add(
    store: &Store,
    evaluation: EvaluationId,
    at_secs: i64,
    kind: MomentKind,
    text: &str,
) -> Result<MomentId, StoreError> {
    store
        .conn
        .prepare_cached(
            "INSERT INTO moment (evaluation_id, at_secs, kind, text) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute((evaluation.0, at_secs, kind.word(), text))?;
    Ok(MomentId(store.conn.last_insert_rowid()))
}

/// Gives a moment other words.
pub fn reword(store: &Store, id: MomentId, text: &str) -> Result<(), StoreError> {
    store
        .conn
        .execute("UPDATE moment SET text = ?2 WHERE id = ?1", (id.0, text))?;
    Ok(())
}

/// Takes a moment back; a commitment that it was evidence of stands without it.
pub fn remove(store: &Store, id: MomentId) -> Result<(), StoreError> {
    store.conn.execute(
        "DELETE FROM commitment_evidence WHERE moment_id = ?1",
        [id.0],
    )?;
    store
        .conn
        .execute("DELETE FROM moment WHERE id = ?1", [id.0])?;
    Ok(())
}

/// The customer's own words with a theme and a cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// The row.
    pub id: VoiceId,
    /// What it was about.
    pub theme: String,
    /// Who or what is behind it, where the owner said so.
    pub cause: Option<Cause>,
    /// The words.
    pub quote: String,
    /// Seconds from the beginning of the call, where known.
    pub at_secs: Option<i64>,
    /// What is at stake for the customer; may be empty.
    pub stake: String,
}

/// The voices of an evaluation in the order in which they were written.
pub fn voices(store: &Store, evaluation: EvaluationId) -> Result<Vec<Voice>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT v.id, t.name, v.cause, v.quote, v.at_secs, v.stake FROM voice v JOIN theme t ON t.id = v.theme_id
         WHERE v.evaluation_id = ?1 ORDER BY v.id",
    )?;
    let mut rows = query.query([evaluation.0])?;
    let mut voices = Vec::new();
    while let Some(row) = rows.next()? {
        voices.push(Voice {
            id: VoiceId(row.get(0)?),
            theme: row.get(1)?,
            cause: convert::word_or_none(row, 2, "cause", Cause::from_word)?,
            quote: row.get(3)?,
            at_secs: row.get(4)?,
            stake: row.get(5)?,
        });
    }
    Ok(voices)
}

/// Adds a customer's words; the theme is made when it is new.
pub fn add_voice(
    store: &Store,
    evaluation: EvaluationId,
    theme: &str,
    cause: Option<Cause>,
    quote: &str,
    at_secs: Option<i64>,
) -> Result<VoiceId, StoreError> {
    let theme = theme_id(store, theme)?;
    store
        .conn
        .prepare_cached(
            "INSERT INTO voice (evaluation_id, theme_id, cause, quote, at_secs) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute((evaluation.0, theme.0, cause.map(Cause::word), quote, at_secs))?;
    Ok(VoiceId(store.conn.last_insert_rowid()))
}

/// Gives a voice other words, and says what is at stake for the customer.
pub fn reword_voice(
    store: &Store,
    id: VoiceId,
    quote: &str,
    stake: &str,
) -> Result<(), StoreError> {
    store.conn.execute(
        "UPDATE voice SET quote = ?2, stake = ?3 WHERE id = ?1",
        (id.0, quote, stake),
    )?;
    Ok(())
}

/// Takes a voice back.
pub fn remove_voice(store: &Store, id: VoiceId) -> Result<(), StoreError> {
    store
        .conn
        .execute("DELETE FROM voice WHERE id = ?1", [id.0])?;
    Ok(())
}

/// Every theme, the most heard first.
pub fn themes(store: &Store) -> Result<Vec<String>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT t.name FROM theme t LEFT JOIN voice v ON v.theme_id = t.id
         GROUP BY t.id ORDER BY count(v.id) DESC, t.name_key",
    )?;
    let rows = query.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn theme_id(store: &Store, name: &str) -> Result<ThemeId, StoreError> {
    let (name, key) = (name.trim(), name_key(name));
    let found: Option<i64> = store
        .conn
        .prepare_cached("SELECT id FROM theme WHERE name_key = ?1")?
        .query_row([&key], |row| row.get(0))
        .optional()?;
    if let Some(id) = found {
        return Ok(ThemeId(id));
    }
    if key.is_empty() {
        return Err(StoreError::Refused(
            "say in a word or two what it was about".into(),
        ));
    }
    store.conn.execute(
        "INSERT INTO theme (name, name_key) VALUES (?1, ?2)",
        (name, &key),
    )?;
    Ok(ThemeId(store.conn.last_insert_rowid()))
}
