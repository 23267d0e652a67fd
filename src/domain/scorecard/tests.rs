#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::float_cmp,
    clippy::format_collect,
    clippy::too_many_lines,
    reason = "a test may stop; its tables are long; numbers that are only read must come back exactly"
)]
use super::*;

mod refused;

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
