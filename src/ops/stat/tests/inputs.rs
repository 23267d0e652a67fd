//! The ways in which inputs may be written, and what is told of wrong ones.

use super::*;

#[test]
fn texts_and_numbers_can_be_levels_of_a_scale() {
    let inputs = json!({"r1": ["yes", "no", "yes"], "r2": ["yes", "no", "no"]});
    check(
        "two_rater_ratings",
        &inputs,
        &json!({"pa": 2.0 / 3.0, "status": "too_few"}),
    );
    let inputs = json!({"ratings": [[1, 2.0, null], [1.0, 2, 3]], "levels": [1, 2, 3]});
    check("gwet_multi_rater", &inputs, &json!({"pa": 1.0}));
}

#[test]
fn every_name_stands_once_in_the_list() {
    let mut names: Vec<&str> = METHODS.iter().map(|method| method.name).collect();
    names.sort_unstable();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all);
    assert!(METHODS.iter().all(|method| !method.about.is_empty()));
}

#[test]
fn a_wrong_question_is_answered_with_what_is_wrong() {
    let message = |method, inputs| format!("{:#}", run(method, &inputs).unwrap_err());
    assert!(message("bootstrap", json!({})).contains("no method 'bootstrap'"));
    assert!(
        message("proportion_ci", json!({"x": 6, "n": 5})).contains("x cannot be larger than n")
    );
    assert!(message("proportion_ci", json!({"x": 1, "n": 5, "conf": 95})).contains("such as 0.95"));
    assert!(message("mean_ci", json!({"y": ["eighty"]})).contains("reading the inputs"));
    assert!(
        message("allocate_exact", json!({"N": [3, 1], "S": [5], "n": 2})).contains("same length")
    );
}

#[test]
fn the_cipher_gives_its_published_stream() {
    // Strombergson (2013) draft-strombergson-chacha-test-vectors-01, TC1, 256-bit key, 8 rounds.
    let inputs = json!({"key_hex": "0".repeat(64), "nonce_hex": "0".repeat(16), "bytes": 8});
    check(
        "chacha8_keystream",
        &inputs,
        &json!({"keystream_hex": "3e00ef2f895f40d6"}),
    );
    assert!(run("chacha8_keystream", &json!({"key_hex": "0x", "bytes": 8})).is_err());
}

#[test]
fn categories_with_names_have_a_nominal_alpha_only() {
    // Krippendorff (2011), example B: two observers, five categories, alpha 0.692.
    let inputs = json!({"ratings": [
        ["a", "a", "b", "b", "d", "c", "c", "c", "e", "d", "d", "a"],
        ["b", "a", "b", "b", "b", "c", "c", "c", "e", "d", "d", "d"],
    ]});
    let found = run("krippendorff_alpha", &inputs).unwrap();
    assert!(
        (found["nominal"].as_f64().unwrap() - 0.692).abs() < 5e-4,
        "{found}"
    );
    assert!(found["interval"].is_null());
}

#[test]
fn what_one_rater_left_out_counts_for_neither() {
    let gaps = json!({"r1": ["yes", "no", null, "yes"], "r2": ["yes", "yes", "no", null]});
    let without = json!({"r1": ["yes", "no"], "r2": ["yes", "yes"]});
    for method in ["two_rater_ratings", "kappa", "ac1"] {
        assert_eq!(run(method, &gaps).unwrap(), run(method, &without).unwrap());
    }
    let none = json!({"r1": [null], "r2": ["yes"]});
    check("kappa", &none, &json!({"status": "no_data"}));
}

#[test]
fn the_textbooks_other_ways_of_writing_inputs_are_read() {
    let same = |method: &str, one: &Value, other: &Value| {
        assert_eq!(
            run(method, one).unwrap(),
            run(method, other).unwrap(),
            "{method}"
        );
    };
    same(
        "p_chart",
        &json!({"x": [4, 6], "n": 50}),
        &json!({"x": [4, 6], "n": [50, 50]}),
    );
    same(
        "permutation_paired",
        &json!({"x": [1, 2, 3], "y": [2, 4, 3]}),
        &json!({"differences": [1, 2, 0]}),
    );
    same(
        "eb_paule_mandel",
        &json!({"y": [1, 2, 3], "v": [4, 9, 16]}),
        &json!({"y": [1, 2, 3], "se": [2, 3, 4]}),
    );
    let strata =
        |spread: &str, value: f64| json!({"strata": [{"N": 9, "n": 4, "mean": 5, spread: value}]});
    same("stratified_mean", &strata("sd", 3.0), &strata("var", 9.0));
    // Fisher (1921): r = .5711816 of 9 pairs.
    let range = json!({"lower": -0.149_742_6, "upper": 0.895_579_5});
    check("correlation", &json!({"r": 0.571_181_6, "n": 9}), &range);
    check(
        "poisson_ci",
        &json!({"x": 0}),
        &json!({"lower": 0, "upper": 3.688_879_5}),
    );
    check(
        "anhoej_limits",
        &json!({"n": 10}),
        &json!({"longest_run_max": [6]}),
    );
}
