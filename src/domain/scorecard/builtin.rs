//! The scorecards that every desk begins with. The program carries their TOML along.

/// Key and TOML of each, in the order in which they are offered.
pub fn builtin() -> &'static [(&'static str, &'static str)] {
    &[
        (
            "support",
            include_str!("../../../assets/scorecards/support.toml"),
        ),
        (
            "technical",
            include_str!("../../../assets/scorecards/technical.toml"),
        ),
        (
            "sales",
            include_str!("../../../assets/scorecards/sales.toml"),
        ),
        (
            "orders",
            include_str!("../../../assets/scorecards/orders.toml"),
        ),
        (
            "written",
            include_str!("../../../assets/scorecards/written.toml"),
        ),
    ]
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]
    use super::super::{Class, Measure, Question, Role, Scorecard, lint};
    use super::*;

    /// What each scorecard asks where something went wrong, in order.
    const APOLOGY: [&str; 4] = [
        "recognised_problem",
        "acknowledged_pain",
        "apologised",
        "asked_make_right",
    ];

    fn cards() -> Vec<Scorecard> {
        builtin()
            .iter()
            .map(
                |(key, toml)| match Scorecard::parse(&format!("{key}.toml"), toml) {
                    Ok(card) => card,
                    Err(faults) => panic!("{faults}"),
                },
            )
            .collect()
    }

    fn place(card: &Scorecard, key: &str) -> usize {
        card.questions()
            .position(|one| one.key == key)
            .unwrap_or_else(|| panic!("{} lacks {key}", card.key))
    }

    #[test]
    fn the_list_is_the_folder() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/scorecards");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        let mut listed: Vec<String> = builtin()
            .iter()
            .map(|(key, _)| format!("{key}.toml"))
            .collect();
        files.sort();
        listed.sort();
        assert_eq!(files, listed);
    }

    #[test]
    fn each_is_sound_and_leaves_nothing_to_advise() {
        for ((key, _), card) in builtin().iter().zip(cards()) {
            assert_eq!(card.key, *key);
            assert_eq!(card.written, *key == "written");
            assert_eq!(lint(&card), [], "{key}");
            assert!((10..=14).contains(&card.questions().count()), "{key}");
            assert!(!card.summary.is_empty(), "{key}");
        }
        let support = &cards()[0];
        assert_eq!(support.questions().count(), 12);
    }

    #[test]
    fn each_teaches_the_four_steps_of_an_apology_where_something_went_wrong() {
        for card in cards() {
            let gate = card.question("went_wrong").unwrap();
            assert_eq!(gate.measure, Measure::Unscored, "{}", card.key);
            let after_gate: Vec<&Question> = card
                .questions()
                .skip(place(&card, "went_wrong") + 1)
                .take(4)
                .collect();
            for (key, question) in APOLOGY.iter().zip(after_gate) {
                assert_eq!(question.key, *key, "{}", card.key);
                let leaves = question.ask_if.as_ref().unwrap().leaves();
                assert_eq!(leaves, [("went_wrong", &["yes".to_owned()][..])]);
            }
        }
    }

    #[test]
    fn each_finds_the_need_first_and_ties_the_solution_to_it() {
        for card in cards() {
            assert!(place(&card, "found_need") < place(&card, "tied_solution"));
            assert!(card.question("found_need").unwrap().weight().is_some());
            assert!(card.question("tied_solution").unwrap().weight().is_some());
        }
    }

    #[test]
    fn each_measures_what_the_business_follows() {
        for card in cards() {
            for role in Role::ALL {
                assert!(card.with_role(*role).is_some(), "{} {role}", card.key);
            }
            let critical = |class| card.questions().any(|one| one.critical() == Some(class));
            assert!(critical(Class::Customer), "{}", card.key);
            assert!(critical(Class::Compliance) || critical(Class::Business));
        }
    }

    #[test]
    fn what_an_owner_reads_while_scoring_is_short() {
        for card in cards() {
            for question in card.questions() {
                let guide = &question.guide;
                for sentence in [&guide.yes, &guide.no, &guide.na] {
                    let long = sentence.chars().count();
                    assert!(long <= 110, "{} {}: {long}", card.key, question.key);
                }
            }
        }
    }
}
