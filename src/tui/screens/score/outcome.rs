//! How a call ended, noted beside the questions: satisfied or not, what is owed and by when, why no referral was asked.

use chrono::NaiveDate;

use crate::domain::due;
use crate::store::evaluation::End;
use crate::tui::widgets::form::{Form, Item};

const SATISFIED: [&str; 5] = ["not noted", "delighted", "satisfied", "neutral", "unhappy"];
const SOLVED: [&str; 3] = ["as answered", "yes", "no"];

// The fields, top to bottom.
const HOW: usize = 0;
const OWED: usize = 1;
const WHY: usize = 2;
const ENDED: usize = 3;

/// The fields with what is noted so far.
pub fn fields(end: &End) -> Form {
    let list = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let satisfied = end.satisfied.as_deref();
    let satisfied = SATISFIED.iter().position(|word| Some(*word) == satisfied);
    let solved = end.solved.map_or(0, |solved| if solved { 1 } else { 2 });
    Form::new(vec![
        Item::pick("The customer was", list(&SATISFIED), "← → choose")
            .chosen(satisfied.unwrap_or(0)),
        Item::text(
            "Something owed by",
            end.follow_up_on.as_deref().unwrap_or_default(),
            "fri, +3d, 24 Nov; listed until it is done",
        ),
        Item::text(
            "No referral because",
            &end.referral_why,
            "where one was missed",
        ),
        Item::pick("Solved", list(&SOLVED), "← → choose").chosen(solved),
    ])
}

/// What the fields come to; `None` when a field is wrong, which the form then shows.
pub fn read(form: &mut Form, today: NaiveDate) -> Option<End> {
    let follow_up_on = match due::parse(form.value(OWED), today) {
        Ok(on) => on.map(|on| on.to_string()),
        Err(why) => {
            form.wrong(OWED, why.to_string());
            return None;
        }
    };
    let satisfied = Some(form.chosen(HOW)).filter(|at| *at > 0);
    Some(End {
        solved: match form.chosen(ENDED) {
            0 => None,
            at => Some(at == 1),
        },
        satisfied: satisfied
            .and_then(|at| SATISFIED.get(at))
            .map(|word| (*word).to_owned()),
        follow_up_on,
        referral_why: form.value(WHY).to_owned(),
    })
}
