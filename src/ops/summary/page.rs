//! The summary as a page: every line in the words and the order in which it is read, the same for HTML and Markdown.
//! Nothing is escaped here. The numbers stand in `page/numbers`, people and plans in `page/people`.

mod numbers;
mod people;

use serde::Serialize;

use super::figures::{clock, count, day, days, list, percent, short};
use super::praise::Praise;
use super::voice::{Quote, Theme};
use super::{State, Summary};
pub(crate) use numbers::{ClassLine, NumberLine};
pub(crate) use people::{LedgerRow, Person, Plan};

/// What holds for every number of the page.
const METHOD: &str = "Every number comes from calls drawn at random. A range holds the true value 19 times in 20; where \
                      two ranges overlap, nobody is ahead.";
/// Lines of praise on the page; the rest is in the app.
const MOST_PRAISE: usize = 6;
/// Themes on the page, the most frequent first, each with so many quotes at most; the others are only counted.
const QUOTES: [usize; 4] = [2, 2, 1, 1];
/// Themes that are only counted.
const MOST_COUNTED: usize = 8;
/// Letters of a name on the page.
const LONGEST_NAME: usize = 60;
/// Letters of a sentence on the page.
const LONGEST_TEXT: usize = 220;

/// One page.
#[derive(Debug, Serialize)]
pub(crate) struct Page {
    pub title: String,
    pub business: String,
    pub week: String,
    pub days: String,
    /// Said while the week is not over.
    pub state: Option<&'static str>,
    pub praise: Vec<PraiseLine>,
    pub praise_more: Option<String>,
    pub voice_lead: String,
    pub voice: Vec<ThemeLine>,
    pub voice_more: Option<String>,
    /// Said when no drawn call of the week has a quality.
    pub quality_empty: Option<&'static str>,
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
    pub method: &'static str,
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
pub(crate) struct PraiseLine {
    pub rep: String,
    pub text: String,
    /// Day, time in the call, customer where named; `praised` where the praise was given already.
    pub when: String,
}

/// One theme.
#[derive(Debug, Serialize)]
pub(crate) struct ThemeLine {
    pub theme: String,
    /// `6 of 14 calls`; what was noted in calls chosen by hand stands behind it.
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

impl Page {
    pub fn of(summary: &Summary) -> Self {
        let week = format!("Week {}", summary.week.of_year());
        let next = &summary.next;
        let of_next = people::next(next);
        Self {
            title: format!("{}, {}", name(&summary.business), summary.week),
            business: name(&summary.business),
            days: days(summary.week),
            week,
            state: match summary.state {
                State::Over => None,
                State::Running => Some("This week is not over yet: the numbers tell of what was heard so far."),
                State::ToCome => Some("This week has not begun yet."),
            },
            praise: praise(&summary.praise),
            praise_more: more(summary.praise.len(), MOST_PRAISE, "moment"),
            voice_lead: voice_lead(summary),
            voice: summary.voice.iter().zip(QUOTES).map(theme).collect(),
            voice_more: other_themes(&summary.voice),
            quality_empty: summary.quality.value.is_none().then_some(
                "The week's quality stands here once drawn calls are scored: import the call log, draw, and score what \
                 was drawn.",
            ),
            quality: numbers::business_quality(summary),
            qualities: numbers::rep_qualities(summary),
            kpis: numbers::kpis(summary),
            critical: summary.critical.classes.iter().map(numbers::class).collect(),
            people: people::people(summary),
            commitments: summary.commitments.iter().map(people::commitment).collect(),
            decisions: summary.decisions.iter().map(people::decision).collect(),
            heard: summary.heard.text.clone(),
            sure: summary.heard.sure.clone(),
            warning: summary.heard.warning.clone(),
            method: METHOD,
            ledger: people::ledger(&summary.heard),
            waiting: of_next.waiting,
            waiting_more: of_next.waiting_more,
            follow_ups: of_next.follow_ups,
            follow_ups_more: of_next.follow_ups_more,
            checks: people::checks(&next.checks),
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
    let day = match one.kind {
        "recognition" => format!("praised on {}", day(one.on)),
        _ => day(one.on),
    };
    let time = one
        .at_secs
        .filter(|secs| *secs > 0)
        .map(|secs| format!("{} into the call", clock(secs)));
    let with = one
        .customer
        .as_ref()
        .map(|customer| format!("with {}", name(customer)));
    PraiseLine {
        rep: name(&one.rep),
        text: if one.text.is_empty() {
            "A good moment.".into()
        } else {
            text(&one.text)
        },
        when: line([Some(day), time, with]),
    }
}

fn name(name: &str) -> String {
    short(name, LONGEST_NAME)
}

fn text(text: &str) -> String {
    short(text, LONGEST_TEXT)
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

fn theme((theme, quotes): (&Theme, usize)) -> ThemeLine {
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
        theme: name(&theme.theme),
        calls: format!("{} of {}{by_hand}", theme.calls, count(theme.of, "call")),
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

/// `Also: warranty (1 call) and price (1 call).`
fn other_themes(themes: &[Theme]) -> Option<String> {
    let others = themes
        .get(QUOTES.len()..)
        .filter(|others| !others.is_empty())?;
    let counted = |theme: &Theme| match theme.calls {
        0 => format!("{} (chosen by hand)", name(&theme.theme)),
        calls => format!("{} ({})", name(&theme.theme), count(calls, "call")),
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
        who: line([Some(who), Some(day(quote.on)), time]),
    }
}
