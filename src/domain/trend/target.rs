//! Targets: where a KPI should go, soon, later and in the long run, and whether it is there.

use chrono::NaiveDate;

use crate::domain::call::words;
use crate::domain::kpi::{Better, Kpi, Unit};
use crate::domain::trend::compare::{Recent, Weekly, recent};
use crate::domain::trend::{SIDE_WEEKS, words};
use crate::domain::week::Week;
use crate::stats::forecast::{self, Basis, Outlook};
use crate::stats::mean::{self, Pool};

words! {
    /// How far away a target lies.
    Horizon {
        /// The next weeks.
        Short = "short",
        /// The next months.
        Medium = "medium",
        /// The next years.
        Long = "long",
    }
}

/// What is aimed at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target {
    /// How far away.
    pub horizon: Horizon,
    /// In the unit of the KPI: 0 to 100 points, or a ratio within 0 to 1.
    pub value: f64,
    /// By when.
    pub due_on: NaiveDate,
}

/// A target beside where the KPI stands, and where it goes if nothing changes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Aim {
    /// The target.
    pub target: Target,
    /// Whether the value of the last six closed weeks with calls is as good. None when there is no such value.
    pub is_reached: Option<bool>,
    /// How likely the six weeks up to its day are as good, if things stay as they are: 0 to 1. None when its day has
    /// come, or nothing is known.
    pub probability: Option<f64>,
    /// The probability in a word.
    pub outlook: Option<Outlook>,
}

impl Aim {
    /// How it looks, in words: `not at this pace (under 1 in 100)`.
    pub fn words(&self) -> String {
        let stands = match self.is_reached {
            Some(true) => "reached now",
            Some(false) => "not reached yet",
            None => "not known yet",
        };
        let Some((outlook, probability)) = self.outlook.zip(self.probability) else {
            return stands.to_owned();
        };
        let looks = match outlook {
            Outlook::OnCourse => "on course",
            Outlook::Likely => "likely",
            Outlook::CoinFlip => "as likely as not",
            Outlook::Unlikely => "unlikely at this pace",
            Outlook::NeedsChange => "not at this pace",
            Outlook::TooEarly => return format!("{stands}, too early to tell more"),
        };
        format!("{stands}, {looks} ({})", chance(probability))
    }
}

/// A probability as people say it: `about 7 in 10`, `under 1 in 100`.
fn chance(probability: f64) -> String {
    match probability {
        p if p < 0.01 => "under 1 in 100".to_owned(),
        p if p < 0.095 => format!("about {:.0} in 100", 100.0 * p),
        p if p > 0.99 => "over 99 in 100".to_owned(),
        p if p > 0.905 => format!("about {:.0} in 100", 100.0 * p),
        p => format!("about {:.0} in 10", 10.0 * p),
    }
}

/// What is aimed at and how that looks, in one sentence; nothing where nothing is.
pub fn aims_told(unit: Unit, aims: &[Aim]) -> Option<String> {
    let one = |aim: &Aim| {
        let value = words::value(unit, aim.target.value);
        format!("{value} by {}", aim.target.due_on.format("%-d %b %Y"))
    };
    let head = if aims.len() == 1 { "Target" } else { "Targets" };
    let first = aims.first()?.words();
    if aims.iter().all(|aim| aim.words() == first) {
        let aims: Vec<String> = aims.iter().map(one).collect();
        return Some(format!("{head}: {}: {first}.", aims.join(", ")));
    }
    let each = |aim: &Aim| format!("{}: {}", one(aim), aim.words());
    let aims: Vec<String> = aims.iter().map(each).collect();
    Some(format!("{head}: {}.", aims.join("; ")))
}

/// The targets of a KPI, the nearest first. `weekly` is what its weeks contribute, `pool` the spread of scores.
pub(super) fn aims(
    kpi: &Kpi,
    targets: &[(String, Target)],
    weekly: &[Weekly],
    pool: Option<Pool>,
    this_week: Week,
) -> Vec<Aim> {
    let recent = recent(kpi.unit(), weekly);
    let mut aims: Vec<Aim> = targets
        .iter()
        .filter(|(key, _)| *key == kpi.key)
        .map(|(_, target)| {
            let known = recent.as_ref().and_then(|recent| {
                let window = Window::of(target.due_on, weekly, this_week, recent)?;
                let probability = window.probability(kpi, target.value, recent, pool)?;
                Some((probability, Outlook::of(probability, recent.n)))
            });
            Aim {
                target: *target,
                is_reached: recent
                    .as_ref()
                    .map(|recent| kpi.better.is_reached(recent.value, target.value)),
                probability: known.map(|(probability, _)| probability),
                outlook: known.map(|(_, outlook)| outlook),
            }
        })
        .collect();
    aims.sort_by_key(|aim| aim.target.horizon);
    aims
}

/// The six weeks up to the day of a target: what is known of them already, and how many calls are still to come at the
/// pace of the last weeks.
struct Window {
    x: u64,
    n: u64,
    sum: f64,
    to_come: u64,
}

impl Window {
    /// None when nothing is to come any more.
    fn of(due_on: NaiveDate, weekly: &[Weekly], this_week: Week, recent: &Recent) -> Option<Self> {
        let last = Week::of(due_on);
        let first = last.plus(1 - SIDE_WEEKS as i64);
        let to_come = last.since(first.max(this_week)) + 1;
        if to_come <= 0 {
            return None;
        }
        let over = || {
            let is_over = |one: &&Weekly| one.is_closed && first <= one.week && one.week <= last;
            weekly.iter().filter(is_over)
        };
        let pace = recent.n as f64 / recent.weeks.max(1) as f64;
        let sum = |one: &Weekly| {
            one.sample
                .map_or(0.0, |sample| sample.mean * sample.n as f64)
        };
        Some(Self {
            x: over().map(|one| one.x).sum(),
            n: over().map(|one| one.n).sum(),
            sum: over().map(sum).sum(),
            to_come: ((pace * to_come as f64).round() as u64).max(1),
        })
    }

    /// How likely the whole window is as good as `target`: beta-binomial for shares, t for scores and numbers. See
    /// [`crate::stats::forecast`].
    fn probability(
        &self,
        kpi: &Kpi,
        target: f64,
        recent: &Recent,
        pool: Option<Pool>,
    ) -> Option<f64> {
        let (m, all) = (self.to_come, (self.n + self.to_come) as f64);
        let is_higher = kpi.better == Better::Higher;
        if kpi.unit() == Unit::Share {
            // Where less is better, what must come about is that it does not.
            let (x, so_far, target) = if is_higher {
                (recent.x, self.x, target)
            } else {
                (recent.n - recent.x, self.n - self.x, 1.0 - target)
            };
            let needed = (target * all - 1e-9).ceil().max(0.0) as u64;
            return forecast::goal(x, recent.n, m, needed.saturating_sub(so_far));
        }
        let sample = recent.sample?;
        let pool = pool
            .filter(|pool| pool.is_enough() && kpi.unit() == Unit::Points)
            .or_else(|| mean::pool_of([sample]))?;
        let basis = Basis {
            n: sample.n,
            mean: sample.mean,
            sd: pool.sd,
            df: pool.df,
        };
        let needed = (all * target - self.sum) / m as f64;
        let at_least = basis.next_at_least(m, needed, Some(kpi.unit().bounds()))?;
        Some(if is_higher { at_least } else { 1.0 - at_least })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::domain::kpi;
    use crate::domain::trend::testing::week;

    /// Six closed weeks up to 2026-W46 with these counts each.
    fn counts(x: u64, n: u64) -> Vec<Weekly> {
        let of = |at| Weekly {
            week: week("2026-W41").plus(at),
            is_closed: true,
            sample: crate::stats::Sample::of_counts(x, n),
            evidence: Vec::new(),
            x,
            n,
        };
        (0..6).map(of).collect()
    }

    fn aim(kpi: &Kpi, weekly: &[Weekly], value: f64, due_on: &str) -> Aim {
        let target = Target {
            horizon: Horizon::Short,
            value,
            due_on: due_on.parse().unwrap(),
        };
        let targets = [(kpi.key.to_string(), target)];
        aims(kpi, &targets, weekly, None, week("2026-W47"))[0]
    }

    // 18 of 24 so far and 24 to come: the chance of at least 18 more is the beta-binomial tail with Beta(18.5, 6.5).
    #[test]
    fn a_share_is_judged_by_the_six_weeks_up_to_its_day() {
        let solved = kpi::find("solved").unwrap();
        let far = aim(solved, &counts(3, 4), 0.75, "2027-03-31");
        let expected = forecast::goal(18, 24, 24, 18).unwrap();
        assert!((far.probability.unwrap() - expected).abs() < 1e-12);
        assert_eq!(far.outlook, Some(Outlook::CoinFlip));
        let high = aim(solved, &counts(3, 4), 0.99, "2027-03-31");
        assert_eq!(
            high.words(),
            "not reached yet, not at this pace (under 1 in 100)"
        );
        let low = aim(solved, &counts(3, 4), 0.5, "2027-03-31");
        assert_eq!(
            (low.outlook, low.is_reached),
            (Some(Outlook::OnCourse), Some(true))
        );
    }

    // Of the six weeks up to 29 November (W48) four are over with 12 of 16; two are to come with 8 calls at this pace.
    #[test]
    fn what_is_over_already_counts_for_a_near_target() {
        let solved = kpi::find("solved").unwrap();
        let near = aim(solved, &counts(3, 4), 0.75, "2026-11-29");
        let expected = forecast::goal(18, 24, 8, 18 - 12).unwrap();
        assert!((near.probability.unwrap() - expected).abs() < 1e-12);
        let gone = aim(solved, &counts(3, 4), 0.75, "2026-11-15");
        assert_eq!(
            (gone.probability, gone.words().as_str()),
            (None, "reached now")
        );
    }

    // Numbers 10, 12, 10, 12, 10, 12: mean 11, s^2 = 6/5, and six weeks to come: t = 1/(sqrt(1.2) sqrt(1/6 + 1/6)) = 1.581
    // with 5 degrees of freedom, of which 0.9126 lies below (Student's table: 1.476 at 0.90, 2.015 at 0.95).
    #[test]
    fn where_less_is_better_a_number_is_judged_from_the_other_side() {
        let numbers: Vec<Weekly> = (0..6)
            .map(|at| {
                Weekly::typed(
                    week("2026-W41").plus(at),
                    true,
                    10.0 + 2.0 * (at % 2) as f64,
                )
            })
            .collect();
        let missed = Kpi {
            better: Better::Lower,
            measure: crate::domain::kpi::Measure::Typed,
            ..kpi::QUALITY.clone()
        };
        let aim = aim(&missed, &numbers, 12.0, "2027-03-31");
        assert!((aim.probability.unwrap() - 0.9126).abs() < 5e-4, "{aim:?}");
        assert_eq!(aim.words(), "reached now, on course (about 91 in 100)");
    }
}
