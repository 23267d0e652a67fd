//! What follows from scored calls: the formula of a score, targets, the weekly page in its formats, any statistic.

use serde_json::{Value, json};

use crate::program::{Desk, assert_keys};

/// A desk with one draw each and every pick scored, the first with a critical error.
fn scored() -> Desk {
    let desk = Desk::with_calls(40);
    let drawn = desk.json(&["draw", "--per-rep", "3", "--seed", "5eed"]);
    let answers = json!({"answers": {"let_finish": "yes", "found_need": "no", "went_wrong": "yes",
        "recognised_problem": "yes", "acknowledged_pain": "yes", "apologised": "no", "asked_make_right": "na",
        "verified_account": "no", "correct_info": "yes", "tied_solution": "yes", "solved": "no", "referral": "na"},
        "moments": [{"at_secs": 12, "kind": "praise", "text": "took the blame at once"}],
        "voice": [{"theme": "late parts", "cause": "process", "quote": "third time this month"}]});
    let file = desk.write("answers.json", &answers.to_string());
    let draws = drawn["draws"].as_array().unwrap().iter();
    for pick in draws.flat_map(|draw| draw["picks"].as_array().unwrap()) {
        let source_id = pick["source_id"].as_str().unwrap();
        desk.json(&["evaluate", source_id, "--answers", file.to_str().unwrap()]);
    }
    desk
}

#[test]
fn a_score_is_explained_line_by_line() {
    let desk = scored();
    let told = desk.json(&["explain", "1"]);
    assert_keys(
        &told,
        "evaluation scorecard lines sections earned applicable quality",
    );
    // 5 + 2 + 2 + 8 of 5 + 7 + 2 + 2 + 2 + 8.
    assert_eq!(
        (&told["earned"], &told["applicable"]),
        (&json!(17.0), &json!(26.0))
    );
    assert!((told["quality"].as_f64().unwrap() - 1700.0 / 26.0).abs() < 1e-9);
    assert_eq!(told["lines"].as_array().unwrap().len(), 12);
    let shares: f64 = told["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["share"].as_f64().unwrap())
        .sum();
    assert!((shares - 1.0).abs() < 1e-9, "{shares}");
    let text = desk.run(&["explain", "1"]).out;
    assert!(text.contains("Quality = 100 × 17 / 26 = 65.4"), "{text}");
    let gone = desk.run(&["explain", "99"]);
    assert_eq!((gone.code, gone.out.as_str()), (Some(1), ""), "{gone:?}");
}

#[test]
fn quality_and_critical_errors_stand_side_by_side() {
    let desk = scored();
    let critical = desk.json(&["trends", "compliance_critical_free"]);
    assert_eq!(critical["series"][0]["points"][0]["value"], json!(0.0));
    let free = desk.json(&["trends", "customer_critical_free", "--rep", "Dana Reyes"]);
    assert_eq!(free["series"].as_array().unwrap().len(), 1);
    assert_eq!(free["series"][0]["points"][0]["value"], json!(1.0));
    let quality = desk.json(&["trends", "quality"]);
    let value = quality["series"][0]["points"][0]["value"].as_f64().unwrap();
    assert!((value - 1700.0 / 26.0).abs() < 1e-9, "{value}");
}

#[test]
fn a_call_scored_again_keeps_its_first_version() {
    let desk = scored();
    let file = desk.folder().join("answers.json");
    let call = desk.json(&["draw", "show"])["draws"][0]["picks"][0]["call"].to_string();
    let again = desk.json(&["evaluate", &call, "--answers", file.to_str().unwrap()]);
    assert_eq!(again["version"], 2);
    assert_eq!(
        desk.json(&["trends", "quality"])["series"][0]["points"][0]["n"],
        json!(6)
    );
    assert_eq!(
        desk.number("SELECT count(*) FROM evaluation WHERE latest = 1"),
        6
    );
}

#[test]
fn a_score_is_told_with_the_reps_own_beside_it() {
    let desk = scored();
    let before = desk.json(&["trends"]);
    desk.json(&["evaluation", "own", "1", "--answer", "let_finish=yes"]);
    let own = ["--answer", "went_wrong=yes", "--answer", "apologised=yes"];
    desk.json(&[&["evaluation", "own", "1"][..], &own[..]].concat());
    desk.json(&[
        "evaluation",
        "disagree",
        "1",
        "apologised",
        "I did say sorry",
    ]);
    let told = desk.json(&["evaluation", "acknowledge", "1", "--on", "2026-11-19"]);
    assert_eq!(told, desk.json(&["evaluation", "show", "1"]));
    assert_keys(
        &told,
        "evaluation call rep lane quality acknowledged_on answers own versions",
    );
    assert_eq!(told["acknowledged_on"], "2026-11-19");
    assert_eq!(
        (&told["own"]["same"], &told["own"]["n"]),
        (&json!(2), &json!(3))
    );
    assert_eq!(told["own"]["quality"], Value::Null);
    let answers = told["answers"].as_array().unwrap();
    let apologised = answers
        .iter()
        .find(|one| one["question"] == "apologised")
        .unwrap();
    assert_eq!(
        (
            &apologised["answer"],
            &apologised["own"],
            &apologised["same"]
        ),
        (&json!("no"), &json!("yes"), &json!(false))
    );
    assert_eq!(apologised["disagreement"]["note"], "I did say sorry");
    assert_eq!(desk.json(&["trends"]), before);
    for wrong in [
        &["evaluation", "own", "1", "--answer", "nonsense=yes"][..],
        &["evaluation", "own", "1", "--answer", "let_finish=perhaps"],
        &["evaluation", "disagree", "1", "nonsense", "x"],
        &["evaluation", "acknowledge", "1", "--on", "2099-01-01"],
        &["evaluation", "show", "99"],
    ] {
        let ran = desk.run(wrong);
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{ran:?}");
    }
    assert_eq!(desk.json(&["evaluation", "show", "1"]), told);
}

#[test]
fn answers_that_do_not_fit_the_form_change_nothing() {
    let desk = Desk::with_calls(10);
    desk.json(&["draw", "--per-rep", "1"]);
    for (answers, expected) in [
        ("{", "expected form"),
        (
            r#"{"answers": {"nonsense": "yes"}}"#,
            "no question 'nonsense'",
        ),
        (r#"{"answers": {"let_finish": "perhaps"}}"#, "let_finish"),
        (r#"{"answers": {"went_wrong": "na"}}"#, "went_wrong"),
        (r#"{"answers": {"let_finish": "yes"}}"#, "found_need"),
        (
            r#"{"lane": "random", "answers": {}}"#,
            "cannot be in the random lane",
        ),
        (
            r#"{"scorecard": "nothing", "answers": {}}"#,
            "scorecard nothing",
        ),
        (r#"{"mood": "fine"}"#, "mood"),
    ] {
        let file = desk.write("answers.json", answers);
        let undrawn =
            desk.number("SELECT min(id) FROM call WHERE id NOT IN (SELECT call_id FROM pick)");
        let ran = desk.run(&[
            "evaluate",
            &undrawn.to_string(),
            "--answers",
            file.to_str().unwrap(),
            "--json",
        ]);
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (Some(1), ""),
            "{answers}: {ran:?}"
        );
        assert!(ran.err.contains(expected), "{answers}: {}", ran.err);
        assert_keys(&ran.error(), "what where try");
        assert_eq!(
            desk.number("SELECT count(*) FROM evaluation"),
            0,
            "{answers}"
        );
    }
}

#[test]
fn a_target_is_set_shown_and_taken_away() {
    let desk = scored();
    let listed = desk.json(&["kpi", "list"]);
    for kpi in listed.as_array().unwrap() {
        assert_keys(kpi, "kpi name unit better formula zero_case targets");
        assert_eq!(kpi["targets"], json!([]));
    }
    let args = [
        "kpi",
        "target",
        "quality",
        "--short",
        "70@2026-12-31",
        "--long",
        "85@2028-06-30",
    ];
    let set = desk.json(&args);
    let wanted = json!([
        {"horizon": "short", "value": 70.0, "due_on": "2026-12-31"},
        {"horizon": "long", "value": 85.0, "due_on": "2028-06-30"},
    ]);
    assert_eq!(set[0]["targets"], wanted);
    let trends = desk.json(&["trends", "quality"]);
    assert_eq!(trends["series"][0]["targets"].as_array().unwrap().len(), 2);
    let half = desk.run(&[
        "kpi",
        "target",
        "quality",
        "--short",
        "75@2026-12-31",
        "--medium",
        "soon",
    ]);
    assert_eq!((half.code, half.out.as_str()), (Some(1), ""), "{half:?}");
    assert_eq!(
        desk.json(&["kpi", "list"])[0]["targets"],
        wanted,
        "all or nothing"
    );
    let none = desk.json(&[
        "kpi", "target", "quality", "--short", "none", "--long", "none",
    ]);
    assert_eq!(none[0]["targets"], json!([]));
}

#[test]
fn the_weekly_page_comes_in_three_formats_and_twice_the_same() {
    let desk = scored();
    let plain = desk.run(&["summary"]);
    assert_eq!((plain.code, plain.err.as_str()), (Some(0), ""));
    assert_eq!(plain.out, desk.run(&["summary", "--format", "md"]).out);
    for (format, begins) in [
        ("md", "# Calder Truck Parts"),
        ("html", "<!DOCTYPE html>"),
        ("json", "{"),
    ] {
        let first = desk.run(&["summary", "--format", format]);
        assert!(first.out.starts_with(begins), "{}", first.out);
        for part in ["took the blame at once", "late parts"] {
            assert!(first.out.contains(part), "{format}: {part}");
        }
        assert_eq!(
            first.out,
            desk.run(&["summary", "--format", format]).out,
            "{format}"
        );
        let name = format!("week.{format}");
        let told = desk.json(&["summary", "--out", &name]);
        assert_eq!(
            (&told["file"], &told["bytes"]),
            (&json!(name), &json!(first.out.len()))
        );
        assert_eq!(
            std::fs::read_to_string(desk.folder().join(&name)).unwrap(),
            first.out
        );
        let again = desk.run(&["summary", "--out", &name]);
        assert_eq!(again.code, Some(1), "{again:?}");
        assert!(again.err.contains("--force"), "{}", again.err);
        assert_eq!(
            desk.run(&["summary", "--out", &name, "--force"]).code,
            Some(0)
        );
    }
    let html = desk.run(&["summary", "--format", "html"]).out;
    assert!(
        html.contains("<svg")
            && !html.contains("<script")
            && !html.contains("http://")
            && !html.contains("https://")
    );
}

#[test]
fn customers_are_named_only_when_asked() {
    let desk = Desk::new();
    let text = "started,agent,customer,phone,duration\n2026-11-16 09:12,Dana Reyes,Ruth Calder,+13125550188,200\n\
                2026-11-16 10:12,Dana Reyes,Omar Haddad,+13125550142,100\n";
    let file = desk.write("calls.csv", text);
    desk.json(&["import", file.to_str().unwrap()]);
    let answers = json!({"answers": {"let_finish": "yes", "found_need": "yes", "went_wrong": "no",
        "verified_account": "yes", "correct_info": "yes", "tied_solution": "yes", "solved": "yes", "referral": "na"},
        "moments": [{"at_secs": 12, "kind": "praise", "text": "calm throughout"}]});
    let answers = desk.write("answers.json", &answers.to_string());
    desk.json(&["draw"]);
    desk.json(&["evaluate", "1", "--answers", answers.to_str().unwrap()]);
    for format in ["md", "html", "json"] {
        let without = desk.run(&["summary", "--format", format]).out;
        let with = desk.run(&["summary", "--format", format, "--names"]).out;
        assert!(
            !without.contains("Ruth") && !without.contains("5550188"),
            "{format}"
        );
        assert!(with.contains("Ruth Calder"), "{format}: {with}");
    }
}

#[test]
fn any_statistic_is_recomputed_on_ones_own_figures() {
    let desk = Desk::nowhere();
    let listed = desk.json(&["stat"]);
    assert!(listed.as_array().unwrap().len() > 50);
    // Wilson's range of 8 of 10 (Brown, Cai and DasGupta 2001, formula 4): 0.490 to 0.943.
    let ran = desk.feed(&["stat", "proportion_ci"], r#"{"x": 8, "n": 10}"#);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{ran:?}");
    let numbers: Vec<f64> = numbers(&ran.json());
    for expected in [0.4902, 0.9433] {
        assert!(
            numbers
                .iter()
                .any(|number| (number - expected).abs() < 5e-5),
            "{}",
            ran.out
        );
    }
    for (method, input) in [
        ("proportion_ci", ""),
        ("proportion_ci", "{"),
        ("proportion_ci", "{}"),
        ("magic", "{}"),
    ] {
        let ran = desk.feed(&["stat", method, "--json"], input);
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (Some(1), ""),
            "{method} {input}"
        );
        assert_keys(&ran.error(), "what where try");
    }
    assert!(!desk.file().exists(), "figures need no desk");
}

/// Every number in a value.
fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Number(number) => number.as_f64().into_iter().collect(),
        Value::Array(all) => all.iter().flat_map(numbers).collect(),
        Value::Object(all) => all.values().flat_map(numbers).collect(),
        _ => Vec::new(),
    }
}
