//! The hiring profile: the behaviours that set the best-liked conversations of this business apart, with how sure that is, as
//! a one-page description of the person and an interview guide. What goes with satisfied customers is worked out in
//! `drivers`; formats stand in `write`.

mod write;

use anyhow::Result;
use serde::Serialize;

use crate::domain::call::Instant;
use crate::domain::driver::Driver;
use crate::domain::scorecard::{Guide, Question};
use crate::domain::trend::words;
use crate::ops::summary::discretion::{Discretion, clean};
use crate::ops::{coaching, draw, drivers, setup, voice};
use crate::store::{Store, desk, scorecard};

pub use write::{page, write};

/// Behaviours that one page has room for.
const MOST: usize = 6;
/// Words of customers for the role play.
const MOST_WORDS: usize = 2;

/// The profile.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Profile {
    /// The business's name.
    pub business: String,
    /// Scored calls with a customer's satisfaction that it rests on.
    pub calls: u64,
    /// `csat` or `mark`.
    pub measure: &'static str,
    /// Whether any behaviour is known to set the best-liked conversations apart. Where none is, those that weigh most on the
    /// form stand here, and say so.
    pub measured: bool,
    /// What it rests on, in a few sentences.
    pub grounds: String,
    /// The behaviours, the surest first.
    pub traits: Vec<Trait>,
    /// What customers say, for the role play; nobody is named.
    pub words: Vec<String>,
}

/// One behaviour to look for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trait {
    /// The question's key.
    pub question: String,
    /// The behaviour.
    pub text: String,
    /// How sure it is that it sets them apart, with its counts.
    pub sure: String,
    /// What to ask in the interview.
    pub ask: String,
    /// What a good answer holds; may be empty.
    pub listen_for: String,
    /// What is not enough; may be empty.
    pub not_enough: String,
}

/// The profile from the last year's scored calls.
pub fn profile(store: &Store, now: Instant) -> Result<Profile> {
    let to = draw::current_week(store, setup::this_week(store, now)?)?;
    let found = drivers::drivers(store, to.plus(1 - drivers::WEEKS), to)?;
    let questions = coaching::questions(store)?;
    let apart = found.drivers.iter().filter(|one| sets_apart(one));
    let mut traits: Vec<Trait> = apart
        .take(MOST)
        .map(|one| of_driver(one, &questions))
        .collect();
    let measured = !traits.is_empty();
    if !measured {
        traits = of_form(store)?;
    }
    let themes = voice::until(store, to, drivers::WEEKS)?.themes;
    let quotes = themes.iter().filter_map(|theme| {
        theme
            .mentions
            .iter()
            .find(|one| !one.quote.trim().is_empty())
    });
    let discretion = Discretion::new(false);
    Ok(Profile {
        business: clean(&desk::get(store)?.name),
        calls: found.calls,
        measure: found.measure.word(),
        measured,
        grounds: grounds(&found.text, measured),
        traits,
        words: quotes
            .take(MOST_WORDS)
            .map(|one| discretion.text(&one.quote, &one.customer_name))
            .collect(),
    })
}

/// Whether it certainly goes with more satisfied customers, among all that were looked at.
fn sets_apart(one: &Driver) -> bool {
    one.stands_out && one.difference.is_some_and(|gap| gap > 0.0)
}

fn grounds(found: &str, measured: bool) -> String {
    if measured {
        return found.to_owned();
    }
    format!(
        "{found} What follows is not measured yet: it is what weighs most on your own form. Look again when more customers have \
         answered."
    )
}

fn of_driver(one: &Driver, questions: &[Question]) -> Trait {
    let guide = questions
        .iter()
        .find(|question| question.key == one.key)
        .map(|question| &question.guide);
    let range = one.range.map_or(String::new(), |range| {
        format!(" ({:.1} to {:.1})", range.low, range.high)
    });
    let verdict = words::verdict(one.verdict);
    let sure = format!(
        "{verdict}: satisfaction was {:.1} points higher{range} where it was done, in {} of {} calls.",
        one.difference.unwrap_or(0.0),
        one.done.0,
        one.done.0 + one.missed.0
    );
    told(&one.key, &one.text, sure, guide)
}

/// The questions that weigh most on the desk's own form.
fn of_form(store: &Store) -> Result<Vec<Trait>> {
    let version = scorecard::newest(store, &desk::get(store)?.scorecard)?;
    let questions = version.scorecard.questions();
    let mut weighed: Vec<&Question> = questions.filter(|one| one.weight().is_some()).collect();
    weighed.sort_by(|a, b| {
        let weight = |one: &Question| one.weight().unwrap_or(0.0);
        weight(b).total_cmp(&weight(a))
    });
    let one = |question: &&Question| {
        let sure = "Not measured yet: it weighs much on your form.".to_owned();
        told(&question.key, &question.text, sure, Some(&question.guide))
    };
    Ok(weighed.iter().take(MOST).map(one).collect())
}

fn told(key: &str, text: &str, sure: String, guide: Option<&Guide>) -> Trait {
    let text = clean(text);
    let plain = text.trim_end_matches(['.', '?']);
    Trait {
        question: key.to_owned(),
        ask: format!(
            "Think of one talk with a customer that shows this: “{plain}”. What did you say, word for word, and what happened then?"
        ),
        sure,
        listen_for: guide.map_or(String::new(), |guide| clean(&guide.yes)),
        not_enough: guide.map_or(String::new(), |guide| clean(&guide.no)),
        text,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::ops::demo;
    use crate::ops::summary::Format;
    use crate::store::testing::Desk;

    const NOW: &str = "2026-11-20T16:00:00-05:00";

    #[test]
    fn the_profile_holds_what_sets_the_best_liked_calls_apart_with_how_sure() {
        let store = Store::in_memory().unwrap();
        demo::fill(&store, NOW.parse().unwrap()).unwrap();
        let found = profile(&store, NOW.parse().unwrap()).unwrap();
        assert!(
            found.calls > 50 && !found.traits.is_empty() && found.traits.len() <= MOST,
            "{found:?}"
        );
        for one in &found.traits {
            assert!(one.ask.contains("word for word"), "{one:?}");
            assert_eq!(
                one.sure.starts_with("Not measured"),
                !found.measured,
                "{one:?}"
            );
        }
        assert!(found.traits.iter().any(|one| !one.listen_for.is_empty()));
        assert!(!found.words.is_empty());
        let html = String::from_utf8(write(&found, Format::Html).unwrap()).unwrap();
        let text = String::from_utf8(write(&found, Format::Md).unwrap()).unwrap();
        for page in [html, text] {
            assert!(page.contains("Role play") && page.contains(&found.business));
        }
        assert!(write(&found, Format::Xlsx).is_err());
    }

    #[test]
    fn without_answers_the_form_stands_in_and_says_so() {
        let desk = Desk::with_calls(&["Dana"], 1);
        let (key, toml) = crate::domain::scorecard::builtin()[0];
        let form = crate::domain::scorecard::Scorecard::parse(key, toml).unwrap();
        crate::store::scorecard::add(&desk.store, &form, toml, "", crate::store::testing::at(0))
            .unwrap();
        let found = profile(&desk.store, NOW.parse().unwrap()).unwrap();
        assert!(
            !found.measured && found.grounds.contains("not measured yet"),
            "{found:?}"
        );
        assert_eq!(found.traits.len(), MOST);
        assert!(found.words.is_empty());
    }
}
