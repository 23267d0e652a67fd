//! The daily focus group: what customers talk about, how often in the calls heard, what is new or growing and how sure that
//! is, what is behind it, their words. Sentences stand in `told`.

mod told;

pub use told::{surveys_page, wrote};

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use chrono::{Days, NaiveDate, NaiveTime};

use crate::domain::call::{Instant, Lane};
use crate::domain::id::{CustomerId, EvaluationId, RepId, ThemeId};
use crate::domain::voice::Cause;
use crate::domain::week::Week;
use crate::ops::{draw, setup};
use crate::stats::adjust::benjamini_hochberg;
use crate::stats::counts::emerging::{Emerging, MENTIONS_FROM, SURPRISE, emerging};
use crate::stats::proportion::wilson;
use crate::stats::{CONFIDENCE, Range};
use crate::store::Store;
use crate::store::survey::{self, Comment};
use crate::store::voice::{Mention, drawn, mentions};

/// Weeks that are told of, unless said otherwise.
pub const WEEKS: i64 = 4;
/// Weeks before them with which they are compared.
pub const WEEKS_BEFORE: i64 = 26;
/// Of the themes that are marked, about this share may be marked by luck.
const FALSE_MARKS: f64 = 0.10;

/// What customers said in some weeks.
#[derive(Debug, Clone, PartialEq)]
pub struct Listening {
    /// The first week told of.
    pub from: Week,
    /// The last one.
    pub to: Week,
    /// Drawn calls heard in them.
    pub calls: u64,
    /// Drawn calls heard in the weeks before.
    pub calls_before: u64,
    /// The themes, the most frequent first, ties by name.
    pub themes: Vec<Theme>,
    /// What changed, in at most three lines.
    pub changed: Vec<String>,
    /// What the order is worth; empty where there is nothing to order.
    pub order: String,
    /// How many customers wrote something in surveys.
    pub comments: usize,
}

/// One theme.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// The row.
    pub id: ThemeId,
    /// What customers talked about.
    pub name: String,
    /// Drawn calls in which it came up.
    pub calls: u64,
    /// Drawn calls heard.
    pub of: u64,
    /// How far `calls / of` could be off, Wilson at 95 %. None where no call was heard.
    pub range: Option<Range>,
    /// Calls chosen by hand in which it came up too.
    pub targeted: u64,
    /// Drawn calls of the weeks before in which it came up.
    pub before: u64,
    /// How surprising that is. None where nothing was heard before.
    pub emerging: Option<Emerging>,
    /// Whether it is new or growing for sure, or only heard for the first time.
    pub mark: Mark,
    /// Drawn calls in which it came up, week by week, those before included; none where nothing was heard.
    pub weekly: Vec<Option<u64>>,
    /// Who or what is behind it, the most frequent first.
    pub causes: Vec<(Cause, u64)>,
    /// Who took the drawn calls in which it came up, with the drawn calls heard of each; by name.
    pub reps: Vec<(String, u64, u64)>,
    /// Customers who spoke of it, the most frequent first; those nobody knows are left out.
    pub customers: Vec<(String, u64)>,
    /// Every mention, the latest first.
    pub mentions: Vec<Mention>,
}

/// What is to be said of a theme beside its count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Never heard in the weeks before, and too often now for luck.
    New,
    /// More often than before, and too often for luck.
    Growing,
    /// Never heard in the weeks before; too early to tell.
    First,
    /// Nothing.
    None,
}

impl Mark {
    /// The word for programs and lists; empty for none.
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Growing => "growing",
            Self::First => "first heard",
            Self::None => "",
        }
    }

    /// Whether luck is an unlikely reason.
    pub fn is_sure(self) -> bool {
        matches!(self, Self::New | Self::Growing)
    }
}

/// What customers said in the last `weeks` weeks with calls, as it looks at `now`.
pub fn listen(store: &Store, weeks: i64, now: Instant) -> Result<Listening> {
    let to = draw::current_week(store, setup::this_week(store, now)?)?;
    until(store, to, weeks)
}

/// What customers said in the `weeks` weeks that end with `to`.
pub fn until(store: &Store, to: Week, weeks: i64) -> Result<Listening> {
    let from = to.plus(1 - weeks.max(1));
    let first = from.plus(-WEEKS_BEFORE);
    let heard = drawn(store, first, to)?;
    let sum = |from: Week, to: Week| -> u64 {
        let within = heard.iter().filter(|(week, ..)| (from..=to).contains(week));
        within.map(|(.., calls)| calls).sum()
    };
    let all = mentions(store, first, to)?;
    let span = Span {
        first,
        from,
        to,
        calls: sum(from, to),
        calls_before: sum(first, from.plus(-1)),
        heard: &heard,
    };
    let mut themes: Vec<Theme> = all
        .chunk_by(|a, b| a.theme == b.theme)
        .filter_map(|one| span.theme(one))
        .collect();
    mark(&mut themes);
    themes.sort_by_key(|one| std::cmp::Reverse((one.calls, one.targeted)));
    Ok(Listening {
        from,
        to,
        calls: span.calls,
        calls_before: span.calls_before,
        changed: told::changed(&themes, weeks.max(1)),
        order: told::order(&themes),
        comments: comments(store, from, to)?.len(),
        themes,
    })
}

/// What customers wrote in surveys in the last `weeks` weeks with calls, the latest first.
pub fn surveys(store: &Store, weeks: i64, now: Instant) -> Result<Vec<Comment>> {
    let to = draw::current_week(store, setup::this_week(store, now)?)?;
    comments(store, to.plus(1 - weeks.max(1)), to)
}

/// What customers wrote in surveys from `from` to `to`, the latest first.
pub fn comments(store: &Store, from: Week, to: Week) -> Result<Vec<Comment>> {
    let zone = setup::zone(store)?;
    // No zone is further from UTC than a day: read so much more, and cut the weeks in the business's own zone.
    let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc().timestamp();
    let (from_day, to_day) = (from.monday() - Days::new(1), to.sunday() + Days::new(2));
    let mut comments = survey::comments(store, midnight(from_day), midnight(to_day))?;
    comments.retain(|one| (from..=to).contains(&zone.week_of(one.at)));
    Ok(comments)
}

/// The weeks told of and those before, with the drawn calls heard in each.
struct Span<'a> {
    first: Week,
    from: Week,
    to: Week,
    calls: u64,
    calls_before: u64,
    heard: &'a [(Week, RepId, u64)],
}

impl Span<'_> {
    /// One theme; none where it came up only in the weeks before.
    fn theme(&self, said: &[Mention]) -> Option<Theme> {
        let first = said.first()?;
        let lately: Vec<Mention> = said
            .iter()
            .filter(|one| one.week >= self.from)
            .cloned()
            .collect();
        if lately.is_empty() {
            return None;
        }
        let calls = calls_of(&lately, Lane::Random);
        let earlier: Vec<Mention> = said
            .iter()
            .filter(|one| one.week < self.from)
            .cloned()
            .collect();
        let before = calls_of(&earlier, Lane::Random);
        Some(Theme {
            id: first.theme,
            name: first.name.clone(),
            calls,
            of: self.calls,
            range: wilson(calls, self.calls, CONFIDENCE),
            targeted: calls_of(&lately, Lane::Targeted),
            before,
            emerging: emerging(calls, self.calls as f64, before, self.calls_before as f64),
            mark: if earlier.is_empty() && self.calls_before > 0 {
                Mark::First
            } else {
                Mark::None
            },
            weekly: self.weekly(said),
            causes: causes(&lately),
            reps: self.reps(&lately),
            customers: customers(&lately),
            mentions: lately,
        })
    }

    fn weekly(&self, said: &[Mention]) -> Vec<Option<u64>> {
        let in_week = |week: Week| {
            self.heard
                .iter()
                .any(|(heard, ..)| *heard == week)
                .then(|| {
                    let said: Vec<Mention> = said
                        .iter()
                        .filter(|one| one.week == week)
                        .cloned()
                        .collect();
                    calls_of(&said, Lane::Random)
                })
        };
        (0..=self.to.since(self.first))
            .map(|at| in_week(self.first.plus(at)))
            .collect()
    }

    fn reps(&self, said: &[Mention]) -> Vec<(String, u64, u64)> {
        let mut reps: BTreeMap<(&str, RepId), BTreeSet<EvaluationId>> = BTreeMap::new();
        for one in said.iter().filter(|one| one.lane == Lane::Random) {
            reps.entry((&one.rep_name, one.rep))
                .or_default()
                .insert(one.evaluation);
        }
        let heard = |rep: RepId| -> u64 {
            let own = self
                .heard
                .iter()
                .filter(|(week, one, _)| *one == rep && *week >= self.from);
            own.map(|(.., calls)| calls).sum()
        };
        reps.into_iter()
            .map(|((name, rep), calls)| (name.to_owned(), calls.len() as u64, heard(rep)))
            .collect()
    }
}

/// In how many calls of a lane something was said.
fn calls_of(said: &[Mention], lane: Lane) -> u64 {
    let calls: BTreeSet<EvaluationId> = said
        .iter()
        .filter(|one| one.lane == lane)
        .map(|one| one.evaluation)
        .collect();
    calls.len() as u64
}

fn causes(said: &[Mention]) -> Vec<(Cause, u64)> {
    let mut times: BTreeMap<Cause, u64> = BTreeMap::new();
    for cause in said.iter().filter_map(|one| one.cause) {
        *times.entry(cause).or_default() += 1;
    }
    let mut causes: Vec<(Cause, u64)> = times.into_iter().collect();
    causes.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    causes
}

fn customers(said: &[Mention]) -> Vec<(String, u64)> {
    let mut times: BTreeMap<(&str, CustomerId), u64> = BTreeMap::new();
    for one in said.iter().filter(|one| !one.customer_name.is_empty()) {
        if let Some(id) = one.customer {
            *times.entry((&one.customer_name, id)).or_default() += 1;
        }
    }
    let mut customers: Vec<(String, u64)> = times
        .into_iter()
        .map(|((name, _), times)| (name.to_owned(), times))
        .collect();
    customers.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    customers
}

/// Marks what is new or growing: each theme against its own past, all of them together corrected for how many they are
/// (Benjamini and Hochberg at 10 %).
fn mark(themes: &mut [Theme]) {
    let luck: Vec<f64> = themes
        .iter()
        .map(|one| one.emerging.map_or(1.0, |found| found.p))
        .collect();
    let Some(adjusted) = benjamini_hochberg(&luck) else {
        return;
    };
    for (theme, (luck, adjusted)) in themes.iter_mut().zip(luck.iter().zip(adjusted)) {
        let rises = theme.calls >= MENTIONS_FROM && *luck < SURPRISE && adjusted <= FALSE_MARKS;
        if rises {
            theme.mark = if theme.before == 0 {
                Mark::New
            } else {
                Mark::Growing
            };
        }
    }
}

#[cfg(test)]
mod tests;
