//! The answers that count for quality. There are twenty times as many as calls: every question is read once, and an answer
//! only says which one it is to.

use crate::domain::id::{EvaluationId, RepId};
use crate::domain::week::Week;
use crate::store::{Store, StoreError};

/// A question that counts for quality, in one version of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// Its key, the same behaviour in every version and scorecard.
    pub key: String,
    /// Its words.
    pub text: String,
    /// Its weight, above 0.
    pub weight: f64,
}

/// One answer that counts for quality.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scored {
    /// The evaluation.
    pub evaluation: EvaluationId,
    /// Who handled the call.
    pub rep_id: RepId,
    /// Which of [`Answers::questions`].
    pub question: usize,
    /// What the answer is worth, 0 to 1.
    pub points: f64,
}

/// The answers of some weeks with the questions they are to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answers {
    /// Every question that counts, the oldest first, in the order of its form.
    pub questions: Vec<Asked>,
    /// The answers by evaluation, in the order of the form.
    pub scored: Vec<Scored>,
}

// In no order, so that nothing but the answers themselves is gone through.
const SCORED: &str = "SELECT e.id, e.rep_id, a.question_id, a.points
    FROM evaluation e CROSS JOIN answer a ON a.evaluation_id = e.id
    WHERE e.week BETWEEN ?1 AND ?2 AND e.latest = 1 AND e.lane = 'random' AND e.scorable = 1 AND a.points IS NOT NULL";

/// The answers that count for quality in the scorable drawn calls from `from` to `to`, by evaluation, in the order of the form.
pub fn scored(store: &Store, from: Week, to: Week) -> Result<Answers, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT id, key, text, weight FROM question WHERE weight > 0 ORDER BY scorecard_id, place",
    )?;
    let asked = query.query_map([], |row| {
        let asked = Asked {
            key: row.get(1)?,
            text: row.get(2)?,
            weight: row.get(3)?,
        };
        Ok((row.get::<_, i64>(0)?, asked))
    })?;
    let (ids, questions): (Vec<i64>, Vec<Asked>) = asked.collect::<Result<_, _>>()?;
    let mut places: Vec<(i64, usize)> = ids.into_iter().zip(0..).collect();
    places.sort_unstable();
    let mut query = store.conn.prepare_cached(SCORED)?;
    let mut rows = query.query((from.number(), to.number()))?;
    let mut scored = Vec::new();
    while let Some(row) = rows.next()? {
        let question: i64 = row.get(2)?;
        if let Ok(found) = places.binary_search_by_key(&question, |(id, _)| *id) {
            scored.push(Scored {
                evaluation: EvaluationId(row.get(0)?),
                rep_id: RepId(row.get(1)?),
                question: places[found].1,
                points: row.get(3)?,
            });
        }
    }
    scored.sort_by_key(|one| (one.evaluation, one.question));
    Ok(Answers { questions, scored })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    #[test]
    fn every_answer_is_found_by_its_key_and_nothing_is_sorted_in_the_file() {
        let store = Store::in_memory().unwrap();
        let explain = format!("EXPLAIN QUERY PLAN {SCORED}");
        let mut plan = store.conn.prepare(&explain).unwrap();
        let steps = plan.query_map((1, 2), |row| row.get::<_, String>(3));
        let steps: Vec<String> = steps.unwrap().map(Result::unwrap).collect();
        assert_eq!(
            steps,
            [
                "SEARCH e USING INDEX evaluation_week (week>? AND week<?)",
                "SEARCH a USING PRIMARY KEY (evaluation_id=?)"
            ]
        );
    }
}
