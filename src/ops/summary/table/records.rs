//! What stands behind the page: each evaluation with its answers, the KPIs week by week, and the customers' words.

use super::super::discretion::{Discretion, clean};
use super::super::number::{Number, WeekPoint};
use super::super::voice::Quote;
use super::super::{Summary, figures};
use super::facts::value;
use super::{Cell, Table};
use crate::domain::call::Lane;
use crate::domain::kpi::Unit;
use crate::domain::week::Week;
use crate::store::heard::records;
use crate::store::{Store, StoreError};

/// Letters in one cell; spreadsheets take 32,767.
const MOST_LETTERS: usize = 32_000;

fn said(discretion: Discretion, text: &str, customer: &str) -> Cell {
    Cell::text(figures::short(
        &discretion.text(text, customer),
        MOST_LETTERS,
    ))
}

pub(super) fn evaluations(
    store: &Store,
    weeks: (Week, Week),
    discretion: Discretion,
) -> Result<Table, StoreError> {
    let row = |one: records::Record| {
        let error = |count: Option<u32>| count.map(|count| Cell::Count(count.into())).into();
        vec![
            Cell::Count(one.evaluation.0),
            Cell::Count(one.call),
            Cell::Time(one.started_at.naive_local()),
            Cell::text(clean(&one.rep)),
            discretion.customer(&one.customer).map(Cell::Text).into(),
            Cell::text(one.channel.word()),
            Cell::text(one.lane.word()),
            Cell::text(format!("{} v{}", clean(&one.scorecard.0), one.scorecard.1)),
            one.quality.map(Cell::Number).into(),
            error(one.errors.customer),
            error(one.errors.business),
            error(one.errors.compliance),
            one.solved.into(),
            Cell::text(one.satisfied),
            one.follow_up_on.into(),
            Cell::text(one.referral),
            said(discretion, &one.note, &one.customer),
        ]
    };
    Ok(Table {
        name: "Evaluations",
        header: &[
            "evaluation",
            "call",
            "at",
            "rep",
            "customer",
            "channel",
            "lane",
            "scorecard",
            "quality",
            "critical: customer",
            "critical: business",
            "critical: compliance",
            "solved",
            "satisfied",
            "follow-up on",
            "referral",
            "note",
        ],
        rows: records::evaluations(store, weeks)?
            .into_iter()
            .map(row)
            .collect(),
    })
}

pub(super) fn answers(
    store: &Store,
    weeks: (Week, Week),
    discretion: Discretion,
) -> Result<Table, StoreError> {
    let row = |one: records::AnswerRecord| {
        vec![
            Cell::Count(one.evaluation.0),
            Cell::text(clean(&one.section)),
            Cell::text(clean(&one.question)),
            said(discretion, &one.answer, &one.customer),
            one.points.map(Cell::Number).into(),
            Cell::Number(one.weight),
            said(discretion, &one.comment, &one.customer),
        ]
    };
    Ok(Table {
        name: "Answers",
        header: &[
            "evaluation",
            "section",
            "question",
            "answer",
            "points",
            "weight",
            "comment",
        ],
        rows: records::answers(store, weeks)?
            .into_iter()
            .map(row)
            .collect(),
    })
}

/// The weeks of every KPI, the business's quality first.
pub(super) fn kpis(summary: &Summary) -> Table {
    let mut rows = weeks("Quality", "", Unit::Points, &summary.quality);
    for rep in &summary.reps {
        rows.extend(weeks("Quality", &rep.rep, Unit::Points, &rep.quality));
    }
    for one in &summary.kpis {
        rows.extend(weeks(&one.name, "", one.unit, &one.number));
    }
    Table {
        name: "KPIs",
        header: &[
            "kpi", "rep", "week", "from", "value", "low", "high", "calls",
        ],
        rows,
    }
}

fn weeks(kpi: &str, rep: &str, unit: Unit, number: &Number) -> Vec<Vec<Cell>> {
    let row = |point: &WeekPoint| {
        let cell = |known: Option<f64>| known.map(|known| value(unit, known)).into();
        vec![
            Cell::text(kpi),
            Cell::text(rep),
            Cell::text(point.week.to_string()),
            Cell::Day(point.week.monday()),
            cell(point.value),
            cell(point.low),
            cell(point.high),
            Cell::count(point.n),
        ]
    };
    number.weeks.iter().map(row).collect()
}

pub(super) fn voices(summary: &Summary) -> Table {
    let row = |theme: &str, quote: &Quote| {
        vec![
            Cell::text(theme),
            Cell::text(figures::short(&quote.quote, MOST_LETTERS)),
            quote.customer.clone().map(Cell::Text).into(),
            Cell::Day(quote.on),
            quote.at_secs.map(Cell::Length).into(),
            Cell::text(quote.lane.map_or("survey", Lane::word)),
        ]
    };
    let mut rows = Vec::new();
    for theme in &summary.voice {
        rows.extend(theme.quotes.iter().map(|quote| row(&theme.theme, quote)));
    }
    let theme = |quote: &Quote| quote.theme.clone().unwrap_or_default();
    rows.extend(
        summary
            .surveys
            .iter()
            .map(|quote| row(&theme(quote), quote)),
    );
    Table {
        name: "Voices",
        header: &["theme", "quote", "customer", "on", "into the call", "lane"],
        rows,
    }
}
