//! The first rows as they will be stored.

use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Mapping;
use crate::domain::call::{Call, Standing};
use crate::domain::import::survey::Scale;
use crate::ops::import::looked::{Answered, Counted, Rows, Scored};
use crate::ops::import::preview::Shown;
use crate::ops::import::report::Rejected;
use crate::tui::canvas::{Canvas, below, right_of};
use crate::tui::keys::{self, Action, Scope};
use crate::tui::screen::Input;
use crate::tui::theme::Theme;
use crate::tui::widgets::panel;
use crate::tui::widgets::table::{self, Column, Table};
use crate::tui::widgets::text::fit;
use crate::tui::widgets::viewport::{Moved, Viewport};
use crate::tui::words;

const CALLS: &[Column] = &[
    Column::new("When", 12),
    Column::new("Rep", 0),
    Column::new("Customer", 0).least(16),
    Column::new("Talk", 7).right(),
    Column::new("Channel", 9).drops(1),
    Column::new("", 19),
];

const ANSWERS: &[Column] = &[
    Column::new("When", 12),
    Column::new("Customer", 0),
    Column::new("Answer", 16),
    Column::new("In their words", 0).drops(1),
    Column::new("About the call", 0).least(24),
];

const EVALUATIONS: &[Column] = &[
    Column::new("Call", 12),
    Column::new("Rep", 0),
    Column::new("Customer", 0),
    Column::new("Quality", 7).right(),
    Column::new("Scorecard", 12).drops(1),
    Column::new("Lane", 8),
    Column::new("", 15),
];

const NUMBERS: &[Column] = &[
    Column::new("Week", 9),
    Column::new("Rep", 0),
    Column::new("Numbers", 0).least(40),
];

impl Mapping {
    /// Goes through the first rows, where one is among them; whether that was all there was to do.
    pub(super) fn go_through(&mut self, input: &Input, page: usize) -> bool {
        let len = self.looked.rows.len();
        match (&mut self.rows_view, input) {
            (None, Input::Do(Action::Next)) => {
                self.rows_view = (len > 0).then(Viewport::default);
            }
            (Some(_), Input::Do(Action::Next | Action::Open)) => self.rows_view = None,
            (Some(view), Input::Do(action)) => {
                return view.act(*action, len, page) != Moved::Other;
            }
            (Some(view), Input::Click(_) | Input::Scroll(_)) => view.take(input, len, page),
            _ => return false,
        }
        true
    }
}

/// Draws the rows.
pub fn draw(mapping: &Mapping, canvas: &mut Canvas, area: Rect) {
    let theme = *canvas.theme;
    let key = keys::key_of(Scope::Import.chain(), Action::Next);
    let right = format!("first rows; {key} goes through them");
    let inside = panel::draw(canvas, area, "As they will be stored", &right);
    let rows = &mapping.looked.rows;
    let (columns, row): (_, Box<dyn Fn(usize) -> Vec<Line<'static>> + '_>) = match rows {
        Rows::Calls(rows) => (CALLS, shown(rows, theme, call)),
        Rows::Answers(rows) => (ANSWERS, shown(rows, theme, answer)),
        Rows::Evaluations(rows) => (EVALUATIONS, shown(rows, theme, evaluation)),
        Rows::Numbers(rows) => (NUMBERS, shown(rows, theme, numbers)),
    };
    table::draw(
        canvas,
        inside,
        &Table {
            columns,
            len: rows.len(),
            row: &|index| row(index),
            view: mapping.rows_view.as_ref(),
            more_above: false,
            more_below: false,
            empty: "No row can be read yet.",
        },
    );
    let view = mapping.rows_view.unwrap_or_default();
    let height = usize::from(inside.height.saturating_sub(1));
    draw_rejected(canvas, inside, rows, &view.window(rows.len(), height));
}

/// A row's cells; none of one that cannot be used.
fn shown<'r, T>(
    rows: &'r [Result<T, Rejected>],
    theme: Theme,
    cells: fn(&T, &Theme) -> Vec<Line<'static>>,
) -> Box<dyn Fn(usize) -> Vec<Line<'static>> + 'r> {
    Box::new(move |index| match rows.get(index) {
        Some(Ok(row)) => cells(row, &theme),
        Some(Err(_)) | None => Vec::new(),
    })
}

/// Why a row cannot be used stands over the whole of it.
fn draw_rejected(canvas: &mut Canvas, area: Rect, rows: &Rows, in_sight: &Range<usize>) {
    let rejected = rows.rejected().into_iter();
    for (row, rejected) in rejected.filter(|(row, _)| in_sight.contains(row)) {
        let line = below(area, (row - in_sight.start) as u16 + 1);
        let room = usize::from(line.width.saturating_sub(4));
        let why = format!("line {} cannot be used: {}", rejected.line, rejected.reason);
        let why = Span::styled(fit(&why, room), canvas.theme.bad);
        canvas.line(right_of(line, 2), why);
    }
}

fn call(shown: &Shown, theme: &Theme) -> Vec<Line<'static>> {
    let leg = &shown.leg;
    let customer = [&leg.customer, &leg.number, &leg.email]
        .into_iter()
        .find(|text| !text.is_empty())
        .cloned()
        .unwrap_or_default();
    let standing = match shown.standing {
        Standing::Handled => String::new(),
        Standing::NoRep if !shown.rep.is_empty() => "name not known".to_owned(),
        Standing::NoRep => "nobody of this desk".to_owned(),
        other => other.word().to_owned(),
    };
    vec![
        Line::from(leg.at.format("%-d %b %H:%M").to_string()),
        Line::from(shown.rep.clone()),
        Line::from(customer),
        Line::from(words::length(leg.talk_secs)),
        Line::from(words::channel(leg.channel)),
        Line::from(Span::styled(standing, theme.warn)),
    ]
}

fn answer(shown: &Answered, theme: &Theme) -> Vec<Line<'static>> {
    let at = shown.at.map(|at| at.format("%-d %b %H:%M").to_string());
    let scores: Vec<String> = shown.scores.iter().map(score).collect();
    vec![
        Line::from(at.unwrap_or_default()),
        Line::from(shown.who.clone()),
        Line::from(scores.join(", ")),
        Line::from(shown.comment.clone()),
        about(&shown.call, theme),
    ]
}

/// An answer with the end of its scale: `CSAT 4/5`.
fn score((scale, answer): &(Scale, f64)) -> String {
    let (_, high) = scale.ends();
    let measure = scale.measure().word().to_uppercase();
    format!("{measure} {answer}/{high}")
}

/// The call in a few words, or why none is sure.
pub fn about(call: &Result<Call, String>, theme: &Theme) -> Line<'static> {
    match call {
        Ok(call) => Line::from(format!(
            "{} {}",
            call.started_at.format("%-d %b %H:%M"),
            words::customer(call)
        )),
        Err(why) => Line::from(Span::styled(why.clone(), theme.warn)),
    }
}

fn numbers(shown: &Counted, _: &Theme) -> Vec<Line<'static>> {
    let told = shown.numbers.iter();
    let told: Vec<String> = told.map(|(kpi, value)| format!("{kpi} {value}")).collect();
    let rep = if shown.rep.is_empty() {
        "everyone"
    } else {
        &shown.rep
    };
    vec![
        Line::from(shown.week.to_string()),
        Line::from(rep.to_owned()),
        Line::from(told.join(", ")),
    ]
}

fn evaluation(shown: &Scored, theme: &Theme) -> Vec<Line<'static>> {
    let began = chrono::DateTime::from_timestamp(shown.started_at, 0);
    let note = match shown {
        Scored { known: true, .. } => "known already",
        Scored { made: true, .. } => "call is made",
        Scored { lane: None, .. } => "rep's own score",
        Scored { .. } => "",
    };
    vec![
        Line::from(began.map_or_else(String::new, |at| at.format("%-d %b %Y").to_string())),
        Line::from(shown.rep.clone()),
        Line::from(shown.customer.clone()),
        Line::from(
            shown
                .quality
                .map_or_else(|| "none".to_owned(), words::whole),
        ),
        Line::from(shown.scorecard.clone()),
        Line::from(shown.lane.map_or("", |lane| lane.word())),
        Line::from(Span::styled(note, theme.warn)),
    ]
}
