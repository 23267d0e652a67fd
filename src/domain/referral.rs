//! Referrals that were not asked for where they could be: how many that is, and what it may be worth by the owner's own
//! rates. Always a range, never one number. What is read from the file stands in `ops::referral`.

use crate::domain::trend::applying;
use crate::stats::Range;
use crate::stats::forecast::product_quantiles;
use crate::stats::shrinkage::BetaBelief;
use crate::stats::stratified::{CountStratum, Stratified, proportion};

/// With fewer counted asks than this no money is told.
pub const FEWEST_ASKS: u64 = 10;
/// The share of cases in which the truth lies within a range of money.
pub const SURE: f64 = 0.80;
/// Weeks of a month and of a year.
const SPANS: [(&str, f64); 3] = [("week", 1.0), ("month", 52.0 / 12.0), ("year", 52.0)];

/// What the owner knows of referrals that were asked for.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Rates {
    /// Asks that were counted.
    pub asks: u64,
    /// How many of them brought a new customer.
    pub gained: u64,
    /// What a new customer is worth, in the owner's money.
    pub value: f64,
}

/// What was heard of one rep in some weeks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfRep {
    /// The name.
    pub rep: String,
    /// The calls that those heard were drawn from.
    pub calls: u64,
    /// Calls heard at random of which it is known whether it fitted.
    pub heard: u64,
    /// Calls in which it was asked.
    pub asked: u64,
    /// Calls in which it would have fitted and was not.
    pub missed: u64,
}

impl OfRep {
    /// Calls in which it would have fitted.
    pub fn fitting(&self) -> u64 {
        self.asked + self.missed
    }

    /// Every call, never fewer than were heard.
    fn all(&self) -> u64 {
        self.calls.max(self.heard)
    }

    fn all_fitting(&self) -> CountStratum {
        CountStratum {
            population: applying(self.all(), self.heard, self.fitting()),
            n: self.fitting(),
            x: self.asked,
        }
    }

    fn all_missed(&self) -> CountStratum {
        CountStratum {
            population: self.all(),
            n: self.heard,
            x: self.missed,
        }
    }
}

/// What was heard in some weeks. Every rep counts with as many calls as they had, however many of them were heard.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Those of whom something was heard.
    pub reps: Vec<OfRep>,
    /// The weeks that their calls are of.
    pub weeks: u64,
}

/// What was missed in a span of time.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Missed {
    /// `week`, `month` or `year`.
    pub span: &'static str,
    /// Missed asks in all calls, 19 times in 20 between these.
    pub asks: (f64, f64),
    /// What they may have been worth, 4 times in 5 between these; none without rates, or with fewer than ten asks counted.
    pub worth: Option<(f64, f64)>,
}

impl Asked {
    /// One count of all reps.
    pub fn all(&self, of: impl Fn(&OfRep) -> u64) -> u64 {
        self.reps.iter().map(of).sum()
    }

    /// Calls a week that those heard stand for.
    pub fn calls_a_week(&self) -> f64 {
        self.all(|one| one.calls) as f64 / self.weeks.max(1) as f64
    }

    /// Which share of all fitting calls were asked, with its range: [`proportion`] over the reps. None where it never fitted.
    pub fn share(&self, confidence: f64) -> Option<(f64, Range)> {
        let found = self.of_reps(OfRep::all_fitting, confidence);
        found.mean.zip(found.range)
    }

    fn of_reps(&self, of: impl Fn(&OfRep) -> CountStratum, confidence: f64) -> Stratified {
        let strata: Vec<CountStratum> = self.reps.iter().map(of).collect();
        proportion(&strata, confidence)
    }

    /// What was missed over a week, a month and a year if these weeks are like the others. Empty where nothing was heard.
    ///
    /// Missed asks: calls a week times the range of the share of calls in which one was missed, [`proportion`] over the reps.
    /// Their worth: the same calls times the product of two independent Jeffreys beliefs, that an ask was missed (of as many
    /// calls as the reps' unequal samples are worth) and that one brings a customer, times the value of one; its 10 % and
    /// 90 % quantiles.
    pub fn missed_in(&self, rates: Option<Rates>, confidence: f64) -> Vec<Missed> {
        let found = self.of_reps(OfRep::all_missed, confidence);
        let Some((mean, share)) = found.mean.zip(found.range) else {
            return Vec::new();
        };
        let n = found.effective_n(confidence);
        let tail = (1.0 - SURE) / 2.0;
        let tails = [tail, 1.0 - tail];
        let of_calls = rates
            .filter(|rates| rates.asks >= FEWEST_ASKS)
            .and_then(|rates| {
                let missed = belief(n * mean, n);
                let gained = belief(rates.gained as f64, rates.asks as f64);
                let found = product_quantiles(missed, gained, &tails)?;
                Some((found.first()? * rates.value, found.last()? * rates.value))
            });
        let one = |(span, weeks): (&'static str, f64)| {
            let calls = self.calls_a_week() * weeks;
            Missed {
                span,
                asks: (share.low * calls, share.high * calls),
                worth: of_calls.map(|(low, high)| (low * calls, high * calls)),
            }
        };
        SPANS.into_iter().map(one).collect()
    }
}

/// Jeffreys' belief after `x` of `n`.
fn belief(x: f64, n: f64) -> BetaBelief {
    BetaBelief {
        a: x + 0.5,
        b: (n - x).max(0.0) + 0.5,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]
    use super::*;
    use crate::stats::CONFIDENCE;

    fn of_rep(calls: u64, heard: u64, asked: u64, missed: u64) -> OfRep {
        OfRep {
            rep: String::new(),
            calls,
            heard,
            asked,
            missed,
        }
    }

    /// 100 calls a week, 12 of 40 missed.
    fn asked() -> Asked {
        Asked {
            reps: vec![of_rep(800, 40, 8, 12)],
            weeks: 8,
        }
    }

    const RATES: Rates = Rates {
        asks: 20,
        gained: 4,
        value: 300.0,
    };

    // With one rep n_eff = (n-1)/(1-n/N) = 39/0.95 = 41.05; Clopper-Pearson of 12.316 in 41.053 with the quantiles of
    // scipy.stats.beta: 0.16719 to 0.46295, of 100 calls a week.
    #[test]
    fn missed_asks_are_those_of_all_calls_with_their_range() {
        let week = asked().missed_in(None, CONFIDENCE)[0];
        assert_eq!(week.span, "week");
        assert!(
            (week.asks.0 - 16.719).abs() < 0.001 && (week.asks.1 - 46.295).abs() < 0.001,
            "{week:?}"
        );
        assert_eq!(week.worth, None);
    }

    // 2 of 10 asked where 800 calls were handled and 8 of 10 where 200 were: (800 x 0.2 + 200 x 0.8) / 1000 = 0.32, not the
    // 10 of 20 that were heard.
    #[test]
    fn a_rep_with_many_calls_counts_for_many_however_few_were_heard() {
        let busy = Asked {
            reps: vec![of_rep(800, 10, 2, 8), of_rep(200, 10, 8, 2)],
            weeks: 10,
        };
        let (share, range) = busy.share(CONFIDENCE).unwrap();
        assert!((share - 0.32).abs() < 1e-12, "{share}");
        assert!(range.low < 0.32 && 0.32 < range.high);
        let week = busy.missed_in(None, CONFIDENCE)[0];
        assert!(week.asks.0 < 68.0 && 68.0 < week.asks.1, "{week:?}");
        assert!((busy.calls_a_week() - 100.0).abs() < 1e-12);
    }

    // The point 100 x 12/40 x 4/20 x 300 = 1800 a week lies within; a year is 52 weeks of it, a month a twelfth of that.
    #[test]
    fn the_worth_is_a_range_around_the_product_of_the_owners_rates() {
        let [week, month, year] = asked().missed_in(Some(RATES), CONFIDENCE)[..] else {
            panic!("three spans");
        };
        let (low, high) = week.worth.unwrap();
        assert!(
            low < 1800.0 && 1800.0 < high && low > 500.0 && high < 4000.0,
            "{week:?}"
        );
        assert!((year.worth.unwrap().1 / high - 52.0).abs() < 1e-9);
        assert!((month.worth.unwrap().0 * 12.0 - year.worth.unwrap().0).abs() < 1e-6);
    }

    #[test]
    fn with_few_asks_counted_or_nothing_heard_no_money_is_told() {
        let few = Rates {
            asks: 9,
            gained: 3,
            value: 300.0,
        };
        assert!(
            asked()
                .missed_in(Some(few), CONFIDENCE)
                .iter()
                .all(|one| one.worth.is_none())
        );
        assert!(
            Asked::default()
                .missed_in(Some(RATES), CONFIDENCE)
                .is_empty()
        );
        assert_eq!(Asked::default().share(CONFIDENCE), None);
    }
}
