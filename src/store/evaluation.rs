//! Evaluations: drafts that take one answer at a time, and submitted ones that never change.

mod draft;

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, Row, named_params};

use crate::domain::call::Lane;
use crate::domain::id::{CallId, EvaluationId, PickId, QuestionId, RepId, ScorecardId};
use crate::domain::week::Week;
use crate::store::{Store, StoreError, convert, recheck};

pub use draft::{
    End, active_secs, active_times, draft_of, drafts, end, is_untouched, remove_draft, set_active,
    set_end, set_listened, usual_comments,
};

/// One evaluation without its answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// The row.
    pub id: EvaluationId,
    /// What was heard.
    pub call_id: CallId,
    /// Who is being listened to.
    pub rep_id: RepId,
    /// 1 for the first scoring of the call, 2 for the second...
    pub version: i64,
    /// The version of the form.
    pub scorecard_id: ScorecardId,
    /// How the call came to be heard.
    pub lane: Lane,
    /// The pick that it settles.
    pub pick_id: Option<PickId>,
    /// When it was submitted; `None` for a draft.
    pub submitted_at: Option<DateTime<Utc>>,
    /// Whether it is the one that counts for its call.
    pub latest: bool,
    /// The week of the call.
    pub week: Week,
    /// Where the listening clock stood, in seconds.
    pub listened_secs: i64,
    /// The result; `None` for a draft.
    pub result: Option<Outcome>,
}

/// What a submitted evaluation came to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outcome {
    /// 0 to 100, full precision; `None` when too little of the form applied.
    pub quality: Option<f64>,
    /// Share of the form's weight that applied, 0 to 1.
    pub applicable_share: f64,
    /// Whether quality counts.
    pub scorable: bool,
    /// Errors critical to the customer; `None` when no such question applied.
    pub customer_errors: Option<i64>,
    /// Errors critical to the business.
    pub business_errors: Option<i64>,
    /// Errors against a rule or law.
    pub compliance_errors: Option<i64>,
    /// Whether what the customer came for was solved on this call.
    pub solved: Option<bool>,
    /// `delighted`, `satisfied`, `neutral` or `unhappy`.
    pub satisfied: Option<String>,
    /// Day on which something is owed to the customer, `YYYY-MM-DD`.
    pub follow_up_on: Option<String>,
    /// `asked`, `missed` or `not_fitting`.
    pub referral: Option<String>,
}

const SELECT: &str = "SELECT id, call_id, rep_id, version, scorecard_id, lane, pick_id, submitted_at, latest, week,
    listened_secs, quality, applicable_share, scorable, customer_errors, business_errors, compliance_errors, solved,
    satisfied, follow_up_on, referral FROM evaluation";

fn read(row: &Row<'_>) -> Result<Evaluation, StoreError> {
    let submitted_at = row
        .get::<_, Option<i64>>(7)?
        .map(convert::utc)
        .transpose()?;
    let result = match submitted_at {
        None => None,
        Some(_) => Some(Outcome {
            quality: row.get(11)?,
            applicable_share: row.get::<_, Option<f64>>(12)?.unwrap_or(0.0),
            scorable: row.get::<_, Option<bool>>(13)?.unwrap_or(false),
            customer_errors: row.get(14)?,
            business_errors: row.get(15)?,
            compliance_errors: row.get(16)?,
            solved: row.get(17)?,
            satisfied: row.get(18)?,
            follow_up_on: row.get(19)?,
            referral: row.get(20)?,
        }),
    };
    Ok(Evaluation {
        id: EvaluationId(row.get(0)?),
        call_id: CallId(row.get(1)?),
        rep_id: RepId(row.get(2)?),
        version: row.get(3)?,
        scorecard_id: ScorecardId(row.get(4)?),
        lane: convert::word(row, 5, "lane", Lane::from_word)?,
        pick_id: row.get::<_, Option<i64>>(6)?.map(PickId),
        submitted_at,
        latest: row.get(8)?,
        week: convert::week(row.get(9)?)?,
        listened_secs: row.get(10)?,
        result,
    })
}

fn first(store: &Store, condition: &str, id: i64) -> Result<Option<Evaluation>, StoreError> {
    let mut query = store
        .conn
        .prepare_cached(&format!("{SELECT} WHERE {condition}"))?;
    let mut rows = query.query([id])?;
    rows.next()?.map(read).transpose()
}

/// One evaluation that must be there.
pub fn get(store: &Store, id: EvaluationId) -> Result<Evaluation, StoreError> {
    first(store, "id = ?1", id.0)?.ok_or_else(|| StoreError::Missing {
        what: "evaluation",
        which: id.to_string(),
    })
}

/// The evaluation that counts for a call, where there is one.
pub fn latest_of(store: &Store, call: CallId) -> Result<Option<Evaluation>, StoreError> {
    first(store, "call_id = ?1 AND latest = 1", call.0)
}

/// Every submitted scoring of a call, the first first; those that came back blind are left out.
pub fn versions(store: &Store, call: CallId) -> Result<Vec<Evaluation>, StoreError> {
    let mut query = store.conn.prepare_cached(&format!(
        "{SELECT} WHERE call_id = ?1 AND state = 'submitted'
         AND NOT EXISTS (SELECT 1 FROM recheck WHERE again_id = evaluation.id) ORDER BY submitted_at, version"
    ))?;
    let mut rows = query.query([call.0])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(read(row)?);
    }
    Ok(all)
}

/// What is known when a form is opened.
#[derive(Debug, Clone, Copy)]
pub struct NewEvaluation {
    /// What will be heard.
    pub call_id: CallId,
    /// Who is being listened to.
    pub rep_id: RepId,
    /// The version of the form.
    pub scorecard_id: ScorecardId,
    /// How the call came to be heard.
    pub lane: Lane,
    /// The pick that it will settle.
    pub pick_id: Option<PickId>,
    /// The week of the call.
    pub week: Week,
}

/// Opens a draft.
pub fn add(
    store: &Store,
    new: &NewEvaluation,
    now: DateTime<Utc>,
) -> Result<EvaluationId, StoreError> {
    store.conn.execute(
        "INSERT INTO evaluation (call_id, rep_id, version, scorecard_id, lane, pick_id, state, week, opened_at)
         SELECT :call, :rep, coalesce(max(version), 0) + 1, :scorecard, :lane, :pick, 'draft', :week, :now
         FROM evaluation WHERE call_id = :call",
        named_params! {
            ":call": new.call_id.0,
            ":rep": new.rep_id.0,
            ":scorecard": new.scorecard_id.0,
            ":lane": new.lane.word(),
            ":pick": new.pick_id.map(|id| id.0),
            ":week": new.week.number(),
            ":now": now.timestamp(),
        },
    )?;
    Ok(EvaluationId(store.conn.last_insert_rowid()))
}

/// One answer as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The question's key.
    pub question: String,
    /// The answer's word; `None` where only a comment was written.
    pub value: Option<String>,
    /// The owner's words on it.
    pub comment: String,
}

/// The answers and comments of an evaluation, in the order of the form.
pub fn answers(store: &Store, id: EvaluationId) -> Result<Vec<Answered>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT q.key, a.value, a.comment FROM answer a JOIN question q ON q.id = a.question_id
         WHERE a.evaluation_id = ?1 ORDER BY q.place",
    )?;
    let rows = query.query_map([id.0], |row| {
        Ok(Answered {
            question: row.get(0)?,
            value: row.get(1)?,
            comment: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The answer to one question and the comment on it, as they stand.
pub fn answer_of(
    store: &Store,
    id: EvaluationId,
    question: QuestionId,
) -> Result<(Option<String>, String), StoreError> {
    let found = store
        .conn
        .prepare_cached(
            "SELECT value, comment FROM answer WHERE evaluation_id = ?1 AND question_id = ?2",
        )?
        .query_row((id.0, question.0), |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// Puts an answer down, or takes it back with `None`; what was written as a comment stays.
///
/// # Errors
/// The evaluation was submitted meanwhile.
pub fn answer(
    store: &Store,
    id: EvaluationId,
    question: QuestionId,
    value: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    write(store, id, question, "value", value, now)
}

/// Puts a comment on a question down.
///
/// # Errors
/// The evaluation was submitted meanwhile.
pub fn comment(
    store: &Store,
    id: EvaluationId,
    question: QuestionId,
    text: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    write(store, id, question, "comment", Some(text), now)
}

fn write(
    store: &Store,
    id: EvaluationId,
    question: QuestionId,
    column: &'static str,
    value: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let written = store
        .conn
        .prepare_cached(&format!(
            "INSERT INTO answer (evaluation_id, question_id, {column}, answered_at)
             SELECT id, ?2, ?3, ?4 FROM evaluation WHERE id = ?1 AND state = 'draft'
             ON CONFLICT (evaluation_id, question_id) DO UPDATE SET {column} = ?3, answered_at = ?4"
        ))?
        .execute((id.0, question.0, value, now.timestamp()))?;
    if written == 0 {
        return Err(StoreError::Refused(
            "this call was submitted meanwhile: its answers do not change. Score it again to add a second version"
                .into(),
        ));
    }
    Ok(())
}

/// The points of each answered, scored question, kept when the evaluation is submitted.
pub fn set_points(
    store: &Store,
    id: EvaluationId,
    question: QuestionId,
    points: f64,
) -> Result<(), StoreError> {
    store
        .conn
        .prepare_cached(
            "UPDATE answer SET points = ?3 WHERE evaluation_id = ?1 AND question_id = ?2",
        )?
        .execute((id.0, question.0, points))?;
    Ok(())
}

/// Submits a draft: from now on it never changes and is the one that counts for its call, unless it is a second, blind
/// scoring.
///
/// # Errors
/// It was submitted already.
pub fn submit(
    store: &Store,
    id: EvaluationId,
    outcome: &Outcome,
    frame_size: Option<i64>,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    store.transaction(|store| {
        // A second, blind scoring never counts.
        let counts = !recheck::is_again(store, id)?;
        if counts {
            store.conn.execute(
                "UPDATE evaluation SET latest = 0
                 WHERE latest = 1 AND call_id = (SELECT call_id FROM evaluation WHERE id = ?1 AND state = 'draft')",
                [id.0],
            )?;
        }
        let submitted = store.conn.execute(
            "UPDATE evaluation SET state = 'submitted', latest = :counts, submitted_at = :at, frame_size = :frame,
                 quality = :quality, applicable_share = :share, scorable = :scorable, customer_errors = :customer,
                 business_errors = :business, compliance_errors = :compliance, solved = :solved,
                 satisfied = :satisfied, follow_up_on = :follow_up, referral = :referral
             WHERE id = :id AND state = 'draft'",
            named_params! {
                ":id": id.0,
                ":counts": counts,
                ":at": at.timestamp(),
                ":frame": frame_size,
                ":quality": outcome.quality,
                ":share": outcome.applicable_share,
                ":scorable": outcome.scorable,
                ":customer": outcome.customer_errors,
                ":business": outcome.business_errors,
                ":compliance": outcome.compliance_errors,
                ":solved": outcome.solved,
                ":satisfied": outcome.satisfied,
                ":follow_up": outcome.follow_up_on,
                ":referral": outcome.referral,
            },
        )?;
        if submitted == 0 {
            return Err(StoreError::Refused("this evaluation was submitted already".into()));
        }
        Ok(())
    })
}

/// A call that was chosen by hand and scored is drawn later: from then on its score counts as random.
pub fn count_as_random(store: &Store, call: CallId, pick: PickId) -> Result<bool, StoreError> {
    let changed = store.conn.execute(
        "UPDATE evaluation SET lane = 'random', pick_id = ?2 WHERE call_id = ?1 AND latest = 1",
        (call.0, pick.0),
    )?;
    Ok(changed > 0)
}
