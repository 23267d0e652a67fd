//! What customers said: themes with the calls in which they came up, their causes, and the words.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Serialize;

use super::discretion::{Discretion, clean};
use crate::domain::call::Lane;
use crate::domain::id::EvaluationId;
use crate::domain::rep::name_key;
use crate::domain::voice::Cause;
use crate::stats::CONFIDENCE;
use crate::stats::proportion::wilson;
use crate::store::heard::{HeardCall, Said};
use crate::store::survey::Comment;

/// Weeks before the summary's own with which a theme is compared.
pub const WEEKS_BEFORE: i64 = 8;

/// One theme of the week.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Theme {
    /// What customers talked about.
    pub theme: String,
    /// Drawn calls in which it came up.
    pub calls: u64,
    /// Drawn calls heard.
    pub of: u64,
    /// `calls / of`, 0 to 1; none when no drawn call was heard.
    pub share: Option<f64>,
    /// Lower end of Wilson's range of the share.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Of the range.
    pub confidence: f64,
    /// Calls chosen by hand in which it came up too; never part of the share.
    pub targeted: u64,
    /// Times that customers wrote of it in surveys; never part of the share.
    pub in_surveys: u64,
    /// The same in the weeks before.
    pub before: Before,
    /// Who or what is behind it, the most frequent first.
    pub causes: Vec<CauseCount>,
    /// The words.
    pub quotes: Vec<Quote>,
}

/// How often a theme came up before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Before {
    /// How many weeks.
    pub weeks: i64,
    /// Drawn calls in which it came up.
    pub calls: u64,
    /// Drawn calls heard.
    pub of: u64,
}

/// How often a cause was noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CauseCount {
    /// The cause.
    pub cause: Cause,
    /// How often.
    pub times: u64,
}

/// A customer's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// As noted.
    pub quote: String,
    /// The customer, where names are asked for and one is known.
    pub customer: Option<String>,
    /// The day of the call.
    pub on: NaiveDate,
    /// Seconds from the beginning of the call, where known.
    pub at_secs: Option<i64>,
    /// How the call came to be heard; none for words from a survey.
    pub lane: Option<Lane>,
    /// What words from a survey are about, where the owner said so.
    pub theme: Option<String>,
}

/// What is known of the weeks before: drawn calls by theme, and drawn calls at all.
pub(super) struct Earlier {
    pub themes: Vec<(String, i64)>,
    pub calls: i64,
}

/// The themes of the week, the most frequent first, from the calls heard and from what was written in surveys.
pub(super) fn gather(
    said: &[Said],
    wrote: &[Comment],
    calls: &BTreeMap<EvaluationId, &HeardCall>,
    earlier: &Earlier,
    discretion: Discretion,
) -> Vec<Theme> {
    let of = calls
        .values()
        .filter(|call| call.lane == Lane::Random)
        .count() as u64;
    let mut noted: BTreeMap<String, Noted> = BTreeMap::new();
    for one in said {
        let noted = noted.entry(name_key(&one.theme)).or_default();
        noted.name = &one.theme;
        noted.said.push(one);
    }
    for one in wrote {
        if let Some((_, name)) = &one.theme {
            let noted = noted.entry(name_key(name)).or_default();
            noted.name = name;
            noted.wrote.push(one);
        }
    }
    let mut themes: Vec<Theme> = noted
        .values()
        .map(|one| theme(one, of, calls, earlier, discretion))
        .collect();
    themes.sort_by_key(|one| std::cmp::Reverse((one.calls, one.targeted, one.in_surveys)));
    themes
}

/// What was noted of one theme.
#[derive(Default)]
struct Noted<'a> {
    name: &'a str,
    said: Vec<&'a Said>,
    wrote: Vec<&'a Comment>,
}

/// What customers wrote in surveys.
pub(super) fn surveys(comments: &[Comment], discretion: Discretion) -> Vec<Quote> {
    let quote = |one: &Comment| Quote {
        quote: discretion.text(&one.answer.comment, &one.customer),
        customer: discretion.customer(&one.customer),
        on: one.at.date_naive(),
        at_secs: None,
        lane: None,
        theme: one.theme.as_ref().map(|(_, theme)| clean(theme)),
    };
    comments.iter().map(quote).collect()
}

fn theme(
    noted: &Noted<'_>,
    of: u64,
    calls: &BTreeMap<EvaluationId, &HeardCall>,
    earlier: &Earlier,
    discretion: Discretion,
) -> Theme {
    let heard: Vec<(&Said, &HeardCall)> = noted
        .said
        .iter()
        .filter_map(|one| Some((*one, *calls.get(&one.evaluation)?)))
        .collect();
    let in_lane = |lane| {
        let calls: BTreeSet<EvaluationId> = heard
            .iter()
            .filter(|(_, call)| call.lane == lane)
            .map(|(_, call)| call.evaluation)
            .collect();
        calls.len() as u64
    };
    let drawn = in_lane(Lane::Random);
    let range = wilson(drawn, of, CONFIDENCE);
    let before = earlier.themes.iter().find(|(theme, _)| theme == noted.name);
    Theme {
        theme: clean(noted.name),
        calls: drawn,
        of,
        share: (of > 0).then(|| drawn as f64 / of as f64),
        low: range.map(|range| range.low),
        high: range.map(|range| range.high),
        confidence: CONFIDENCE,
        targeted: in_lane(Lane::Targeted),
        in_surveys: noted.wrote.len() as u64,
        before: Before {
            weeks: WEEKS_BEFORE,
            calls: before.map_or(0, |(_, calls)| *calls as u64),
            of: earlier.calls as u64,
        },
        causes: causes(noted),
        quotes: heard
            .iter()
            .filter(|(said, _)| !said.quote.trim().is_empty())
            .map(|(said, call)| Quote {
                quote: discretion.text(&said.quote, &call.customer),
                customer: discretion.customer(&call.customer),
                on: call.started_at.date_naive(),
                at_secs: said.at_secs,
                lane: Some(call.lane),
                theme: None,
            })
            .collect(),
    }
}

fn causes(noted: &Noted<'_>) -> Vec<CauseCount> {
    let mut times: BTreeMap<Cause, u64> = BTreeMap::new();
    let said = noted.said.iter().filter_map(|one| one.cause);
    for cause in said.chain(noted.wrote.iter().filter_map(|one| one.cause)) {
        *times.entry(cause).or_default() += 1;
    }
    let mut causes: Vec<CauseCount> = times
        .into_iter()
        .map(|(cause, times)| CauseCount { cause, times })
        .collect();
    causes.sort_by(|a, b| b.times.cmp(&a.times).then(a.cause.cmp(&b.cause)));
    causes
}
