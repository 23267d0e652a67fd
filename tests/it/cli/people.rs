//! Reps, names in files, scorecards, and what those need who package the program.

use serde_json::json;

use crate::program::{Desk, assert_keys};

#[test]
fn reps_come_are_renamed_leave_and_come_back() {
    let desk = Desk::new();
    let added = desk.json(&["rep", "add", "Mia Chen=303,mia@calder.example"]);
    let mia = added
        .as_array()
        .unwrap()
        .iter()
        .find(|rep| rep["name"] == "Mia Chen")
        .unwrap();
    assert_keys(mia, "rep name known_as retired");
    assert_eq!(mia["known_as"], json!(["303", "mia@calder.example"]));
    desk.json(&["rep", "rename", "303", "Mia Calder"]);
    let left = desk.json(&["rep", "retire", "Mia Chen"]);
    assert_eq!(
        (&left[2]["name"], &left[2]["retired"]),
        (&json!("Mia Calder"), &json!(true))
    );
    let back = desk.json(&["rep", "retire", "Mia Calder", "--undo"]);
    assert!(
        back.as_array()
            .unwrap()
            .iter()
            .all(|rep| rep["retired"] == false)
    );
    assert_eq!(desk.json(&["rep", "list"]), back);
    for wrong in [
        &["rep", "add", "mia calder"][..],
        &["rep", "add", "Luis=303"],
        &["rep", "rename", "Nobody", "Somebody"],
        &["rep", "rename", "Mia Calder", "Dana Reyes"],
        &["rep", "retire", "Nobody"],
    ] {
        let ran = desk.run(wrong);
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (Some(1), ""),
            "{wrong:?}: {ran:?}"
        );
    }
    assert_eq!(desk.json(&["rep", "list"]), back);
}

#[test]
fn a_rep_who_left_is_drawn_no_more() {
    let desk = Desk::with_calls(20);
    desk.json(&["rep", "retire", "Ben Okafor"]);
    let drawn = desk.json(&["draw"]);
    assert_eq!(drawn["draws"].as_array().unwrap().len(), 1);
    assert_eq!(drawn["draws"][0]["rep"], "Dana Reyes");
}

#[test]
fn a_name_in_the_files_is_given_to_a_rep_with_its_calls() {
    let desk = Desk::new();
    let text = "started,agent,phone,duration\n\
                2026-11-16 09:12,Reyes D.,3125550188,200\n\
                2026-11-16 10:12,Reyes D.,3125550142,100\n\
                2026-11-16 11:12,Ben Okafor,3125550142,100\n";
    let file = desk.write("calls.csv", text);
    let report = &desk.json(&["import", file.to_str().unwrap()])[0];
    assert_eq!(report["left_out"]["no_rep"], 2);
    assert_eq!(
        desk.json(&["import", "names"]),
        json!([{"name": "Reyes D.", "calls": 2}])
    );
    let given = desk.json(&["import", "names", "Reyes D.", "--rep", "Dana Reyes"]);
    assert_eq!(
        given,
        json!({"name": "Reyes D.", "rep": "Dana Reyes", "calls": 2})
    );
    assert_eq!(desk.json(&["import", "names"]), json!([]));
    assert_eq!(desk.json(&["draw"])["draws"].as_array().unwrap().len(), 2);
    assert_eq!(
        desk.run(&["import", "names", "Reyes D."]).code,
        Some(2),
        "whose is it?"
    );
}

#[test]
fn scorecards_go_out_and_come_in_again() {
    let desk = Desk::new();
    let listed = desk.json(&["scorecard", "list"]);
    let ids: Vec<&str> = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["orders", "sales", "support", "technical", "written"]);
    for id in ids {
        let toml = desk.run(&["scorecard", "export", id]);
        assert_eq!((toml.code, toml.err.as_str()), (Some(0), ""));
        let file = desk.write("form.toml", &toml.out);
        let linted = desk.json(&["scorecard", "lint", file.to_str().unwrap()]);
        assert_eq!(linted, json!({"scorecard": id, "warnings": []}));
        let shown = desk.json(&["scorecard", "show", id]);
        assert!(
            (10..=14).contains(&shown["questions"].as_array().unwrap().len()),
            "{id}"
        );
    }
    let toml = desk.run(&["scorecard", "export", "support"]).out;
    let file = desk.write("next.toml", &toml.replace("weight = 5", "weight = 6"));
    let added = desk.json(&[
        "scorecard",
        "add",
        file.to_str().unwrap(),
        "--reason",
        "listening counts more",
    ]);
    assert_eq!(
        (&added["id"], &added["version"]),
        (&json!("support"), &json!(2))
    );
    let gone = desk.run(&["scorecard", "show", "nothing"]);
    assert_eq!((gone.code, gone.out.as_str()), (Some(1), ""), "{gone:?}");
}

#[test]
fn a_faulty_scorecard_is_refused_with_file_section_and_question() {
    let desk = Desk::new();
    let toml = desk.run(&["scorecard", "export", "support"]).out;
    let file = desk.write(
        "broken.toml",
        &toml.replacen("weight = 7", "weight = -7", 1),
    );
    for verb in ["lint", "add"] {
        let ran = desk.run(&["scorecard", verb, file.to_str().unwrap()]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{ran:?}");
        for part in ["broken.toml", "Finding the need", "found_need"] {
            assert!(ran.err.contains(part), "{part}: {}", ran.err);
        }
    }
    assert_eq!(desk.json(&["scorecard", "show", "support"])["version"], 1);
}

#[test]
fn a_weak_scorecard_is_told_by_the_exit_code() {
    let desk = Desk::nowhere();
    let toml = "key = \"thin\"\nname = \"Thin\"\nsummary = \"One question.\"\n\n[[section]]\nname = \"All\"\n\n\
                [[section.question]]\nkey = \"nice\"\ntext = \"Was nice\"\nweight = 1\nyes = \"Nice.\"\nno = \"Not nice.\"\nna = \"-\"\n";
    let file = desk.write("thin.toml", toml);
    let ran = desk.run(&["scorecard", "lint", file.to_str().unwrap(), "--json"]);
    assert_eq!(ran.code, Some(3), "{ran:?}");
    assert!(!ran.json()["warnings"].as_array().unwrap().is_empty());
    assert!(!desk.file().exists(), "looking at a form needs no desk");
}

#[test]
fn it_tells_where_things_are() {
    let desk = Desk::nowhere();
    let told = desk.json(&["paths"]);
    assert_eq!(told["file"], desk.file().to_str().unwrap());
    assert_keys(&told, "file profiles");
    assert!(!desk.file().exists());
}

#[test]
fn those_who_package_it_get_completions_and_a_manual_page() {
    let desk = Desk::nowhere();
    for shell in ["bash", "zsh", "fish"] {
        let ran = desk.run(&["completions", shell]);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
        assert!(ran.out.contains("deskside") && ran.out.contains("scorecard"));
    }
    let page = desk.run(&["man"]);
    assert_eq!((page.code, page.err.as_str()), (Some(0), ""));
    assert!(page.out.contains(".TH deskside"), "{}", page.out);
    assert!(!desk.file().exists());
}
