//! What customers said, on the page.

use serde::Serialize;

use super::super::Summary;
use super::super::figures::{clock, count, day, list, percent};
use super::super::voice::{Quote, Theme};
use super::{line, name, text};

/// Themes on the page, the most frequent first, each with so many quotes at most; the others are only counted.
const QUOTES: [usize; 4] = [2, 2, 1, 1];
/// Themes that are only counted.
const MOST_COUNTED: usize = 8;
/// Words from surveys on the page.
pub(super) const MOST_SURVEYS: usize = 2;

/// One theme.
#[derive(Debug, Serialize)]
pub(crate) struct ThemeLine {
    pub theme: String,
    /// `6 of 14 calls`; what was noted in calls chosen by hand and in surveys stands behind it.
    pub calls: String,
    /// `18% to 66% of all`; empty when it cannot be told.
    pub range: String,
    /// `9 of 96 in the 8 weeks before`.
    pub before: String,
    /// `behind it: promise 4 and process 2`; may be empty.
    pub causes: String,
    pub quotes: Vec<QuoteLine>,
    /// What the bar shows; none when no drawn call was heard.
    pub bar: Option<(f64, Option<(f64, f64)>)>,
}

/// A customer's words.
#[derive(Debug, Serialize)]
pub(crate) struct QuoteLine {
    pub quote: String,
    pub who: String,
}

/// The most frequent themes.
pub(super) fn themes(themes: &[Theme]) -> Vec<ThemeLine> {
    themes.iter().zip(QUOTES).map(theme).collect()
}

/// The latest words from surveys.
pub(super) fn surveys(quotes: &[Quote]) -> Vec<QuoteLine> {
    quotes.iter().take(MOST_SURVEYS).map(quote).collect()
}

pub(super) fn lead(summary: &Summary) -> String {
    let (drawn, by_hand) = (summary.heard.scored, summary.heard.targeted);
    let counted = match drawn {
        0 => "No drawn call was heard, so nothing is counted here.".to_owned(),
        n => format!(
            "How often each theme came up in the {} heard at random.",
            count(n, "call")
        ),
    };
    match by_hand {
        0 => counted,
        n => format!(
            "{counted} Words from the {} chosen by hand stand beside them.",
            count(n, "call")
        ),
    }
}

fn theme((theme, quotes): (&Theme, usize)) -> ThemeLine {
    let range = theme.low.zip(theme.high);
    let causes: Vec<String> = theme
        .causes
        .iter()
        .map(|one| format!("{} {}", one.cause, one.times))
        .collect();
    ThemeLine {
        theme: name(&theme.theme),
        calls: counted(theme),
        range: range.map_or(String::new(), |(low, high)| {
            format!("{} to {} of all", percent(low), percent(high))
        }),
        before: before(theme),
        causes: if causes.is_empty() {
            String::new()
        } else {
            format!("behind it: {}", list(&causes))
        },
        quotes: theme.quotes.iter().take(quotes).map(quote).collect(),
        bar: theme.share.map(|share| (share, range)),
    }
}

/// `6 of 14 calls, and 2 in surveys`; the calls are left out where none was heard.
fn counted(theme: &Theme) -> String {
    let calls = format!("{} of {}", theme.calls, count(theme.of, "call"));
    let parts = [
        (theme.of, calls),
        (theme.targeted, format!("{} chosen by hand", theme.targeted)),
        (theme.in_surveys, format!("{} in surveys", theme.in_surveys)),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter_map(|(counted, told)| (counted > 0).then_some(told))
        .collect();
    parts.join(", and ")
}

/// `Also: warranty (1 call) and price (1 call).`
pub(super) fn others(themes: &[Theme]) -> Option<String> {
    let others = themes
        .get(QUOTES.len()..)
        .filter(|others| !others.is_empty())?;
    let counted = |theme: &Theme| match (theme.calls, theme.targeted) {
        (0, 0) => format!("{} (in surveys)", name(&theme.theme)),
        (0, _) => format!("{} (chosen by hand)", name(&theme.theme)),
        (calls, _) => format!("{} ({})", name(&theme.theme), count(calls, "call")),
    };
    let mut told: Vec<String> = others.iter().take(MOST_COUNTED).map(counted).collect();
    if others.len() > MOST_COUNTED {
        told.push(format!("{} more in the app", others.len() - MOST_COUNTED));
    }
    Some(format!("Also: {}.", list(&told)))
}

fn before(theme: &Theme) -> String {
    let before = &theme.before;
    match (before.of, before.calls) {
        (0, _) => String::new(),
        (of, calls) => format!("{calls} of {of} in the {} weeks before", before.weeks),
    }
}

fn quote(quote: &Quote) -> QuoteLine {
    let time = quote
        .at_secs
        .filter(|secs| *secs > 0)
        .map(|secs| format!("at {}", clock(secs)));
    let who = quote
        .customer
        .as_ref()
        .map_or("a customer".into(), |customer| name(customer));
    QuoteLine {
        quote: text(&quote.quote),
        who: line([
            Some(who),
            Some(day(quote.on)),
            time,
            quote.theme.as_deref().map(name),
        ]),
    }
}
