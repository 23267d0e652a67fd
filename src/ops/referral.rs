//! Referrals: where they were asked for and where not in the calls heard at random of the last weeks, the calls in which it was
//! missed, and what that may be worth by the owner's rates, which are kept here too.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result, bail};
use chrono::{DateTime, Utc};

use crate::domain::call::Instant;
use crate::domain::count::thousands;
use crate::domain::evaluation::Referral;
use crate::domain::id::RepId;
use crate::domain::kpi::{Observation, Unit};
use crate::domain::referral::{Asked, FEWEST_ASKS, Missed as InSpan, OfRep, Rates};
use crate::domain::rep::Rep;
use crate::domain::trend::words;
use crate::domain::week::Week;
use crate::ops::{draw, setup};
use crate::stats::CONFIDENCE;
use crate::store::missed::{self, Missed};
use crate::store::{Store, call, desk, draw as draws, observation, rep};

/// Weeks that are looked at, unless said otherwise.
pub const WEEKS: i64 = 8;
/// The setting that holds the owner's rates.
const SETTING: &str = "referral_rates";
/// Missed calls that are named on the page.
const MOST: usize = 10;

/// What is known of referrals.
#[derive(Debug, Clone, PartialEq)]
pub struct Referrals {
    /// The first week.
    pub from: Week,
    /// The last one.
    pub to: Week,
    /// What was heard.
    pub asked: Asked,
    /// The owner's rates, where they were given.
    pub rates: Option<Rates>,
    /// What was missed over a week, a month and a year.
    pub spans: Vec<InSpan>,
    /// The calls in which it was missed, the latest first.
    pub missed: Vec<Missed>,
}

/// What is known of referrals in the last `weeks` weeks with calls.
pub fn referrals(store: &Store, weeks: i64, now: Instant) -> Result<Referrals> {
    let to = draw::current_week(store, setup::this_week(store, now)?)?;
    let from = to.plus(1 - weeks.max(1));
    let rates = rates(store)?;
    let asked = asked(store, from, to)?;
    Ok(Referrals {
        from,
        to,
        spans: asked.missed_in(rates, CONFIDENCE),
        asked,
        rates,
        missed: missed::list(store, from, to)?,
    })
}

/// What was heard of every rep, beside the calls that it was drawn from; of one who was never drawn, beside every call
/// handled.
fn asked(store: &Store, from: Week, to: Week) -> Result<Asked> {
    let heard = observation::heard(store, from, to)?;
    let mut calls: BTreeMap<(RepId, Week), i64> = BTreeMap::new();
    let frames = draws::frame_sizes(store, from, to)?;
    calls.extend(
        frames
            .into_iter()
            .map(|(rep, week, size)| ((rep, week), size)),
    );
    let drawn: BTreeSet<RepId> = calls.keys().map(|(rep, _)| *rep).collect();
    for week in (0..=to.since(from)).map(|on| from.plus(on)) {
        for (rep, handled) in call::handled_in_week(store, week)? {
            if !drawn.contains(&rep) {
                calls.insert((rep, week), handled);
            }
        }
    }
    let of_rep = |rep: Rep| {
        let own = |is: &dyn Fn(Referral) -> bool| {
            let of = |one: &&Observation| one.rep == rep.id && one.referral.is_some_and(is);
            heard.iter().filter(of).count() as u64
        };
        let behind = calls.iter().filter(|((whose, _), _)| *whose == rep.id);
        OfRep {
            calls: behind.map(|(_, calls)| calls.unsigned_abs()).sum(),
            heard: own(&|_| true),
            asked: own(&|found| found == Referral::Asked),
            missed: own(&|found| found == Referral::Missed),
            rep: rep.name,
        }
    };
    let reps = rep::list(store)?.into_iter().map(of_rep);
    let weeks: BTreeSet<Week> = calls.keys().map(|(_, week)| *week).collect();
    Ok(Asked {
        reps: reps.filter(|one| one.heard > 0).collect(),
        weeks: weeks.len() as u64,
    })
}

/// The owner's rates; none where they were not given.
pub fn rates(store: &Store) -> Result<Option<Rates>> {
    let text = desk::setting(store, SETTING)?;
    text.map(|text| {
        serde_json::from_str(&text)
            .context("the rates of referrals in this file cannot be read: give them anew")
    })
    .transpose()
}

/// Keeps the owner's rates.
///
/// # Errors
/// More customers than asks, or a value that is not above 0.
pub fn set_rates(store: &Store, rates: Rates, now: DateTime<Utc>) -> Result<()> {
    if rates.gained > rates.asks {
        bail!(
            "{} of {} asks cannot have brought a customer",
            rates.gained,
            rates.asks
        );
    }
    if !(rates.value.is_finite() && rates.value > 0.0) {
        bail!("say what a new customer is worth, in your own money and above 0");
    }
    let text = serde_json::to_string(&rates).context("could not write the rates down")?;
    store.transaction(|store| {
        desk::set(store, SETTING, &text)?;
        desk::log(store, now, "referral rates", &text)?;
        Ok(())
    })
}

/// The page, a paragraph each.
pub fn page(found: &Referrals) -> Vec<String> {
    let asked = &found.asked;
    let Some((_, range)) = asked.share(CONFIDENCE) else {
        return vec![
            "Whether a referral was asked for where it could be stands here, once calls are scored in which it fits: a customer \
             who leaves glad."
                .to_owned(),
        ];
    };
    let mut lines = vec![format!(
        "A referral was asked for in {} of {} in which it would have fitted, of {} heard at random in {}. In all calls like them \
         that is {}.",
        asked.all(|one| one.asked),
        words::calls(asked.all(OfRep::fitting)),
        asked.all(|one| one.heard),
        words::weeks(found.to.since(found.from).unsigned_abs() + 1),
        words::range(Unit::Share, range.low, range.high),
    )];
    let reps: Vec<String> = asked
        .reps
        .iter()
        .filter(|one| one.fitting() > 0)
        .map(|one| format!("{} {} of {}", one.rep, one.asked, one.fitting()))
        .collect();
    lines.push(format!("Asked: {}.", reps.join(", ")));
    lines.push(String::new());
    lines.push(format!(
        "About {:.0} calls a week stand behind those heard. If these weeks are like the others, that leaves out:",
        asked.calls_a_week()
    ));
    lines.extend(found.spans.iter().map(span));
    lines.push(String::new());
    lines.push(worth(found.rates));
    lines.push(String::new());
    lines.push("Where it was missed:".to_owned());
    let missed = found.missed.iter().take(MOST);
    lines.extend(missed.map(|one| {
        let on = one.started_at.format("%-d %b %H:%M");
        format!(
            " {on}  {}  with {} (call {})",
            one.customer, one.rep, one.call
        )
    }));
    if found.missed.len() > MOST {
        lines.push(format!(" and {} earlier ones", found.missed.len() - MOST));
    }
    lines
}

/// ` A week: 18 to 45 asks, worth 870 to 3,060.`
fn span(one: &InSpan) -> String {
    let whole = |value: f64| thousands(value.round() as i64);
    let (low, high) = one.asks;
    let asks = format!(" A {}: {} to {} asks", one.span, whole(low), whole(high));
    match one.worth {
        Some((low, high)) => format!("{asks}, worth {} to {}", rounded(low), rounded(high)),
        None => asks,
    }
}

/// Money to two figures: more would pretend to be known.
fn rounded(value: f64) -> String {
    if value < 10.0 {
        return format!("{value:.0}");
    }
    let step = 10_f64.powf(value.log10().floor() - 1.0);
    thousands(((value / step).round() * step) as i64)
}

fn worth(rates: Option<Rates>) -> String {
    let Some(rates) = rates else {
        return "What that may be worth is told once you say how many asks brought a customer, and what one is worth: e, or \
                deskside referrals rates."
            .to_owned();
    };
    let given = format!(
        "By your rates: {} of {} asks brought a customer, and one is worth {}.",
        rates.gained, rates.asks, rates.value
    );
    if rates.asks < FEWEST_ASKS {
        return format!(
            "{given} No money is told below {FEWEST_ASKS} asks: the range would say nothing."
        );
    }
    format!(
        "{given} The worth lies between those ends 4 times in 5, if an ask that was missed would have gone like those that \
         were not, and nothing else changes."
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::ops::demo;

    const NOW: &str = "2026-11-20T16:00:00-05:00";

    #[test]
    fn money_is_told_as_a_range_and_only_with_the_owners_rates() {
        let store = Store::in_memory().unwrap();
        demo::fill(&store, NOW.parse().unwrap()).unwrap();
        let now: Instant = NOW.parse().unwrap();
        let without = referrals(&store, WEEKS, now).unwrap();
        assert!(
            without.asked.all(OfRep::fitting) > 0
                && without.spans.iter().all(|one| one.worth.is_none())
        );
        assert!(
            page(&without)
                .iter()
                .any(|line| line.contains("once you say")),
            "{:?}",
            page(&without)
        );
        let rates = Rates {
            asks: 25,
            gained: 5,
            value: 250.0,
        };
        set_rates(&store, rates, now.to_utc()).unwrap();
        let with = referrals(&store, WEEKS, now).unwrap();
        assert_eq!(with.rates, Some(rates));
        let lines = page(&with);
        for span in [" A week: ", " A month: ", " A year: "] {
            let line = lines.iter().find(|line| line.starts_with(span)).unwrap();
            assert!(
                line.contains(" asks, worth ") && line.matches(" to ").count() == 2,
                "{line}"
            );
        }
    }

    #[test]
    fn rates_that_cannot_be_are_refused() {
        let store = Store::in_memory().unwrap();
        let now: Instant = NOW.parse().unwrap();
        for (asks, gained, value) in [(5, 6, 10.0), (5, 1, 0.0), (5, 1, f64::NAN)] {
            assert!(
                set_rates(
                    &store,
                    Rates {
                        asks,
                        gained,
                        value
                    },
                    now.to_utc()
                )
                .is_err()
            );
        }
        assert_eq!(rates(&store).unwrap(), None);
    }

    #[test]
    fn money_is_rounded_to_what_is_known() {
        assert_eq!(
            [rounded(3.4), rounded(874.0), rounded(12_345.0)],
            ["3", "870", "12,000"]
        );
    }
}
