//! Reading how a question is answered and what its answer counts for.

use toml::Table;

use super::fields::Fields;
use super::parse::{LONGEST_LINE, LONGEST_SENTENCE};
use super::{Choice, Class, Kind, Measure, Step};
use crate::domain::call::words;

words! {
    /// The kinds of question as a scorecard names them.
    KindWord {
        /// Yes or no.
        YesNo = "yes_no",
        /// Numbered steps.
        Scale = "scale",
        /// Named options.
        Choice = "choice",
        /// Words.
        Text = "text",
    }
}

/// The kind as written; what it probably is where that word is wrong, so that no echo of the fault follows.
pub(super) fn kind_word(fields: &mut Fields<'_>) -> KindWord {
    let is_given = fields.has("kind");
    let word = fields.word("kind", KindWord::ALL, KindWord::from_word);
    word.unwrap_or(match is_given {
        true if fields.has("steps") => KindWord::Scale,
        true if fields.has("options") => KindWord::Choice,
        _ => KindWord::YesNo,
    })
}

/// Exactly one of: a weight, a critical class, `scored = false`, text.
pub(super) fn measure(fields: &mut Fields<'_>, kind: KindWord) -> Measure {
    let has_weight = fields.has("weight");
    let weight = fields.number("weight");
    let is_critical = fields.has("critical");
    let class = fields.word("critical", Class::ALL, Class::from_word);
    let says_scored = fields.has("scored");
    let scored = fields.flag("scored", true);

    if kind == KindWord::Text {
        if has_weight || is_critical || says_scored {
            fields.fault("text is never scored: take weight, critical and scored away");
        }
        return Measure::Unscored;
    }
    if is_critical {
        if has_weight {
            fields.fault("a critical question has no weight: take weight or critical away");
        }
        if !scored {
            fields.fault("a critical question always counts: take scored or critical away");
        }
        if kind != KindWord::YesNo {
            fields.fault("a critical question is answered yes or no: take kind or critical away");
        }
        return Measure::Critical(class.unwrap_or(Class::Customer));
    }
    if !scored {
        if has_weight {
            fields.fault("what is not scored has no weight: take weight or scored = false away");
        }
        return Measure::Unscored;
    }
    if !has_weight {
        fields.fault("weight is missing: write a number above 0, or scored = false");
    }
    let weight = weight.unwrap_or(1.0);
    if weight <= 0.0 {
        fields.fault(
            "weight must be above 0; for a question that does not count write scored = false",
        );
    } else if weight > 1e9 {
        fields.fault(
            "weight is beyond all measure: only shares of the sum matter, so make it smaller",
        );
    }
    Measure::Quality { weight }
}

/// The kind with its steps or options, whose points matter only where the question is `scored`.
pub(super) fn kind(fields: &mut Fields<'_>, kind: KindWord, scored: bool) -> Kind {
    if fields.has("steps") && kind != KindWord::Scale {
        fields.fault("steps belong to kind = \"scale\"");
    }
    if fields.has("options") && kind != KindWord::Choice {
        fields.fault("options belong to kind = \"choice\"");
    }
    let before = fields.faults.len();
    let steps = fields.tables("steps", "steps = [{ points = 0, text = \"...\" }, ...]");
    let options = fields.tables(
        "options",
        "options = [{ key = \"...\", label = \"...\", points = 1 }, ...]",
    );
    match kind {
        KindWord::YesNo => Kind::YesNo,
        KindWord::Text => Kind::Text,
        KindWord::Scale => Kind::Scale(scale(fields, steps, scored, before)),
        KindWord::Choice => Kind::Choice(choice(fields, options, scored, before)),
    }
}

/// `before` is how many faults there were before the steps were read.
fn scale(fields: &mut Fields<'_>, tables: Vec<Table>, scored: bool, before: usize) -> Vec<Step> {
    let count = tables.len();
    if !(2..=9).contains(&count) {
        fields.fault_after(
            before,
            format!("a scale has 2 to 9 steps, this one {count}"),
        );
    }
    let mut steps = Vec::new();
    for (at, table) in tables.into_iter().enumerate() {
        let mut inner = fields.inner(table, &format!("step {}", at + 1));
        steps.push(Step {
            points: points(&mut inner, scored),
            text: inner.needed_text("text", LONGEST_SENTENCE),
        });
        inner.finish();
    }
    if scored && fields.faults.len() == before {
        let points: Vec<f64> = steps.iter().map(|one| one.points).collect();
        best_and_worst(fields, &points, "step");
        let rises = points.is_sorted_by(|a, b| a < b);
        let falls = points.is_sorted_by(|a, b| a > b);
        if !rises && !falls {
            fields.fault("the points of the steps must rise or fall all the way");
        }
    }
    steps
}

/// `before` is how many faults there were before the options were read.
fn choice(fields: &mut Fields<'_>, tables: Vec<Table>, scored: bool, before: usize) -> Vec<Choice> {
    let count = tables.len();
    if !(2..=9).contains(&count) {
        fields.fault_after(
            before,
            format!("a choice has 2 to 9 options, this one {count}"),
        );
    }
    let mut options: Vec<Choice> = Vec::new();
    for (at, table) in tables.into_iter().enumerate() {
        let mut inner = fields.inner(table, &format!("option {}", at + 1));
        let key = inner.key("key");
        if key == "na" {
            inner.fault("key \"na\" is taken by n/a: name the option otherwise");
        } else if !key.is_empty() && options.iter().any(|one| one.key == key) {
            inner.fault(format!(
                "key \"{key}\" is used twice: give each option its own"
            ));
        }
        options.push(Choice {
            key,
            label: inner.needed_text("label", LONGEST_LINE),
            points: points(&mut inner, scored),
        });
        inner.finish();
    }
    if scored && fields.faults.len() == before {
        let points: Vec<f64> = options.iter().map(|one| one.points).collect();
        best_and_worst(fields, &points, "option");
    }
    options
}

fn points(fields: &mut Fields<'_>, scored: bool) -> f64 {
    let given = fields.has("points");
    let points = fields.number("points").unwrap_or(0.0);
    if scored && !given {
        fields.fault("points are missing: write points = 1 for the best and 0 for the worst");
    } else if !scored && given {
        fields.fault("the question is not scored: take points away");
    } else if !(0.0..=1.0).contains(&points) {
        fields.fault("points must lie between 0 and 1");
    }
    points
}

fn best_and_worst(fields: &mut Fields<'_>, points: &[f64], what: &str) {
    let best = points.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let worst = points.iter().copied().fold(f64::INFINITY, f64::min);
    if best < 1.0 {
        fields.fault(format!(
            "no {what} is worth 1: give the best one points = 1"
        ));
    }
    if worst > 0.0 {
        fields.fault(format!(
            "no {what} is worth 0: give the worst one points = 0"
        ));
    }
}
