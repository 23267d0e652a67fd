#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::*;
use serde_json::json;

mod anything;
mod inputs;

/// Whether `found` has at least the entries of `expected`; numbers to six digits, null also where nothing is.
fn agrees(expected: &Value, found: &Value) -> bool {
    match (expected, found) {
        (Value::Object(expected), found) => expected
            .iter()
            .all(|(key, value)| agrees(value, found.get(key).unwrap_or(&Value::Null))),
        (Value::Array(expected), Value::Array(found)) => {
            expected.len() == found.len()
                && expected
                    .iter()
                    .zip(found)
                    .all(|(one, other)| agrees(one, other))
        }
        (Value::Number(_), found) => {
            let both = expected.as_f64().zip(found.as_f64());
            both.is_some_and(|(one, other)| (one - other).abs() <= 1e-6 * one.abs().max(1.0))
        }
        (expected, found) => expected == found,
    }
}

#[track_caller]
fn check(method: &str, inputs: &Value, expected: &Value) {
    let found = run(method, inputs).unwrap();
    assert!(
        agrees(expected, &found),
        "{method} of {inputs}: {found} lacks {expected}"
    );
}

#[test]
fn no_score_has_no_mean() {
    check(
        "mean_ci",
        &json!({"y": []}),
        &json!({"status": "no_data", "mean": null}),
    );
}

#[test]
fn one_score_without_a_past_has_no_interval() {
    let expected = json!({"mean": 80, "interval": null, "status": "one_call"});
    check("mean_ci", &json!({"y": [80]}), &expected);
}

#[test]
fn one_score_with_a_past_has_an_interval_on_the_scale() {
    let expected = json!({"mean": 80, "lower": 59.140_366, "upper": 100, "status": "ok"});
    check(
        "mean_ci",
        &json!({"y": [80], "pooled_sd": 10, "pooled_df": 20}),
        &expected,
    );
}

#[test]
fn identical_scores_without_a_past_have_no_spread() {
    let expected = json!({"mean": 100, "interval": null, "status": "no_spread"});
    check("mean_ci", &json!({"y": [100, 100, 100, 100]}), &expected);
}

#[test]
fn identical_scores_with_a_past_have_an_interval() {
    let inputs = json!({"y": [100, 100, 100, 100], "pooled_sd": 8, "pooled_df": 15});
    check(
        "mean_ci",
        &inputs,
        &json!({"mean": 100, "lower": 91.474_202, "upper": 100, "status": "ok"}),
    );
}

#[test]
fn no_call_has_no_share() {
    check(
        "proportion_ci",
        &json!({"x": 0, "n": 0}),
        &json!({"status": "no_data"}),
    );
}

#[test]
fn none_of_five_is_up_to_43_per_cent() {
    let inputs = json!({"x": 0, "n": 5, "method": "wilson"});
    check(
        "proportion_ci",
        &inputs,
        &json!({"lower": 0.0, "upper": 0.434_482_5}),
    );
}

#[test]
fn an_unsampled_stratum_leaves_a_covered_share() {
    let inputs = json!({"strata": [{"N": 40, "y": [80, 90]}, {"N": 10, "y": []}]});
    check(
        "stratified_mean",
        &inputs,
        &json!({"status": "stratum_not_sampled", "covered_share": 0.8}),
    );
}

#[test]
fn every_call_evaluated_is_a_census() {
    let inputs = json!({"strata": [{"N": 2, "y": [80, 90]}, {"N": 1, "y": [70]}]});
    let expected =
        json!({"mean": 80.0, "se": 0.0, "lower": 80.0, "upper": 80.0, "status": "census"});
    check("stratified_mean", &inputs, &expected);
}

#[test]
fn none_on_both_sides_has_a_difference_with_a_width() {
    check(
        "newcombe_difference",
        &json!({"x1": 0, "n1": 4, "x2": 0, "n2": 6}),
        &json!({"status": "ok"}),
    );
}

#[test]
fn two_sides_without_spread_have_no_t() {
    let inputs = json!({"y1": [80, 80, 80], "y2": [90, 90, 90]});
    check("welch", &inputs, &json!({"status": "no_spread"}));
    check(
        "permutation_two_sample",
        &inputs,
        &json!({"two_sided_p": 0.1}),
    );
}

#[test]
fn three_against_three_cannot_convince() {
    let inputs = json!({"y1": [1, 2, 3], "y2": [4, 5, 6]});
    let expected = json!({"arrangements": 20, "two_sided_p": 0.1, "can_convince": false});
    check("permutation_two_sample", &inputs, &expected);
}

#[test]
fn four_against_four_can_convince() {
    let inputs = json!({"y1": [1, 2, 3, 4], "y2": [5, 6, 7, 8]});
    let expected =
        json!({"arrangements": 70, "two_sided_p": 0.028_571_428_6, "can_convince": true});
    check("permutation_two_sample", &inputs, &expected);
}

#[test]
fn values_all_tied_have_a_p_of_one() {
    let inputs = json!({"y1": [5, 5, 5], "y2": [5, 5]});
    check(
        "permutation_two_sample",
        &inputs,
        &json!({"two_sided_p": 1.0}),
    );
}

#[test]
fn three_points_have_no_limits() {
    let expected = json!({"status": "too_few", "ucl": null, "more": 5});
    check("xmr", &json!({"y": [90, 92, 88]}), &expected);
}

#[test]
fn ten_identical_points_have_no_limits() {
    let inputs = json!({"y": [100, 100, 100, 100, 100, 100, 100, 100, 100, 100]});
    check(
        "xmr",
        &inputs,
        &json!({"mr_bar": 0, "status": "no_spread", "ucl": null}),
    );
}

#[test]
fn a_limit_beyond_the_scale_is_not_drawn() {
    let inputs = json!({"y": [97, 99, 100, 98, 100, 96, 99, 100], "lo": 0, "hi": 100});
    let found = run("xmr_bounded", &inputs).unwrap();
    assert!(
        found["ucl_shown"].is_null() && found["lcl_shown"].is_number(),
        "{found}"
    );
}

#[test]
fn points_on_the_median_are_of_no_use() {
    let inputs = json!({"y": [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]});
    check(
        "anhoej_runs",
        &inputs,
        &json!({"useful": 0, "status": "no_useful_points"}),
    );
}

#[test]
fn one_category_leaves_kappa_undefined() {
    let inputs = json!({"table": [[10, 0], [0, 0]]});
    check(
        "kappa",
        &inputs,
        &json!({"status": "undefined", "pa": 1.0, "kappa": null}),
    );
}

#[test]
fn one_category_leaves_ac1_at_one() {
    check(
        "ac1",
        &json!({"table": [[10, 0], [0, 0]]}),
        &json!({"ac1": 1.0, "status": "ok"}),
    );
}

#[test]
fn ratings_without_a_pair_have_no_alpha() {
    check(
        "krippendorff_alpha",
        &json!({"ratings": [[1, null], [null, 2]]}),
        &json!({"status": "no_pairable"}),
    );
}

#[test]
fn ratings_without_variation_have_no_alpha() {
    check(
        "krippendorff_alpha",
        &json!({"ratings": [[1, 1, 1], [1, 1, 1]]}),
        &json!({"status": "no_variation"}),
    );
}

#[test]
fn a_constant_behaviour_has_no_correlation() {
    check(
        "correlation",
        &json!({"x": [1, 1, 1, 1], "y": [1, 2, 3, 4]}),
        &json!({"status": "constant"}),
    );
}

#[test]
fn three_pairs_have_no_interval() {
    let inputs = json!({"x": [1, 2, 3], "y": [2, 4, 7]});
    check(
        "correlation",
        &inputs,
        &json!({"interval": null, "status": "too_few"}),
    );
}

#[test]
fn two_items_that_are_always_equal_are_collinear() {
    let inputs = json!({"R": [[1, 0.5, 0.5], [0.5, 1, 1], [0.5, 1, 1]]});
    check("lmg", &inputs, &json!({"status": "collinear"}));
}

#[test]
fn a_baseline_of_nought_has_no_upper_limit() {
    let inputs = json!({"x1": 4, "t1": 30, "x2": 0, "t2": 120});
    check(
        "poisson_rate_ratio",
        &inputs,
        &json!({"upper": "inf", "ratio": "inf"}),
    );
}

#[test]
fn a_theme_without_a_past_has_a_threshold_of_one() {
    let inputs = json!({"y": [0, 0, 0, 0, 0, 0], "window": 6, "alpha": 0.01});
    check("count_threshold", &inputs, &json!({"upper": 1}));
}

#[test]
fn nothing_left_to_come_is_certain() {
    let inputs = json!({"x": 5, "n": 5, "m": 0, "prior": [0.5, 0.5], "at_least": 0});
    check(
        "beta_binomial_predictive",
        &inputs,
        &json!({"probability": 1.0}),
    );
}

#[test]
fn all_of_them_sampled_leaves_no_doubt() {
    let expected = json!({"count_lower": 3, "count_upper": 3, "status": "census"});
    check(
        "hypergeometric_ci",
        &json!({"x": 3, "n": 3, "N": 3}),
        &expected,
    );
}

#[test]
fn two_people_are_too_few_to_draw_together() {
    let inputs = json!({"y": [80, 90], "se": [3, 3]});
    check(
        "eb_paule_mandel",
        &inputs,
        &json!({"status": "too_few_groups"}),
    );
}

#[test]
fn a_net_promoter_score_is_cut_at_one() {
    let inputs = json!({"detractors": 0, "passives": 0, "promoters": 6});
    check("nps_adjusted_wald", &inputs, &json!({"upper": 1.0}));
}

#[test]
fn without_any_spread_the_calls_are_spread_in_proportion() {
    let inputs = json!({"N": [3, 1], "S": [0, 0], "lo": [1, 1], "hi": [3, 1], "n": 3});
    check("allocate_exact", &inputs, &json!({"n": [2, 1]}));
}

#[test]
fn a_budget_above_the_population_is_a_census() {
    let inputs = json!({"N": [3, 1], "S": [5, 5], "lo": [1, 1], "hi": [3, 1], "n": 10});
    check(
        "allocate_exact",
        &inputs,
        &json!({"n": [3, 1], "status": "census"}),
    );
}

#[test]
fn a_verdict_has_a_word_a_range_and_a_number_of_calls() {
    let inputs = json!({"y1": [82, 84, 86, 88, 90], "y2": [76, 78, 80, 82, 84], "pooled_sd": 9, "pooled_df": 40});
    check(
        "verdict_means",
        &inputs,
        &json!({"verdict": "too_few", "difference": 6, "more_calls": 13}),
    );
    let inputs = json!({"x1": 9, "n1": 10, "x2": 3, "n2": 10});
    check(
        "verdict_proportions",
        &inputs,
        &json!({"verdict": "very_likely_real", "more_calls": null}),
    );
}

#[test]
fn people_are_ahead_or_level_but_not_numbered() {
    let inputs = json!({"groups": [[94, 96, 95], [70, 71, 72], [71, 72, 73]], "pooled_sd": 9, "pooled_df": 40});
    check(
        "ranking",
        &inputs,
        &json!({"standings": ["ahead", "behind", "behind"], "ordered": false}),
    );
}

#[test]
fn more_calls_can_be_asked_for() {
    // 2.0106 * 9 / sqrt(13) is 5.02, 2.0096 * 9 / sqrt(14) is 4.83.
    check(
        "more_calls_mean",
        &json!({"margin": 5, "sd": 9, "n": 5, "df": 40}),
        &json!({"more": 9}),
    );
    check(
        "more_calls_proportion",
        &json!({"x": 3, "n": 10, "margin": 0.9}),
        &json!({"more": 0}),
    );
}

#[test]
fn a_theme_a_goal_and_a_surprise_can_be_asked_for() {
    let inputs = json!({"mentions": 3, "past_mentions": 0, "past_exposure": 6});
    check("emerging", &inputs, &json!({"rising": true}));
    let inputs = json!({"n": 10, "mean": 80, "sd": 9, "m": 5, "target": 90});
    check(
        "score_goal",
        &inputs,
        &json!({"needed_mean": 110, "probability": 0, "outlook": "needs_change"}),
    );
    check(
        "surprise",
        &json!({"x": 0, "n": 4, "x0": 45, "n0": 50}),
        &json!({"signal": true}),
    );
}
