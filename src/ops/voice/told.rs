//! What customers said, in sentences.

use super::{Mark, Theme};
use crate::domain::kpi::Unit;
use crate::domain::trend::words;
use crate::stats::counts::pareto::{SHOW_FROM, equal_p};
use crate::store::survey::Comment;

/// So many lines tell what changed.
const LINES: usize = 3;

impl Theme {
    /// `8 of 41 calls (10% to 34%)`, with what was chosen by hand and what was written in surveys beside it.
    pub fn counted(&self) -> String {
        let range = self.range.filter(|_| self.of > 0);
        let range = range.map_or(String::new(), |range| {
            format!(" ({})", words::range(Unit::Share, range.low, range.high))
        });
        let by_hand = match self.targeted {
            0 => String::new(),
            n => format!(", and {n} chosen by hand"),
        };
        let written = match self.wrote.len() {
            0 => String::new(),
            n => format!(", and {n} in surveys"),
        };
        format!(
            "{} of {}{range}{by_hand}{written}",
            self.calls,
            words::calls(self.of)
        )
    }

    /// Why one would decide something about it, with what was counted in so many weeks.
    pub fn why(&self, weeks: i64) -> String {
        let weeks = words::weeks(weeks.unsigned_abs());
        let why = format!("{}: {} in {weeks}", self.name, self.counted());
        if self.mark.is_sure() {
            format!("{why}, {}", self.mark.word())
        } else {
            why
        }
    }

    /// Whether it changed, and how sure that is.
    pub fn change(&self) -> String {
        if self.calls + self.targeted == 0 {
            return "It came up in surveys only. Who answers one chooses to, so nothing is worked out from how often."
                .to_owned();
        }
        let Some(found) = self.emerging else {
            return "Nothing was heard before that it could be compared with.".to_owned();
        };
        let expected = format!("{:.1}", found.expected);
        match self.mark {
            Mark::New | Mark::Growing => format!(
                "{}: {} before; {expected} of the calls were to be expected by that. {}",
                if self.mark == Mark::New {
                    "New"
                } else {
                    "Growing"
                },
                if self.before == 0 {
                    "never heard".to_owned()
                } else {
                    words::calls(self.before)
                },
                sure(found.p)
            ),
            Mark::First => {
                "Heard for the first time in half a year. Too early to tell whether it stays."
                    .to_owned()
            }
            Mark::None => format!(
                "No more than before: {expected} of the calls were to be expected, {} were heard.",
                self.calls
            ),
        }
    }

    /// `promise 4, process 2`; empty where no cause was noted.
    pub fn behind_it(&self) -> String {
        let causes: Vec<String> = self
            .causes
            .iter()
            .map(|(cause, times)| format!("{cause} {times}"))
            .collect();
        causes.join(", ")
    }
}

/// How sure it is that luck is not the reason.
fn sure(luck: f64) -> String {
    let times = (1.0 / luck.max(1e-6)).round();
    if luck < 0.001 {
        "Very likely real: luck alone does that less than once in 1000 times.".to_owned()
    } else {
        format!("Likely real: luck alone does that about once in {times:.0} times.")
    }
}

/// What changed in at most three lines; one line where nothing did.
pub(super) fn changed(themes: &[Theme], weeks: i64) -> Vec<String> {
    let span = match weeks {
        1 => "this week".to_owned(),
        n => format!("in {n} weeks"),
    };
    let sure = themes.iter().filter(|one| one.mark.is_sure()).map(|one| {
        let verb = if one.mark == Mark::New {
            "is new"
        } else {
            "is growing"
        };
        format!("{} {verb}: {} {span}.", one.name, one.counted())
    });
    let first: Vec<&str> = themes
        .iter()
        .filter(|one| one.mark == Mark::First && one.calls > 0)
        .map(|one| one.name.as_str())
        .collect();
    let first = (!first.is_empty()).then(|| {
        format!(
            "Heard for the first time in half a year: {}. Too early to tell whether it stays.",
            first.join(", ")
        )
    });
    let mut lines: Vec<String> = sure.take(LINES - 1).chain(first).collect();
    if lines.is_empty() {
        lines.push(if themes.is_empty() {
            "Nothing was noted.".to_owned()
        } else {
            "Nothing came up more often than before.".to_owned()
        });
    }
    lines
}

/// What a customer wrote in a survey: `“Quick.” Ruth Calder, with Dana, 16 Nov, satisfaction 1 to 5: 4`.
pub fn wrote(one: &Comment) -> String {
    let mut parts = Vec::new();
    if !one.customer.is_empty() {
        parts.push(one.customer.clone());
    }
    if !one.rep.is_empty() {
        parts.push(format!("with {}", one.rep));
    }
    parts.push(one.at.format("%-d %b").to_string());
    let scores = one.answer.scores.iter();
    parts.extend(scores.map(|(scale, score)| format!("{}: {score}", scale.in_words())));
    format!("“{}” {}", one.answer.comment.trim(), parts.join(", "))
}

/// What a survey comment is about: `late delivery (promise)`; empty where nobody said so.
pub fn about(one: &Comment) -> String {
    match (&one.theme, one.cause) {
        (None, _) => String::new(),
        (Some((_, theme)), None) => theme.clone(),
        (Some((_, theme)), Some(cause)) => format!("{theme} ({cause})"),
    }
}

/// That nobody wrote anything in so many weeks, and how answers come in.
pub fn nobody_wrote(weeks: i64) -> String {
    format!(
        "Nobody wrote anything in {}. Answers to surveys come in with deskside import FILE --kind surveys.",
        words::weeks(weeks.unsigned_abs())
    )
}

/// What the order of the themes is worth.
pub(super) fn order(themes: &[Theme]) -> String {
    let all: u64 = themes.iter().map(|one| one.calls).sum();
    let marked = themes.iter().any(|one| one.mark.is_sure());
    let noise = if marked {
        " Of ten marks like these about one is luck."
    } else {
        ""
    };
    match themes {
        [first, second, ..] if all >= SHOW_FROM => {
            let differ = equal_p(first.calls, second.calls) < 0.05;
            let order = if differ {
                format!("{} comes up more often than anything else.", first.name)
            } else {
                format!(
                    "Whether {} or {} comes up more often cannot be told.",
                    first.name, second.name
                )
            };
            order + noise
        }
        [_, _, ..] => format!("With fewer than {SHOW_FROM} mentions the order says little.{noise}"),
        _ => String::new(),
    }
}
