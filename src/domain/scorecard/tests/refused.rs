//! Conditions that cannot be, cards that are too much or nothing, and texts that are no card.

use super::*;

#[test]
fn a_condition_looks_back_on_answers_that_can_be_given() {
    for (ask_if, expected) in [
        ("{ question = \"smiled\", is = [\"yes\"] }", None),
        ("{ question = \"smiled\", is = [\"na\", \"no\"] }", None),
        (
            "{ question = \"smilde\", is = [\"yes\"] }",
            Some("ask_if: there is no question \"smilde\"; did you mean \"smiled\"?"),
        ),
        (
            "{ question = \"later\", is = [\"yes\"] }",
            Some("ask_if: \"later\" comes later; conditions look back, so move it before this one"),
        ),
        (
            "{ question = \"asked\", is = [\"yes\"] }",
            Some("ask_if: \"asked\" cannot depend on itself"),
        ),
        (
            "{ question = \"smiled\", is = [\"yess\"] }",
            Some("ask_if: \"smiled\" is never answered \"yess\"; did you mean \"yes\"?"),
        ),
        (
            "{ question = \"smiled\", is = \"yes\" }",
            Some("ask_if: is must be a list of words, like is = [\"no\"]"),
        ),
        (
            "{ question = \"smiled\", is = [] }",
            Some("ask_if: is must be a list of words, like is = [\"no\"]"),
        ),
        (
            "{ question = \"smiled\" }",
            Some(
                "ask_if: write { question = \"KEY\", is = [\"no\"] }, { all = [...] } or { any = [...] }",
            ),
        ),
        (
            "{ is = [\"yes\"] }",
            Some(
                "ask_if: write { question = \"KEY\", is = [\"no\"] }, { all = [...] } or { any = [...] }",
            ),
        ),
        (
            "{}",
            Some(
                "ask_if: write { question = \"KEY\", is = [\"no\"] }, { all = [...] } or { any = [...] }",
            ),
        ),
        (
            "{ all = [] }",
            Some(
                "ask_if: write { question = \"KEY\", is = [\"no\"] }, { all = [...] } or { any = [...] }",
            ),
        ),
        (
            "{ question = \"smiled\", is = [\"yes\"], any = [{ question = \"smiled\", is = [\"no\"] }] }",
            Some(
                "ask_if: write { question = \"KEY\", is = [\"no\"] }, { all = [...] } or { any = [...] }",
            ),
        ),
        (
            "{ all = [{ question = \"smiled\", is = [\"yes\"] }, { queston = \"x\", question = \"smiled\", is = [\"no\"] }] }",
            Some("ask_if: all 2: \"queston\" is not known here; did you mean \"question\"?"),
        ),
        (
            "\"smiled\"",
            Some("ask_if must be written ask_if = { question = \"KEY\", is = [\"yes\"] }"),
        ),
    ] {
        let later = "[[section.question]]\nkey = \"later\"\ntext = \"Later\"\nweight = 1\n";
        let found = faults_of_question(&format!("weight = 1\nask_if = {ask_if}\n{later}"));
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{ask_if}");
    }
    let on_text = with(
        "[[section.question]]\nkey = \"words\"\ntext = \"Words\"\nkind = \"text\"\n[[section.question]]\nkey = \"b\"\ntext = \"B\"\nweight = 1\nask_if = { question = \"words\", is = [\"x\"] }\n",
    );
    assert_eq!(
        faults(&on_text),
        [
            "counter.toml, section \"Opening\", question \"b\": ask_if: \"words\" is answered in free words, on which no condition can rest"
        ]
    );
    let first = format!(
        "{HEAD}[[section.question]]\nkey = \"a\"\ntext = \"A\"\nweight = 1\nask_if = {{ question = \"z\", is = [\"yes\"] }}"
    );
    assert_eq!(
        faults(&first),
        [
            "counter.toml, section \"Opening\", question \"a\": ask_if: there is no question \"z\" before this one"
        ]
    );
}

#[test]
fn all_faults_are_told_at_once_each_with_its_place() {
    let text = r#"
        key = "Front Desk"
        colour = "red"
        [[section]]
        name = "Closing"
        [[section.question]]
        key = "referral"
        text = "Asked for a referral"
        weight = 0
        [[section.question]]
        text = "Has no key"
        weight = 1
        role = "solved"
        [[section]]
        name = "Closing"
        [[section.question]]
        key = "referral"
        text = "Asked again"
        weight = 1
        role = "solved"
        [[section]]
    "#;
    assert_eq!(
        faults(text),
        [
            "front.toml: key \"Front Desk\" must be small letters, digits and _, starting with a letter, like found_need",
            "front.toml: name is missing: write name = \"...\"",
            "front.toml, section \"Closing\", question \"referral\": weight must be above 0; for a question that does not count write scored = false",
            "front.toml, section \"Closing\", question 2: key is missing: write key = \"...\"",
            "front.toml, section \"Closing\": another section has this name: give it its own",
            "front.toml, section 3: name is missing: write name = \"...\"",
            "front.toml, section 3: there is no question in it: write [[section.question]] or take it away",
            "front.toml: \"colour\" is not known here; use one of key, name, summary, written, min_applicable_share, section",
            "front.toml, section \"Closing\", question \"referral\": another question has this key: give it its own",
            "front.toml, section \"Closing\", question \"referral\": role \"solved\" is taken by question 2: only one question may have it",
        ]
        .map(|line| line.replace("front.toml", "counter.toml"))
    );
}

#[test]
fn a_scorecard_needs_questions_that_weigh_and_not_too_many() {
    let none = "key = \"a\"\nname = \"A\"\n";
    assert_eq!(
        faults(none),
        ["counter.toml: there is no section: write [[section]] with a name and its questions"]
    );
    let one_table = format!("{none}[section]\nname = \"Opening\"\n");
    assert_eq!(
        faults(&one_table),
        ["counter.toml: section must be written [[section]], once for each section"]
    );
    let weightless =
        format!("{HEAD}[[section.question]]\nkey = \"a\"\ntext = \"A\"\ncritical = \"customer\"\n");
    assert_eq!(
        faults(&weightless),
        [
            "counter.toml: no question has a weight, so there is no quality: give at least one a weight"
        ]
    );
    let many: String = (0..40)
        .map(|i| format!("[[section.question]]\nkey = \"q{i}\"\ntext = \"Q\"\nweight = 1\n"))
        .collect();
    assert_eq!(faults(&format!("{HEAD}{many}")), Vec::<String>::new());
    assert_eq!(
        faults(&with(&many)),
        ["counter.toml: there are 41 questions: keep at most 40"]
    );
    let share = format!("min_applicable_share = 50\n{}", with(""));
    assert_eq!(
        faults(&share),
        ["counter.toml: min_applicable_share must lie between 0 and 1, like 0.5"]
    );
}

#[test]
fn what_is_too_long_is_refused_by_its_length() {
    let long = "x".repeat(81);
    let text = with(&format!(
        "[[section.question]]\nkey = \"a\"\ntext = \"{long}\"\nweight = 1\n"
    ));
    assert_eq!(
        faults(&text),
        [
            "counter.toml, section \"Opening\", question \"a\": text has 81 characters: shorten it to 80"
        ]
    );
    let huge = format!("# {}", "x".repeat(300_000));
    assert_eq!(
        faults(&huge),
        ["counter.toml: this is longer than 256 KB and surely no scorecard"]
    );
}

#[test]
fn ready_remarks_are_a_few_short_lines() {
    let refused = |remarks: &str| {
        faults(&with(&format!(
            "[[section.question]]\nkey = \"a\"\ntext = \"A\"\nweight = 1\nremarks = {remarks}\n"
        )))
    };
    let at = "counter.toml, section \"Opening\", question \"a\": remarks";
    let ten = format!("[{}]", "\"x\",".repeat(10));
    assert_eq!(
        refused(&ten),
        [format!(
            "{at} holds 10 of them: keep the 9 that you use most"
        )]
    );
    let long = "x".repeat(121);
    assert_eq!(
        refused(&format!("[\"{long}\"]")),
        [format!("{at} has 121 characters: shorten it to 120")]
    );
    assert_eq!(
        refused("\"Cut in\""),
        [format!(
            "{at} must be a list of words, like remarks = [\"no\"]"
        )]
    );
}

#[test]
fn what_is_not_toml_is_refused_with_its_line() {
    let found = faults("key = \"a\"\nname = \n");
    let [fault] = &found[..] else {
        panic!("{found:?}")
    };
    assert!(
        fault.starts_with("counter.toml: line 2 is not TOML: "),
        "{fault}"
    );
}

#[test]
fn a_bottomless_condition_is_refused() {
    let deep = format!("{}{}", "{ all = [".repeat(5000), "] }".repeat(5000));
    assert!(!faults_of_question(&format!("weight = 1\nask_if = {deep}")).is_empty());
}

proptest::proptest! {
    #[test]
    fn no_text_makes_the_reader_stop(text in "\\PC{0,200}", cut in 0_usize..4000) {
        let _ = Scorecard::parse("any.toml", &text);
        let (_, support) = builtin()[0];
        let start: String = support.chars().take(cut).collect();
        let _ = Scorecard::parse("cut.toml", &format!("{start}{text}"));
    }
}
