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
    /// Whole seconds from the beginning of the call.
    pub at_secs: i64,
    /// The same to the thousandth of a second.
    pub at_ms: i64,
    /// What sort of note.
    pub kind: MomentKind,
    /// The words.
    pub text: String,
}

/// The moments of an evaluation in the order of the call.
pub fn list(store: &Store, evaluation: EvaluationId) -> Result<Vec<Moment>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT id, at_secs, kind, text, at_secs * 1000 + at_millis FROM moment WHERE evaluation_id = ?1
         ORDER BY at_secs, at_millis, id",
    )?;
    let mut rows = query.query([evaluation.0])?;
    let mut moments = Vec::new();
    while let Some(row) = rows.next()? {
        moments.push(Moment {
            id: MomentId(row.get(0)?),
            at_secs: row.get(1)?,
            kind: convert::word(row, 2, "kind of moment", MomentKind::from_word)?,
            text: row.get(3)?,
            at_ms: row.get(4)?,
        });
    }
    Ok(moments)
}

/// Adds a moment at a whole second.
pub fn add(
    store: &Store,
    evaluation: EvaluationId,
    at_secs: i64,
    kind: MomentKind,
    text: &str,
) -> Result<MomentId, StoreError> {
    add_at(store, evaluation, at_secs.saturating_mul(1000), kind, text)
}

/// Adds a moment at a thousandth of a second.
pub fn add_at(
    store: &Store,
    evaluation: EvaluationId,
    at_ms: i64,
    kind: MomentKind,
    text: &str,
) -> Result<MomentId, StoreError> {
    store
        .conn
        .prepare_cached(
            "INSERT INTO moment (evaluation_id, at_secs, at_millis, kind, text)
             VALUES (?1, ?2 / 1000, ?2 % 1000, ?3, ?4)",
        )?
        .execute((evaluation.0, at_ms, kind.word(), text))?;
    Ok(MomentId(store.conn.last_insert_rowid()))
}

/// Puts a moment that was taken away back as it was.
///
/// # Errors
/// Something else stands in its place meanwhile.
pub fn put_back(
    store: &Store,
    evaluation: EvaluationId,
    moment: &Moment,
) -> Result<(), StoreError> {
    store.conn.execute(
        "INSERT INTO moment (id, evaluation_id, at_secs, at_millis, kind, text)
         VALUES (?1, ?2, ?3 / 1000, ?3 % 1000, ?4, ?5)",
        (
            moment.id.0,
            evaluation.0,
            moment.at_ms,
            moment.kind.word(),
            &moment.text,
        ),
    )?;
    Ok(())
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
    /// Whole seconds from the beginning of the call, where known.
    pub at_secs: Option<i64>,
    /// The same to the thousandth of a second.
    pub at_ms: Option<i64>,
    /// What is at stake for the customer; may be empty.
    pub stake: String,
}

/// The voices of an evaluation in the order in which they were written.
pub fn voices(store: &Store, evaluation: EvaluationId) -> Result<Vec<Voice>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT v.id, t.name, v.cause, v.quote, v.at_secs, v.stake,
             v.at_secs * 1000 + v.at_millis FROM voice v JOIN theme t ON t.id = v.theme_id
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
            at_ms: row.get(6)?,
        });
    }
    Ok(voices)
}

/// Adds a customer's words at a whole second; the theme is made when it is new.
pub fn add_voice(
    store: &Store,
    evaluation: EvaluationId,
    theme: &str,
    cause: Option<Cause>,
    quote: &str,
    at_secs: Option<i64>,
) -> Result<VoiceId, StoreError> {
    let at_ms = at_secs.map(|secs| secs.saturating_mul(1000));
    add_voice_at(store, evaluation, theme, cause, quote, at_ms)
}

/// Adds a customer's words at a thousandth of a second; the theme is made when it is new.
pub fn add_voice_at(
    store: &Store,
    evaluation: EvaluationId,
    theme: &str,
    cause: Option<Cause>,
    quote: &str,
    at_ms: Option<i64>,
) -> Result<VoiceId, StoreError> {
    let theme = theme_id(store, theme)?;
    store
        .conn
        .prepare_cached(
            "INSERT INTO voice (evaluation_id, theme_id, cause, quote, at_secs, at_millis)
             VALUES (?1, ?2, ?3, ?4, ?5 / 1000, coalesce(?5 % 1000, 0))",
        )?
        .execute((evaluation.0, theme.0, cause.map(Cause::word), quote, at_ms))?;
    Ok(VoiceId(store.conn.last_insert_rowid()))
}

/// Puts a voice that was taken away back as it was.
///
/// # Errors
/// Something else stands in its place meanwhile.
pub fn put_voice_back(
    store: &Store,
    evaluation: EvaluationId,
    voice: &Voice,
) -> Result<(), StoreError> {
    let theme = theme_id(store, &voice.theme)?;
    store.conn.execute(
        "INSERT INTO voice (id, evaluation_id, theme_id, cause, quote, at_secs, at_millis, stake)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6 / 1000, coalesce(?6 % 1000, 0), ?7)",
        (
            voice.id.0,
            evaluation.0,
            theme.0,
            voice.cause.map(Cause::word),
            &voice.quote,
            voice.at_ms,
            &voice.stake,
        ),
    )?;
    Ok(())
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

/// The theme of that name, made when it is new.
///
/// # Errors
/// The name is blank.
pub(in crate::store) fn theme_id(store: &Store, name: &str) -> Result<ThemeId, StoreError> {
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
