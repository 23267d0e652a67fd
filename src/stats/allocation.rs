//! How many calls to draw in each stratum: one greedy algorithm that is provably best in whole numbers, for every
//! policy.

use super::mean::Pool;
use super::status::Status;

/// More calls than this are never allocated.
pub const MOST: u64 = 1_000_000;
/// How many degrees of freedom the common spread weighs against a stratum's own.
const PRIOR_DF: f64 = 4.0;

/// A stratum that waits for its share of the budget.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// How many there are to draw from.
    pub population: u64,
    /// Their past standard deviation (see [`shrunk_sd`]); 0 when there is no past.
    pub sd: f64,
    /// At least so many are drawn.
    pub low: u64,
    /// At most so many are drawn.
    pub high: u64,
}

impl Part {
    /// A stratum with the usual bounds: at least 2 (or all when there are fewer), at most all.
    pub fn of(population: u64, sd: f64) -> Self {
        Self {
            population,
            sd,
            low: population.min(2),
            high: population,
        }
    }

    fn high(self) -> u64 {
        self.high.min(self.population)
    }

    fn floor(self, at_most: u64) -> u64 {
        self.low.min(self.high()).min(at_most)
    }
}

/// What the budget is to achieve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// The mean over all calls as precise as possible.
    Optimal,
    /// Every call the same chance.
    Proportional,
    /// Every stratum the same number.
    Equal,
    /// The widest range first: where one is least certain.
    WidestFirst,
}

/// Who gets how many.
#[derive(Debug, Clone, PartialEq)]
pub struct Allocation {
    /// The number for each stratum, in the order given.
    pub n: Vec<u64>,
    /// `sum N_h (N_h - n_h) S_h^2 / n_h`. `None` when a stratum goes without.
    pub variance_of_total: Option<f64>,
    /// `Ok`, `Census` (all are drawn), `StratumNotSampled` (the budget is short), `NoData` (nothing to draw) or
    /// `Invalid` (a budget above a million).
    pub status: Status,
}

/// Spends `budget` over `parts`; ties go to the first part.
///
/// Starts from the lower bounds (1 each when the budget is short of them, then none) and gives the next call to the
/// largest `N_h S_h / sqrt(n_h (n_h + 1))` that is below its upper bound; `S_h = 1` for `Proportional` and when no
/// spread is known, `N_h S_h = 1` for `Equal`; for `WidestFirst` the largest `S_h sqrt((1 - n_h/N_h)/n_h)`. Wright
/// (2012) The American Statistician 66:217; Wright (2017) Statistics & Probability Letters 129:50.
pub fn allocate(parts: &[Part], budget: u64, policy: Policy) -> Allocation {
    let budget = budget.min(sum(parts.iter().map(|part| part.high())));
    if budget > MOST {
        return Allocation::none(parts, Status::Invalid);
    }
    let floors = [u64::MAX, 1, 0].map(|at_most| {
        parts
            .iter()
            .map(|part| part.floor(at_most))
            .collect::<Vec<u64>>()
    });
    let mut n = floors
        .into_iter()
        .find(|floors| sum(floors.iter().copied()) <= budget)
        .unwrap_or_default();
    let spread = Spread::of(parts, policy);
    let mut left = budget.saturating_sub(sum(n.iter().copied()));
    while left > 0 {
        let Some(next) = spread.neediest(parts, &n) else {
            break;
        };
        n[next] += 1;
        left -= 1;
    }
    Allocation::of(parts, n)
}

/// The smallest allocation whose variance of the total is at most `target`, from the lower bounds on; everything up
/// to the upper bounds when that is not enough. Greedy as [`allocate`] with `Optimal`.
pub fn allocate_for_variance(parts: &[Part], target: f64) -> Allocation {
    if sum(parts.iter().map(|part| part.high())) > MOST {
        return Allocation::none(parts, Status::Invalid);
    }
    let mut n: Vec<u64> = parts.iter().map(|part| part.floor(u64::MAX)).collect();
    let spread = Spread::of(parts, Policy::Optimal);
    while !variance_of_total(parts, &n).is_some_and(|variance| variance <= target) {
        let Some(next) = spread.neediest(parts, &n) else {
            break;
        };
        n[next] += 1;
    }
    Allocation::of(parts, n)
}

/// Neyman's allocation in fractions, `n N_h S_h / sum N_h S_h`, and the variance of the total with it. `None` when no
/// stratum has a spread. Neyman (1934) JRSS 97:558.
pub fn neyman(parts: &[Part], budget: f64) -> Option<(Vec<f64>, f64)> {
    let weights: Vec<f64> = parts
        .iter()
        .map(|part| part.population as f64 * sound(part.sd))
        .collect();
    let all: f64 = weights.iter().sum();
    let n: Vec<f64> = weights.iter().map(|weight| budget * weight / all).collect();
    let variance: f64 = parts
        .iter()
        .zip(&n)
        .filter(|(_, n)| **n > 0.0)
        .map(|(part, n)| part_variance(part, *n))
        .sum();
    (all > 0.0 && variance.is_finite()).then_some((n, variance))
}

/// The past spread of a stratum, drawn towards the common one: `S^2 = (v s^2 + 4 s_p^2)/(v + 4)`. `own` is `None`
/// without a past of its own.
pub fn shrunk_sd(own: Option<Pool>, common: Pool) -> f64 {
    let own = own
        .filter(|own| own.df > 0.0 && own.sd.is_finite())
        .unwrap_or(Pool { df: 0.0, ..common });
    let squares = own.df * own.sd * own.sd + PRIOR_DF * common.sd * common.sd;
    (squares / (own.df + PRIOR_DF)).sqrt()
}

impl Allocation {
    fn none(parts: &[Part], status: Status) -> Self {
        Self {
            n: vec![0; parts.len()],
            variance_of_total: None,
            status,
        }
    }

    fn of(parts: &[Part], n: Vec<u64>) -> Self {
        let members = || parts.iter().zip(&n).filter(|(part, _)| part.population > 0);
        let status = if members().next().is_none() {
            Status::NoData
        } else if members().all(|(part, n)| *n == part.population) {
            Status::Census
        } else if members().any(|(_, n)| *n == 0) {
            Status::StratumNotSampled
        } else {
            Status::Ok
        };
        Self {
            variance_of_total: variance_of_total(parts, &n),
            n,
            status,
        }
    }
}

/// The spread that stands for each part under a policy.
struct Spread {
    weights: Vec<f64>,
    policy: Policy,
}

impl Spread {
    fn of(parts: &[Part], policy: Policy) -> Self {
        let known = parts
            .iter()
            .any(|part| part.population > 0 && sound(part.sd) > 0.0);
        let weights = parts
            .iter()
            .map(|part| {
                let sd = if known { sound(part.sd) } else { 1.0 };
                match policy {
                    Policy::Optimal => part.population as f64 * sd,
                    Policy::Proportional => part.population as f64,
                    Policy::Equal => 1.0,
                    Policy::WidestFirst => sd,
                }
            })
            .collect();
        Self { weights, policy }
    }

    /// Who gets the next call. A part with none comes before every part that has some.
    fn neediest(&self, parts: &[Part], n: &[u64]) -> Option<usize> {
        let mut best: Option<(usize, (bool, f64))> = None;
        for (index, (part, &have)) in parts.iter().zip(n).enumerate() {
            if have >= part.high() {
                continue;
            }
            let need = (have == 0, self.need(part, index, have as f64));
            if best.is_none_or(|(_, other)| need > other) {
                best = Some((index, need));
            }
        }
        best.map(|(index, _)| index)
    }

    fn need(&self, part: &Part, index: usize, have: f64) -> f64 {
        let weight = self.weights[index];
        match self.policy {
            _ if have < 1.0 => weight,
            Policy::WidestFirst => weight * ((1.0 - have / part.population as f64) / have).sqrt(),
            _ => weight / (have * (have + 1.0)).sqrt(),
        }
    }
}

fn sound(sd: f64) -> f64 {
    if sd.is_finite() { sd.max(0.0) } else { 0.0 }
}

fn sum(values: impl Iterator<Item = u64>) -> u64 {
    values.fold(0, u64::saturating_add)
}

fn part_variance(part: &Part, n: f64) -> f64 {
    let all = part.population as f64;
    all * (all - n) * sound(part.sd).powi(2) / n
}

fn variance_of_total(parts: &[Part], n: &[u64]) -> Option<f64> {
    let variance: f64 = parts
        .iter()
        .zip(n)
        .filter(|(part, _)| part.population > 0)
        .map(|(part, &n)| part_variance(part, n as f64))
        .sum();
    variance.is_finite().then_some(variance)
}

#[cfg(test)]
mod tests;
