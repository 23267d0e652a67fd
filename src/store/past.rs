//! The way in for evaluations in bulk: the call that one is about, whether it is known, and all of it written at once.

use rusqlite::{CachedStatement, OptionalExtension, Row};

use crate::domain::call::Lane;
use crate::domain::id::{
    CallId, CustomerId, ImportId, PickId, QuestionId, RepId, ScorecardId, SourceId,
};
use crate::store::evaluation::Outcome;
use crate::store::{Store, StoreError};

/// A call that an evaluation may be about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundCall {
    /// The row.
    pub id: CallId,
    /// Who handled it, where known.
    pub rep: Option<RepId>,
    /// Whom it was with, where known.
    pub customer: Option<CustomerId>,
    /// The customer's name, where known.
    pub customer_name: String,
    /// The customer's number, as written.
    pub number: String,
    /// The week, as the file keeps it.
    week: i64,
    /// When it began, in seconds since 1970.
    pub started_at: i64,
}

/// One evaluation that comes in.
#[derive(Debug, Clone, Copy)]
pub struct PastEvaluation<'e> {
    /// Who was listened to.
    pub rep: RepId,
    /// The version of the form.
    pub scorecard: ScorecardId,
    /// How the call came to be heard.
    pub lane: Lane,
    /// The pick of the desk's own draw that it settles, where the call was drawn.
    pub pick: Option<PickId>,
    /// From how many calls it was drawn, where that is told.
    pub frame_size: Option<i64>,
    /// When it was scored, in seconds since 1970.
    pub scored_at: i64,
    /// What the answers come to.
    pub outcome: &'e Outcome,
    /// What was noted.
    pub note: &'e str,
}

/// One answer that comes in.
#[derive(Debug, Clone, PartialEq)]
pub struct PastAnswer {
    /// The question.
    pub question: QuestionId,
    /// The answer's word; none where there is only a comment.
    pub value: Option<String>,
    /// What it is worth, 0 to 1, where it counts.
    pub points: Option<f64>,
    /// What was remarked.
    pub comment: String,
}

/// Takes in the evaluations of one import.
pub struct Past<'s> {
    store: &'s Store,
    import: ImportId,
    by_key: CachedStatement<'s>,
    by_time: CachedStatement<'s>,
    known: CachedStatement<'s>,
    versions: CachedStatement<'s>,
    pick: CachedStatement<'s>,
    settle: CachedStatement<'s>,
    outdate: CachedStatement<'s>,
    add: CachedStatement<'s>,
    answer: CachedStatement<'s>,
    said: CachedStatement<'s>,
    note: CachedStatement<'s>,
}

const CALL: &str =
    "SELECT c.id, c.rep_id, c.customer_id, coalesce(u.name, ''), c.number, c.week, c.started_at
    FROM call c LEFT JOIN customer u ON u.id = c.customer_id";

fn read(row: &Row<'_>) -> Result<FoundCall, rusqlite::Error> {
    Ok(FoundCall {
        id: CallId(row.get(0)?),
        rep: row.get::<_, Option<i64>>(1)?.map(RepId),
        customer: row.get::<_, Option<i64>>(2)?.map(CustomerId),
        customer_name: row.get(3)?,
        number: row.get(4)?,
        week: row.get(5)?,
        started_at: row.get(6)?,
    })
}

impl<'s> Past<'s> {
    /// Begins.
    pub fn begin(store: &'s Store, import: ImportId) -> Result<Self, StoreError> {
        let statement = |sql: &str| store.conn.prepare_cached(sql);
        Ok(Self {
            store,
            import,
            by_key: statement(&format!(
                "{CALL} WHERE c.source_key = ?2 AND c.source_id IN (SELECT id FROM source WHERE ?1 IS NULL OR id = ?1)
                 LIMIT 2"
            ))?,
            by_time: statement(&format!(
                "{CALL} WHERE c.started_at BETWEEN ?1 - ?2 AND ?1 + ?2 ORDER BY abs(c.started_at - ?1), c.id"
            ))?,
            known: statement(
                "SELECT EXISTS (SELECT 1 FROM evaluation WHERE call_id = ?1 AND submitted_at = ?2)",
            )?,
            versions: statement(
                "SELECT coalesce(max(version), 0), max(submitted_at) FROM evaluation WHERE call_id = ?1",
            )?,
            pick: statement(
                "SELECT id FROM pick WHERE call_id = ?1 AND lane = 'random' AND status <> 'skipped'",
            )?,
            settle: statement(
                "UPDATE pick SET status = 'scored', settled_at = ?2 WHERE id = ?1 AND status = 'waiting'",
            )?,
            outdate: statement("UPDATE evaluation SET latest = 0 WHERE call_id = ?1 AND latest = 1")?,
            add: statement(
                "INSERT INTO evaluation (call_id, rep_id, version, scorecard_id, lane, state, latest, week, opened_at,
                     submitted_at, frame_size, quality, applicable_share, scorable, customer_errors, business_errors,
                     compliance_errors, solved, satisfied, follow_up_on, referral, import_id, pick_id)
                 VALUES (?1, ?2, ?3, ?4, ?5, 'submitted', ?6, ?7, ?8, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
                     ?18, ?19, ?20, ?21)",
            )?,
            answer: statement(
                "INSERT INTO answer (evaluation_id, question_id, value, points, comment, answered_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?,
            // A note by itself, so that it can be found.
            note: statement("UPDATE evaluation SET note = ?2 WHERE id = ?1")?,
            said: statement(
                "UPDATE call SET csat = coalesce(?2, csat), nps = coalesce(?3, nps)
                 WHERE id = ?1 AND (csat IS NOT coalesce(?2, csat) OR nps IS NOT coalesce(?3, nps))",
            )?,
        })
    }

    /// The calls with this id, in one source or in all of them; two at most.
    pub fn by_key(
        &mut self,
        source: Option<SourceId>,
        key: &str,
    ) -> Result<Vec<FoundCall>, StoreError> {
        let rows = self.by_key.query_map((source.map(|id| id.0), key), read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The calls that began within so many seconds of `at`, the nearest first.
    pub fn by_time(&mut self, at: i64, within_secs: i64) -> Result<Vec<FoundCall>, StoreError> {
        let rows = self.by_time.query_map((at, within_secs), read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The call that was added last, by whatever statement.
    pub fn last_added(&self) -> Result<FoundCall, StoreError> {
        let mut query = self
            .store
            .conn
            .prepare_cached(&format!("{CALL} WHERE c.id = ?1"))?;
        Ok(query.query_row([self.store.conn.last_insert_rowid()], read)?)
    }

    /// Whether the call was scored at that time already.
    pub fn is_known(&mut self, call: CallId, scored_at: i64) -> Result<bool, StoreError> {
        Ok(self
            .known
            .query_row((call.0, scored_at), |row| row.get(0))?)
    }

    /// The pick of the call in a draw of the desk, unless it was skipped.
    pub fn pick(&mut self, call: CallId) -> Result<Option<PickId>, StoreError> {
        let found = self.pick.query_row([call.0], |row| row.get(0)).optional()?;
        Ok(found.map(PickId))
    }

    /// Adds an evaluation with its answers. The one that was scored last counts for the call.
    pub fn add(
        &mut self,
        call: &FoundCall,
        new: PastEvaluation<'_>,
        answers: &[PastAnswer],
    ) -> Result<(), StoreError> {
        let (version, newest): (i64, Option<i64>) = self
            .versions
            .query_row([call.id.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let latest = newest.is_none_or(|newest| newest <= new.scored_at);
        if latest && newest.is_some() {
            self.outdate.execute([call.id.0])?;
        }
        let outcome = new.outcome;
        self.add.execute(rusqlite::params![
            call.id.0,
            new.rep.0,
            version + 1,
            new.scorecard.0,
            new.lane.word(),
            latest,
            call.week,
            new.scored_at,
            new.frame_size,
            outcome.quality,
            outcome.applicable_share,
            outcome.scorable,
            outcome.customer_errors,
            outcome.business_errors,
            outcome.compliance_errors,
            outcome.solved,
            outcome.satisfied,
            outcome.follow_up_on,
            outcome.referral,
            self.import.0,
            new.pick.map(|pick| pick.0),
        ])?;
        let evaluation = self.store.conn.last_insert_rowid();
        if let Some(pick) = new.pick {
            self.settle.execute((pick.0, new.scored_at))?;
        }
        if !new.note.is_empty() {
            self.note.execute((evaluation, new.note))?;
        }
        for one in answers {
            self.answer.execute((
                evaluation,
                one.question.0,
                &one.value,
                one.points,
                &one.comment,
                new.scored_at,
            ))?;
        }
        Ok(())
    }

    /// Notes what the customer answered when asked afterwards.
    pub fn said(
        &mut self,
        call: CallId,
        csat: Option<f64>,
        nps: Option<f64>,
    ) -> Result<(), StoreError> {
        if csat.is_some() || nps.is_some() {
            self.said.execute((call.0, csat, nps))?;
        }
        Ok(())
    }
}
