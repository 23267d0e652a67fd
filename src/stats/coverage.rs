//! Whether ranges cover what they claim: each method on thousands of invented weeks whose truth is known. Three standard
//! errors of the simulation are allowed on either side. Tests only.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use super::counts::rate;
use super::distribution::ln_choose;
use super::mean::Pool;
use super::random::Random;
use super::stratified::{self, Stratum};
use super::{CONFIDENCE, Range, difference, finite, forecast, mean, nps};

const RUNS: u32 = 4_000;

/// The share of runs in which the range held the truth.
fn cover(seed: u8, mut run: impl FnMut(&mut Random) -> (Option<Range>, f64)) -> f64 {
    let mut random = Random::from_seed([seed; 32]);
    let mut held = 0;
    for _ in 0..RUNS {
        let (range, truth) = run(&mut random);
        held += u32::from(range.is_some_and(|range| range.low <= truth && truth <= range.high));
    }
    f64::from(held) / f64::from(RUNS)
}

#[track_caller]
fn lies_within(covered: f64, lowest: f64, highest: f64) {
    let error = 3.0 * (0.05 * 0.95 / f64::from(RUNS)).sqrt();
    assert!(
        (lowest - error..=highest + error).contains(&covered),
        "covers {covered}, not {lowest} to {highest}"
    );
}

fn uniform(random: &mut Random) -> f64 {
    random.below(1 << 40) as f64 / (1_u64 << 40) as f64
}

/// Nearly normal: the sum of twelve uniform numbers.
fn normal(random: &mut Random, mean: f64, sd: f64) -> f64 {
    mean + sd * ((0..12).map(|_| uniform(random)).sum::<f64>() - 6.0)
}

fn normals(random: &mut Random, n: u64, mean: f64, sd: f64) -> Vec<f64> {
    (0..n).map(|_| normal(random, mean, sd)).collect()
}

fn binomial(random: &mut Random, n: u64, p: f64) -> u64 {
    (0..n).filter(|_| uniform(random) < p).count() as u64
}

/// The first `n` of a shuffled list: a simple random sample.
fn draw(random: &mut Random, from: &[f64], n: usize) -> Vec<f64> {
    let mut left = from.to_vec();
    (0..n)
        .map(|_| left.swap_remove(random.below(left.len() as u64) as usize))
        .collect()
}

#[test]
fn the_number_of_all_calls_is_covered_at_least_as_often_as_it_says() {
    // Exact, for every number of marked calls among 40 of which 9 are drawn.
    let (population, n) = (40_u64, 9_u64);
    for marked in 0..=population {
        let ways = |x: u64| {
            ln_choose(marked as f64, x as f64)
                + ln_choose((population - marked) as f64, (n - x) as f64)
                - ln_choose(population as f64, n as f64)
        };
        let can_be = |x: &u64| *x <= marked && n - x <= population - marked;
        let covered: f64 = (0..=n)
            .filter(can_be)
            .filter(|x| {
                let range = finite::count_range(*x, n, population, CONFIDENCE).unwrap();
                range.low <= marked && marked <= range.high
            })
            .map(|x| ways(x).exp())
            .sum();
        assert!(covered >= CONFIDENCE - 1e-9, "{marked} marked: {covered}");
    }
}

#[test]
fn the_difference_of_two_pass_rates_is_covered_about_as_often_as_it_says() {
    // Newcombe (1998) finds a mean coverage near 95 % for small groups of unequal size.
    let covered = cover(1, |random| {
        let (p1, p2) = (uniform(random), uniform(random));
        let (x1, x2) = (binomial(random, 8, p1), binomial(random, 5, p2));
        (difference::newcombe(x1, 8, x2, 5, CONFIDENCE), p1 - p2)
    });
    lies_within(covered, 0.94, 0.98);
}

#[test]
fn welchs_difference_is_covered_as_often_as_it_says() {
    let covered = cover(2, |random| {
        let (one, other) = (
            normals(random, 8, 80.0, 9.0),
            normals(random, 6, 75.0, 14.0),
        );
        let found = difference::welch(&one, &other, CONFIDENCE).unwrap();
        (Some(found.range), 5.0)
    });
    lies_within(covered, 0.94, 0.96);
}

#[test]
fn unequal_strata_with_one_spread_are_covered_as_often_as_they_say() {
    // Three reps with 62, 48 and 31 calls; 4, 3 and 1 of them heard; the spread learnt from 30 earlier calls.
    let mut random = Random::from_seed([3; 32]);
    let frames = [62, 48, 31].map(|n| normals(&mut random, n, 78.0 - n as f64 / 10.0, 9.0));
    let all: Vec<f64> = frames.iter().flatten().copied().collect();
    let truth = all.iter().sum::<f64>() / all.len() as f64;
    let mut sum = 0.0;
    let covered = cover(4, |random| {
        let past = normals(random, 31, 78.0, 9.0);
        let pool: Option<Pool> = mean::pool(&[&past]);
        let strata: Vec<Stratum> = frames
            .iter()
            .zip([4, 3, 1])
            .map(|(frame, n)| Stratum::of(frame.len() as u64, &draw(random, frame, n)))
            .collect();
        let found = stratified::mean(&strata, pool, None, CONFIDENCE);
        sum += found.mean.unwrap();
        (found.range, truth)
    });
    lies_within(covered, 0.935, 0.965);
    let (mean, error) = (
        sum / f64::from(RUNS),
        9.0 / 8.0_f64.sqrt() / f64::from(RUNS).sqrt(),
    );
    assert!((mean - truth).abs() < 4.0 * error, "{mean} is not {truth}");
}

#[test]
fn the_mean_of_the_next_calls_is_covered_as_often_as_it_says() {
    let covered = cover(5, |random| {
        let sample = crate::stats::Sample::of(&normals(random, 12, 80.0, 9.0)).unwrap();
        let basis = forecast::Basis {
            n: 12,
            mean: sample.mean,
            sd: sample.variance.sqrt(),
            df: 11.0,
        };
        let next = normals(random, 5, 80.0, 9.0).iter().sum::<f64>() / 5.0;
        (basis.next_mean(5, None, CONFIDENCE), next)
    });
    lies_within(covered, 0.94, 0.96);
}

#[test]
fn a_rate_is_covered_at_least_as_often_as_it_says() {
    // Garwood (1936) is exact. Waits between mentions are exponential, so that counts are Poisson's.
    let covered = cover(6, |random| {
        let truth = 0.02 + 0.3 * uniform(random);
        let mut waited = 0.0;
        let mut x = 0;
        loop {
            waited -= (1.0 - uniform(random)).ln() / truth;
            if waited > 40.0 {
                break;
            }
            x += 1;
        }
        (rate::rate_range(x, 40.0, CONFIDENCE), truth)
    });
    lies_within(covered, 0.95, 1.0);
}

#[test]
fn a_net_promoter_score_is_covered_about_as_often_as_it_says() {
    // Rocks (2016) American Statistician 70: the adjusted Wald range at n = 20.
    let covered = cover(7, |random| {
        let (promoters, detractors) = (0.2 + 0.5 * uniform(random), 0.2 * uniform(random));
        let (mut up, mut down) = (0, 0);
        for _ in 0..20 {
            let at = uniform(random);
            up += u64::from(at < promoters);
            down += u64::from(at > 1.0 - detractors);
        }
        let found = nps::nps(down, 20 - up - down, up, CONFIDENCE).unwrap();
        (Some(found.range), promoters - detractors)
    });
    lies_within(covered, 0.935, 0.985);
}
