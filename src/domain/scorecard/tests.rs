#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::float_cmp,
    clippy::format_collect,
    clippy::too_many_lines,
    reason = "a test may stop; its tables are long; numbers that are only read must come back exactly"
)]
use super::*;

const HEAD: &str = "key = \"counter\"\nname = \"Counter\"\n[[section]]\nname = \"Opening\"\n";

/// A scorecard of one section in which `questions` follow a sound first one.
fn with(questions: &str) -> String {
    format!(
        "{HEAD}[[section.question]]\nkey = \"smiled\"\ntext = \"Looked up\"\nweight = 2\n{questions}"
    )
}

/// The faults of `text` as `counter.toml`, one a line.
fn faults(text: &str) -> Vec<String> {
    match Scorecard::parse("counter.toml", text) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.to_string().lines().map(str::to_owned).collect(),
    }
}

/// The faults of a question with the fields `extra`, without the place that each begins with.
fn faults_of_question(extra: &str) -> Vec<String> {
    let text = with(&format!(
        "[[section.question]]\nkey = \"asked\"\ntext = \"Asked\"\n{extra}"
    ));
    let place = "counter.toml, section \"Opening\", question \"asked\": ";
    faults(&text)
        .iter()
        .map(|fault| fault.strip_prefix(place).unwrap_or(fault).to_owned())
        .collect()
}

#[test]
fn every_field_of_the_format_is_read() {
    let text = r#"
        key = "full"
        name = "Full"
        summary = "Everything once."
        written = true
        min_applicable_share = 0.25

        [[section]]
        name = "One"

        [[section.question]]
        key = "gate"
        text = "Something went wrong"
        scored = false
        na_policy = "not_allowed"
        yes = "It did."
        no = "It did not."

        [[section.question]]
        key = "steps"
        text = "Answered every question"
        kind = "scale"
        weight = 1.5
        steps = [{ points = 1, text = "All" }, { points = 0.4, text = "Some" }, { points = 0, text = "None" }]

        [[section]]
        name = "Two"

        [[section.question]]
        key = "order"
        text = "Asked for the order"
        kind = "choice"
        weight = 2
        options = [{ key = "asked", label = "Asked", points = 1 }, { key = "not", label = "Did not", points = 0 }]
        ask_if = { any = [{ question = "gate", is = ["no"] }, { all = [{ question = "steps", is = ["1", "na"] }] }] }

        [[section.question]]
        key = "checked"
        text = "Checked the account"
        critical = "compliance"

        [[section.question]]
        key = "referral"
        text = "Asked for a referral"
        weight = 1
        role = "referral"
        na = "It did not fit."

        [[section.question]]
        key = "words"
        text = "What stood out"
        kind = "text"
    "#;
    let card = Scorecard::parse("full.toml", text).unwrap();
    assert_eq!((card.key.as_str(), card.written), ("full", true));
    assert_eq!(card.min_applicable_share, 0.25);
    assert_eq!(card.total_weight(), 4.5);
    let keys: Vec<_> = card
        .questions_by_section()
        .map(|(at, one)| (at, one.key.as_str()))
        .collect();
    assert_eq!(
        keys,
        [
            (0, "gate"),
            (0, "steps"),
            (1, "order"),
            (1, "checked"),
            (1, "referral"),
            (1, "words")
        ]
    );

    let gate = card.question("gate").unwrap();
    assert_eq!(
        (gate.measure, gate.na),
        (Measure::Unscored, NaPolicy::NotAllowed)
    );
    assert_eq!(gate.guide.no, "It did not.");
    assert_eq!(gate.answer_words(), ["yes", "no"]);

    let steps = card.question("steps").unwrap();
    assert_eq!(steps.answer_words(), ["1", "2", "3", "na"]);
    assert!(
        matches!(&steps.kind, Kind::Scale(steps) if steps.get(1).is_some_and(|s| s.points == 0.4 && s.text == "Some"))
    );

    let order = card.question("order").unwrap();
    assert_eq!(order.answer_words(), ["asked", "not", "na"]);
    let leaves = order.ask_if.as_ref().unwrap().leaves();
    assert_eq!(
        leaves,
        [
            ("gate", &["no".to_owned()][..]),
            ("steps", &["1".to_owned(), "na".to_owned()][..])
        ]
    );

    let checked = card.question("checked").unwrap();
    assert_eq!(
        (checked.critical(), checked.weight()),
        (Some(Class::Compliance), None)
    );
    assert_eq!(card.with_role(Role::Referral).unwrap().key, "referral");
    assert_eq!(card.with_role(Role::Solved), None);
    let words = card.question("words").unwrap();
    assert!(words.is_optional() && words.answer_words().is_empty());
}

#[test]
fn what_is_left_out_has_a_plain_default() {
    let card = Scorecard::parse("counter.toml", &with("")).unwrap();
    assert_eq!(card.min_applicable_share, 0.5);
    assert!(!card.written && card.summary.is_empty());
    let question = card.question("smiled").unwrap();
    assert_eq!(
        (&question.kind, question.na),
        (&Kind::YesNo, NaPolicy::Exclude)
    );
    assert_eq!((&question.ask_if, question.role), (&None, None));
}

#[test]
fn a_question_is_refused_with_what_to_do() {
    for (extra, expected) in [
        (
            "weight = 0",
            "weight must be above 0; for a question that does not count write scored = false",
        ),
        (
            "weight = -3",
            "weight must be above 0; for a question that does not count write scored = false",
        ),
        (
            "weight = 1e300",
            "weight is beyond all measure: only shares of the sum matter, so make it smaller",
        ),
        ("weight = nan", "weight must be a number"),
        ("weight = inf", "weight must be a number"),
        ("weight = \"five\"", "weight must be a number"),
        (
            "",
            "weight is missing: write a number above 0, or scored = false",
        ),
        (
            "weight = 1\nwieght = 2",
            "\"wieght\" is not known here; did you mean \"weight\"?",
        ),
        (
            "weight = 1\ncritical = \"customer\"",
            "a critical question has no weight: take weight or critical away",
        ),
        (
            "critical = \"busines\"",
            "critical cannot be \"busines\"; did you mean \"business\"?",
        ),
        (
            "critical = 7",
            "critical cannot be \"\"; use one of customer, business, compliance",
        ),
        (
            "critical = \"customer\"\nscored = false",
            "a critical question always counts: take scored or critical away",
        ),
        (
            "weight = 1\nscored = false",
            "what is not scored has no weight: take weight or scored = false away",
        ),
        (
            "weight = 1\nscored = \"no\"",
            "scored must be true or false",
        ),
        (
            "weight = 1\nkind = \"yesno\"",
            "kind cannot be \"yesno\"; did you mean \"yes_no\"?",
        ),
        (
            "weight = 1\nkind = \"scael\"\nsteps = [{ points = 0, text = \"a\" }, { points = 1, text = \"b\" }]",
            "kind cannot be \"scael\"; did you mean \"scale\"?",
        ),
        (
            "kind = \"text\"\nweight = 1",
            "text is never scored: take weight, critical and scored away",
        ),
        (
            "kind = \"text\"\nna = \"never\"",
            "text may always be left empty: take na and na_policy away",
        ),
        (
            "kind = \"text\"\nyes = \"hm\"",
            "yes and no explain a yes_no question: take them away here",
        ),
        (
            "kind = \"text\"\nrole = \"solved\"",
            "a question with a role is answered yes or no: take kind or role away",
        ),
        (
            "weight = 1\nrole = \"resolved\"",
            "role cannot be \"resolved\"; did you mean \"solved\"?",
        ),
        (
            "weight = 1\nna_policy = \"not_allowed\"\nna = \"never\"",
            "na explains an answer that na_policy does not allow: take one of them away",
        ),
        (
            "weight = 1\nna_policy = \"maybe\"",
            "na_policy cannot be \"maybe\"; use one of exclude, not_allowed",
        ),
        (
            "weight = 1\nyes = \"two\\nlines\"",
            "yes holds a line break, a tab or another control character: keep it on one line",
        ),
        (
            "weight = 1\nno = \"\\u001b[31mred\"",
            "no holds a line break, a tab or another control character: keep it on one line",
        ),
        ("weight = 1\nyes = 4", "yes must be words in quotes"),
        ("weight = 1\nsteps = []", "steps belong to kind = \"scale\""),
        (
            "weight = 1\noptions = 3",
            "options belong to kind = \"choice\"",
        ),
    ] {
        let found = faults_of_question(extra);
        assert_eq!(found.first().map(String::as_str), Some(expected), "{extra}");
        let most = if extra.contains("options = 3") { 2 } else { 1 };
        assert!(found.len() <= most, "echoes of {extra}: {found:?}");
    }
}

#[test]
fn a_scale_or_choice_is_refused_with_what_to_do() {
    let nine = "{ points = 0, text = \"a\" }, ".repeat(10);
    for (kind, list, expected) in [
        ("scale", "", "a scale has 2 to 9 steps, this one 0"),
        (
            "scale",
            "steps = 3",
            "steps must be written steps = [{ points = 0, text = \"...\" }, ...]",
        ),
        (
            "scale",
            "steps = [{ points = 1, text = \"a\" }]",
            "a scale has 2 to 9 steps, this one 1",
        ),
        (
            "scale",
            &format!("steps = [{nine}]"),
            "a scale has 2 to 9 steps, this one 10",
        ),
        (
            "scale",
            "steps = [{ points = 0, text = \"a\" }, { points = 0.9, text = \"b\" }]",
            "no step is worth 1: give the best one points = 1",
        ),
        (
            "scale",
            "steps = [{ points = 0.1, text = \"a\" }, { points = 1, text = \"b\" }]",
            "no step is worth 0: give the worst one points = 0",
        ),
        (
            "scale",
            "steps = [{ points = 0, text = \"a\" }, { points = 1, text = \"b\" }, { points = 0.5, text = \"c\" }]",
            "the points of the steps must rise or fall all the way",
        ),
        (
            "scale",
            "steps = [{ points = 0, text = \"a\" }, { points = 0, text = \"b\" }, { points = 1, text = \"c\" }]",
            "the points of the steps must rise or fall all the way",
        ),
        (
            "scale",
            "steps = [{ points = 0, text = \"a\" }, { points = 1 }]",
            "step 2: text is missing: write text = \"...\"",
        ),
        (
            "scale",
            "steps = [{ points = 0, text = \"a\" }, { text = \"b\" }]",
            "step 2: points are missing: write points = 1 for the best and 0 for the worst",
        ),
        (
            "scale",
            "steps = [{ points = 0, text = \"a\" }, { points = 2, text = \"b\" }]",
            "step 2: points must lie between 0 and 1",
        ),
        (
            "scale",
            "steps = [{ points = 0, txt = \"a\", text = \"a\" }, { points = 1, text = \"b\" }]",
            "step 1: \"txt\" is not known here; did you mean \"text\"?",
        ),
        (
            "choice",
            "options = [{ key = \"a\", label = \"A\", points = 1 }]",
            "a choice has 2 to 9 options, this one 1",
        ),
        (
            "choice",
            "options = [{ key = \"a\", label = \"A\", points = 1 }, { key = \"a\", label = \"B\", points = 0 }]",
            "option 2: key \"a\" is used twice: give each option its own",
        ),
        (
            "choice",
            "options = [{ key = \"na\", label = \"A\", points = 1 }, { key = \"b\", label = \"B\", points = 0 }]",
            "option 1: key \"na\" is taken by n/a: name the option otherwise",
        ),
        (
            "choice",
            "options = [{ key = \"a\", label = \"A\", points = 0.5 }, { key = \"b\", label = \"B\", points = 0 }]",
            "no option is worth 1: give the best one points = 1",
        ),
    ] {
        let found = faults_of_question(&format!("weight = 1\nkind = \"{kind}\"\n{list}"));
        assert_eq!(found, [expected], "{list}");
    }
    let unscored = "scored = false\nkind = \"choice\"\noptions = [{ key = \"a\", label = \"A\" }, { key = \"b\", label = \"B\", points = 1 }]";
    assert_eq!(
        faults_of_question(unscored),
        ["option 2: the question is not scored: take points away"]
    );
    let critical =
        "critical = \"customer\"\nkind = \"scale\"\nsteps = [{ text = \"a\" }, { text = \"b\" }]";
    assert_eq!(
        faults_of_question(critical),
        ["a critical question is answered yes or no: take kind or critical away"]
    );
}

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
