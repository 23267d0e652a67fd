//! The one-to-one sheet: one rep, to read together. Strength first, one focus, what came of the last one, what customers
//! said, room for the rep's own view. No colleague and no grade stands on it. Lines in `lines`, formats in `write`.

mod lines;
mod write;

use anyhow::{Context, Result};
use chrono::NaiveDate;
use serde::Serialize;

use super::discretion::{Discretion, clean};
use crate::domain::call::Instant;
use crate::domain::coaching::CommitmentState;
use crate::domain::id::RepId;
use crate::domain::week::Week;
use crate::ops::coaching::{Followed, follow_now, standing};
use crate::ops::{draw, fairness, setup};
use crate::store::heard::of_rep::{self, Place};
use crate::store::{Store, commitment, desk, one_to_one, own_score, recognition, rep};

pub use lines::{Part, Row, parts};
pub use write::write;

/// Weeks whose moments and words stand on the sheet, the present one included.
pub const WEEKS: i64 = 4;
/// Good moments with the customers' thanks.
const MOST_GOOD: usize = 4;
/// Customers' words beside those.
const MOST_SAID: usize = 5;

/// The sheet of one rep.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sheet {
    /// The business's name.
    pub business: String,
    /// Who.
    pub rep: String,
    /// The day on which it was made.
    pub on: NaiveDate,
    /// The first week that it tells of.
    pub from: Week,
    /// The last one.
    pub to: Week,
    /// What the rep does well for sure, in a sentence.
    pub strength: String,
    /// Praise, good moments and glad customers, the latest first.
    pub good: Vec<Quote>,
    /// The one thing to work on.
    pub focus: Focus,
    /// What came of the one before; none where there was none.
    pub last: Option<Last>,
    /// What customers said in the rep's calls.
    pub said: Vec<Quote>,
    /// When the two last sat down, and what was noted.
    pub last_talk: Option<Talk>,
    /// The rep's own scores beside the owner's; none where there is nothing to tell of them.
    pub own: Option<Own>,
}

/// The rep's own scores beside the owner's: answers, never a grade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Own {
    /// Answers that were the same.
    pub same: u64,
    /// Questions that both answered.
    pub n: u64,
    /// Scores of these weeks that the rep has seen.
    pub seen: u64,
    /// Scores of these weeks.
    pub scores: u64,
    /// Where the two do not see it alike.
    pub differing: Vec<Quote>,
}

/// Something that was said or noted, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// `customer`, `moment`, `praise`, or `own` for an answer that the two do not see alike.
    pub by: &'static str,
    /// The words.
    pub text: String,
    /// What a customer's words were about; empty for others.
    pub theme: String,
    /// The customer, where names are asked for and one is known.
    pub customer: Option<String>,
    /// The day of the call, or of the praise.
    pub on: NaiveDate,
    /// Seconds from the beginning of the call, where known.
    pub at_secs: Option<i64>,
}

/// The one thing to work on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Focus {
    /// Whether it is agreed already; else it is only proposed.
    pub agreed: bool,
    /// The behaviour, or why none is named.
    pub what: String,
    /// What done looks like; may be empty.
    pub done_when: String,
    /// When it is looked at.
    pub check_on: Option<NaiveDate>,
    /// On how many calls it is judged.
    pub calls: Option<i64>,
    /// How it stands, or why it is proposed.
    pub why: String,
    /// The moments that show it.
    pub evidence: Vec<Quote>,
}

/// What came of the commitment before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Last {
    /// The behaviour.
    pub what: String,
    /// How it ended.
    pub state: CommitmentState,
    /// When.
    pub closed_on: Option<NaiveDate>,
    /// Before and after, and the verdict.
    pub text: String,
}

/// The last one-to-one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Talk {
    /// When.
    pub on: NaiveDate,
    /// What was noted.
    pub notes: String,
}

/// Gathers the sheet of a rep as it looks at `now`. Customers are named only with `names`.
pub fn gather(store: &Store, id: RepId, now: Instant, names: bool) -> Result<Sheet> {
    let told = "could not gather the one-to-one sheet";
    let rep = rep::by_id(store, id)?;
    let rep = rep.context("there is no such rep").context(told)?;
    let to = draw::current_week(store, setup::this_week(store, now)?)?;
    let (from, discretion) = (to.plus(1 - WEEKS), Discretion::new(names));
    let choice = standing::behaviours(store, to)?.choose(id);
    let (open, last) = follow_now(store, id)?;
    let (open, last) = (open.last(), last.as_ref());
    let talk = one_to_one::list(store, Some(id))?.into_iter().next();
    let (glad, said) = said(store, id, from, to, discretion)?;
    Ok(Sheet {
        business: clean(&desk::get(store)?.name),
        rep: clean(&rep.name),
        on: setup::zone(store)?.day_of(now),
        from,
        to,
        strength: choice.strength.text,
        good: good(store, id, (from, to), glad, discretion)?,
        focus: match open {
            Some(one) => agreed(store, one, discretion)?,
            None => proposed(&choice.focus),
        },
        last: last.map(|one| Last {
            what: discretion.text(&one.commitment.what, ""),
            state: one.state,
            closed_on: one.commitment.closed_on,
            text: discretion.text(&one.told(), ""),
        }),
        said,
        last_talk: talk.map(|one| Talk {
            on: one.held_on,
            notes: discretion.text(&one.notes, ""),
        }),
        own: own(store, id, (from, to), discretion)?,
    })
}

/// What the rep scored as well, and where the two do not see it alike.
fn own(
    store: &Store,
    id: RepId,
    weeks: (Week, Week),
    discretion: Discretion,
) -> Result<Option<Own>> {
    let (seen, scores) = own_score::seen(store, id, weeks)?;
    let found = fairness::of_rep(store, id, weeks)?;
    if seen == 0 && found.is_empty() {
        return Ok(None);
    }
    let mut differing = Vec::new();
    for one in &found {
        let call = &one.form.call;
        for row in one.rows.iter().filter(|row| one.is_open(row)) {
            differing.push(Quote {
                by: "own",
                text: discretion.text(&one.told(row), &call.customer),
                theme: String::new(),
                customer: discretion.customer(&call.customer),
                on: call.started_at.date_naive(),
                at_secs: None,
            });
        }
    }
    let alike = fairness::alike_over(&found);
    Ok(Some(Own {
        same: alike.same,
        n: alike.n,
        seen,
        scores,
        differing,
    }))
}

/// The words of customers who left glad, as many as stand with the strength; and all others.
fn said(
    store: &Store,
    id: RepId,
    from: Week,
    to: Week,
    discretion: Discretion,
) -> Result<(Vec<Quote>, Vec<Quote>)> {
    let (mut glad, mut others) = (Vec::new(), Vec::new());
    for one in of_rep::words(store, id, from, to)? {
        let quote = quote("customer", &one.quote, &one.theme, &one.place, discretion);
        if one.is_glad && glad.len() < MOST_GOOD / 2 {
            glad.push(quote);
        } else if others.len() < MOST_SAID {
            others.push(quote);
        }
    }
    Ok((glad, others))
}

/// Praise that was given, glad customers, then moments worth praise.
fn good(
    store: &Store,
    id: RepId,
    (from, to): (Week, Week),
    glad: Vec<Quote>,
    discretion: Discretion,
) -> Result<Vec<Quote>> {
    let given = recognition::list(store, Some(id), from.monday(), to.sunday())?;
    let given = given.into_iter().take(1).map(|one| Quote {
        by: "praise",
        text: discretion.text(&one.what, &one.customer),
        theme: String::new(),
        customer: discretion.customer(&one.customer),
        on: one.given_on,
        at_secs: one.at_secs,
    });
    let moments = of_rep::good_moments(store, id, from, to)?.into_iter();
    let moments = moments
        .filter(|one| !one.text.trim().is_empty())
        .map(|one| quote("moment", &one.text, "", &one.place, discretion));
    Ok(glad
        .into_iter()
        .chain(given)
        .chain(moments)
        .take(MOST_GOOD)
        .collect())
}

fn agreed(store: &Store, one: &Followed, discretion: Discretion) -> Result<Focus> {
    let evidence = commitment::evidence(store, one.commitment.id)?.into_iter();
    let evidence = evidence.map(|one| Quote {
        by: "moment",
        text: discretion.text(&one.text, &one.customer),
        theme: String::new(),
        customer: discretion.customer(&one.customer),
        on: one.started_at.date_naive(),
        at_secs: Some(one.at_secs),
    });
    Ok(Focus {
        agreed: true,
        what: discretion.text(&one.commitment.what, ""),
        done_when: discretion.text(&one.commitment.done_when, ""),
        check_on: Some(one.commitment.check_on),
        calls: Some(one.commitment.calls),
        why: one.trial.text(),
        evidence: evidence.collect(),
    })
}

fn proposed(focus: &super::focus::Pointed) -> Focus {
    let behaviour = focus.behaviour.as_ref();
    Focus {
        agreed: false,
        what: behaviour.map_or(String::new(), |one| one.text.clone()),
        done_when: String::new(),
        check_on: None,
        calls: None,
        why: focus.text.clone(),
        evidence: Vec::new(),
    }
}

fn quote(
    by: &'static str,
    text: &str,
    theme: &str,
    place: &Place,
    discretion: Discretion,
) -> Quote {
    Quote {
        by,
        text: discretion.text(text, &place.customer),
        theme: clean(theme),
        customer: discretion.customer(&place.customer),
        on: place.started_at.date_naive(),
        at_secs: place.at_secs,
    }
}

#[cfg(test)]
mod tests;
