//! The summary as a page: every line in the words and the order in which it is read, the same for HTML and Markdown.
//! Nothing is escaped here. The numbers stand in `page/numbers`, people and plans in `page/people`.

mod numbers;
mod people;

use serde::Serialize;

use super::Summary;
use super::figures::{clock, count, day, days, list, percent};
use super::praise::Praise;
use super::voice::{Quote, Theme};
pub(super) use numbers::{ClassLine, NumberLine};
pub(super) use people::{LedgerRow, Person, Plan};

/// Lines of praise on the page; the rest is in the app.
const MOST_PRAISE: usize = 8;
/// Themes on the page.
const MOST_THEMES: usize = 6;
/// Quotes of one theme on the page.
const MOST_QUOTES: usize = 2;

/// One page.
#[derive(Debug, Serialize)]
pub(super) struct Page {
    pub title: String,
    pub business: String,
    pub week: String,
    pub days: String,
    /// Said while the week is not over.
    pub running: Option<&'static str>,
    pub praise: Vec<PraiseLine>,
    pub praise_more: Option<String>,
    pub voice_lead: String,
    pub voice: Vec<ThemeLine>,
    pub voice_more: Option<String>,
    pub quality: NumberLine,
    pub qualities: Vec<NumberLine>,
    pub kpis: Vec<NumberLine>,
    pub critical: Vec<ClassLine>,
    pub people: Vec<Person>,
    pub commitments: Vec<Plan>,
    pub decisions: Vec<Plan>,
    pub heard: String,
    pub sure: String,
    pub warning: Option<String>,
    pub ledger: Vec<LedgerRow>,
    pub waiting: Vec<String>,
    pub waiting_more: Option<String>,
    pub follow_ups: Vec<Plan>,
    pub follow_ups_more: Option<String>,
    pub checks: Vec<Plan>,
    pub reviews: Vec<Plan>,
    pub until: String,
}

/// One thing to praise.
#[derive(Debug, Serialize)]
pub(super) struct PraiseLine {
    pub rep: String,
    pub text: String,
    /// `Praised` or `Worth praise`.
    pub kind: &'static str,
    /// Day, time in the call, customer.
    pub when: String,
}

/// One theme.
#[derive(Debug, Serialize)]
pub(super) struct ThemeLine {
    pub theme: String,
    /// `6 of 14 calls`; what was noted in calls chosen by hand stands behind it.
    pub calls: String,
    /// `18% to 66% of all calls`; empty when it cannot be told.
    pub range: String,
    /// `9 of 96 calls in the 8 weeks before`.
    pub before: String,
    /// `promise 4, process 2`; may be empty.
    pub causes: String,
    pub quotes: Vec<QuoteLine>,
    /// What the bar shows; none when no drawn call was heard.
    pub bar: Option<(f64, Option<(f64, f64)>)>,
}

/// A customer's words.
#[derive(Debug, Serialize)]
pub(super) struct QuoteLine {
    pub quote: String,
    pub who: String,
}

impl Page {
    pub fn of(summary: &Summary) -> Self {
        let week = format!("Week {}", summary.week.of_year());
        let next = &summary.next;
        let of_next = people::next(next);
        Self {
            title: format!("{}, {}", summary.business, summary.week),
            business: summary.business.clone(),
            days: days(summary.week),
            week,
            running: summary
                .running
                .then_some("This week is not over yet: the numbers tell of what was heard so far."),
            praise: praise(&summary.praise),
            praise_more: more(summary.praise.len(), MOST_PRAISE, "moment"),
            voice_lead: voice_lead(summary),
            voice: summary.voice.iter().take(MOST_THEMES).map(theme).collect(),
            voice_more: more(summary.voice.len(), MOST_THEMES, "theme"),
            quality: numbers::business_quality(summary),
            qualities: numbers::rep_qualities(summary),
            kpis: numbers::kpis(summary),
            critical: summary
                .critical
                .classes
                .iter()
                .map(numbers::class)
                .collect(),
            people: people::people(summary),
            commitments: summary.commitments.iter().map(people::commitment).collect(),
            decisions: summary.decisions.iter().map(people::decision).collect(),
            heard: summary.heard.text.clone(),
            sure: summary.heard.sure.clone(),
            warning: summary.heard.warning.clone(),
            ledger: people::ledger(&summary.heard),
            waiting: of_next.waiting,
            waiting_more: of_next.waiting_more,
            follow_ups: of_next.follow_ups,
            follow_ups_more: of_next.follow_ups_more,
            checks: next.checks.iter().map(people::check).collect(),
            reviews: next.reviews.iter().map(people::review).collect(),
            until: day(next.until),
        }
    }
}

/// `and 3 more themes in the app`, when there are more than are shown.
fn more(there: usize, shown: usize, one: &str) -> Option<String> {
    let more = there.checked_sub(shown).filter(|more| *more > 0)?;
    let plural = if more == 1 { "" } else { "s" };
    Some(format!("And {more} more {one}{plural} in the app."))
}

/// Praise given, then the moments of each rep in turn, so that nobody is missing where there is not room for all.
fn praise(all: &[Praise]) -> Vec<PraiseLine> {
    let mut turns: Vec<(usize, &Praise)> = Vec::new();
    for one in all {
        let before = turns
            .iter()
            .filter(|(_, other)| other.rep == one.rep && other.kind == one.kind);
        let turn = if one.kind == "moment" {
            before.count()
        } else {
            0
        };
        turns.push((turn, one));
    }
    turns.sort_by_key(|(turn, one)| (one.kind == "moment", *turn));
    let shown = turns.into_iter().take(MOST_PRAISE).map(|(_, one)| one);
    let mut shown: Vec<&Praise> = shown.collect();
    let place = |one: &Praise| all.iter().position(|other| std::ptr::eq(other, one));
    shown.sort_by_key(|one| place(one));
    shown.into_iter().map(praise_line).collect()
}

fn praise_line(one: &Praise) -> PraiseLine {
    let is_given = one.kind == "recognition";
    let time = one
        .at_secs
        .filter(|secs| *secs > 0)
        .map(|secs| format!("{} into the call", clock(secs)));
    let with = one.call.map(|_| with(one.customer.as_deref()));
    PraiseLine {
        rep: one.rep.clone(),
        text: if one.text.is_empty() {
            "A good moment.".into()
        } else {
            one.text.clone()
        },
        kind: if is_given { "Praised" } else { "Worth praise" },
        when: line([Some(day(one.on)), time, with]),
    }
}

/// `with Rosa Alvarez`, or `with a customer`.
fn with(customer: Option<&str>) -> String {
    format!("with {}", customer.unwrap_or("a customer"))
}

/// The parts that are there, one after the other.
fn line<const N: usize>(parts: [Option<String>; N]) -> String {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" · ")
}

fn voice_lead(summary: &Summary) -> String {
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

fn theme(theme: &Theme) -> ThemeLine {
    let range = theme.low.zip(theme.high);
    let by_hand = match theme.targeted {
        0 => String::new(),
        n => format!(", and {n} chosen by hand"),
    };
    let causes: Vec<String> = theme
        .causes
        .iter()
        .map(|one| format!("{} {}", one.cause, one.times))
        .collect();
    ThemeLine {
        theme: theme.theme.clone(),
        calls: format!("{} of {}{by_hand}", theme.calls, count(theme.of, "call")),
        range: range.map_or(String::new(), |(low, high)| {
            format!("{} to {} of all calls", percent(low), percent(high))
        }),
        before: before(theme),
        causes: if causes.is_empty() {
            String::new()
        } else {
            format!("Behind it: {}", list(&causes))
        },
        quotes: theme.quotes.iter().take(MOST_QUOTES).map(quote).collect(),
        bar: theme.share.map(|share| (share, range)),
    }
}

fn before(theme: &Theme) -> String {
    let before = &theme.before;
    match (before.of, before.calls) {
        (0, _) => String::new(),
        (of, 0) => format!(
            "in none of {} in the {} weeks before",
            count(of, "call"),
            before.weeks
        ),
        (of, calls) => format!(
            "{calls} of {} in the {} weeks before",
            count(of, "call"),
            before.weeks
        ),
    }
}

fn quote(quote: &Quote) -> QuoteLine {
    let time = quote
        .at_secs
        .filter(|secs| *secs > 0)
        .map(|secs| format!("at {}", clock(secs)));
    let who = quote
        .customer
        .clone()
        .unwrap_or_else(|| "a customer".into());
    QuoteLine {
        quote: quote.quote.clone(),
        who: line([Some(who), Some(day(quote.on)), time]),
    }
}
