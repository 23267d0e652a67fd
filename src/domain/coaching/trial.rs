//! Did coaching help? The next random calls of the rep are the test: the agreed number before the agreement against
//! the agreed number after it, on the one question that was agreed. Compared exactly, by all ways to split the calls.

use chrono::NaiveDate;

use crate::domain::coaching::CommitmentState;
use crate::domain::id::{EvaluationId, RepId};
use crate::domain::kpi::Unit;
use crate::domain::trend::words;
use crate::stats::difference::{newcombe, welch};
use crate::stats::moments::mean;
use crate::stats::permutation::{Permutation, can_convince, two_groups};
use crate::stats::verdict::Kind;
use crate::stats::{CONFIDENCE, Range};

/// The smallest change of a share that matters.
const MATTERS: f64 = 0.10;

/// How the question was answered in one call heard at random.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Told {
    /// The evaluation that counts.
    pub evaluation: EvaluationId,
    /// Who handled the call.
    pub rep: RepId,
    /// The day of the call.
    pub on: NaiveDate,
    /// What the answer is worth, 0 to 1.
    pub points: f64,
}

/// What was agreed, as far as the test needs it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agreement<'a> {
    /// With whom.
    pub rep: RepId,
    /// When. A call of that day still belongs to the time before.
    pub on: NaiveDate,
    /// Calls on each side.
    pub calls: usize,
    /// The evaluations that gave rise to it. They stand on neither side, else chance alone would make the rep look better.
    pub evidence: &'a [EvaluationId],
}

/// Calls on one side: the sum of their points, and how many they are.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Side {
    /// Sum of the points: the calls in which it was done, where the answer is yes or no.
    pub done: f64,
    /// Calls in which the question applied.
    pub calls: usize,
}

/// Before and after on one question.
#[derive(Debug, Clone, PartialEq)]
pub struct Trial {
    /// The calls before, at most as many as agreed.
    pub before: Side,
    /// The first calls after.
    pub after: Side,
    /// How many were agreed on each side.
    pub asked: usize,
    /// Which of the five answers. `TooFew` until both sides could convince anybody.
    pub is: Kind,
    /// Share after minus share before. None while a side is empty.
    pub difference: Option<f64>,
    /// How far the difference could be off, at 95 %.
    pub range: Option<Range>,
    /// In what share of all ways to split the calls the difference would be as large, in either direction.
    pub luck: Option<f64>,
    /// The colleagues together on the same question in the same days, before and after.
    pub others: Option<(Side, Side)>,
    /// Whether any answer lies between yes and no.
    pub by_points: bool,
}

impl Side {
    fn of(points: &[f64]) -> Self {
        Self {
            // A sum of nothing is a negative nought; adding 0 makes it a plain one.
            done: points.iter().sum::<f64>() + 0.0,
            calls: points.len(),
        }
    }

    /// `done / calls`, 0 to 1; none without calls.
    pub fn share(&self) -> Option<f64> {
        (self.calls > 0).then(|| self.done / self.calls as f64)
    }
}

/// The test of an agreement; `told` holds every call heard at random in which the question applied, in the order of the
/// calls.
pub fn trial(told: &[Told], agreement: &Agreement<'_>) -> Trial {
    let own: Vec<&Told> = told
        .iter()
        .filter(|one| one.rep == agreement.rep && !agreement.evidence.contains(&one.evaluation))
        .collect();
    let parting = own.partition_point(|one| one.on <= agreement.on);
    let before = &own[parting.saturating_sub(agreement.calls)..parting];
    let after = &own[parting..own.len().min(parting + agreement.calls)];
    let points = |side: &[&Told]| side.iter().map(|one| one.points).collect::<Vec<f64>>();
    let (first, last) = (points(before), points(after));
    let days = before.first().zip(after.last());
    let others = days.map(|(from, to)| others(told, agreement, from.on, to.on));
    compare(&first, &last, agreement.calls, others)
}

/// What everybody else did between two days.
fn others(
    told: &[Told],
    agreement: &Agreement<'_>,
    from: NaiveDate,
    to: NaiveDate,
) -> (Side, Side) {
    let theirs = |from: NaiveDate, to: NaiveDate| {
        let within = told
            .iter()
            .filter(|one| one.rep != agreement.rep && from <= one.on && one.on <= to);
        Side::of(&within.map(|one| one.points).collect::<Vec<f64>>())
    };
    let next = agreement.on.succ_opt().unwrap_or(agreement.on);
    (theirs(from, agreement.on), theirs(next, to))
}

fn compare(before: &[f64], after: &[f64], asked: usize, others: Option<(Side, Side)>) -> Trial {
    let by_points = before
        .iter()
        .chain(after)
        .any(|points| *points > 0.0 && *points < 1.0);
    let counted = |points: &[f64]| points.iter().filter(|one| **one >= 1.0).count() as u64;
    let (n1, n2) = (before.len() as u64, after.len() as u64);
    let range = if by_points {
        welch(after, before, CONFIDENCE)
            .ok()
            .map(|found| found.range)
    } else {
        newcombe(counted(after), n2, counted(before), n1, CONFIDENCE)
    };
    let luck = can_convince(n1, n2)
        .then(|| two_groups(after, before).ok())
        .flatten()
        .map(Permutation::two_sided_p);
    Trial {
        before: Side::of(before),
        after: Side::of(after),
        asked,
        is: kind(luck, range),
        difference: mean(after)
            .zip(mean(before))
            .map(|(one, other)| one - other),
        range,
        luck,
        others: others.filter(|(one, other)| one.calls > 0 && other.calls > 0),
        by_points,
    }
}

/// The five answers by what luck alone would do; the range only tells whether there is room for a difference.
fn kind(luck: Option<f64>, range: Option<Range>) -> Kind {
    match (luck, range) {
        (Some(luck), _) if luck < 0.01 => Kind::VeryLikelyReal,
        (Some(luck), _) if luck < 0.05 => Kind::ProbablyReal,
        (Some(luck), _) if luck < 0.20 => Kind::Leaning,
        (Some(_), Some(range)) if range.is_within(-MATTERS, MATTERS) => Kind::NoDifference,
        _ => Kind::TooFew,
    }
}

impl Trial {
    /// Whether as many calls were heard after the agreement as were agreed.
    pub fn is_full(&self) -> bool {
        self.after.calls >= self.asked
    }

    /// How many calls are still to be heard.
    pub fn to_go(&self) -> usize {
        self.asked.saturating_sub(self.after.calls)
    }

    /// What the numbers say it is, once they can be judged: held or slipped. None where they do not decide.
    pub fn judged(&self) -> Option<CommitmentState> {
        let settled = self.is_full() && !matches!(self.is, Kind::TooFew | Kind::NoDifference);
        let better = self.difference.filter(|_| settled)? > 0.0;
        Some(if better {
            CommitmentState::Held
        } else {
            CommitmentState::Slipped
        })
    }

    /// `3 of 8 → 5 of 6`.
    pub fn counts(&self) -> String {
        format!("{} → {}", self.side(&self.before), self.side(&self.after))
    }

    /// `3 of 8`, or `45% of 8` where answers lie between yes and no.
    fn side(&self, side: &Side) -> String {
        match side.share() {
            Some(share) if self.by_points => {
                format!("{} of {}", words::value(Unit::Share, share), side.calls)
            }
            Some(_) => format!("{:.0} of {}", side.done, side.calls),
            None => "none yet".to_owned(),
        }
    }

    /// The answer in two or three words: `Probably better`.
    pub fn verdict(&self) -> &'static str {
        let better = self.difference.unwrap_or(0.0) > 0.0;
        match (self.is, better) {
            _ if self.after.calls == 0 => "No call since yet",
            (Kind::VeryLikelyReal, true) => "Very likely better",
            (Kind::VeryLikelyReal, false) => "Very likely worse",
            (Kind::ProbablyReal, true) => "Probably better",
            (Kind::ProbablyReal, false) => "Probably worse",
            (Kind::Leaning, true) => "Leaning to better, not settled",
            (Kind::Leaning, false) => "Leaning to worse, not settled",
            (Kind::NoDifference, _) => "No difference that matters",
            (Kind::TooFew, _) => "Too few to tell",
        }
    }

    /// The test in two or three sentences.
    pub fn text(&self) -> String {
        let mut text = format!(
            "Before {}, since then {}. {}",
            self.side(&self.before),
            self.side(&self.after),
            self.verdict()
        );
        match self.luck.filter(|luck| *luck < 0.20) {
            Some(luck) => text.push_str(&format!(
                "; luck alone does that about once in {:.0} times.",
                1.0 / luck
            )),
            None => text.push('.'),
        }
        text.push_str(&self.preview());
        text
    }

    /// What everybody else did in the same weeks, for the owner's eyes: a change that all share is not the coaching's.
    /// None where nobody else was heard on both sides.
    pub fn others_told(&self) -> Option<String> {
        let (before, after) = self.others?;
        let (before, after) = (self.side(&before), self.side(&after));
        Some(format!(
            "Everybody else in the same weeks: {before} → {after}."
        ))
    }

    fn preview(&self) -> String {
        match (self.to_go() as u64, self.before.calls as u64) {
            (_, before) if before < 4 => format!(
                " With {} before it no result could be convincing.",
                words::calls(before)
            ),
            (0, _) => String::new(),
            (to_go, _) => format!(
                " It is judged on {}: {} to go.",
                words::calls(self.asked as u64),
                to_go
            ),
        }
    }
}

#[cfg(test)]
mod tests;
