//! Gathering a summary: reads what the week needs and hands each part to the file that knows it. What was agreed and
//! decided and what comes next stands in `plan`.

mod plan;

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use chrono::NaiveDate;

use super::discretion::{Discretion, clean};
use super::focus::Behaviours;
use super::number::{self, NamedNumber, Number};
use super::{RepPart, State, Summary, critical, ledger, praise, voice};
use crate::domain::call::Instant;
use crate::domain::id::{EvaluationId, RepId};
use crate::domain::kpi;
use crate::domain::rep::Rep;
use crate::domain::week::Week;
use crate::ops::coaching::standing;
use crate::ops::voice::comments;
use crate::ops::{setup, trend};
use crate::stats::CONFIDENCE;
use crate::store::heard::due;
use crate::store::{Store, StoreError, call, desk, draw, heard, pick, rep};

/// Gathers the summary of `week`, or of the weeks from `since` to it, as it looks at `now`. Customers are named only with
/// `names`.
pub fn gather(
    store: &Store,
    week: Week,
    since: Option<Week>,
    now: Instant,
    names: bool,
) -> Result<Summary> {
    let told = format!("could not gather the summary of {week}");
    let first = since.unwrap_or(week).min(week);
    Gathering::of(store, (first, week), now, names)
        .and_then(|gathering| gathering.summary())
        .context(told)
}

/// What `list` gives for each week from the first to the last, one after the other.
fn each<T>(
    store: &Store,
    (first, last): (Week, Week),
    list: impl Fn(&Store, Week) -> Result<Vec<T>, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let mut all = Vec::new();
    for on in 0..=last.since(first) {
        all.extend(list(store, first.plus(on))?);
    }
    Ok(all)
}

/// What all parts of a summary are made from.
struct Gathering<'a> {
    store: &'a Store,
    first: Week,
    week: Week,
    today: NaiveDate,
    now: Instant,
    discretion: Discretion,
    reps: Vec<Rep>,
    handled: Vec<(RepId, i64)>,
    calls: Vec<heard::HeardCall>,
}

/// Every KPI in the week.
#[derive(Default)]
struct Numbers {
    quality: Option<Number>,
    of_reps: BTreeMap<RepId, Number>,
    others: Vec<NamedNumber>,
}

impl<'a> Gathering<'a> {
    fn of(store: &'a Store, weeks: (Week, Week), now: Instant, names: bool) -> Result<Self> {
        let calls = each(store, weeks, heard::calls)?;
        let mut by_rep: BTreeMap<RepId, i64> = BTreeMap::new();
        for (rep, calls) in each(store, weeks, call::handled_in_week)? {
            *by_rep.entry(rep).or_default() += calls;
        }
        let handled: Vec<(RepId, i64)> = by_rep.into_iter().collect();
        let is_here = |rep: &Rep| {
            !rep.retired
                || handled.iter().any(|(id, _)| *id == rep.id)
                || calls.iter().any(|call| call.rep_id == rep.id)
        };
        let reps = rep::list(store)?.into_iter().filter(is_here).collect();
        Ok(Self {
            store,
            first: weeks.0,
            week: weeks.1,
            today: setup::zone(store)?.day_of(now),
            now,
            discretion: Discretion::new(names),
            reps,
            handled,
            calls,
        })
    }

    fn summary(&self) -> Result<Summary> {
        let (store, week, discretion) = (self.store, self.week, self.discretion);
        let weeks = (self.first, week);
        let calls: BTreeMap<EvaluationId, &heard::HeardCall> = self
            .calls
            .iter()
            .map(|call| (call.evaluation, call))
            .collect();
        let numbers = self.numbers()?;
        let behaviours = standing::behaviours(store, week)?;
        let quality = numbers
            .quality
            .context("the trends say nothing of the business")?;
        let (commitments, results) = self.commitments()?;
        let (decisions, reviews) = self.decisions()?;
        let picks = each(store, weeks, pick::list)?;
        let mut heard = ledger::gather(&ledger::Week {
            reps: &self.reps.iter().collect::<Vec<_>>(),
            handled: &self.handled,
            draws: &each(store, weeks, draw::list)?,
            picks: &picks,
            calls: &calls,
        });
        heard.sure = ledger::sure(&heard, &quality, &numbers.of_reps);
        let praised = each(store, weeks, heard::praised)?;
        let said = each(store, weeks, heard::said)?;
        let wrote = comments(store, self.first, week)?;
        Ok(Summary {
            week,
            since: (self.first < week).then_some(self.first),
            business: clean(&desk::get(store)?.name),
            from_on: self.first.monday(),
            to_on: week.sunday(),
            state: State::of(week, self.today),
            confidence: CONFIDENCE,
            heard,
            quality,
            critical: critical::gather(&calls, &each(store, weeks, heard::failed)?),
            reps: self.rep_parts(&behaviours, numbers.of_reps),
            voice: voice::gather(&said, &wrote, &calls, &self.earlier()?, discretion),
            surveys: voice::surveys(&wrote, discretion),
            kpis: numbers.others,
            praise: praise::gather(
                &each(store, weeks, due::recognitions)?,
                &praised,
                &calls,
                discretion,
            ),
            fix: self.fix(&behaviours)?,
            next: self.next(&picks, &commitments, reviews)?,
            commitments,
            results,
            decisions,
        })
    }

    /// Every KPI as it stands in the week, from the trends.
    fn numbers(&self) -> Result<Numbers> {
        let query = trend::Query {
            reps: None,
            from: self.week.plus(1 - number::WEEKS_SHOWN),
            to: self.week,
            now: self.now,
        };
        let mut numbers = Numbers::default();
        let read = trend::Read::of(self.store, &query)?;
        for kpi in &read.kpis {
            if kpi.key != kpi::QUALITY.key {
                let of_business = read.of_business(kpi);
                let number = of_business.map(|one| NamedNumber::of(kpi, &one, self.week));
                numbers.others.extend(number);
                continue;
            }
            for one in &read.of_everybody(kpi) {
                let number = Number::of(one, self.week);
                match &one.rep {
                    Some((rep, _)) => _ = numbers.of_reps.insert(*rep, number),
                    None => numbers.quality = Some(number),
                }
            }
        }
        Ok(numbers)
    }

    fn rep_parts(
        &self,
        behaviours: &Behaviours,
        mut qualities: BTreeMap<RepId, Number>,
    ) -> Vec<RepPart> {
        let part = |rep: &Rep| {
            let choice = behaviours.choose(rep.id);
            Some(RepPart {
                rep: clean(&rep.name),
                quality: qualities.remove(&rep.id)?,
                strength: choice.strength,
                focus: choice.focus,
                calls: choice.calls,
            })
        };
        self.reps.iter().filter_map(part).collect()
    }

    fn earlier(&self) -> Result<voice::Earlier> {
        let (from, to) = (self.first.plus(-voice::WEEKS_BEFORE), self.first.plus(-1));
        Ok(voice::Earlier {
            themes: heard::themes(self.store, from, to)?,
            calls: heard::drawn_calls(self.store, from, to)?,
        })
    }
}
