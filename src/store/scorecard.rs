//! Scorecards in their versions. A version is written once; what was scored on it keeps it for ever.

mod chosen;
mod used;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rusqlite::OptionalExtension;
use sha2::{Digest, Sha256};

use crate::domain::draw::hex;
use crate::domain::id::{QuestionId, ScorecardId};
use crate::domain::scorecard::{Class, Scorecard};
use crate::store::{Store, StoreError, convert};

pub use chosen::{choose_for, choose_usual, chosen_for};
pub use used::{count_uses, used};

/// One version of a scorecard with the ids of its questions.
#[derive(Debug, Clone)]
pub struct Version {
    /// The row.
    pub id: ScorecardId,
    /// 1 for the first.
    pub version: i64,
    /// The form.
    pub scorecard: Scorecard,
    /// As it was written.
    pub toml: String,
    /// The row of each question by its key.
    pub question_ids: BTreeMap<String, QuestionId>,
}

/// A version without its questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The row.
    pub id: ScorecardId,
    /// The key for programs.
    pub key: String,
    /// 1 for the first.
    pub version: i64,
    /// The name for people.
    pub name: String,
    /// Whether it is for chats and e-mails.
    pub written: bool,
}

/// How a version came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// 1 for the first.
    pub version: i64,
    /// Why, in the owner's words; may be empty.
    pub reason: String,
    /// Whether only words changed.
    pub wording_only: bool,
    /// When.
    pub at: DateTime<Utc>,
}

/// The newest version of every scorecard, by key.
pub fn list(store: &Store) -> Result<Vec<Listed>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT id, key, max(version), name, written FROM scorecard GROUP BY key ORDER BY key",
    )?;
    let rows = query.query_map([], |row| {
        Ok(Listed {
            id: ScorecardId(row.get(0)?),
            key: row.get(1)?,
            version: row.get(2)?,
            name: row.get(3)?,
            written: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The newest version of the scorecard with that key.
pub fn newest(store: &Store, key: &str) -> Result<Version, StoreError> {
    let id: Option<i64> = store
        .conn
        .prepare_cached("SELECT id FROM scorecard WHERE key = ?1 ORDER BY version DESC LIMIT 1")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    match id {
        Some(id) => get(store, ScorecardId(id)),
        None => Err(StoreError::Missing {
            what: "scorecard",
            which: key.to_owned(),
        }),
    }
}

/// One version that must be there.
pub fn get(store: &Store, id: ScorecardId) -> Result<Version, StoreError> {
    let found = store
        .conn
        .prepare_cached("SELECT key, version, toml FROM scorecard WHERE id = ?1")?
        .query_row([id.0], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get(1)?,
                row.get::<_, String>(2)?,
            ))
        })
        .optional()?;
    let (key, version, toml) = found.ok_or_else(|| StoreError::Missing {
        what: "scorecard",
        which: id.to_string(),
    })?;
    let scorecard = Scorecard::parse(&format!("{key} v{version}"), &toml)
        .map_err(|faults| StoreError::Refused(faults.to_string()))?;
    let mut query = store
        .conn
        .prepare_cached("SELECT key, id FROM question WHERE scorecard_id = ?1")?;
    let question_ids = query
        .query_map([id.0], |row| Ok((row.get(0)?, QuestionId(row.get(1)?))))?
        .collect::<Result<_, _>>()?;
    Ok(Version {
        id,
        version,
        scorecard,
        toml,
        question_ids,
    })
}

/// Adds the next version of a scorecard; the newest one again when nothing in it changed.
pub fn add(
    store: &Store,
    scorecard: &Scorecard,
    toml: &str,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<ScorecardId, StoreError> {
    let sha256 = hex(&Sha256::digest(toml.as_bytes()));
    store.transaction(|store| {
        let same: Option<i64> = store
            .conn
            .prepare_cached(
                "SELECT id FROM scorecard WHERE key = ?1 AND sha256 = ?2
                   AND version = (SELECT max(version) FROM scorecard WHERE key = ?1)",
            )?
            .query_row((&scorecard.key, &sha256), |row| row.get(0))
            .optional()?;
        if let Some(id) = same {
            return Ok(ScorecardId(id));
        }
        store.conn.execute(
            "INSERT INTO scorecard (key, version, name, written, toml, sha256, reason, created_at)
             SELECT ?1, coalesce(max(version), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7 FROM scorecard WHERE key = ?1",
            (
                &scorecard.key,
                &scorecard.name,
                scorecard.written,
                toml,
                &sha256,
                reason,
                now.timestamp(),
            ),
        )?;
        let id = ScorecardId(store.conn.last_insert_rowid());
        add_parts(store, id, scorecard)?;
        Ok(id)
    })
}

/// As [`add`], a version that says the same in other words: it breaks no phase of a trend.
pub fn reword(
    store: &Store,
    scorecard: &Scorecard,
    toml: &str,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<ScorecardId, StoreError> {
    store.transaction(|store| {
        let before = newest(store, &scorecard.key)?.id;
        let id = add(store, scorecard, toml, reason, now)?;
        if id != before {
            let sql = "UPDATE scorecard SET wording_only = 1 WHERE id = ?1";
            store.conn.execute(sql, [id.0])?;
        }
        Ok(id)
    })
}

/// The versions of a scorecard, the newest first: number, why it was changed, whether only words, when.
pub fn history(store: &Store, key: &str) -> Result<Vec<Changed>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT version, reason, wording_only, created_at FROM scorecard WHERE key = ?1 ORDER BY version DESC",
    )?;
    let mut rows = query.query([key])?;
    let mut history = Vec::new();
    while let Some(row) = rows.next()? {
        history.push(Changed {
            version: row.get(0)?,
            reason: row.get(1)?,
            wording_only: row.get(2)?,
            at: convert::utc(row.get(3)?)?,
        });
    }
    Ok(history)
}

fn add_parts(store: &Store, id: ScorecardId, scorecard: &Scorecard) -> Result<(), StoreError> {
    let mut place = 0;
    for (index, section) in scorecard.sections.iter().enumerate() {
        store.conn.execute(
            "INSERT INTO section (scorecard_id, place, name) VALUES (?1, ?2, ?3)",
            (id.0, index as i64 + 1, &section.name),
        )?;
        let section_id = store.conn.last_insert_rowid();
        for question in &section.questions {
            place += 1;
            store.conn.execute(
                "INSERT INTO question (scorecard_id, section_id, place, key, text, weight, critical)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                (
                    id.0,
                    section_id,
                    place,
                    &question.key,
                    &question.text,
                    question.weight().unwrap_or(0.0),
                    question.critical().map(Class::word),
                ),
            )?;
        }
    }
    Ok(())
}
