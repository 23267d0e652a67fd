//! Planning: how likely a comparison is to show a difference that is really there, and how many calls that takes.

use super::distribution::{beta_cdf, bisect, ln_gamma, normal_cdf, t_quantile};

/// The probability that a two-sided t test at level `alpha` with `n` values a side shows a true difference `delta`,
/// given the standard deviation `sd`. `n` above 1 (fractions allowed); NaN when something is out of range.
///
/// `P(T' > t(1-a/2, 2n-2))`, `T'` noncentral t with `sqrt(n/2) delta/sd`: R's `power.t.test`, which leaves out the
/// wrong side.
pub fn of_two_means(n: f64, delta: f64, sd: f64, alpha: f64) -> f64 {
    let df = 2.0 * (n - 1.0);
    let noncentrality = (n / 2.0).sqrt() * (delta / sd).abs();
    let critical = t_quantile(1.0 - alpha / 2.0, df);
    let sound = df >= 1.0 && sd > 0.0 && alpha > 0.0 && alpha < 1.0;
    if !sound || !noncentrality.is_finite() {
        return f64::NAN;
    }
    (1.0 - noncentral_t_cdf(critical, df, noncentrality)).clamp(0.0, 1.0)
}

/// The number of values a side (a fraction; round up) for which [`of_two_means`] is `power`. `None` when a million
/// are not enough or something is out of range.
pub fn n_for_two_means(power: f64, delta: f64, sd: f64, alpha: f64) -> Option<f64> {
    smallest(power, 2.0, |n| of_two_means(n, delta, sd, alpha))
}

/// The number of pairs (a fraction; round up) for which a two-sided test at level `alpha` shows a true correlation
/// `r` with probability `power`. `None` when a million are not enough or something is out of range.
///
/// Fisher's z with Cohen's correction for small samples: Cohen, Statistical Power Analysis (1988) 12.7; R `pwr.r.test`.
pub fn n_for_correlation(r: f64, power: f64, alpha: f64) -> Option<f64> {
    let r = r.abs();
    if !(r < 1.0 && alpha > 0.0 && alpha < 1.0) {
        return None;
    }
    smallest(power, 4.0, |n| {
        let t = t_quantile(1.0 - alpha / 2.0, n - 2.0);
        let critical = (t / (t * t + n - 2.0).sqrt()).atanh();
        let z = r.atanh() + r / (2.0 * (n - 1.0));
        let root = (n - 3.0).sqrt();
        normal_cdf((z - critical) * root) + normal_cdf((-z - critical) * root)
    })
}

fn smallest(power: f64, from: f64, power_of: impl Fn(f64) -> f64) -> Option<f64> {
    const MOST: f64 = 1e6;
    let wanted = power > 0.0 && power < 1.0;
    let reached = power_of(MOST) >= power;
    (wanted && reached).then(|| bisect(from, MOST, |n| power_of(n) < power))
}

/// P(T' <= t) for `t > 0`, `T'` noncentral t with noncentrality `delta >= 0`.
///
/// The series of Lenth (1989), Applied Statistics algorithm AS 243; the normal form where its weights would underflow.
fn noncentral_t_cdf(t: f64, df: f64, delta: f64) -> f64 {
    if delta > 35.0 {
        let correction = 1.0 - 1.0 / (4.0 * df);
        return normal_cdf((t * correction - delta) / (1.0 + t * t / (2.0 * df)).sqrt());
    }
    let x = t * t / (df + t * t);
    let half = delta * delta / 2.0;
    let mut sum = 0.0;
    let mut weight_seen = 0.0;
    for j in 0..2_000 {
        let j = f64::from(j);
        let weight = if half > 0.0 {
            (j * half.ln() - half - ln_gamma(j + 1.0)).exp()
        } else if j < 1.0 {
            1.0
        } else {
            0.0
        };
        let odd = if half > 0.0 {
            delta * (j * half.ln() - half - ln_gamma(j + 1.5)).exp() / std::f64::consts::SQRT_2
        } else {
            0.0
        };
        sum += weight * beta_cdf(x, j + 0.5, df / 2.0) + odd * beta_cdf(x, j + 1.0, df / 2.0);
        weight_seen += weight;
        if weight_seen > 1.0 - 1e-14 {
            break;
        }
    }
    normal_cdf(-delta) + sum / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn near(value: f64, expected: f64, tolerance: f64) {
        assert!(
            (value - expected).abs() <= tolerance,
            "{value} is not {expected}"
        );
    }

    #[test]
    fn the_examples_of_the_power_help_page_are_reproduced() {
        // R, help page of power.t.test: power 0.8689528 and n = 22.02110.
        near(
            of_two_means(20.0, 1.0, 1.0, 0.05),
            0.868_952_801_692_498,
            1e-8,
        );
        near(
            n_for_two_means(0.9, 1.0, 1.0, 0.05).unwrap_or(0.0),
            22.021_097_703_851_2,
            1e-4,
        );
    }

    #[test]
    fn a_weak_correlation_takes_84_pairs() {
        // R pwr::pwr.r.test; Cohen (1988).
        near(
            n_for_correlation(0.3, 0.8, 0.05).unwrap_or(0.0),
            84.073_639_782_287_7,
            1e-4,
        );
    }

    #[test]
    fn without_a_difference_only_half_of_the_level_is_left() {
        near(of_two_means(20.0, 0.0, 1.0, 0.05), 0.025, 1e-10);
    }

    proptest! {
        #[test]
        fn more_values_never_lower_the_power(n in 2.0..60.0f64, delta in 0.1..2.0f64) {
            prop_assert!(of_two_means(n, delta, 1.0, 0.05) <= of_two_means(n + 1.0, delta, 1.0, 0.05) + 1e-9);
        }

        #[test]
        fn no_value_panics(
            a in prop::num::f64::ANY,
            b in prop::num::f64::ANY,
            c in prop::num::f64::ANY,
            d in prop::num::f64::ANY,
        ) {
            let _ = (of_two_means(a, b, c, d), n_for_two_means(a, b, c, d), n_for_correlation(a, b, c));
        }
    }
}
