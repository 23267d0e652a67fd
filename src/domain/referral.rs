//! Referrals that were not asked for where they could be: how many that is, and what it may be worth by the owner's own
//! rates. Always a range, never one number. What is read from the file stands in `ops::referral`.

use crate::stats::Range;
use crate::stats::forecast::product_quantiles;
use crate::stats::proportion::wilson;
use crate::stats::shrinkage::BetaBelief;

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

/// What was heard in some weeks.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Asked {
    /// Calls heard at random of which it is known whether it fitted.
    pub heard: u64,
    /// Calls in which it was asked.
    pub asked: u64,
    /// Calls in which it would have fitted and was not.
    pub missed: u64,
    /// Calls handled a week, on average.
    pub handled: f64,
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
    /// Calls in which it would have fitted.
    pub fn fitting(&self) -> u64 {
        self.asked + self.missed
    }

    /// Which share of the fitting calls were asked, with Wilson's range at 95 %. None where it never fitted.
    pub fn range(&self, confidence: f64) -> Option<Range> {
        wilson(self.asked, self.fitting(), confidence)
    }

    /// What was missed over a week, a month and a year if these weeks are like the others. Empty where nothing was heard.
    ///
    /// Missed asks: calls a week times Wilson's range of missed / heard. Their worth: the same calls times the product of two
    /// independent Jeffreys beliefs, that an ask was missed and that one brings a customer, times the value of one; its 10 %
    /// and 90 % quantiles.
    pub fn missed_in(&self, rates: Option<Rates>, confidence: f64) -> Vec<Missed> {
        let Some(share) = wilson(self.missed, self.heard, confidence) else {
            return Vec::new();
        };
        let tail = (1.0 - SURE) / 2.0;
        let tails = [tail, 1.0 - tail];
        let of_calls = rates
            .filter(|rates| rates.asks >= FEWEST_ASKS)
            .and_then(|rates| {
                let (missed, gained) = (
                    belief(self.missed, self.heard),
                    belief(rates.gained, rates.asks),
                );
                let found = product_quantiles(missed, gained, &tails)?;
                Some((found.first()? * rates.value, found.last()? * rates.value))
            });
        let one = |(span, weeks): (&'static str, f64)| {
            let calls = self.handled * weeks;
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
fn belief(x: u64, n: u64) -> BetaBelief {
    BetaBelief {
        a: x as f64 + 0.5,
        b: n.saturating_sub(x) as f64 + 0.5,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]
    use super::*;
    use crate::stats::CONFIDENCE;

    const ASKED: Asked = Asked {
        heard: 40,
        asked: 8,
        missed: 12,
        handled: 100.0,
    };
    const RATES: Rates = Rates {
        asks: 20,
        gained: 4,
        value: 300.0,
    };

    // Wilson of 12/40: 0.181 to 0.454 (Newcombe 1998, method 3, by hand), of 100 calls a week.
    #[test]
    fn missed_asks_are_those_of_all_calls_with_their_range() {
        let week = ASKED.missed_in(None, CONFIDENCE)[0];
        assert_eq!(week.span, "week");
        assert!(
            (week.asks.0 - 18.1).abs() < 0.1 && (week.asks.1 - 45.4).abs() < 0.1,
            "{week:?}"
        );
        assert_eq!(week.worth, None);
    }

    // The point 100 x 12/40 x 4/20 x 300 = 1800 a week lies within; a year is 52 weeks of it, a month a twelfth of that.
    #[test]
    fn the_worth_is_a_range_around_the_product_of_the_owners_rates() {
        let [week, month, year] = ASKED.missed_in(Some(RATES), CONFIDENCE)[..] else {
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
            ASKED
                .missed_in(Some(few), CONFIDENCE)
                .iter()
                .all(|one| one.worth.is_none())
        );
        assert!(
            Asked::default()
                .missed_in(Some(RATES), CONFIDENCE)
                .is_empty()
        );
        assert_eq!(Asked::default().range(CONFIDENCE), None);
    }
}
