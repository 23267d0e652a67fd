//! A form of another program on its way in or out: what could not come along is said, never dropped in silence.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::domain::scorecard::{Choice, Guide, Kind, Step, key_of};

/// Letters of what an answer means.
const LONGEST_GUIDE: usize = 300;

/// A form that came in or goes out, and everything of it that does not map.
#[derive(Debug, Clone, PartialEq)]
pub struct Mapped<T> {
    /// What it became.
    pub form: T,
    /// One sentence each, with where it stood.
    pub lost: Vec<String>,
}

/// Keys that are each used once.
#[derive(Debug, Default)]
pub(super) struct Keys(BTreeSet<String>);

impl Keys {
    /// A key of its own for this text.
    pub fn new_for(&mut self, text: &str) -> String {
        let key = key_of(text);
        let key = if key == "na" {
            "na_option".to_owned()
        } else {
            key
        };
        let mut wanted = key.clone();
        let mut number = 2;
        while !self.0.insert(wanted.clone()) {
            wanted = format!("{key}_{number}");
            number += 1;
        }
        wanted
    }
}

/// What yes, no and n/a mean, from a help text that says so in lines of their own; else the whole text tells what yes means.
pub(super) fn guide(help: &Value, kind: &Kind) -> Guide {
    if *kind != Kind::YesNo {
        return Guide::default();
    }
    let all = help.as_str().unwrap_or_default();
    let part = |word: &str| {
        let line = all.lines().find_map(|line| line.trim().strip_prefix(word));
        text(&json!(line.unwrap_or_default()), LONGEST_GUIDE)
    };
    let guide = Guide {
        yes: part("Yes:"),
        no: part("No:"),
        na: part("N/A:"),
    };
    if guide == Guide::default() {
        return Guide {
            yes: text(help, LONGEST_GUIDE),
            ..guide
        };
    }
    guide
}

/// The text of a field, tidied and cut to what a scorecard holds; empty where there is none.
pub(super) fn text(value: &Value, most: usize) -> String {
    let text = value.as_str().unwrap_or_default();
    let words: Vec<&str> = text.split_whitespace().collect();
    let one_line: String = words
        .join(" ")
        .chars()
        .filter(|c| !c.is_control())
        .collect();
    one_line
        .chars()
        .take(most)
        .collect::<String>()
        .trim()
        .to_owned()
}

/// An option of another program's question: its text and the score it gives there.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Offer {
    pub text: String,
    pub score: f64,
}

/// How offers are answered here: yes or no where they are just that with yes the best, else a choice whose points run
/// from 0 for the lowest score to 1 for the highest. `None` when there are too few or too many, or all score alike.
pub(super) fn kind_of(offers: &[Offer]) -> Option<Kind> {
    let is = |word: &str, offer: &Offer| offer.text.eq_ignore_ascii_case(word);
    if let [a, b] = offers {
        let (yes, no) = if is("yes", a) { (a, b) } else { (b, a) };
        if is("yes", yes) && is("no", no) && yes.score > no.score {
            return Some(Kind::YesNo);
        }
    }
    let scores = offers.iter().map(|one| one.score);
    let highest = scores.clone().fold(f64::NEG_INFINITY, f64::max);
    let lowest = scores.fold(f64::INFINITY, f64::min);
    if !(2..=9).contains(&offers.len()) || highest <= lowest {
        return None;
    }
    let mut keys = Keys::default();
    let choices = offers.iter().map(|one| Choice {
        key: keys.new_for(&one.text),
        label: one.text.clone(),
        points: (one.score - lowest) / (highest - lowest),
    });
    Some(Kind::Choice(choices.collect()))
}

/// The offers that a question makes, each with the word by which it is answered here.
pub(super) fn offers_of(kind: &Kind) -> Vec<(String, Offer)> {
    let offer = |word: &str, text: &str, score: f64| {
        let text = text.to_owned();
        (word.to_owned(), Offer { text, score })
    };
    match kind {
        Kind::YesNo => vec![offer("yes", "Yes", 1.0), offer("no", "No", 0.0)],
        Kind::Scale(steps) => (1..)
            .zip(steps)
            .map(|(number, one): (i32, &Step)| offer(&number.to_string(), &one.text, one.points))
            .collect(),
        Kind::Choice(options) => options
            .iter()
            .map(|one| offer(&one.key, &one.label, one.points))
            .collect(),
        Kind::Text => Vec::new(),
    }
}

/// A sentence that says what is lost of a question.
pub(super) fn lost(place: &str, what: &str) -> String {
    format!("{place}: {what}")
}
