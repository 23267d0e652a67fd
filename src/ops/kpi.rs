//! KPIs: those that every desk has with the owner's own, made from what matters to customers, aimed, and fed with numbers.

pub mod aim;

use anyhow::{Context, Result, bail};
use chrono::{DateTime, Utc};

use crate::domain::call::Instant;
use crate::domain::id::RepId;
use crate::domain::kpi::{self, Better, Kpi, Measure};
use crate::domain::matters::{self, Proposal, Proposed};
use crate::domain::own_kpi::{OwnKpi, Source, key_of, number as told};
use crate::domain::trend::{Series, Target, VERDICT_REACH};
use crate::domain::week::Week;
use crate::ops::setup;
use crate::ops::trend::{self, Query};
use crate::store::{Store, number, own_kpi, target};

/// Every KPI: those of every desk, then the owner's own in the order in which they were made.
pub fn all(store: &Store) -> Result<Vec<Kpi>> {
    let own = own_kpi::list(store)?;
    let built_in = kpi::ALL.iter().map(|kpi| (*kpi).clone());
    Ok(built_in.chain(own.iter().map(OwnKpi::kpi)).collect())
}

/// The KPI with that key.
///
/// # Errors
/// There is none; the message names those that there are.
pub fn find(store: &Store, key: &str) -> Result<Kpi> {
    let all = all(store)?;
    let keys: Vec<String> = all.iter().map(|kpi| kpi.key.to_string()).collect();
    all.into_iter()
        .find(|kpi| kpi.key == key)
        .with_context(|| format!("there is no KPI '{key}': it is one of {}", keys.join(", ")))
}

/// Makes a KPI of the owner's own; its key is made of its name.
///
/// # Errors
/// It has no name, there is one like it, or what it is about is not there.
pub fn make(
    store: &Store,
    name: &str,
    better: Better,
    source: Source,
    because: &str,
    now: DateTime<Utc>,
) -> Result<Kpi> {
    let own = OwnKpi {
        key: key_of(name),
        name: name.trim().to_owned(),
        better,
        source,
        about: String::new(),
        because: because.trim().to_owned(),
    };
    if let Err(why) = own.check() {
        bail!(why);
    }
    if let Source::Question(key) = &own.source
        && !own_kpi::questions(store)?
            .iter()
            .any(|(known, _)| known == key)
    {
        bail!("no form asks a question '{key}': deskside scorecard show names them");
    }
    own_kpi::add(store, &own, now)?;
    find(store, &own.key)
}

/// A KPI that follows from what matters, and what it would aim at.
#[derive(Debug, Clone)]
pub struct Suggestion {
    /// What it is and why.
    pub proposal: Proposal,
    /// Its name for people.
    pub name: String,
    /// Which way is good.
    pub better: Better,
    /// The built-in KPI, or the one that is there already by that name; none while it is still to be made.
    pub known: Option<Kpi>,
    /// What it would aim at; those that it aims at already where it does; none while it stands nowhere.
    pub targets: Vec<Target>,
}

/// What follows from what the owner told, with targets from where each KPI stands.
pub fn suggest(store: &Store, told: &str, now: Instant) -> Result<Vec<Suggestion>> {
    let known = all(store)?;
    let aimed = target::list(store)?;
    let today = setup::zone(store)?.day_of(now);
    let of = |proposal: Proposal| -> Result<Suggestion> {
        let (key, name, better) = match &proposal.what {
            Proposed::BuiltIn(key) => {
                let kpi = kpi::find(key).unwrap_or(kpi::QUALITY);
                ((*key).to_owned(), kpi.name.to_string(), kpi.better)
            }
            Proposed::Own { name, better, .. } => (key_of(name), (*name).to_owned(), *better),
        };
        let known = known.iter().find(|kpi| kpi.key == key).cloned();
        let mut targets: Vec<Target> = aimed
            .iter()
            .filter(|(of, _)| *of == key)
            .map(|(_, target)| *target)
            .collect();
        if let (true, Some(kpi)) = (targets.is_empty(), &known) {
            targets = matters::targets(kpi.unit(), kpi.better, stands_at(store, kpi, now)?, today);
        }
        Ok(Suggestion {
            proposal,
            name,
            better,
            known,
            targets,
        })
    };
    matters::propose(told).into_iter().map(of).collect()
}

/// Every KPI with where the business stands in it over the last weeks; none where nothing was ever told of it.
pub fn standing(store: &Store, now: Instant) -> Result<Vec<(Kpi, Option<Series>)>> {
    let read = trend::Read::of(store, &lately(store, now)?)?;
    let business = |kpi: &Kpi| (kpi.clone(), read.of_business(kpi));
    Ok(read.kpis.iter().map(business).collect())
}

/// The weeks by which it is judged where the business stands.
fn lately(store: &Store, now: Instant) -> Result<Query> {
    let to = setup::this_week(store, now)?;
    Ok(Query {
        reps: None,
        from: to.plus(1 - VERDICT_REACH),
        to,
        now,
    })
}

/// Where a KPI of the business stands: its last weeks.
fn stands_at(store: &Store, kpi: &Kpi, now: Instant) -> Result<Option<f64>> {
    let all = trend::series(store, kpi, &lately(store, now)?)?;
    let recent = all.first().and_then(|one| one.verdict.recent);
    Ok(recent.map(|side| side.value))
}

/// Takes a suggestion: the KPI is made where it is not there yet, and its targets are set.
pub fn take(store: &Store, one: &Suggestion, now: DateTime<Utc>) -> Result<Kpi> {
    store.transaction(|store| {
        let kpi = match (&one.known, &one.proposal.what) {
            (Some(kpi), _) => kpi.clone(),
            (
                None,
                Proposed::Own {
                    name,
                    better,
                    source,
                },
            ) => make(store, name, *better, source.clone(), one.proposal.why, now)?,
            (None, Proposed::BuiltIn(key)) => find(store, key)?,
        };
        for aim in &one.targets {
            target::set(store, &kpi.key, aim)?;
        }
        Ok(kpi)
    })
}

/// A number as people write it; see [`told::read`].
///
/// # Errors
/// It is none.
pub fn number(text: &str) -> Result<f64> {
    told::read(text)
        .with_context(|| format!("'{text}' is not a number: write it like 12 or 1250.5"))
}

/// Puts a week's number of the business or of a rep down, in place of an earlier one; none takes it away.
///
/// # Errors
/// The KPI is counted, not typed in.
pub fn enter(
    store: &Store,
    kpi: &Kpi,
    week: Week,
    rep: Option<RepId>,
    value: Option<f64>,
) -> Result<()> {
    if !matches!(kpi.measure, Measure::Typed) {
        bail!("{} is counted from the calls, it is not typed in", kpi.key);
    }
    match value {
        Some(value) => number::put(store, &kpi.key, told::Number { week, rep, value }, None)?,
        None => number::remove(store, &kpi.key, week, rep)?,
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::domain::own_kpi::Outcome;
    use crate::store::testing::{Desk, at, week};

    fn now() -> Instant {
        at(0).fixed_offset()
    }

    fn typed(desk: &Desk, from: Week, values: &[f64]) {
        for (week, value) in (0..).zip(values) {
            let one = told::Number {
                week: from.plus(week),
                rep: None,
                value: *value,
            };
            number::put(&desk.store, "jobs_booked", one, None).unwrap();
        }
    }

    #[test]
    fn what_matters_becomes_kpis_with_targets_where_something_is_known() {
        let desk = Desk::with_calls(&["Dana"], 1);
        let told = "We book jobs";
        let first = suggest(&desk.store, told, now()).unwrap();
        assert_eq!(
            (first[0].name.as_str(), first[0].targets.len()),
            ("Jobs booked", 0)
        );
        let kpi = take(&desk.store, &first[0], at(0)).unwrap();
        assert_eq!(kpi.key, "jobs_booked");
        typed(&desk, week("2026-W39"), &[10.0; 8]);
        let later = suggest(&desk.store, told, now()).unwrap();
        let values: Vec<f64> = later[0].targets.iter().map(|one| one.value).collect();
        assert_eq!(values, [10.5, 11.0, 12.0]);
        take(&desk.store, &later[0], at(1)).unwrap();
        assert_eq!(target::list(&desk.store).unwrap().len(), 3);
        assert_eq!(all(&desk.store).unwrap().len(), kpi::ALL.len() + 1);
    }

    #[test]
    fn numbers_that_were_typed_in_have_a_chart_and_a_verdict_of_their_own() {
        let desk = Desk::with_calls(&["Dana"], 1);
        make(
            &desk.store,
            "Jobs booked",
            Better::Higher,
            Source::Typed,
            "",
            at(0),
        )
        .unwrap();
        typed(
            &desk,
            week("2026-W35"),
            &[
                10.0, 12.0, 11.0, 10.0, 12.0, 11.0, 20.0, 22.0, 21.0, 20.0, 22.0, 21.0,
            ],
        );
        let query = Query {
            reps: None,
            from: week("2026-W30"),
            to: week("2026-W47"),
            now: now(),
        };
        let kpi = find(&desk.store, "jobs_booked").unwrap();
        let all = trend::series(&desk.store, &kpi, &query).unwrap();
        assert_eq!(
            (all.len(), all[0].points.len(), all[0].chart.charted.len()),
            (1, 12, 12)
        );
        assert!(all[0].chart.centre.is_some());
        // Welch: means of 21 and 11, s^2 = 0.8 each: 10 +/- t(.975, 10) sqrt(1.6/6) = 2.228 * 0.5164 = 1.15.
        assert_eq!(
            all[0].verdict.text,
            "Very likely real, for the better: 21 a week over the last 6 weeks, 11 a week over the 6 before. The difference of +10 could \
             be anything from +8.85 to +11.2."
        );
    }

    #[test]
    fn a_kpi_of_a_question_that_nobody_asks_is_not_made() {
        let desk = Desk::with_calls(&["Dana"], 1);
        let make = |name, source| make(&desk.store, name, Better::Lower, source, "", at(0));
        assert!(make("Need", Source::Question("need".into())).is_err());
        let kpi = make("Unhappy customers", Source::Outcome(Outcome::Unhappy)).unwrap();
        assert_eq!(
            (kpi.better, kpi.measured()),
            (Better::Lower, "outcome:unhappy")
        );
        assert!(make("Unhappy customers", Source::Typed).is_err());
        assert!(
            find(&desk.store, "need")
                .unwrap_err()
                .to_string()
                .contains("unhappy_customers")
        );
    }
}
