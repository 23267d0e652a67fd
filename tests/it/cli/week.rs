//! The whole week without the interface: set up, import, draw, score, trends, summary. The shapes are those that
//! programs rely on; every number was worked out by hand.

use serde_json::{Value, json};

use crate::program::{Desk, WEEK, assert_keys, log};

/// The keys of an import's report.
const REPORT: &str = "import kind profile file rows calls added known updated left_out rejected first_at last_at zone dates";
const LEFT_OUT: &str = "internal unanswered no_rep voicemail footer blank";
const DRAW: &str = "draw rep frame frame_sha256 seed rule asked picks";
const PICK: &str = "pick place call source_id customer at status";
const SCORE: &str = "evaluation call rep lane quality critical applicable_weight_pct scorable";

fn fixture(name: &str) -> String {
    format!(
        "{}/tests/it/fixtures/import/{name}",
        env!("CARGO_MANIFEST_DIR")
    )
}

/// A drawn desk: 40 calls, three picks of each rep.
fn drawn() -> (Desk, Value) {
    let desk = Desk::with_calls(40);
    let drawn = desk.json(&["draw", "--per-rep", "3", "--seed", "5eed"]);
    (desk, drawn)
}

/// The waiting picks of a week's draws.
fn waiting(shown: &Value) -> Vec<Value> {
    let picks = shown["draws"].as_array().unwrap().iter();
    let picks = picks.flat_map(|draw| draw["picks"].as_array().unwrap().clone());
    picks.filter(|pick| pick["status"] == "waiting").collect()
}

#[test]
fn a_desk_is_set_up_once() {
    let desk = Desk::nowhere();
    let init = [
        "init",
        "--name",
        "Calder Truck Parts",
        "--zone",
        "America/Chicago",
        "--rep",
        "Dana=301",
    ];
    let told = desk.json(&init);
    assert_eq!(told["name"], "Calder Truck Parts");
    assert_eq!(told["zone"], "America/Chicago");
    assert_eq!((&told["reps"], &told["per_week"]), (&json!(1), &json!(15)));
    let again = desk.run(&init);
    assert_eq!(again.code, Some(1), "{again:?}");
    assert!(
        again.err.contains("Calder Truck Parts already"),
        "{}",
        again.err
    );
}

#[test]
fn an_export_of_a_known_system_is_read_once() {
    let desk = Desk::new();
    let file = fixture("aircall.csv");
    let first = &desk.json(&["import", &file])[0];
    assert_keys(first, REPORT);
    assert_keys(&first["left_out"], LEFT_OUT);
    assert_eq!(
        (&first["kind"], &first["profile"], &first["file"]),
        (&json!("calls"), &json!("aircall"), &json!("aircall.csv"))
    );
    assert_eq!(
        (&first["rows"], &first["calls"], &first["added"]),
        (&json!(7), &json!(7), &json!(7))
    );
    assert_eq!(first["first_at"], "2026-11-16T09:12:00-06:00");
    assert_eq!(first["rejected"], json!([]));
    let again = &desk.json(&["import", &file])[0];
    assert_eq!(
        (&again["calls"], &again["added"], &again["known"]),
        (&json!(7), &json!(0), &json!(7))
    );
    assert_eq!(desk.number("SELECT count(*) FROM call"), 7);
}

#[test]
fn any_other_log_is_read_with_a_map() {
    let desk = Desk::new();
    let text = "Wann;Wer;Sekunden;Leitung;Ticket\n\
                16.11.2026 09:12;Dana Reyes;200;0312 555 0188;T-1\n\
                17.11.2026 10:00;301;90;0312 555 0142;T-2\n\
                17.11.2026 10:30;Ben Okafor;75;;T-3\n";
    let file = desk.write("own.csv", text);
    let maps = [
        "--map",
        "at=Wann",
        "--map",
        "rep=#2",
        "--map",
        "duration=Sekunden",
        "--map",
        "number=Leitung",
    ];
    let args = [
        &[
            "import",
            file.to_str().unwrap(),
            "--map",
            "source_id=ticket",
        ],
        &maps[..],
    ]
    .concat();
    let tried = &desk.json(&[&args[..], &["--dry-run"]].concat())[0];
    assert_eq!(
        (&tried["import"], &tried["added"]),
        (&Value::Null, &json!(3))
    );
    assert_eq!(desk.number("SELECT count(*) FROM call"), 0);
    let report = &desk.json(&args)[0];
    assert_eq!(
        (&report["added"], &report["dates"]),
        (&json!(3), &json!("dmy"))
    );
    assert_eq!(report["last_at"], "2026-11-17T10:30:00-06:00");
    assert_eq!(
        desk.number(
            "SELECT count(*) FROM call c JOIN rep r ON r.id = rep_id WHERE r.name = 'Dana Reyes'"
        ),
        2
    );
    assert_eq!(desk.json(&args)[0]["added"], 0);
}

#[test]
fn one_bad_row_costs_itself_and_is_told_by_the_exit_code() {
    let desk = Desk::new();
    let bad = "C9,yesterday at noon,Dana Reyes,+13125550171,in,65\n";
    let file = desk.write("bad.csv", &(log(8) + bad));
    let ran = desk.run(&["import", file.to_str().unwrap(), "--json"]);
    assert_eq!(ran.code, Some(3), "{ran:?}");
    let report = &ran.json()[0];
    assert_eq!(
        (&report["added"], &report["rejected"][0]["line"]),
        (&json!(8), &json!(10))
    );
    assert_keys(&report["rejected"][0], "line reason");
    let text = desk.run(&["import", file.to_str().unwrap()]);
    assert_eq!(text.code, Some(3));
    assert!(
        text.out.contains("line 10: 'yesterday at noon'"),
        "{}",
        text.out
    );
}

#[test]
fn of_several_files_all_are_read_or_none() {
    let desk = Desk::new();
    let good = desk.write("a.csv", &log(5));
    let bad = desk.write("b.csv", "not a log at all\n");
    let ran = desk.run(&["import", good.to_str().unwrap(), bad.to_str().unwrap()]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(ran.err.contains("b.csv"), "{}", ran.err);
    assert_eq!(desk.number("SELECT count(*) FROM call"), 0);
    assert_eq!(desk.json(&["import", "list"]), json!([]));
}

#[test]
fn a_draw_shows_its_frame_and_its_picks() {
    let (desk, drawn) = drawn();
    assert_keys(&drawn, "week draws");
    assert_eq!(drawn["week"], WEEK);
    let draws = drawn["draws"].as_array().unwrap();
    assert_eq!(draws.len(), 2);
    for draw in draws {
        assert_keys(draw, DRAW);
        assert_eq!(
            (&draw["frame"], &draw["asked"], &draw["seed"]),
            (&json!(20), &json!(3), &json!("5eed"))
        );
        let picks = draw["picks"].as_array().unwrap();
        assert_eq!(picks.len(), 3);
        for (place, pick) in (1..).zip(picks) {
            assert_keys(pick, PICK);
            assert_eq!(
                (&pick["place"], &pick["status"]),
                (&json!(place), &json!("waiting"))
            );
            assert!(pick["at"].as_str().unwrap().ends_with("-06:00"), "{pick}");
        }
    }
    assert_eq!(desk.json(&["draw", "show", "--week", WEEK]), drawn);
    let again = desk.json(&["draw", "--per-rep", "3", "--seed", "other"]);
    assert_eq!(again, drawn, "what was drawn stays drawn");
}

#[test]
fn the_same_seed_on_the_same_calls_draws_the_same() {
    let (_, first) = drawn();
    let (_, second) = drawn();
    assert_eq!(first, second);
}

#[test]
fn a_skipped_pick_keeps_its_reason_and_the_next_in_order_takes_its_place() {
    let (desk, drawn) = drawn();
    let pick = drawn["draws"][0]["picks"][1]["pick"].to_string();
    let skipped = desk.json(&["draw", "skip", &pick, "--reason", "no_audio"]);
    assert_eq!(skipped["status"], "skipped");
    let shown = desk.json(&["draw", "show"]);
    let picks = shown["draws"][0]["picks"].as_array().unwrap();
    assert_eq!(
        (&picks[1]["status"], &picks[1]["reason"]),
        (&json!("skipped"), &json!("no_audio"))
    );
    assert_eq!(
        (&picks[3]["place"], &picks[3]["pick"]),
        (&json!(4), &skipped["replacement"])
    );
    let again = desk.run(&["draw", "skip", &pick, "--reason", "spam"]);
    assert_eq!(again.code, Some(1), "{again:?}");
    let wordless = desk.run(&[
        "draw",
        "skip",
        &picks[0]["pick"].to_string(),
        "--reason",
        "other",
    ]);
    assert_eq!(wordless.code, Some(1), "{wordless:?}");
    let verified = desk.json(&["draw", "verify"]);
    assert_eq!(
        (&verified[0]["verified"], &verified[0]["picks"]),
        (&json!(true), &json!(4))
    );
}

#[test]
fn the_week_from_picks_to_trends_and_summary() {
    let (desk, drawn) = drawn();
    // Three of Dana's and three of Ben's, 20 of 23 points each: 5 + 7 + 8 of 5 + 7 + 8 + 3.
    let good = desk.write(
        "good.json",
        r#"{"answers": {"let_finish": "yes", "found_need": "yes", "went_wrong": "no", "verified_account": "yes",
            "correct_info": "yes", "tied_solution": "yes", "solved": "yes", "referral": "no"},
            "comments": {"found_need": "asked twice"},
            "moments": [{"at_secs": 41, "kind": "praise", "text": "so calm"}],
            "voice": [{"theme": "late parts", "cause": "process", "quote": "third time"}],
            "outcome": {"solved": true, "satisfied": "satisfied", "referral": "missed"}}"#,
    );
    for pick in waiting(&drawn) {
        let call = pick["call"].to_string();
        let scored = desk.json(&["evaluate", &call, "--answers", good.to_str().unwrap()]);
        assert_keys(&scored, SCORE);
        assert_keys(&scored["critical"], "customer business compliance");
        assert_eq!(
            (&scored["call"], &scored["lane"]),
            (&pick["call"], &json!("random"))
        );
        assert_eq!(
            (&scored["rep"], &scored["scorable"]),
            (&pick["rep"], &json!(true))
        );
        assert_eq!(scored["quality"], json!(86.96));
        assert_eq!(
            scored["critical"],
            json!({"customer": 0, "business": null, "compliance": 0}),
            "the form has no question critical to the business"
        );
    }
    assert!(waiting(&desk.json(&["draw", "show"])).is_empty());
    assert_eq!(desk.json(&["draw", "verify"])[1]["verified"], true);

    let quality = desk.json(&["trends", "quality"]);
    assert_keys(&quality, "kpi unit better series confidence");
    assert_eq!(
        (&quality["unit"], &quality["better"]),
        (&json!("points"), &json!("higher"))
    );
    let series = quality["series"].as_array().unwrap();
    let reps: Vec<&Value> = series.iter().map(|one| &one["rep"]).collect();
    assert_eq!(json!(reps), json!([null, "Ben Okafor", "Dana Reyes"]));
    for one in series {
        assert_keys(&one["chart"], "kind centre lower upper baseline signals");
        assert_keys(&one["verdict"], "is text more_calls");
        assert_eq!(
            (&one["chart"]["centre"], &one["chart"]["lower"]),
            (&Value::Null, &Value::Null)
        );
        assert_eq!(one["verdict"]["is"], "too_few");
        let point = &one["points"][0];
        assert_keys(point, "week n frame value low high");
        assert_eq!(point["week"], WEEK);
        assert!(
            (point["value"].as_f64().unwrap() - 2000.0 / 23.0).abs() < 1e-9,
            "{point}"
        );
    }
    assert_eq!(
        (
            &series[1]["points"][0]["n"],
            &series[1]["points"][0]["frame"]
        ),
        (&json!(3), &json!(20))
    );

    let all = desk.json(&["trends", "--weeks", "8"]);
    let kpis: Vec<&str> = all
        .as_array()
        .unwrap()
        .iter()
        .map(|kpi| kpi["kpi"].as_str().unwrap())
        .collect();
    for kpi in [
        "quality",
        "customer_critical_free",
        "business_critical_free",
        "compliance_critical_free",
        "solved",
        "no_repeat_7d",
        "referral_asked",
    ] {
        assert!(kpis.contains(&kpi), "{kpi}: {kpis:?}");
    }
    let referral = all
        .as_array()
        .unwrap()
        .iter()
        .find(|kpi| kpi["kpi"] == "referral_asked")
        .unwrap();
    assert_eq!(
        (
            &referral["unit"],
            &referral["series"][0]["points"][0]["value"]
        ),
        (&json!("share"), &json!(0.0))
    );

    let summary = desk.json(&["summary"]);
    assert_keys(
        &summary,
        "week heard quality critical reps voice kpis praise decisions next",
    );
    assert_eq!(summary["week"], WEEK);
    assert_eq!(summary["voice"][0]["theme"], "late parts");
}

#[test]
fn what_cannot_be_had_is_null_and_never_nought() {
    let (desk, drawn) = drawn();
    let first = &drawn["draws"][0]["picks"][0];
    let empty = desk.write(
        "na.json",
        r#"{"answers": {"let_finish": "na", "found_need": "na", "went_wrong": "no", "verified_account": "na",
            "correct_info": "na", "tied_solution": "na", "solved": "na", "referral": "na"}}"#,
    );
    let scored = desk.json(&[
        "evaluate",
        &first["call"].to_string(),
        "--answers",
        empty.to_str().unwrap(),
    ]);
    assert_eq!(
        (&scored["quality"], &scored["scorable"]),
        (&Value::Null, &json!(false))
    );
    assert_eq!(scored["applicable_weight_pct"], 0.0);
    assert_eq!(
        (&scored["solved"], &scored["critical"]["customer"]),
        (&Value::Null, &Value::Null)
    );
    for kpi in [
        "quality",
        "customer_critical_free",
        "business_critical_free",
        "solved",
    ] {
        for one in desk.json(&["trends", kpi])["series"].as_array().unwrap() {
            for point in one["points"].as_array().unwrap() {
                assert_eq!(
                    (&point["value"], &point["low"], &point["n"]),
                    (&Value::Null, &Value::Null, &json!(0)),
                    "{kpi}"
                );
            }
            assert_eq!(one["chart"]["baseline"], Value::Null);
        }
    }
    let summary = desk.json(&["summary"]);
    assert_eq!(
        summary["quality"]["value"],
        Value::Null,
        "{}",
        summary["quality"]
    );
}
