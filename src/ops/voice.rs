//! The daily focus group: what customers talk about, how often in the calls heard, what is new or growing and how sure that
//! is, what is behind it, their words. Sentences stand in `told`.

mod theme;
mod told;

pub use theme::{Mark, Theme};
pub use told::{about, nobody_wrote, wrote};

use std::collections::BTreeSet;

use anyhow::Result;
use chrono::{Days, NaiveDate, NaiveTime};

use self::theme::{Span, gather};
use crate::domain::call::Instant;
use crate::domain::id::{CustomerId, SurveyAnswerId, ThemeId};
use crate::domain::own_kpi::Source;
use crate::domain::trend::{HEARD, count};
use crate::domain::week::Week;
use crate::domain::zone::Zone;
use crate::ops::{draw, setup};
use crate::stats::adjust::benjamini_hochberg;
use crate::stats::counts::emerging::{MENTIONS_FROM, SURPRISE};
use crate::store::survey::{self, Comment};
use crate::store::voice::{came_up, mentions};
use crate::store::{Store, rollup};

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
    /// How many times customers wrote something in surveys.
    pub comments: usize,
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
    let said = mentions(store, from, to)?;
    let wrote = comments(store, from, to)?;
    let noted = said.iter().map(|one| one.theme);
    let written = wrote.iter().filter_map(|one| Some(one.theme.as_ref()?.0));
    let themes: BTreeSet<ThemeId> = noted.chain(written).collect();
    let measures: Vec<String> = themes
        .into_iter()
        .map(|id| Source::Theme(id).word())
        .collect();
    let measures: Vec<&str> = measures.iter().map(String::as_str).collect();
    rollup::refresh(store)?;
    let rolls = rollup::rolls(store, &measures, first, to)?;
    let span = Span {
        first,
        from,
        to,
        calls: count(&rolls, HEARD, |one| one.week >= from),
        calls_before: count(&rolls, HEARD, |one| one.week < from),
        rolls: &rolls,
    };
    let mut themes = gather(&span, said, &wrote);
    for one in &mut themes {
        if one.mark == Mark::First && came_up(store, one.id, first, from.plus(-1))? {
            one.mark = Mark::None;
        }
    }
    mark(&mut themes);
    themes.sort_by_key(|one| std::cmp::Reverse((one.calls, one.targeted, one.wrote.len())));
    Ok(Listening {
        from,
        to,
        calls: span.calls,
        calls_before: span.calls_before,
        changed: told::changed(&themes, weeks.max(1)),
        order: told::order(&themes),
        comments: wrote.len(),
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
    let read = survey::comments(store, midnight(from_day), midnight(to_day))?;
    let mut comments = in_zone(&zone, read);
    comments.retain(|one| (from..=to).contains(&zone.week_of(one.at)));
    Ok(comments)
}

/// What a customer wrote in surveys, the latest first.
pub fn comments_of(store: &Store, customer: CustomerId) -> Result<Vec<Comment>> {
    let read = survey::comments_of(store, customer)?;
    Ok(in_zone(&setup::zone(store)?, read))
}

/// What was written in that answer.
///
/// # Errors
/// There is no such answer, or nothing was written in it.
pub fn comment(store: &Store, answer: SurveyAnswerId) -> Result<Comment> {
    let mut one = survey::about(store, answer)?;
    one.at = setup::zone(store)?.at(one.at.to_utc());
    Ok(one)
}

/// The same with their times as the business's clocks showed them.
fn in_zone(zone: &Zone, mut comments: Vec<Comment>) -> Vec<Comment> {
    for one in &mut comments {
        one.at = zone.at(one.at.to_utc());
    }
    comments
}

/// Marks what is new or growing: each theme against its own past, all of them together corrected for how many they are
/// (Benjamini and Hochberg at 10 %). What came up in surveys only is not among them.
fn mark(themes: &mut [Theme]) {
    let mut heard: Vec<&mut Theme> = themes
        .iter_mut()
        .filter(|one| one.calls + one.targeted > 0)
        .collect();
    let luck: Vec<f64> = heard
        .iter()
        .map(|one| one.emerging.map_or(1.0, |found| found.p))
        .collect();
    let Some(adjusted) = benjamini_hochberg(&luck) else {
        return;
    };
    for (theme, (luck, adjusted)) in heard.iter_mut().zip(luck.iter().zip(adjusted)) {
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
