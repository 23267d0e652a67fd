//! What the chosen week and the whole series say, in words.

use crate::domain::consistency::Drift;
use crate::domain::kpi::{Kpi, Measure};
use crate::domain::trend::{Note, NoteKind, Point, Rule, Series, aims_told, words};
use crate::domain::week::Week;
use crate::ops::trend::behind::Moved;
use crate::stats::Status;
use crate::tui::window::days_told;

/// Questions that are named behind a change.
const MOST_MOVED: usize = 2;

/// Whose numbers: the rep's name, or everyone.
pub(super) fn whose(series: &Series) -> &str {
    series.rep.as_ref().map_or("Everyone", |(_, name)| name)
}

/// The same of what is shown; empty before anything is.
pub(super) fn whose_of<'a>(shown: Option<(&Kpi, &'a Series)>) -> &'a str {
    shown.map_or("", |(_, series)| whose(series))
}

/// The week with its days: `W47 · 16–22 Nov`.
pub(super) fn week(week: Week) -> String {
    format!("{} · {}", words::week(week), days_told(week))
}

/// A number, or a dash.
pub(super) fn value(kpi: &Kpi, point: Option<&Point>) -> String {
    let value = point.and_then(|point| point.value);
    value.map_or("–".to_owned(), |value| words::value(kpi.unit(), value))
}

/// What belongs to the number of one week: its range, how many calls stand behind it, what is special about it.
pub(super) fn facts(kpi: &Kpi, series: &Series, week: Week) -> Vec<String> {
    let is_log = matches!(kpi.measure, Measure::Log);
    let Some(point) = series.at(week) else {
        let gap = match kpi.measure {
            Measure::Log => "no calls",
            Measure::Typed => "no number: a gap",
            _ => "nothing heard: a gap",
        };
        return vec![gap.to_owned()];
    };
    if point.value.is_none() {
        return vec![
            if is_log {
                "not known yet: its calls are younger than 7 days"
            } else {
                "heard, but it applied to no call"
            }
            .to_owned(),
        ];
    }
    let mut facts = match kpi.measure {
        Measure::Typed => vec!["typed in".to_owned()],
        _ => vec![range(kpi, point), calls(kpi, point)],
    };
    if point.covered_share < 1.0 {
        let share = (100.0 * point.covered_share).round();
        facts.push(format!("from {share}% of the calls that could be heard"));
    }
    if !point.is_closed {
        facts.push("not over yet".to_owned());
    }
    let signals = series.chart.signals.iter().filter(|one| one.week == week);
    facts.extend(signals.map(|one| signal(one.rule).to_owned()));
    facts
}

/// How far a number could be off, or why that cannot be said.
pub(super) fn range(kpi: &Kpi, point: &Point) -> String {
    match (point.range, point.status) {
        (Some(range), _) if range.width() <= 0.0 => "every call counted".to_owned(),
        (Some(range), _) => words::range(kpi.unit(), range.low, range.high),
        (None, Status::NoSpread) => "all the same: no range".to_owned(),
        (None, _) => "too few for a range".to_owned(),
    }
}

/// `6 of 192 calls`.
pub(super) fn calls(kpi: &Kpi, point: &Point) -> String {
    match point.frame {
        Some(frame) if matches!(kpi.measure, Measure::Log) && frame == point.n => {
            words::calls(point.n)
        }
        Some(frame) => format!("{} of {}", point.n, words::calls(frame)),
        None => words::calls(point.n),
    }
}

fn signal(rule: Rule) -> &'static str {
    match rule {
        Rule::BeyondLimit => "outside the usual limits",
        Rule::LongRun => "ends a long run on one side",
        Rule::FewCrossings => "the level has moved",
        Rule::Surprising => "hardly fits the other weeks",
    }
}

/// What a note says on the chart: who did what.
pub(super) fn note(note: &Note, is_business: bool) -> String {
    match note.kind {
        NoteKind::Form => format!("new form: {}", note.text),
        NoteKind::Commitment if !is_business => format!("agreed: {}", note.text),
        NoteKind::Commitment | NoteKind::Decision | NoteKind::Import => note.text.clone(),
    }
}

/// Everything that is said below the chart, a paragraph each, the most important first.
pub(super) fn paragraphs(
    kpi: &Kpi,
    series: &Series,
    (moved, drift): (&[Moved], Option<Drift>),
    chosen: Week,
) -> Vec<String> {
    let is_business = series.rep.is_none();
    let mut told = vec![series.verdict.text.clone(), series.chart.reading.clone()];
    let tell = |note_: &Note| format!("{}: {}.", words::week(note_.week), note(note_, is_business));
    let here = series.notes.iter().filter(|note| note.week == chosen);
    // Quality moves with the ears as well.
    let drift = drift.filter(|_| matches!(kpi.measure, Measure::Points(_)));
    told.extend(drift.filter(|drift| drift.is_real()).map(Drift::told));
    told.extend(aims_told(kpi.unit(), &series.targets));
    told.extend(here.map(tell));
    if !moved.is_empty() {
        let named: Vec<String> = moved.iter().take(MOST_MOVED).map(Moved::words).collect();
        told.push(format!("Behind it: {}.", named.join("; ")));
    }
    let is_marked = |note: &&Note| note.week != chosen && note.kind != NoteKind::Import;
    let elsewhere = series.notes.iter().filter(is_marked);
    told.extend(elsewhere.map(tell));
    told.extend(drift.filter(|drift| !drift.is_real()).map(Drift::told));
    told
}
