//! Worked examples by the published rules of other tools: their rule, our answer, and why they differ where they do.

use super::*;
use crate::stats::moments;

/// A scorecard with steps `s`, worst first, each worth its points, and yes/no questions after it.
fn with_scale(weight: f64, points: &[f64], others: &str) -> Scorecard {
    let steps: Vec<String> = points
        .iter()
        .map(|points| format!("{{ points = {points}, text = \"T\" }}"))
        .collect();
    card(&format!(
        "[[section.question]]\nkey = \"s\"\ntext = \"T\"\nkind = \"scale\"\nweight = {weight}\nsteps = [{}]\n{others}",
        steps.join(", ")
    ))
}

fn yes_no(key: &str, weight: f64) -> String {
    format!("[[section.question]]\nkey = \"{key}\"\ntext = \"T\"\nweight = {weight}\n")
}

const CRITICAL: &str =
    "[[section.question]]\nkey = \"z\"\ntext = \"T\"\ncritical = \"compliance\"\n";

// Genesys Cloud, "Evaluation form scoring", https://help.mypurecloud.com/?p=144862: the points of a group times its
// weight over what was possible. Group 1 weighs 40 and has two questions of one point, group 2 weighs 20 and has one;
// yes, no, yes comes to (1 * 40 + 1 * 20) / (2 * 40 + 1 * 20) = 60 %. Here weights stand at the questions, so that
// nobody has to know how many questions share a group: 40, 40, 20.
#[test]
fn the_group_weights_of_genesys_come_to_the_same_as_weights_at_the_questions() {
    let card = weighing(&[40.0, 40.0, 20.0]);
    assert!(close(
        scored(&card, "a=yes b=no c=yes").quality.unwrap(),
        60.0
    ));
    // N/A counts as zero out of zero, there and here.
    assert!(close(
        scored(&card, "a=yes b=na c=yes").quality.unwrap(),
        100.0
    ));
}

// Genesys Cloud counts a critical question in the overall score as well as in the critical score, and a missed fatal
// question makes the whole score nothing. Here a critical question weighs nothing in quality and is the second number:
// counted in both, one miss would be told twice; as a zero, it would hide how the rest of the call went.
#[test]
fn a_fatal_miss_leaves_the_quality_and_is_told_beside_it() {
    let card = card(&format!(
        "{}{}{CRITICAL}",
        yes_no("a", 40.0),
        yes_no("b", 20.0)
    ));
    let score = scored(&card, "a=yes b=no z=no");
    assert!(close(score.quality.unwrap(), 100.0 * 40.0 / 60.0));
    assert_eq!(score.errors.compliance, Some(1));
}

// Amazon Connect, administrator guide, "Use scoring and weights",
// https://docs.aws.amazon.com/connect/latest/adminguide/about-scoring-and-weights.html: the weights of all questions are
// 100 % together; the compliance script weighs 50 %, the closing question 5 %, each worth 10 points or none. Here weights
// need not come to 100: only their proportions count, so the same form may say 10, 1 and 9.
#[test]
fn the_percentages_of_amazon_connect_are_weights_of_any_size() {
    for weights in [[50.0, 5.0, 45.0], [10.0, 1.0, 9.0]] {
        let card = weighing(&weights);
        assert!(close(
            scored(&card, "a=yes b=no c=yes").quality.unwrap(),
            95.0
        ));
        assert!(close(
            scored(&card, "a=no b=yes c=yes").quality.unwrap(),
            50.0
        ));
    }
    // An automatic fail makes the form's score 0 there (EvaluationScore.AutomaticFail); here it is an error beside 95.
    let card = card(&format!(
        "{}{}{}{CRITICAL}",
        yes_no("a", 50.0),
        yes_no("b", 5.0),
        yes_no("c", 45.0)
    ));
    let score = scored(&card, "a=yes b=no c=yes z=no");
    assert!(close(score.quality.unwrap(), 95.0));
    assert_eq!(score.errors.compliance, Some(1));
}

// Zendesk QA, "Understanding Zendesk QA Reviews dashboard calculations",
// https://support.zendesk.com/hc/en-us/articles/7043701093786: a category's score is (chosen - least) / (most - least),
// so that the steps of a 5-point scale are worth 0, 25, 50, 75 and 100 %; the review's is their weighted mean; what was
// not rated is left out.
#[test]
fn the_scales_of_zendesk_qa_are_steps_from_nothing_to_all() {
    let others = yes_no("a", 1.0);
    let card = with_scale(2.0, &[0.0, 0.25, 0.5, 0.75, 1.0], &others);
    for (step, percent) in [(1, 0.0), (2, 25.0), (3, 50.0), (4, 75.0), (5, 100.0)] {
        let score = scored(&card, &format!("s={step} a=yes"));
        assert!(
            close(score.quality.unwrap(), (2.0 * percent + 100.0) / 3.0),
            "{step}"
        );
        let alone = scored(&card, &format!("s={step} a=na"));
        assert!(close(alone.quality.unwrap(), percent), "{step}");
    }
}

// The same page: reviews of 100, 9.91, 63.96, 90.99 and 0 % give an internal quality score of 52.97 %; a critical
// category rated below one half makes a review 0. Here the failed review keeps its quality and is counted as an error:
// the mean of the others is 66.2, and 1 of 5 calls had a critical error. As a zero inside the mean, one event of
// another kind lowers the number by 13 points, and nobody can tell from it which of the two went wrong.
#[test]
fn a_critical_miss_of_zendesk_qa_is_no_zero_inside_the_mean() {
    let reviews = [100.0, 9.91, 63.96, 90.99, 0.0];
    assert_eq!(shown(moments::mean(&reviews).unwrap()).to_string(), "53");
    assert_eq!(
        shown(moments::mean(&reviews[..4]).unwrap()).to_string(),
        "66.2"
    );
    let card = card(&format!(
        "{}{}{CRITICAL}",
        yes_no("a", 9.0),
        yes_no("b", 1.0)
    ));
    let failed = scored(&card, "a=yes b=no z=no");
    assert!(close(failed.quality.unwrap(), 90.0));
    assert_eq!(failed.errors.compliance, Some(1));
}

// MiaRec, "Evaluation form scoring logic",
// https://docs.miarec.com/agent-evaluation-user-guide/form-designer/evaluation-form-scoring-logic/: a step of 0 to 5 earns
// 0, 5, 10, 15, 20 or 25 points, a yes 10 and a no 5, times the question's weight; the total is what was earned over what
// was possible, and N/A is as if the question did not exist. Here points are shares of the question's own weight, so that
// the 25 and the 10 are the weights.
#[test]
fn the_points_of_miarec_are_weights_times_a_share() {
    let steps = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0];
    let others = yes_no("a", 10.0);
    let card = with_scale(25.0, &steps, &others);
    // Step 3 is the fourth from below: (15 + 10) / (25 + 10).
    assert!(close(
        scored(&card, "s=4 a=yes").quality.unwrap(),
        100.0 * 25.0 / 35.0
    ));
    assert!(close(scored(&card, "s=4 a=na").quality.unwrap(), 60.0));
    let five = with_scale(125.0, &steps, &others);
    assert!(close(
        scored(&five, "s=4 a=yes").quality.unwrap(),
        100.0 * 85.0 / 135.0
    ));
    // A no earns half of the points there: (15 + 5) / 35 = 57.1. Here the worst answer earns nothing, or else a call on
    // which nothing was done would stand above 0 and every difference would look smaller than it is.
    assert!(close(
        scored(&card, "s=4 a=no").quality.unwrap(),
        100.0 * 15.0 / 35.0
    ));
}

// EvaluAgent, "Scoring templates", http://support.evaluagent.com/en/articles/13284750: the best outcome is worth 1, the
// worst 0, those between go down in order. "Not applicable or auto-fail",
// http://support.evaluagent.com/en/articles/13284840: N/A is either a pass with the full score or left out, and an
// auto-fail either makes the score 0 or leaves it and fails the evaluation.
#[test]
fn the_templates_of_evaluagent_are_steps_and_what_did_not_apply_is_never_a_pass() {
    let others = format!("{}{}{CRITICAL}", yes_no("a", 2.0), yes_no("b", 1.0));
    let card = with_scale(3.0, &[0.0, 0.25, 0.75, 1.0], &others);
    // Meets, N/A, pass. Left out: (3 * 0.75 + 1) / 4, there and here. As a pass it would be (3 * 0.75 + 2 + 1) / 6 = 87.5:
    // whoever has more that does not apply would score higher for it.
    let score = scored(&card, "s=3 a=na b=yes z=no");
    assert!(close(score.quality.unwrap(), 81.25));
    // Of their two ways with an auto-fail ours is the second, without a pass or fail of the whole.
    assert_eq!(score.errors.compliance, Some(1));
    assert!(!close(score.quality.unwrap(), 87.5));
}
