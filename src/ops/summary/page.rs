//! The summary as a page: every line in the words and the order in which it is read, the same for HTML and Markdown.
//! Nothing is escaped here. The numbers stand in `page/numbers`, people and plans in `page/people`,
//! what customers said in `page/voices`.

mod numbers;
mod people;
mod voices;

use serde::Serialize;

use super::figures::{clock, day, days, short};
use super::praise::Praise;
use super::{State, Summary};
pub(crate) use numbers::{ClassLine, NumberLine};
pub(crate) use people::{Fix, LedgerRow, Person, Plan};
pub(crate) use voices::{QuoteLine, ThemeLine};

/// What holds for every number of the page.
const METHOD: &str = "What is told of heard calls comes from those drawn at random. A range holds the true value 19 times \
                      in 20; where two ranges overlap, nobody is ahead.";
/// Lines of praise on the page; the rest is in the app.
const MOST_PRAISE: usize = 6;
/// Decisions of the week on the page, the first ones.
const MOST_DECISIONS: usize = 5;
/// Decisions to look at again on the page, those that are due first.
const MOST_REVIEWS: usize = 4;
/// Misses on which nothing is decided yet on the page, the latest first.
const MOST_UNDECIDED: usize = 6;
/// Letters of a name on the page.
const LONGEST_NAME: usize = 48;
/// Letters of a sentence on the page.
const LONGEST_TEXT: usize = 200;

/// One page.
#[derive(Debug, Serialize)]
pub(crate) struct Page {
    pub title: String,
    pub business: String,
    pub week: String,
    pub days: String,
    /// Said where the page tells of several weeks.
    pub several: Option<String>,
    /// Said while the week is not over.
    pub state: Option<&'static str>,
    pub praise: Vec<PraiseLine>,
    pub praise_more: Option<String>,
    pub voice_lead: String,
    pub voice: Vec<ThemeLine>,
    pub voice_more: Option<String>,
    /// Words from surveys.
    pub surveys: Vec<QuoteLine>,
    pub surveys_more: Option<String>,
    /// Said when no drawn call of the week has a quality.
    pub quality_empty: Option<&'static str>,
    pub quality: NumberLine,
    pub qualities: Vec<NumberLine>,
    pub kpis: Vec<NumberLine>,
    /// The KPIs for which there is not room, with their values.
    pub kpis_more: Option<String>,
    pub critical: Vec<ClassLine>,
    pub people: Vec<Person>,
    pub commitments: Vec<Plan>,
    pub results: Vec<Plan>,
    pub decisions: Vec<Plan>,
    pub decisions_more: Option<String>,
    pub reviews: Vec<Plan>,
    pub reviews_more: Option<String>,
    pub heard: String,
    pub sure: String,
    pub warning: Option<String>,
    pub method: &'static str,
    pub ledger: Vec<LedgerRow>,
    pub fix: Fix,
    /// How many calls to draw, and of whom.
    pub draw: String,
    pub waiting: Vec<String>,
    pub waiting_more: Option<String>,
    pub follow_ups: Vec<Plan>,
    pub follow_ups_more: Option<String>,
    pub checks: Vec<Plan>,
    pub undecided: Vec<String>,
    pub undecided_more: Option<String>,
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

impl Page {
    pub fn of(summary: &Summary) -> Self {
        let first = summary.since.unwrap_or(summary.week);
        let week = match summary.since {
            None => format!("Week {}", summary.week.of_year()),
            Some(first) => format!("Weeks {} to {}", first.of_year(), summary.week.of_year()),
        };
        let next = &summary.next;
        let of_next = people::next(next);
        let qualities = numbers::rep_qualities(summary);
        let (kpis, kpis_more) = numbers::kpis(summary);
        Self {
            title: format!("{}, {}", name(&summary.business), summary.week),
            business: name(&summary.business),
            days: days(first, summary.week),
            several: summary.since.map(|_| {
                format!(
                    "The numbers are those of week {}; the charts show the weeks one by one.",
                    summary.week.of_year()
                )
            }),
            week,
            state: match summary.state {
                State::Over => None,
                State::Running => Some("This week is not over yet: the numbers tell of what was heard so far."),
                State::ToCome => Some("This week has not begun yet."),
            },
            praise: praise(&summary.praise),
            praise_more: more(summary.praise.len(), MOST_PRAISE, "moment"),
            voice_lead: voices::lead(summary),
            voice: voices::themes(&summary.voice),
            voice_more: voices::others(&summary.voice),
            surveys: voices::surveys(&summary.surveys),
            surveys_more: more(summary.surveys.len(), voices::MOST_SURVEYS, "answer"),
            quality_empty: summary.quality.value.is_none().then_some(
                "The week's quality stands here once drawn calls are scored: import the call log, draw, and score what \
                 was drawn.",
            ),
            quality: numbers::business_quality(summary),
            qualities,
            kpis,
            kpis_more,
            critical: summary.critical.classes.iter().map(numbers::class).collect(),
            people: people::people(summary),
            commitments: summary.commitments.iter().map(people::commitment).collect(),
            results: summary.results.iter().map(people::result).collect(),
            decisions: summary
                .decisions
                .iter()
                .take(MOST_DECISIONS)
                .map(people::decision)
                .collect(),
            decisions_more: more(summary.decisions.len(), MOST_DECISIONS, "decision"),
            reviews: next.reviews.iter().take(MOST_REVIEWS).map(people::decision).collect(),
            reviews_more: more(next.reviews.len(), MOST_REVIEWS, "decision"),
            heard: summary.heard.text.clone(),
            sure: summary.heard.sure.clone(),
            warning: summary.heard.warning.clone(),
            method: METHOD,
            ledger: people::ledger(&summary.heard),
            fix: people::fix(&summary.fix),
            draw: people::draw(summary),
            waiting: of_next.waiting,
            waiting_more: of_next.waiting_more,
            follow_ups: of_next.follow_ups,
            follow_ups_more: of_next.follow_ups_more,
            checks: people::checks(&next.checks),
            undecided: next.undecided.iter().take(MOST_UNDECIDED).map(|one| text(&one.text)).collect(),
            undecided_more: more(next.undecided.len(), MOST_UNDECIDED, "miss"),
            until: day(next.until),
        }
    }
}

/// `and 3 more themes in the app`, when there are more than are shown.
fn more(there: usize, shown: usize, one: &str) -> Option<String> {
    let more = there.checked_sub(shown).filter(|more| *more > 0)?;
    let plural = match one {
        _ if more == 1 => "",
        one if one.ends_with('s') => "es",
        _ => "s",
    };
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

pub(super) fn name(name: &str) -> String {
    short(name, LONGEST_NAME)
}

pub(super) fn text(text: &str) -> String {
    short(text, LONGEST_TEXT)
}

/// The parts that are there, one after the other.
pub(super) fn line<const N: usize>(parts: [Option<String>; N]) -> String {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" · ")
}
