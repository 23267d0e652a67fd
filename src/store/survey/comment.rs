//! What customers wrote in surveys, and the theme that the owner gave their words. No call is counted by it.

use rusqlite::Row;

use super::{Answer, read};
use crate::domain::call::Instant;
use crate::domain::id::{CallId, CustomerId, SurveyAnswerId, ThemeId};
use crate::domain::voice::Cause;
use crate::store::{Store, StoreError, convert, moment};

/// What a customer wrote when asked afterwards.
#[derive(Debug, Clone, PartialEq)]
pub struct Comment {
    /// The row.
    pub id: SurveyAnswerId,
    /// The call that was asked about, where it is known.
    pub call: Option<CallId>,
    /// When it was answered, else when the call began.
    pub at: Instant,
    /// Who wrote it: the one who answered, else the call's; none where neither is known.
    pub customer_id: Option<CustomerId>,
    /// The customer's name; empty where none is known.
    pub customer: String,
    /// Who took the call; empty where it is not known.
    pub rep: String,
    /// What it is about, where the owner said so.
    pub theme: Option<(ThemeId, String)>,
    /// Who or what is behind it, where the owner said so.
    pub cause: Option<Cause>,
    /// The answer, whole.
    pub answer: Answer,
}

/// What customers wrote from one instant up to another, in seconds since 1970, the latest first.
pub fn comments(store: &Store, from: i64, to: i64) -> Result<Vec<Comment>, StoreError> {
    list(store, "at >= ?1 AND at < ?2", (from, to))
}

/// What a customer wrote, about whichever call, the latest first.
pub fn comments_of(store: &Store, customer: CustomerId) -> Result<Vec<Comment>, StoreError> {
    list(store, "u.id = ?1", [customer.0])
}

/// What was written in that answer.
///
/// # Errors
/// There is no such answer, or nothing was written in it.
pub fn about(store: &Store, answer: SurveyAnswerId) -> Result<Comment, StoreError> {
    let found = list(store, "s.id = ?1", [answer.0])?.into_iter().next();
    found.ok_or_else(|| StoreError::Missing {
        what: "survey comment",
        which: answer.to_string(),
    })
}

fn list(
    store: &Store,
    wanted: &'static str,
    values: impl rusqlite::Params,
) -> Result<Vec<Comment>, StoreError> {
    let mut query = store.conn.prepare_cached(&format!(
        "SELECT s.call_id, s.customer_id, s.answered_at, s.csat, s.csat_scale, s.nps, s.ces, s.ces_scale, s.comment,
             coalesce(s.answered_at, c.started_at, 0) AS at, coalesce(c.utc_offset_secs, 0), u.id, coalesce(u.name, ''), coalesce(r.name, ''), s.id, t.id, t.name, s.cause
         FROM survey_answer s LEFT JOIN call c ON c.id = s.call_id LEFT JOIN rep r ON r.id = c.rep_id
         LEFT JOIN customer u ON u.id = coalesce(s.customer_id, c.customer_id) LEFT JOIN theme t ON t.id = s.theme_id
         WHERE trim(s.comment) <> '' AND {wanted} ORDER BY at DESC, s.id DESC"
    ))?;
    let mut rows = query.query(values)?;
    let mut comments = Vec::new();
    while let Some(row) = rows.next()? {
        comments.push(comment(row)?);
    }
    Ok(comments)
}

fn comment(row: &Row<'_>) -> Result<Comment, StoreError> {
    let answer = read(row)?;
    let theme: Option<i64> = row.get(15)?;
    let name: Option<String> = row.get(16)?;
    Ok(Comment {
        id: SurveyAnswerId(row.get(14)?),
        call: answer.call,
        at: convert::instant(row.get(9)?, row.get(10)?)?,
        customer_id: row.get::<_, Option<i64>>(11)?.map(CustomerId),
        customer: row.get(12)?,
        rep: row.get(13)?,
        theme: theme.map(ThemeId).zip(name),
        cause: convert::word_or_none(row, 17, "cause", Cause::from_word)?,
        answer,
    })
}

/// Says what the words of an answer are about and what is behind them, in place of what was said before; none takes that
/// away. The theme is made when it is new.
///
/// # Errors
/// There is no such answer, or nothing was written in it; the theme is blank.
pub fn give_theme(
    store: &Store,
    answer: SurveyAnswerId,
    given: Option<(&str, Option<Cause>)>,
) -> Result<(), StoreError> {
    about(store, answer)?;
    let theme = given
        .map(|(name, _)| moment::theme_id(store, name))
        .transpose()?;
    let cause = given.and_then(|(_, cause)| cause);
    store
        .conn
        .prepare_cached("UPDATE survey_answer SET theme_id = ?2, cause = ?3 WHERE id = ?1")?
        .execute((answer.0, theme.map(|id| id.0), cause.map(Cause::word)))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::domain::week::Week;
    use crate::store::voice::mentions;

    fn desk() -> Store {
        let store = Store::in_memory().unwrap();
        store
            .conn
            .execute_batch(
                "INSERT INTO source (id, name) VALUES (1, 'shop');
                 INSERT INTO import (id, source_id, kind, profile, file, file_sha256, report, imported_at)
                 VALUES (1, 1, 'surveys', 'any', 'a.csv', printf('%064d', 0), '{}', 0);
                 INSERT INTO survey_answer (id, source_id, answer_key, import_id, answered_at, csat, csat_scale, comment)
                 VALUES (1, 1, 'a', 1, 100, 2, 'csat5', 'Third late delivery'), (2, 1, 'b', 1, 200, 5, 'csat5', ' ');",
            )
            .unwrap();
        store
    }

    #[test]
    fn words_from_a_survey_get_a_theme_with_a_cause_and_lose_it_again() {
        let store = desk();
        let id = SurveyAnswerId(1);
        assert_eq!(about(&store, id).unwrap().theme, None);
        give_theme(&store, id, Some((" late delivery ", Some(Cause::Promise)))).unwrap();
        let told = &comments(&store, 0, 1000).unwrap()[0];
        assert_eq!(told.theme.as_ref().unwrap().1, "late delivery");
        assert_eq!(told.cause, Some(Cause::Promise));
        assert_eq!(told.answer.scores.len(), 1);
        give_theme(&store, id, Some(("LATE DELIVERY", None))).unwrap();
        let again = about(&store, id).unwrap();
        assert_eq!(
            (&again.theme, again.cause),
            (&told.theme, None),
            "the same theme"
        );
        give_theme(&store, id, None).unwrap();
        assert_eq!(about(&store, id).unwrap().theme, None);
    }

    #[test]
    fn an_answer_without_words_a_blank_theme_and_an_unknown_answer_are_refused() {
        let store = desk();
        for (answer, theme) in [(2, "late"), (1, "  "), (99, "late")] {
            let refused = give_theme(&store, SurveyAnswerId(answer), Some((theme, None)));
            assert!(refused.is_err(), "{answer} {theme:?}");
        }
    }

    #[test]
    fn words_from_a_survey_are_no_mention_in_a_call() {
        let store = desk();
        give_theme(&store, SurveyAnswerId(1), Some(("late delivery", None))).unwrap();
        let week: Week = "1970-W01".parse().unwrap();
        assert!(mentions(&store, week, week).unwrap().is_empty());
    }
}
