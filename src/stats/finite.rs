//! How many of *all* `population` calls, from the `x` of `n` that were looked at: exact, by the hypergeometric
//! distribution. A small shop samples so much of the whole that this is visibly narrower than Wilson.

use super::distribution::ln_choose;
use super::proportion::{clopper_pearson, wilson};
use super::range::{Range, sound_confidence};

/// Above this the logarithms lose digits while the finite population hardly matters any more.
const LARGE_POPULATION: u64 = 10_000_000;

/// From `low` to `high` things, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountRange {
    /// The smallest number that still fits the sample.
    pub low: u64,
    /// The largest number that still fits the sample.
    pub high: u64,
}

/// How many of the `population` are like the `x` among the `n` that were sampled without replacement. `None` when
/// `x > n`, `n > population` or the confidence is not between 0 and 1; nothing sampled gives 0 to `population`.
///
/// All `M` with `P(X >= x | M) > a/2` and `P(X <= x | M) > a/2`, `X` hypergeometric: inversion of the exact test,
/// Buonaccorsi (1987) The American Statistician 41:215. Beyond ten million the binomial limit (a little wider).
pub fn count_range(x: u64, n: u64, population: u64, confidence: f64) -> Option<CountRange> {
    let confidence = sound_confidence(confidence)?;
    if x > n || n > population {
        return None;
    }
    let (least, most) = (x, population - (n - x));
    if n == 0 || n == population {
        return Some(CountRange {
            low: least,
            high: most,
        });
    }
    if population > LARGE_POPULATION {
        return binomial_limit(x, n, population, confidence);
    }
    // A number whose probability is the tail itself is rejected, whichever way its last digit was rounded.
    let tail = (1.0 - confidence) / 2.0 * (1.0 + 1e-9);
    let draw = |marked: u64| Draw {
        population,
        marked,
        n,
    };
    // P(X >= x) grows with M, P(X <= x) falls: each end is found by halving.
    let low = first_true(least, most, |m| draw(m).at_least(x) > tail);
    let high = first_true(least, most, |m| draw(m).at_most(x) <= tail);
    let high = if draw(high).at_most(x) > tail {
        high
    } else {
        high - 1
    };
    Some(CountRange {
        low,
        high: high.max(low),
    })
}

/// The share of all `population` calls, a ratio within 0..1: [`count_range`] divided by the population when more than a
/// tenth of it was sampled, Wilson's range otherwise or when the population is not known. `None` when there is nothing
/// to go by: `n` is 0, `x > n`, `n > population`.
pub fn share_range(x: u64, n: u64, population: Option<u64>, confidence: f64) -> Option<Range> {
    match population {
        Some(population) if n > population => None,
        Some(population) if n > 0 && n > population / 10 => {
            let count = count_range(x, n, population, confidence)?;
            Some(Range {
                low: count.low as f64 / population as f64,
                high: count.high as f64 / population as f64,
            })
        }
        _ => wilson(x, n, confidence),
    }
}

fn binomial_limit(x: u64, n: u64, population: u64, confidence: f64) -> Option<CountRange> {
    let share = clopper_pearson(x, n, confidence)?;
    let all = population as f64;
    let (least, most) = (x, population - (n - x));
    Some(CountRange {
        low: ((share.low * all).floor() as u64).clamp(least, most),
        high: ((share.high * all).ceil() as u64).clamp(least, most),
    })
}

/// The smallest number in `low..=high` for which `holds`, given that it then holds up to `high`; `high` when it never
/// does.
fn first_true(mut low: u64, mut high: u64, holds: impl Fn(u64) -> bool) -> u64 {
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

/// Drawing `n` from a `population` of which `marked` count.
#[derive(Clone, Copy)]
struct Draw {
    population: u64,
    marked: u64,
    n: u64,
}

impl Draw {
    /// P(X = x), for an `x` that can happen.
    fn exactly(self, x: u64) -> f64 {
        let (all, marked, n, x) = (
            self.population as f64,
            self.marked as f64,
            self.n as f64,
            x as f64,
        );
        (ln_choose(marked, x) + ln_choose(all - marked, n - x) - ln_choose(all, n)).exp()
    }

    fn mean(self) -> f64 {
        self.n as f64 * self.marked as f64 / self.population as f64
    }

    /// P(X <= x): summed from `x` away from the bulk, so that the terms fall and the sum soon ends.
    fn at_most(self, x: u64) -> f64 {
        if x as f64 > self.mean() {
            return 1.0 - self.tail_up(x + 1);
        }
        self.tail_down(x)
    }

    /// P(X >= x).
    fn at_least(self, x: u64) -> f64 {
        if x == 0 {
            return 1.0;
        }
        if (x as f64) < self.mean() {
            return 1.0 - self.tail_down(x - 1);
        }
        self.tail_up(x)
    }

    fn tail_down(self, x: u64) -> f64 {
        let least = self.n.saturating_sub(self.population - self.marked);
        if x < least {
            return 0.0;
        }
        let rest = self.population - self.marked;
        let mut term = self.exactly(x);
        let mut sum = term;
        for value in (least..x).rev() {
            let (up, down) = (value as f64 + 1.0, (self.n - value) as f64);
            let right = (self.marked - value) as f64;
            term *= up / right * (rest + value + 1 - self.n) as f64 / down;
            sum += term;
            if term < sum * 1e-17 {
                break;
            }
        }
        sum.min(1.0)
    }

    fn tail_up(self, x: u64) -> f64 {
        let most = self.n.min(self.marked);
        if x > most {
            return 0.0;
        }
        let rest = self.population - self.marked;
        let mut term = self.exactly(x);
        let mut sum = term;
        for value in x..most {
            let right = (self.marked - value) as f64;
            let down = (self.n - value) as f64;
            term *= right / (value as f64 + 1.0) * down / (rest + value + 1 - self.n) as f64;
            sum += term;
            if term < sum * 1e-17 {
                break;
            }
        }
        sum.min(1.0)
    }
}

#[cfg(test)]
mod tests;
