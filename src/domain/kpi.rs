//! KPIs: what one number followed over weeks is made of. One file per KPI in the folder: formula in words, unit,
//! direction, zero case. How many calls stand behind a number, and how far it could be off, is the business of `trend`.

use std::borrow::Cow;

use crate::domain::evaluation::Referral;
use crate::domain::id::{CallId, DrawId, EvaluationId, RepId, ScorecardId};
use crate::domain::scorecard::Class;
use crate::domain::week::Week;

mod business_critical_free;
mod compliance_critical_free;
mod customer_critical_free;
mod no_repeat_7d;
mod quality;
mod referral_asked;
mod solved;

pub use no_repeat_7d::{Logged, REPEAT_WITHIN_SECS, Repeats, known_until, without_repeat};

/// The one that every desk starts from.
pub const QUALITY: &Kpi = &quality::KPI;

/// Every KPI, in the order in which they are shown.
pub const ALL: &[&Kpi] = &[
    QUALITY,
    &customer_critical_free::KPI,
    &business_critical_free::KPI,
    &compliance_critical_free::KPI,
    &solved::KPI,
    &no_repeat_7d::KPI,
    &referral_asked::KPI,
];

/// One number that is followed over weeks.
#[derive(Debug, Clone)]
pub struct Kpi {
    /// The word for programs and for the file, such as `quality`.
    pub key: Cow<'static, str>,
    /// The name for people.
    pub name: Cow<'static, str>,
    /// Which way is good.
    pub better: Better,
    /// How it is counted, in words.
    pub formula: Cow<'static, str>,
    /// What is shown where nothing can be counted, in words.
    pub zero_case: Cow<'static, str>,
    /// What one call contributes.
    pub measure: Measure,
}

/// What one call contributes to a KPI; nothing where the KPI does not apply to it.
#[derive(Debug, Clone)]
pub enum Measure {
    /// Points from 0 to 100 of a heard call.
    Points(fn(&Observation) -> Option<f64>),
    /// Yes or no of a heard call.
    Share(fn(&Observation) -> Option<bool>),
    /// Yes or no of a heard call, as the roll-ups count it under this name.
    Rolled(String),
    /// Yes or no of every call in the log, heard or not.
    Log,
    /// Nothing: one number a week is typed in.
    Typed,
}

/// What a KPI is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// 0 to 100.
    Points,
    /// A ratio from 0 to 1, shown in per cent.
    Share,
    /// Any number.
    Number,
}

impl Unit {
    /// The word in machine-readable output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Points => "points",
            Self::Share => "share",
            Self::Number => "number",
        }
    }

    /// The lowest and the highest value that are possible.
    pub fn bounds(self) -> (f64, f64) {
        match self {
            Self::Points => (0.0, 100.0),
            Self::Share => (0.0, 1.0),
            Self::Number => (f64::NEG_INFINITY, f64::INFINITY),
        }
    }

    /// The smallest difference that matters: 5 points, 10 percentage points, a tenth of what a number was `before`.
    pub fn smallest_difference(self, before: f64) -> f64 {
        match self {
            Self::Points => 5.0,
            Self::Share => 0.10,
            Self::Number => 0.10 * before.abs(),
        }
    }
}

/// Which way is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// The more the better.
    Higher,
    /// The less the better.
    Lower,
}

impl Better {
    /// The word in machine-readable output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Higher => "higher",
            Self::Lower => "lower",
        }
    }

    /// The direction that the word names.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Higher, Self::Lower]
            .into_iter()
            .find(|one| one.word() == word)
    }

    /// Whether `value` is as good as `target`.
    pub fn is_reached(self, value: f64, target: f64) -> bool {
        match self {
            Self::Higher => value >= target,
            Self::Lower => value <= target,
        }
    }
}

impl Kpi {
    /// What it is counted in.
    pub fn unit(&self) -> Unit {
        match self.measure {
            Measure::Points(_) => Unit::Points,
            Measure::Share(_) | Measure::Rolled(_) | Measure::Log => Unit::Share,
            Measure::Typed => Unit::Number,
        }
    }

    /// The measure of the roll-ups that it is read from.
    pub fn measured(&self) -> &str {
        match &self.measure {
            Measure::Rolled(measure) => measure,
            _ => &self.key,
        }
    }

    /// Whether heard calls stand behind it.
    pub fn is_heard(&self) -> bool {
        !matches!(self.measure, Measure::Log | Measure::Typed)
    }

    /// What a heard call contributes, yes as 1 and no as 0; none where it does not apply, and for a KPI of the log.
    pub fn value(&self, observation: &Observation) -> Option<f64> {
        match self.measure {
            Measure::Points(value) => value(observation),
            Measure::Share(is_so) => is_so(observation).map(|is_so| if is_so { 1.0 } else { 0.0 }),
            Measure::Rolled(_) | Measure::Log | Measure::Typed => None,
        }
    }
}

/// The KPI with that key.
pub fn find(key: &str) -> Option<&'static Kpi> {
    ALL.iter().copied().find(|kpi| kpi.key == key)
}

/// The share of calls without a critical error of a class.
pub fn free_of(class: Class) -> &'static Kpi {
    match class {
        Class::Customer => const { &customer_critical_free::KPI },
        Class::Business => const { &business_critical_free::KPI },
        Class::Compliance => const { &compliance_critical_free::KPI },
    }
}

/// One heard call as the KPIs see it: the latest submitted evaluation of a call in the random lane.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// The evaluation.
    pub evaluation: EvaluationId,
    /// The call.
    pub call: CallId,
    /// Who handled it.
    pub rep: RepId,
    /// The week of the call.
    pub week: Week,
    /// The draw that picked it; none for what was scored elsewhere and imported.
    pub draw: Option<DrawId>,
    /// From how many eligible calls it was drawn elsewhere, where the import said so.
    pub frame_size: Option<u64>,
    /// The version of the form.
    pub scorecard: ScorecardId,
    /// 0 to 100; none when too little of the form applied.
    pub quality: Option<f64>,
    /// Errors critical to the customer; none when no such question applied.
    pub customer_errors: Option<i64>,
    /// Errors critical to the business.
    pub business_errors: Option<i64>,
    /// Errors against a rule or law.
    pub compliance_errors: Option<i64>,
    /// Whether what the customer came for was solved on this call.
    pub solved: Option<bool>,
    /// Whether a satisfied customer was asked to send somebody.
    pub referral: Option<Referral>,
    /// How the customer seemed to feel: `delighted`, `satisfied`, `neutral` or `unhappy`.
    pub satisfied: Option<String>,
    /// Whether something is owed to the customer.
    pub follow_up: bool,
}

/// The share of heard calls without an error of one critical class.
const fn critical_free(
    key: &'static str,
    name: &'static str,
    formula: &'static str,
    is_free: fn(&Observation) -> Option<bool>,
) -> Kpi {
    Kpi {
        key: Cow::Borrowed(key),
        name: Cow::Borrowed(name),
        better: Better::Higher,
        formula: Cow::Borrowed(formula),
        zero_case: Cow::Borrowed(
            "A week in which no question of the class applied is a gap: nothing could go wrong, so nothing is claimed.",
        ),
        measure: Measure::Share(is_free),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_one_kpi_of_the_list() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/domain/kpi");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        let mut keys: Vec<String> = ALL.iter().map(|kpi| format!("{}.rs", kpi.key)).collect();
        files.sort();
        keys.sort();
        assert_eq!(files, keys);
    }

    #[test]
    fn every_kpi_says_in_words_how_it_is_counted() {
        for kpi in ALL {
            assert!(
                kpi.formula.ends_with('.') && kpi.zero_case.ends_with('.'),
                "{}",
                kpi.key
            );
            assert_eq!(find(&kpi.key).unwrap().name, kpi.name);
        }
        assert!(find("handle_time").is_none());
    }
}
