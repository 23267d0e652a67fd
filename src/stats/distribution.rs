//! Quantiles and probabilities of the normal, Student, Beta and Gamma distributions: statrs behind guards, so that no
//! argument can panic or hang. Impossible arguments give NaN, which the callers turn into "no range".

use statrs::distribution::{Beta, ContinuousCDF, Gamma, Normal, StudentsT};
use statrs::function::gamma::ln_gamma as statrs_ln_gamma;

/// Above this the continued fraction and the logarithms of Gamma lose digits and an expansion is better.
const LARGE_SHAPE: f64 = 5_000.0;
/// Above this a Beta with one small shape is a Gamma to six digits.
const HUGE_SHAPE: f64 = 1e6;
/// Above this a Newton step for a Beta quantile stops too early and bisection is better.
const NEWTON_SHAPE: f64 = 1_000.0;
/// Above this many degrees of freedom the expansion of Student's t around the normal has more digits than the
/// iteration.
const LARGE_DF: f64 = 500.0;
/// Above this many degrees of freedom Student's t is the normal.
const HUGE_DF: f64 = 1e7;
/// Tails smaller than this are treated as this small.
const SMALLEST_TAIL: f64 = 1e-12;

fn is_probability(p: f64) -> bool {
    (0.0..=1.0).contains(&p)
}

fn is_shape(shape: f64) -> bool {
    shape > 0.0 && shape.is_finite()
}

/// Standard normal quantile of `p` in 0..1; infinite at the ends.
pub fn normal_quantile(p: f64) -> f64 {
    if is_probability(p) {
        Normal::standard().inverse_cdf(p)
    } else {
        f64::NAN
    }
}

/// Standard normal probability of a value at most `z`.
pub fn normal_cdf(z: f64) -> f64 {
    Normal::standard().cdf(z)
}

/// The two-sided standard normal quantile of a confidence, such as 1.96 for 0.95.
pub fn z_of(confidence: f64) -> f64 {
    normal_quantile(f64::midpoint(1.0, confidence))
}

/// Student quantile of `p` with `df >= 1` degrees of freedom.
///
/// Beyond 500 degrees of freedom by the Cornish-Fisher expansion around the normal quantile (Abramowitz & Stegun
/// 26.7.5).
pub fn t_quantile(p: f64, df: f64) -> f64 {
    if !is_probability(p) || df.is_nan() || df < 1.0 {
        return f64::NAN;
    }
    if p <= 0.0 || p >= 1.0 {
        return normal_quantile(p);
    }
    let p = p.clamp(SMALLEST_TAIL, 1.0 - SMALLEST_TAIL);
    if df > LARGE_DF {
        return expand_t(normal_quantile(p), df);
    }
    StudentsT::new(0.0, 1.0, df).map_or(f64::NAN, |t| t.inverse_cdf(p))
}

/// The first four terms of the expansion of Student's quantile around the normal one.
fn expand_t(z: f64, df: f64) -> f64 {
    let polynomial =
        |coefficients: &[f64]| coefficients.iter().fold(0.0, |sum, one| sum * z * z + one) * z;
    let terms = [
        polynomial(&[1.0, 1.0]) / 4.0,
        polynomial(&[5.0, 16.0, 3.0]) / 96.0,
        polynomial(&[3.0, 19.0, 17.0, -15.0]) / 384.0,
        polynomial(&[79.0, 776.0, 1482.0, -1920.0, -945.0]) / 92_160.0,
    ];
    z + terms.iter().rev().fold(0.0, |sum, term| (sum + term) / df)
}

/// The two-sided Student quantile of a confidence, such as 2.262 for 0.95 and 9 degrees of freedom.
pub fn t_of(confidence: f64, df: f64) -> f64 {
    t_quantile(f64::midpoint(1.0, confidence), df)
}

/// Probability that a Student variable with `df >= 1` degrees of freedom is at most `t`.
pub fn t_cdf(t: f64, df: f64) -> f64 {
    if t.is_nan() || df.is_nan() || df < 1.0 {
        return f64::NAN;
    }
    if df > HUGE_DF || t.is_infinite() {
        return normal_cdf(t);
    }
    StudentsT::new(0.0, 1.0, df).map_or(f64::NAN, |student| student.cdf(t))
}

/// The two-sided p-value of a Student statistic.
pub fn t_two_sided_p(t: f64, df: f64) -> f64 {
    (2.0 * t_cdf(-t.abs(), df)).min(1.0)
}

/// Probability that a Beta(a, b) variable is at most `x`; `a`, `b` > 0.
pub fn beta_cdf(x: f64, a: f64, b: f64) -> f64 {
    if !is_shape(a) || !is_shape(b) || x.is_nan() {
        return f64::NAN;
    }
    if x <= 0.0 || x >= 1.0 {
        return if x <= 0.0 { 0.0 } else { 1.0 };
    }
    if a.min(b) > LARGE_SHAPE {
        // With thousands on either side the normal form is good to four digits.
        let mean = a / (a + b);
        let sd = (mean * (1.0 - mean) / (a + b + 1.0)).sqrt();
        return normal_cdf((x - mean) / sd);
    }
    if a.max(b) > HUGE_SHAPE {
        return if a < b {
            gamma_cdf(-(-x).ln_1p() * (b + (a - 1.0) / 2.0), a)
        } else {
            1.0 - gamma_cdf(-x.ln() * (a + (b - 1.0) / 2.0), b)
        };
    }
    Beta::new(a, b).map_or(f64::NAN, |beta| beta.cdf(x).clamp(0.0, 1.0))
}

/// Quantile of `p` of a Beta(a, b); `a`, `b` > 0.
///
/// statrs' Newton iteration for ordinary shapes; bisection on the probability where that iteration may not end.
pub fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    if !is_probability(p) || !is_shape(a) || !is_shape(b) {
        return f64::NAN;
    }
    if p <= 0.0 || p >= 1.0 {
        return p;
    }
    let ordinary = a.min(b) >= 0.4 && a.max(b) <= NEWTON_SHAPE && p.min(1.0 - p) >= 1e-6;
    if ordinary {
        return Beta::new(a, b).map_or(f64::NAN, |beta| beta.inverse_cdf(p));
    }
    bisect(0.0, 1.0, |x| beta_cdf(x, a, b) < p)
}

/// Probability that a Gamma variable of this `shape` and scale 1 is at most `x`.
pub fn gamma_cdf(x: f64, shape: f64) -> f64 {
    if !is_shape(shape) || x.is_nan() {
        return f64::NAN;
    }
    if x <= 0.0 {
        return 0.0;
    }
    if shape > HUGE_SHAPE {
        // Wilson & Hilferty (1931).
        let third = 1.0 / (9.0 * shape);
        return normal_cdf(((x / shape).cbrt() - 1.0 + third) / third.sqrt());
    }
    Gamma::new(shape, 1.0).map_or(f64::NAN, |gamma| gamma.cdf(x))
}

/// Quantile of `p` of a Gamma of this `shape` and scale 1; infinite at `p = 1`.
pub fn gamma_quantile(p: f64, shape: f64) -> f64 {
    if !is_probability(p) || !is_shape(shape) {
        return f64::NAN;
    }
    if p <= 0.0 || p >= 1.0 {
        return if p <= 0.0 { 0.0 } else { f64::INFINITY };
    }
    if shape > HUGE_SHAPE {
        let third = 1.0 / (9.0 * shape);
        return shape * (1.0 - third + normal_quantile(p) * third.sqrt()).powi(3);
    }
    Gamma::new(shape, 1.0).map_or(f64::NAN, |gamma| gamma.inverse_cdf(p))
}

/// Quantile of `p` of chi-square with `df` degrees of freedom.
pub fn chi_square_quantile(p: f64, df: f64) -> f64 {
    2.0 * gamma_quantile(p, df / 2.0)
}

/// Natural logarithm of Gamma(x) for `x > 0`; NaN otherwise.
pub fn ln_gamma(x: f64) -> f64 {
    if x > 0.0 {
        statrs_ln_gamma(x)
    } else {
        f64::NAN
    }
}

/// Natural logarithm of the Beta function, `a`, `b` > 0; NaN otherwise.
pub fn ln_beta(a: f64, b: f64) -> f64 {
    ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b)
}

/// Natural logarithm of "n choose k" for `0 <= k <= n`; NaN otherwise.
pub fn ln_choose(n: f64, k: f64) -> f64 {
    ln_gamma(n + 1.0) - ln_gamma(k + 1.0) - ln_gamma(n - k + 1.0)
}

/// The place between `low` and `high` where `is_below` turns from true to false, to the last bit that matters.
pub fn bisect(mut low: f64, mut high: f64, is_below: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        if is_below(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(value: f64, expected: f64, tolerance: f64) {
        assert!(
            (value - expected).abs() <= tolerance,
            "{value} is not {expected}"
        );
    }

    #[test]
    fn quantiles_agree_with_printed_tables() {
        // NIST/SEMATECH e-Handbook 1.3.6.7: tables of the normal, t and chi-square distributions.
        close(z_of(0.95), 1.959_963_984_540_054, 1e-12);
        close(t_of(0.95, 1.0), 12.706, 5e-4);
        close(t_of(0.95, 9.0), 2.262, 5e-4);
        close(t_of(0.95, 1e9), 1.959_963_984_540_054, 1e-8);
        close(chi_square_quantile(0.95, 10.0), 18.307, 5e-4);
    }

    #[test]
    fn the_expansion_for_many_degrees_of_freedom_joins_the_exact_quantile() {
        let (below, above) = (t_of(0.95, LARGE_DF), t_of(0.95, LARGE_DF + 1e-9));
        close(below, above, 1e-11);
        close(t_of(0.95, 1_000.0), 1.962_339_080_826_408, 1e-11);
    }

    #[test]
    fn a_beta_of_huge_shapes_ends_and_joins_the_ordinary_one() {
        let below = beta_quantile(0.975, 1.0, 999.0);
        let above = beta_quantile(0.975, 1.0, 1_001.0);
        // Exact: 1 - 0.025^(1/b).
        close(below, 1.0 - 0.025f64.powf(1.0 / 999.0), 1e-12);
        close(above, 1.0 - 0.025f64.powf(1.0 / 1_001.0), 1e-12);
        close(
            beta_quantile(0.975, 1.0, 1e9),
            -(0.025f64.ln()) / 1e9,
            1e-15,
        );
        close(beta_quantile(0.975, 6_000.0, 6_000.0), 0.508_945, 1e-5);
    }

    proptest! {
        #[test]
        fn no_argument_panics_or_hangs(
            p in prop::num::f64::ANY,
            a in prop::num::f64::ANY,
            b in prop::num::f64::ANY,
        ) {
            let _ = (normal_quantile(p), normal_cdf(p), t_quantile(p, a), t_cdf(a, b), ln_beta(a, b));
            let _ = (beta_cdf(p, a, b), beta_quantile(p, a, b), gamma_cdf(p, a), gamma_quantile(p, a));
        }

        #[test]
        fn no_plausible_argument_panics_or_hangs(p in 0.0..1.0f64, a in -12.0..18.0f64, b in -12.0..18.0f64) {
            let (a, b) = (10f64.powf(a), 10f64.powf(b));
            let _ = (t_quantile(p, a), t_cdf(p, b), gamma_quantile(p, a), beta_cdf(p, a, b));
            let quantile = beta_quantile(p, a, b);
            prop_assert!((0.0..=1.0).contains(&quantile), "{quantile}");
        }

        #[test]
        fn a_beta_quantile_has_the_probability_it_was_asked_for(
            p in 0.001..0.999f64,
            a in 0.5..300.0f64,
            b in 0.5..300.0f64,
        ) {
            let back = beta_cdf(beta_quantile(p, a, b), a, b);
            prop_assert!((back - p).abs() < 1e-9, "{back}");
        }

        #[test]
        fn a_gamma_quantile_has_the_probability_it_was_asked_for(p in 0.001..0.999f64, shape in 0.5..300.0f64) {
            let back = gamma_cdf(gamma_quantile(p, shape), shape);
            prop_assert!((back - p).abs() < 1e-9, "{back}");
        }
    }
}
