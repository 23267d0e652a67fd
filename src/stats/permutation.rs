//! The exact test that needs no distribution: in how many of all ways to split these calls would the difference be as
//! large as the one that was seen?

use super::moments::mean;
use super::random::Random;
use super::status::Status;

/// Up to this many arrangements all are tried; beyond, a fixed random selection of them.
pub const EXACT_UP_TO: u64 = 200_000;
/// How much is tried.
const USUAL: Work = Work {
    exact_up_to: EXACT_UP_TO,
    selected: 100_000,
};
/// The selection is the same for ever.
const SEED: [u8; 32] = [53; 32];

/// How the difference compares with all that chance could have made of the same values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Permutation {
    /// First mean minus second mean (two groups), or the mean of the differences (pairs).
    pub difference: f64,
    /// How many arrangements were looked at.
    pub arrangements: u64,
    /// Whether these were all there are.
    pub is_exact: bool,
    /// How many of them have a difference at least as large, sign counted.
    pub as_large: u64,
    /// How many have a difference at least as large in size.
    pub as_large_in_size: u64,
}

impl Permutation {
    /// The probability of a difference this large upwards by chance alone.
    pub fn one_sided_p(self) -> f64 {
        self.share(self.as_large)
    }

    /// The probability of a difference of this size in either direction by chance alone. Exact when all arrangements
    /// were tried, else `(1 + count)/(1 + B)`.
    pub fn two_sided_p(self) -> f64 {
        self.share(self.as_large_in_size)
    }

    fn share(self, count: u64) -> f64 {
        let observed = u64::from(!self.is_exact);
        (count + observed) as f64 / (self.arrangements + observed) as f64
    }
}

/// Whether two groups of these sizes could ever give a two-sided p below 5 %: 4 and 4 can (0.029), 3 and 3 cannot
/// (0.10).
pub fn can_convince(n1: u64, n2: u64) -> bool {
    n1 >= 4 && n2 >= 4
}

/// Two groups: all `C(n1+n2, n1)` splits of the values, counting those with `|difference| >= |observed|`.
///
/// Above 200,000 splits 100,000 of them, drawn with `ChaCha8` from a fixed seed. Values are compared as whole
/// numbers, a trillionth of the largest, so that ties are ties. `Err` with `NoData` (an empty side) or `Invalid` (a
/// value that is not finite). Fisher (1935); Box, Hunter & Hunter, Statistics for Experimenters (2005) 3.1.
pub fn two_groups(first: &[f64], second: &[f64]) -> Result<Permutation, Status> {
    split(first, second, USUAL)
}

/// Pairs (the same calls scored twice): all `2^n` ways to give the differences a sign, counting those whose sum is at
/// least as large in size. Above 200,000 ways 100,000 of them. `Err` as for [`two_groups`]. Fisher (1935).
pub fn paired(differences: &[f64]) -> Result<Permutation, Status> {
    flip(differences, USUAL)
}

/// How many arrangements are all tried, and how many are selected beyond.
#[derive(Clone, Copy)]
struct Work {
    exact_up_to: u64,
    selected: u64,
}

impl Work {
    /// Fewer arrangements of very many values, so that the answer comes in seconds.
    fn selection(self, values: usize) -> u64 {
        (200_000_000 / values as u64).max(1_000).min(self.selected)
    }
}

fn split(first: &[f64], second: &[f64], work: Work) -> Result<Permutation, Status> {
    if first.is_empty() || second.is_empty() {
        return Err(Status::NoData);
    }
    let difference = mean(first)
        .zip(mean(second))
        .map(|(one, other)| one - other);
    let difference = difference.ok_or(Status::Invalid)?;
    let all: Vec<f64> = first.iter().chain(second).copied().collect();
    let mut units = whole_units(&all);
    let observed_sum: i128 = units[..first.len()].iter().sum();
    let total: i128 = units.iter().sum();
    let (n, n1) = (units.len() as i128, first.len() as i128);
    // n n1 n2 times the difference of the means, apart from the unit.
    let first_smaller = first.len() <= second.len();
    let smaller = first.len().min(second.len());
    let scaled = |sum: i128| {
        let of_first = if first_smaller { sum } else { total - sum };
        of_first * n - total * n1
    };
    let mut count = Count::new(observed_sum * n - total * n1, 2 * n * n1);
    units.sort_unstable();
    let splits = choose_up_to(units.len() as u64, smaller as u64, work.exact_up_to);
    if let Some(splits) = splits {
        each_subset(&units, smaller, 0, &mut |sum| count.look(scaled(sum)));
        return Ok(count.into_permutation(difference, splits, true));
    }
    let selected = work.selection(smaller);
    let mut random = Random::from_seed(SEED);
    for _ in 0..selected {
        let sum = random_subset(&mut units, smaller, &mut random);
        count.look(scaled(sum));
    }
    Ok(count.into_permutation(difference, selected, false))
}

fn flip(differences: &[f64], work: Work) -> Result<Permutation, Status> {
    if differences.is_empty() {
        return Err(Status::NoData);
    }
    let difference = mean(differences).ok_or(Status::Invalid)?;
    let mut units = whole_units(differences);
    let observed: i128 = units.iter().sum();
    let mut count = Count::new(observed, 2 * units.len() as i128);
    units.sort_unstable();
    let ways = 1u64
        .checked_shl(units.len() as u32)
        .filter(|ways| *ways <= work.exact_up_to && units.len() < 64);
    if let Some(ways) = ways {
        each_sign(&units, 0, &mut |sum| count.look(sum));
        return Ok(count.into_permutation(difference, ways, true));
    }
    let selected = work.selection(units.len());
    let mut random = Random::from_seed(SEED);
    for _ in 0..selected {
        let sum = units
            .iter()
            .map(|unit| if random.below(2) == 0 { *unit } else { -unit })
            .sum();
        count.look(sum);
    }
    Ok(count.into_permutation(difference, selected, false))
}

/// Counts arrangements against the observed one; what differs by rounding only is the same.
struct Count {
    observed: i128,
    slack: i128,
    as_large: u64,
    as_large_in_size: u64,
}

impl Count {
    fn new(observed: i128, slack: i128) -> Self {
        Self {
            observed,
            slack,
            as_large: 0,
            as_large_in_size: 0,
        }
    }

    fn look(&mut self, value: i128) {
        self.as_large += u64::from(value >= self.observed - self.slack);
        self.as_large_in_size += u64::from(value.abs() >= self.observed.abs() - self.slack);
    }

    fn into_permutation(self, difference: f64, arrangements: u64, is_exact: bool) -> Permutation {
        Permutation {
            difference,
            arrangements,
            is_exact,
            as_large: self.as_large,
            as_large_in_size: self.as_large_in_size,
        }
    }
}

fn whole_units(values: &[f64]) -> Vec<i128> {
    let largest = values
        .iter()
        .fold(0.0, |largest: f64, value| largest.max(value.abs()));
    values
        .iter()
        .map(|value| {
            if largest > 0.0 {
                (value / largest * 1e12).round() as i128
            } else {
                0
            }
        })
        .collect()
}

/// "n choose k", when it is at most `most`.
fn choose_up_to(n: u64, k: u64, most: u64) -> Option<u64> {
    let mut ways = 1u64;
    for step in 0..k {
        ways = ways * (n - step) / (step + 1);
        if ways > most {
            return None;
        }
    }
    Some(ways)
}

fn each_subset(units: &[i128], size: usize, sum: i128, look: &mut impl FnMut(i128)) {
    if size == 0 {
        return look(sum);
    }
    for index in 0..=units.len() - size {
        each_subset(&units[index + 1..], size - 1, sum + units[index], look);
    }
}

fn each_sign(units: &[i128], sum: i128, look: &mut impl FnMut(i128)) {
    let Some((first, rest)) = units.split_first() else {
        return look(sum);
    };
    each_sign(rest, sum + first, look);
    each_sign(rest, sum - first, look);
}

/// Moves a random subset to the front and adds it up.
fn random_subset(units: &mut [i128], size: usize, random: &mut Random) -> i128 {
    (0..size)
        .map(|index| {
            let other = index + random.below((units.len() - index) as u64) as usize;
            units.swap(index, other);
            units[index]
        })
        .sum()
}

#[cfg(test)]
mod tests;
