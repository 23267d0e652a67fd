//! How the Coach screen is drawn: the reps, and below or beside them what stands out of the chosen one.

use chrono::NaiveDate;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Coach;
use crate::domain::rep::Rep;
use crate::ops::coaching::standing::Standing;
use crate::tui::canvas::{Canvas, below};
use crate::tui::told::due;
use crate::tui::widgets::paper::Paper;
use crate::tui::widgets::table::{self, Column, Table};
use crate::tui::widgets::text::{fit, width};
use crate::tui::widgets::{panel, viewport::Viewport};
use crate::tui::words;

/// The widest that a rep's name is shown.
const NAME: usize = 14;
/// Columns of the part at the right.
const SIDE: u16 = 58;
/// From this width on the chosen rep stands beside the list.
const WIDE: u16 = 150;

/// Draws the screen.
pub(super) fn draw(coach: &Coach, canvas: &mut Canvas, area: Rect) {
    let mut area = panel::inset(area);
    if let Some(told) = due(&coach.due) {
        let told = fit(&told, area.width.into());
        canvas.line(area, Span::styled(told, canvas.theme.warn));
        area = below(area, 2);
    }
    let rows = coach.rows.len() as u16 + 2;
    let (list, rest) = if area.width >= WIDE {
        panel::split(area, SIDE, 0)
    } else {
        let list = rows.min(area.height / 2).max(4).min(area.height);
        (
            Rect {
                height: list,
                ..area
            },
            below(area, list + 1),
        )
    };
    draw_list(coach, canvas, list);
    if let Some(one) = coach.chosen() {
        draw_chosen(one, coach.now.date_naive(), canvas, rest);
    }
}

fn draw_list(coach: &Coach, canvas: &mut Canvas, area: Rect) {
    let today = coach.now.date_naive();
    let waiting = coach
        .rows
        .iter()
        .filter(|one| one.waits(today).is_some())
        .count();
    let right = match waiting {
        0 => "nothing waits for you".to_owned(),
        1 => "1 waits for you".to_owned(),
        n => format!("{n} wait for you"),
    };
    let inside = panel::draw(canvas, area, "One behaviour at a time", &right);
    let reps: Vec<Rep> = coach.rows.iter().map(|one| one.rep.clone()).collect();
    let names: Vec<String> = reps
        .iter()
        .map(|rep| words::short_name(&rep.name, &reps))
        .collect();
    let name = names
        .iter()
        .map(|name| width(name))
        .max()
        .unwrap_or(3)
        .clamp(3, NAME);
    let columns = [
        Column::new("Rep", name as u16),
        Column::new("Working on", 0).least(18),
        Column::new("Before → since", 18),
        Column::new("", 10),
        Column::new("One-to-one", 10).drops(2),
        Column::new("Praised", 8).drops(1),
    ];
    let theme = canvas.theme;
    let row = |index: usize| {
        let one = &coach.rows[index];
        let day =
            |on: Option<NaiveDate>| on.map_or("never".to_owned(), |on| words::date(on, today));
        let praised = if one.praise_due(today).is_some() {
            theme.warn
        } else {
            theme.text
        };
        let open = one.open.last();
        let standing = match (one.waits(today), open) {
            (Some(_), _) => Span::styled("look at it", theme.warn),
            (None, Some(open)) => Span::raw(open.state.word()),
            (None, None) => Span::raw(""),
        };
        vec![
            Line::styled(names[index].clone(), theme.strong),
            match open {
                Some(open) => Line::raw(open.commitment.what.clone()),
                None => Line::styled(before(one), theme.dim),
            },
            Line::raw(open.map_or(String::new(), |open| open.trial.counts())),
            Line::from(standing),
            Line::raw(day(one.last_talk_on)),
            Line::styled(day(one.last_praise_on), praised),
        ]
    };
    let view: &Viewport = &coach.view;
    table::draw(
        canvas,
        inside,
        &Table {
            columns: &columns,
            len: coach.rows.len(),
            row: &row,
            view: Some(view),
            more_above: false,
            more_below: false,
            empty: "The people who talk with your customers stand here: deskside rep add NAME.",
        },
    );
}

/// What a rep who works on nothing worked on last.
fn before(one: &Standing) -> String {
    match &one.closed {
        Some(closed) => format!("nothing; {}: {}", closed.state, closed.commitment.what),
        None => "nothing agreed".to_owned(),
    }
}

/// The chosen rep in sentences, as far as there is room.
fn draw_chosen(one: &Standing, today: NaiveDate, canvas: &mut Canvas, area: Rect) {
    let inside = panel::draw(canvas, area, &one.rep.name, "Enter opens the whole page");
    let theme = canvas.theme;
    let mut paper = Paper {
        lines: Vec::new(),
        columns: usize::from(inside.width.min(112)),
        theme,
    };
    let mut part = |lead: &str, text: &str, style| {
        paper.gap();
        let lead = format!("{lead:<11}");
        paper.under(&lead, text, style);
    };
    if let Some((_, why)) = one.waits(today) {
        part("Now", &why, theme.warn);
    }
    if let Some(open) = one.open.last() {
        let others = open.trial.others_told().unwrap_or_default();
        part(
            "So far",
            &format!("{} {others}", open.trial.text()),
            theme.text,
        );
    }
    part("Strength", &one.choice.strength.text, theme.text);
    if one.open.is_empty() {
        part("Next", &one.choice.focus.text, theme.text);
    }
    if let Some(why) = one.praise_due(today) {
        part("Praise", &format!("{why} p writes it down."), theme.text);
    }
    for (row, line) in paper
        .lines
        .into_iter()
        .take(inside.height.into())
        .enumerate()
    {
        canvas.line(below(inside, row as u16), line);
    }
}
