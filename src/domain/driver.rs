//! Drivers: which behaviours go together with satisfied customers, how far each could be off, and whether there are enough
//! answers to say. Never proof of cause. What is read from the file stands in `ops::drivers`.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::call::words;
use crate::domain::count::thousands;
use crate::stats::drivers::correlation::{SHOW_FROM, kendall_tau_b};
use crate::stats::drivers::shares::{self, correlations_of, lmg};
use crate::stats::verdict::{self, Kind};
use crate::stats::{CONFIDENCE, Range, adjust, difference, moments, proportion};

pub mod weights;

/// So many calls are looked at, the newest; the ranges of more would hardly be narrower.
pub const MOST: usize = 1_000;
/// The share of flags that may be noise.
const FALSE_FLAGS: f64 = 0.10;
/// A question that was asked in fewer of the calls than this share is left out of the shares of variance.
const ASKED_MOSTLY: f64 = 0.9;

words! {
    /// By what satisfaction is measured.
    Measure {
        /// The customer's own answer to a survey.
        Csat = "csat",
        /// The owner's mark on the form: delighted 4, satisfied 3, neutral 2, unhappy 1.
        Mark = "mark",
    }
}

impl Measure {
    /// As a person would say it.
    pub fn says(self) -> &'static str {
        match self {
            Self::Csat => "the customers' survey answers",
            Self::Mark => "your own marks of how satisfied the customers were",
        }
    }
}

words! {
    /// Where a behaviour stands between how often it is done and what goes with it.
    Place {
        /// Goes with satisfied customers and is rarely done.
        WorkOnIt = "work_on_it",
        /// Goes with satisfied customers and is mostly done.
        KeepItUp = "keep_it_up",
        /// Goes with less satisfied customers.
        LookAgain = "look_again",
        /// The ranges cross the lines.
        Unclear = "unclear",
    }
}

impl Place {
    /// As a person would say it.
    pub fn says(self) -> &'static str {
        match self {
            Self::WorkOnIt => "work on it",
            Self::KeepItUp => "keep it up",
            Self::LookAgain => "look again: it goes with less satisfied customers",
            Self::Unclear => "unclear",
        }
    }
}

/// One scored call with a customer's satisfaction.
#[derive(Debug, Clone, PartialEq)]
pub struct Rated {
    /// How satisfied, on the scale of its [`Measure`].
    pub satisfaction: f64,
    /// Whether each behaviour that applied was done as well as can be, by the question's key.
    pub done: BTreeMap<String, bool>,
}

/// One behaviour against satisfaction.
#[derive(Debug, Clone, PartialEq)]
pub struct Driver {
    /// The question's key.
    pub key: String,
    /// Its words.
    pub text: String,
    /// Calls in which it was done, and their mean satisfaction.
    pub done: (u64, Option<f64>),
    /// Calls in which it was missed, and their mean satisfaction.
    pub missed: (u64, Option<f64>),
    /// How often it is done, 0..1, with its range.
    pub rate: f64,
    /// The range of that rate.
    pub rate_range: Option<Range>,
    /// Satisfaction when done minus when missed. None when it was always done or always missed.
    pub difference: Option<f64>,
    /// How far that could be off. None with fewer than three calls on a side.
    pub range: Option<Range>,
    /// The answer of five.
    pub verdict: Kind,
    /// How many more calls on each side would settle it.
    pub more_calls: Option<u32>,
    /// Kendall's tau-b.
    pub tau: Option<f64>,
    /// Whether it stands out among all of them: at most 1 in 10 such flags is noise.
    pub stands_out: bool,
    /// Its share of what is explained of satisfaction, 0..1, beyond the gate only.
    pub share: Option<f64>,
    /// Importance against performance.
    pub place: Place,
}

/// Every behaviour against satisfaction.
#[derive(Debug, Clone, PartialEq)]
pub struct Drivers {
    /// By what satisfaction is measured.
    pub measure: Measure,
    /// Scored calls with such an answer.
    pub calls: u64,
    /// Mean satisfaction.
    pub mean: Option<f64>,
    /// The behaviours, those that stand out most first. Empty below the smallest number of answers.
    pub drivers: Vec<Driver>,
    /// The share of the differences in satisfaction that all behaviours together explain, beyond the gate only.
    pub explained: Option<f64>,
    /// The mean rate of the behaviours: the line between rarely and mostly done.
    pub usual_rate: f64,
    /// What can be said, in a few sentences.
    pub text: String,
}

/// The smallest difference in satisfaction that matters: half a point on a scale up to 5, a point up to 10, else ten.
fn smallest(rated: &[Rated]) -> f64 {
    let most = rated.iter().map(|one| one.satisfaction).fold(0.0, f64::max);
    match most {
        most if most <= 5.0 => 0.5,
        most if most <= 10.0 => 1.0,
        _ => 10.0,
    }
}

/// Works the drivers out. `texts` holds the words of each question by its key.
///
/// Mean satisfaction done minus missed with Welch's range, Kendall's tau-b, flags by Benjamini and Hochberg at 10 %; shares of
/// the explained variance (LMG) only where [`shares::is_enough`] holds for the questions that nearly always applied.
pub fn drivers(measure: Measure, rated: &[Rated], texts: &BTreeMap<String, String>) -> Drivers {
    let calls = rated.len() as u64;
    let satisfaction: Vec<f64> = rated.iter().map(|one| one.satisfaction).collect();
    let mut found = Drivers {
        measure,
        calls,
        mean: moments::mean(&satisfaction),
        drivers: Vec::new(),
        explained: None,
        usual_rate: 0.0,
        text: String::new(),
    };
    if rated.len() >= SHOW_FROM {
        let smallest = smallest(rated);
        let asked: BTreeSet<&String> = rated.iter().flat_map(|one| one.done.keys()).collect();
        let all = texts
            .iter()
            .filter(|(key, _)| asked.contains(key))
            .filter_map(|(key, text)| one(key, text, rated, smallest));
        found.drivers = all.collect();
        flag(&mut found.drivers, rated);
        share_out(&mut found, rated);
        place(&mut found);
    }
    found.text = text(&found);
    found
}

/// Satisfaction of the calls in which it was done, and in which it was missed.
fn sides(key: &str, rated: &[Rated]) -> [Vec<f64>; 2] {
    let (mut done, mut missed) = (Vec::new(), Vec::new());
    for one in rated {
        match one.done.get(key) {
            Some(true) => done.push(one.satisfaction),
            Some(false) => missed.push(one.satisfaction),
            None => {}
        }
    }
    [done, missed]
}

fn one(key: &str, text: &str, rated: &[Rated], smallest: f64) -> Option<Driver> {
    let [done, missed] = sides(key, rated);
    let n = (done.len() + missed.len()) as u64;
    if n == 0 {
        return None;
    }
    let verdict = verdict::of_means(&done, &missed, None, smallest);
    let flags = [vec![1.0; done.len()], vec![0.0; missed.len()]].concat();
    let both = [done.as_slice(), missed.as_slice()].concat();
    Some(Driver {
        key: key.to_owned(),
        text: text.to_owned(),
        done: (done.len() as u64, moments::mean(&done)),
        missed: (missed.len() as u64, moments::mean(&missed)),
        rate: done.len() as f64 / n as f64,
        rate_range: proportion::wilson(done.len() as u64, n, CONFIDENCE),
        difference: verdict.difference,
        range: verdict.range,
        verdict: verdict.kind,
        more_calls: verdict.more_calls,
        tau: kendall_tau_b(&flags, &both).ok(),
        stands_out: false,
        share: None,
        place: Place::Unclear,
    })
}

/// Marks what stands out among all of them, and puts that first.
fn flag(drivers: &mut [Driver], rated: &[Rated]) {
    let p = |driver: &Driver| {
        let [done, missed] = sides(&driver.key, rated);
        difference::welch(&done, &missed, CONFIDENCE)
            .map(|found| found.p)
            .ok()
    };
    let known: Vec<(usize, f64)> = drivers
        .iter()
        .enumerate()
        .filter_map(|(at, driver)| Some((at, p(driver)?)))
        .collect();
    let values: Vec<f64> = known.iter().map(|(_, p)| *p).collect();
    let adjusted = adjust::benjamini_hochberg(&values).unwrap_or_default();
    for ((at, _), p) in known.iter().zip(&adjusted) {
        drivers[*at].stands_out = *p <= FALSE_FLAGS;
    }
    drivers.sort_by(|one, other| {
        let key = |driver: &Driver| (driver.stands_out, driver.range.is_some());
        let size = |driver: &Driver| driver.difference.unwrap_or(f64::NEG_INFINITY);
        key(other)
            .cmp(&key(one))
            .then_with(|| size(other).total_cmp(&size(one)))
            .then_with(|| one.key.cmp(&other.key))
    });
}

/// The shares of the explained variance, over the calls in which every such question applied.
fn share_out(found: &mut Drivers, rated: &[Rated]) {
    let mostly = |driver: &&Driver| {
        (driver.done.0 + driver.missed.0) as f64 >= ASKED_MOSTLY * rated.len() as f64
            && driver.done.0 > 0
            && driver.missed.0 > 0
    };
    let keys: Vec<String> = found
        .drivers
        .iter()
        .filter(mostly)
        .map(|one| one.key.clone())
        .collect();
    let whole: Vec<&Rated> = rated
        .iter()
        .filter(|one| keys.iter().all(|key| one.done.contains_key(key)))
        .collect();
    let column = |key: &String| -> Vec<f64> {
        let done = whole.iter().map(|one| one.done.get(key) == Some(&true));
        done.map(|done| f64::from(u8::from(done))).collect()
    };
    let columns: Vec<Vec<f64>> = keys.iter().map(column).collect();
    let sides: Vec<(usize, usize)> = columns
        .iter()
        .map(|column| column.iter().filter(|done| **done > 0.5).count())
        .map(|done| (done, whole.len() - done))
        .collect();
    if !shares::is_enough(whole.len(), &sides) {
        return;
    }
    let satisfaction: Vec<f64> = whole.iter().map(|one| one.satisfaction).collect();
    let Ok(shares) = correlations_of(&columns, &satisfaction).and_then(|all| lmg(&all)) else {
        return;
    };
    found.explained = Some(shares.r2);
    for (key, share) in keys.iter().zip(shares.general) {
        if let Some(driver) = found.drivers.iter_mut().find(|driver| driver.key == *key) {
            driver.share = Some(share);
        }
    }
}

/// Words only where both ranges clear the lines.
fn place(found: &mut Drivers) {
    let rates: Vec<f64> = found.drivers.iter().map(|driver| driver.rate).collect();
    found.usual_rate = moments::mean(&rates).unwrap_or(0.0);
    let line = found.usual_rate;
    for driver in &mut found.drivers {
        driver.place = match (driver.range, driver.rate_range) {
            (Some(gain), _) if gain.high < 0.0 => Place::LookAgain,
            (Some(gain), Some(rate)) if gain.low > 0.0 && rate.high < line => Place::WorkOnIt,
            (Some(gain), Some(rate)) if gain.low > 0.0 && rate.low > line => Place::KeepItUp,
            _ => Place::Unclear,
        };
    }
}

fn text(found: &Drivers) -> String {
    let calls = found.calls;
    let of = found.measure.says();
    let missing = (SHOW_FROM as u64).saturating_sub(calls);
    if missing > 0 {
        let have = match calls {
            0 => "No scored call has an answer yet".to_owned(),
            1 => "Only 1 scored call has an answer".to_owned(),
            calls => format!("Only {calls} scored calls have an answer"),
        };
        return format!(
            "{have} (by {of}): nothing is claimed below {SHOW_FROM}. {missing} more will do."
        );
    }
    let clear: Vec<&str> = found
        .drivers
        .iter()
        .filter(|driver| driver.stands_out && driver.difference.is_some_and(|gap| gap > 0.0))
        .map(|driver| driver.text.as_str())
        .collect();
    let newest = if found.calls >= MOST as u64 {
        "the newest "
    } else {
        ""
    };
    let calls = thousands(calls.cast_signed());
    let mut text = format!("From {newest}{calls} scored calls, by {of}. ");
    text.push_str(&match clear.as_slice() {
        [] => {
            "No behaviour stands out yet: the differences are within what chance does.".to_owned()
        }
        [only] => format!("One behaviour goes together with more satisfied customers: {only}."),
        several => format!(
            "{} behaviours go together with more satisfied customers: {}.",
            several.len(),
            several.join("; ")
        ),
    });
    if !clear.is_empty() {
        text.push_str(
            " That is not proof of cause, and 1 in 10 of these flags is expected to be noise.",
        );
    }
    text.push_str(&match found.explained {
        Some(explained) => format!(
            " Together the behaviours that nearly always apply explain {:.0}% of the differences in satisfaction.",
            100.0 * explained
        ),
        None => " How much each explains is not worked out yet: that takes 50 calls, 10 for each behaviour, and each of them done \
                 and missed 8 times."
            .to_owned(),
    });
    text
}

#[cfg(test)]
mod tests;
