//! Any number of the app, recomputed on one's own figures: a method's name and its inputs as JSON, its results as JSON.
//! Only the reading and writing of JSON is here, one file per family; every formula lives in `stats`.

mod agreement;
mod chart;
mod compare;
mod draw;
mod drivers;
mod example;
mod forecast;
mod json;
mod score;
mod share;
mod strata;
mod voice;

use anyhow::{Context, Result, bail};
use serde_json::Value;

pub use example::example;

/// A method that can be asked for by name.
pub struct Method {
    /// Its name, such as `proportion_ci`.
    pub name: &'static str,
    /// What it answers, in a few words.
    pub about: &'static str,
    run: fn(&Value) -> Result<Value>,
}

const fn method(
    name: &'static str,
    about: &'static str,
    run: fn(&Value) -> Result<Value>,
) -> Method {
    Method { name, about, run }
}

/// Every method, in the order of the help. A new one is a line here and a function in its family's file, with an example.
#[rustfmt::skip]
pub const METHODS: &[Method] = &[
    // Draws and scores of calls
    method("sha256_ticket", "the ticket of a call in a draw", draw::sha256_ticket),
    method("sha256_ticket_order", "the order in which calls are drawn", draw::sha256_ticket_order),
    method("sha256_ticket_threshold", "calls whose ticket lies below a rate", draw::sha256_ticket_threshold),
    method("chacha8_keystream", "the bytes of the cipher behind simulated splits", draw::chacha8_keystream),
    method("call_score", "the score of one call", draw::call_score),
    // Shares and counts of all
    method("proportion_ci", "range of x of n: Wilson, Clopper-Pearson, Jeffreys, mid-p", share::proportion_ci),
    method("hypergeometric_ci", "how many of all N, from x of n sampled", share::hypergeometric_ci),
    method("newcombe_difference", "difference of two shares", share::newcombe_difference),
    method("beta_posterior", "share with a prior", share::beta_posterior),
    method("nps_adjusted_wald", "Net Promoter Score", share::nps_adjusted_wald),
    method("sample_size_proportion", "how many for a share to within a margin", share::sample_size_proportion),
    method("more_calls_proportion", "how many more for a share to within a margin", share::more_calls_proportion),
    // Scores
    method("mean_ci", "mean score of a few calls, with a pooled spread when given", score::mean_ci),
    method("t_interval", "mean with Student's range", score::t_interval),
    method("srs_mean", "mean of a sample from N, with standard error", score::srs_mean),
    method("pooled_sd_interval", "means of several groups with one spread", score::pooled_sd_interval),
    method("welch", "difference of two means", score::welch),
    method("sample_size_mean", "how many for a mean to within a margin", score::sample_size_mean),
    method("more_calls_mean", "how many more for a mean to within a margin", score::more_calls_mean),
    method("power_t", "power of a comparison of two means", score::power_t),
    method("sample_size_t", "how many a side for a power", score::sample_size_t),
    // Strata
    method("stratified_mean", "mean of all from unequal strata", strata::stratified_mean),
    method("stratified_total", "total of all from unequal strata", strata::stratified_total),
    method("stratified_proportion", "share of all from unequal strata", strata::stratified_proportion),
    method("stratified_proportion_ci", "the same with the range of Korn and Graubard", strata::stratified_proportion),
    method("allocate_exact", "how many calls in each stratum", strata::allocate_exact),
    method("allocate_exact_for_variance", "the fewest calls for a variance of the total", strata::allocate_for_variance),
    method("allocate_neyman", "the same in fractions", strata::allocate_neyman),
    // Comparing
    method("verdict_means", "is this difference of scores real?", compare::verdict_means),
    method("verdict_proportions", "is this difference of shares real?", compare::verdict_proportions),
    method("permutation_two_sample", "exact test of two groups", compare::permutation_two_sample),
    method("permutation_paired", "exact test of pairs", compare::permutation_paired),
    method("p_adjust", "p-values for many looks: Holm, Benjamini-Hochberg", compare::p_adjust),
    method("ranking", "who is really ahead of whom", compare::ranking),
    method("eb_paule_mandel", "means of several people drawn together", compare::eb_paule_mandel),
    method("james_stein_arcsine", "rates drawn together, on the arcsine scale", compare::james_stein_arcsine),
    method("james_stein_binomial_var", "rates drawn together, by their binomial variance", compare::james_stein_binomial_var),
    method("beta_binomial_moments", "prior of a pass rate learnt from the team", compare::beta_binomial_moments),
    // Charts
    method("xmr", "chart of single values", chart::xmr),
    method("xmr_bounded", "the same on a scale with ends", chart::xmr),
    method("anhoej_limits", "critical values of the run rules", chart::anhoej_limits),
    method("anhoej_runs", "runs around the median", chart::anhoej_runs),
    method("p_chart", "chart of shares", chart::p_chart),
    method("u_chart", "chart of counts per exposure", chart::u_chart),
    method("laney_p_prime", "chart of shares for very many calls", chart::laney_p_prime),
    method("laney_u_prime", "chart of counts for very many calls", chart::laney_u_prime),
    method("ewma", "slowly moving average", chart::ewma),
    method("cusum", "cumulated deviations", chart::cusum),
    method("run_rules", "zone rules", chart::run_rules),
    method("pettitt", "place of one change", chart::pettitt),
    // Agreement
    method("two_rater_table", "agreement of two raters from a table", agreement::two_raters),
    method("two_rater_ratings", "agreement of two raters from their ratings", agreement::two_raters),
    method("kappa", "Cohen's kappa", agreement::kappa),
    method("ac1", "Gwet's AC1", agreement::ac1),
    method("weighted_kappa_disagreement", "kappa with weights of disagreement", agreement::weighted_kappa_disagreement),
    method("gwet_multi_rater", "agreement of several raters", agreement::gwet_multi_rater),
    method("gwet_multi_rater_counts", "the same from counts", agreement::gwet_multi_rater_counts),
    method("krippendorff_alpha", "agreement with gaps", agreement::krippendorff_alpha),
    method("bland_altman", "two scorings of the same calls", agreement::bland_altman),
    method("bland_altman_loa_ci", "the same with ranges of the limits", agreement::bland_altman),
    method("repeatability", "noise of re-scoring", agreement::repeatability),
    // Drivers
    method("correlation", "Pearson's r, with tau-b and rho", drivers::correlation),
    method("kendall_tau_b", "Kendall's tau-b", drivers::kendall_tau_b),
    method("spearman", "Spearman's rho", drivers::spearman),
    method("lmg", "shares of explained variance", drivers::lmg),
    method("johnson_relative_weights", "shares of explained variance by Johnson's weights", drivers::johnson_relative_weights),
    method("sample_size_correlation", "how many pairs for a correlation", drivers::sample_size_correlation),
    // The voice of the customer
    method("poisson_ci", "range of a count", voice::poisson_ci),
    method("poisson_rate_ci", "range of a rate", voice::poisson_rate_ci),
    method("poisson_rate_ratio", "ratio of two rates", voice::poisson_rate_ratio),
    method("gamma_posterior", "rate with a prior", voice::gamma_posterior),
    method("gamma_poisson_predictive", "counts to come", voice::gamma_poisson_predictive),
    method("count_threshold", "the count above which a theme is rising", voice::count_threshold),
    method("emerging", "is a theme rising?", voice::emerging),
    method("pareto", "counts in falling order", voice::pareto),
    // Forecasts
    method("beta_binomial_predictive", "chance of at least so many of the next", forecast::beta_binomial_predictive),
    method("surprise", "how surprising x of n is against a baseline", forecast::surprise),
    method("prediction_interval_mean", "mean of the next calls", forecast::prediction_interval_mean),
    method("score_goal", "chance that a mean reaches a target", forecast::score_goal),
    method("beta_product", "product of two shares", forecast::beta_product),
];

/// Runs `method` on `inputs`, a JSON object. Fails when there is no such method or an input is missing, of the wrong
/// kind or contradicts another; what cannot be estimated is not a failure but a `status` in the result.
pub fn run(method: &str, inputs: &Value) -> Result<Value> {
    let Some(found) = METHODS.iter().find(|one| one.name == method) else {
        bail!("there is no method '{method}': the list of methods shows what there is");
    };
    (found.run)(inputs).with_context(|| format!("computing {method}"))
}

#[cfg(test)]
mod tests;
