//! One theme: in how many of the calls heard it came up, what customers wrote of it in surveys, who and what is behind it.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::call::Lane;
use crate::domain::id::{CustomerId, EvaluationId, RepId, ThemeId};
use crate::domain::own_kpi::Source;
use crate::domain::rep::name_key;
use crate::domain::trend::{HEARD, Rolls, count};
use crate::domain::voice::Cause;
use crate::domain::week::Week;
use crate::stats::counts::emerging::{Emerging, emerging};
use crate::stats::proportion::wilson;
use crate::stats::{CONFIDENCE, Range};
use crate::store::survey::Comment;
use crate::store::voice::Mention;

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
    /// What customers wrote of it in surveys, the latest first. Who answers chooses to, so it is part of no share.
    pub wrote: Vec<Comment>,
    /// Who or what is behind it wherever it was noted, the most frequent first.
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

/// The weeks told of and those before, with what the drawn calls heard in each come to.
pub(super) struct Span<'a> {
    pub first: Week,
    pub from: Week,
    pub to: Week,
    pub calls: u64,
    pub calls_before: u64,
    pub rolls: &'a Rolls,
}

/// What was noted of one theme.
#[derive(Default)]
struct Noted {
    name: String,
    said: Vec<Mention>,
    wrote: Vec<Comment>,
}

/// The themes of the weeks told of, by name, from what was said in calls and what was written in surveys.
pub(super) fn gather(span: &Span<'_>, said: Vec<Mention>, wrote: &[Comment]) -> Vec<Theme> {
    let mut themes: BTreeMap<(String, ThemeId), Noted> = BTreeMap::new();
    for one in said {
        let noted = themes.entry((name_key(&one.name), one.theme)).or_default();
        noted.name.clone_from(&one.name);
        noted.said.push(one);
    }
    for one in wrote {
        if let Some((id, name)) = &one.theme {
            let noted = themes.entry((name_key(name), *id)).or_default();
            noted.name.clone_from(name);
            noted.wrote.push(one.clone());
        }
    }
    themes
        .into_iter()
        .map(|((_, id), noted)| span.theme(id, noted))
        .collect()
}

impl Span<'_> {
    /// One theme. The calls of the weeks before are counted where they are rolled up: those chosen by hand are not among them.
    fn theme(&self, id: ThemeId, noted: Noted) -> Theme {
        let lately: Vec<&Mention> = noted.said.iter().collect();
        let calls = calls_of(&lately, Lane::Random);
        let measure = Source::Theme(id).word();
        let before = count(self.rolls, &measure, |one| one.week < self.from);
        let is_first = before == 0 && !lately.is_empty() && self.calls_before > 0;
        Theme {
            id,
            calls,
            of: self.calls,
            range: wilson(calls, self.calls, CONFIDENCE),
            targeted: calls_of(&lately, Lane::Targeted),
            before,
            emerging: emerging(calls, self.calls as f64, before, self.calls_before as f64),
            mark: if is_first { Mark::First } else { Mark::None },
            weekly: self.weekly(&measure),
            causes: causes(&lately, &noted.wrote),
            reps: self.reps(&lately),
            customers: customers(&lately, &noted.wrote),
            mentions: lately.into_iter().cloned().collect(),
            name: noted.name,
            wrote: noted.wrote,
        }
    }

    fn weekly(&self, measure: &str) -> Vec<Option<u64>> {
        let in_week = |week: Week| {
            let calls = |of: &str| count(self.rolls, of, |one| one.week == week);
            (calls(HEARD) > 0).then(|| calls(measure))
        };
        (0..=self.to.since(self.first))
            .map(|at| in_week(self.first.plus(at)))
            .collect()
    }

    fn reps(&self, said: &[&Mention]) -> Vec<(String, u64, u64)> {
        let mut reps: BTreeMap<(&str, RepId), BTreeSet<EvaluationId>> = BTreeMap::new();
        for one in said.iter().filter(|one| one.lane == Lane::Random) {
            reps.entry((&one.rep_name, one.rep))
                .or_default()
                .insert(one.evaluation);
        }
        let heard = |rep: RepId| {
            count(self.rolls, HEARD, |one| {
                one.rep == rep && one.week >= self.from
            })
        };
        reps.into_iter()
            .map(|((name, rep), calls)| (name.to_owned(), calls.len() as u64, heard(rep)))
            .collect()
    }
}

/// In how many calls of a lane something was said.
fn calls_of(said: &[&Mention], lane: Lane) -> u64 {
    let calls: BTreeSet<EvaluationId> = said
        .iter()
        .filter(|one| one.lane == lane)
        .map(|one| one.evaluation)
        .collect();
    calls.len() as u64
}

fn causes(said: &[&Mention], wrote: &[Comment]) -> Vec<(Cause, u64)> {
    let mut times: BTreeMap<Cause, u64> = BTreeMap::new();
    let written = wrote.iter().filter_map(|one| one.cause);
    for cause in said.iter().filter_map(|one| one.cause).chain(written) {
        *times.entry(cause).or_default() += 1;
    }
    let mut causes: Vec<(Cause, u64)> = times.into_iter().collect();
    causes.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    causes
}

fn customers(said: &[&Mention], wrote: &[Comment]) -> Vec<(String, u64)> {
    let spoke = said.iter().map(|one| (&one.customer_name, one.customer));
    let wrote = wrote.iter().map(|one| (&one.customer, one.customer_id));
    let mut times: BTreeMap<(&str, CustomerId), u64> = BTreeMap::new();
    for (name, id) in spoke.chain(wrote).filter(|(name, _)| !name.is_empty()) {
        if let Some(id) = id {
            *times.entry((name, id)).or_default() += 1;
        }
    }
    let mut customers: Vec<(String, u64)> = times
        .into_iter()
        .map(|((name, _), times)| (name.to_owned(), times))
        .collect();
    customers.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    customers
}
