//! How a customer is drawn: who it is, what is open, then every call with how it ended.

use chrono::{NaiveDate, TimeDelta};
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::call::{Direction, Standing};
use crate::domain::kpi::REPEAT_WITHIN_SECS;
use crate::store::owed::Owed;
use crate::tui::call_list::Listed;
use crate::tui::call_panel::{beside, solved};
use crate::tui::canvas::{Canvas, below};
use crate::tui::glyphs::DOT;
use crate::tui::screens::customer::{Customer, Known, Whose};
use crate::tui::theme::Theme;
use crate::tui::widgets::table::{self, Column, Table};
use crate::tui::widgets::text::{fit, width, wrap_in};
use crate::tui::widgets::viewport::Viewport;
use crate::tui::widgets::{dialog, panel};
use crate::tui::words;

/// The widest that a rep's name is shown.
const NAME: usize = 14;
/// Lines of the owner's notes that are shown.
const NOTES: usize = 3;
/// One line of their words for so many lines of room.
const SAID_IN: u16 = 8;
/// Width from which on the notes of the calls have a column.
const WITH_NOTES: u16 = 84;

/// Draws the screen.
pub fn draw(customer: &Customer, canvas: &mut Canvas, area: Rect) {
    match customer.panel.as_ref().zip(beside(area)) {
        Some((panel, (main, side))) => {
            draw_main(customer, canvas, main);
            panel.draw_alone(canvas, side);
        }
        None => draw_main(customer, canvas, panel::inset(area)),
    }
    if customer.asking.is_some() {
        dialog::draw(
            canvas,
            area,
            "Score this call?",
            "It was not drawn. Scored now it counts as chosen by hand: good for coaching and for the customer's voice, and it stays out of the KPIs.",
        );
    }
}

fn draw_main(customer: &Customer, canvas: &mut Canvas, area: Rect) {
    let still = Viewport::default();
    let (rest, rows, view, goes_on) = match &customer.whose {
        None => return,
        Some(Whose::Unknown(listed)) => {
            let rest = panel::draw(canvas, area, words::customer(&listed.call), "1 call");
            let told =
                "Nobody can tell who this was: no number, no address, no name came with the call.";
            let rest = told_below(canvas, rest, told, canvas.theme.dim);
            (
                rest,
                std::slice::from_ref(&**listed),
                &still,
                (false, false),
            )
        }
        Some(Whose::Known(known, list)) => {
            let rest = draw_known(customer, canvas, area, known);
            (rest, list.rows(), list.view(), list.goes_on())
        }
    };
    draw_calls(customer, canvas, below(rest, 1), rows, view, goes_on);
}

/// Draws who it is; gives back the room below.
fn draw_known(customer: &Customer, canvas: &mut Canvas, area: Rect, whole: &Known) -> Rect {
    let theme = canvas.theme;
    let known = &whole.of;
    let today = customer.now.date_naive();
    let name = match (known.name.as_str(), known.reached_at.first()) {
        ("", Some(number)) => number,
        ("", None) => "A customer",
        (name, _) => name,
    };
    let calls = words::counted(known.calls, "call");
    let mut rest = panel::draw(canvas, area, name, &calls);
    let mut facts = Vec::new();
    if !known.name.is_empty() {
        facts.extend(known.reached_at.iter().take(3).cloned());
    }
    if let Some(since) = known.since {
        facts.push(format!("since {}", words::date(since.date_naive(), today)));
    }
    let with: Vec<String> = known
        .reps
        .iter()
        .map(|(rep, calls)| format!("{} {calls}", rep.split_whitespace().next().unwrap_or(rep)))
        .collect();
    if !with.is_empty() {
        facts.push(format!("with {}", with.join(", ")));
    }
    rest = told_below(canvas, rest, &facts.join(&format!(" {DOT} ")), theme.text);
    for told in [&known.preferences, &known.notes] {
        rest = told_below(canvas, rest, told, theme.text);
    }
    if let Some(open) = &known.open {
        let on = words::date(open.called_at.date_naive(), today);
        let told = format!("The last call that was heard, on {on}, was not solved.");
        rest = told_below(canvas, rest, &told, theme.bad);
    }
    for owed in &whole.around.owed {
        rest = told_below(canvas, rest, &promised(owed, today), theme.warn);
    }
    draw_said(canvas, rest, whole, today)
}

/// What is owed to them, in a line.
fn promised(owed: &Owed, today: NaiveDate) -> String {
    let on = words::date(owed.started_at.date_naive(), today);
    let by = owed
        .due_on
        .parse()
        .map_or_else(|_| owed.due_on.clone(), |by| words::date(by, today));
    format!(
        "They wait for an answer by {by}: {} promised it on {on}.",
        owed.rep
    )
}

/// The latest words, as many as there is room for; gives back the room below.
fn draw_said(canvas: &mut Canvas, area: Rect, whole: &Known, today: NaiveDate) -> Rect {
    let said = whole
        .around
        .said
        .iter()
        .filter(|one| !one.quote.trim().is_empty());
    let said = said.map(|one| (one.started_at, one.quote.as_str(), one.name.as_str()));
    let wrote = whole.around.wrote.iter();
    let wrote = wrote.map(|one| (one.at, one.answer.comment.as_str(), "in a survey"));
    let mut all: Vec<_> = said.chain(wrote).collect();
    all.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
    let mut rest = area;
    for (at, quote, about) in all.into_iter().take(usize::from(area.height / SAID_IN)) {
        let on = words::date(at.date_naive(), today);
        let line = fit(&format!("“{quote}” {about}, {on}"), rest.width.into());
        canvas.line(rest, Span::styled(line, canvas.theme.text));
        rest = below(rest, 1);
    }
    rest
}

fn told_below(canvas: &mut Canvas, area: Rect, told: &str, style: ratatui::style::Style) -> Rect {
    let mut rest = area;
    for line in wrap_in(told, area.width.into(), NOTES) {
        canvas.line(rest, Span::styled(line, style));
        rest = below(rest, 1);
    }
    rest
}

fn draw_calls(
    customer: &Customer,
    canvas: &mut Canvas,
    area: Rect,
    rows: &[Listed],
    view: &Viewport,
    (more_above, more_below): (bool, bool),
) {
    let theme = canvas.theme;
    let today = customer.now.date_naive();
    let short = |row: &Listed| words::short_name(&row.call.rep, &customer.reps);
    let seen = rows.get(view.window(rows.len(), area.height.into()));
    let widest = |told: &dyn Fn(&Listed) -> usize, least: usize| {
        let seen = seen.unwrap_or_default().iter();
        seen.map(told).max().unwrap_or(0).max(least) as u16
    };
    let mut columns = vec![
        Column::new("  When", 14),
        Column::new("Rep", widest(&|row| width(&short(row)).min(NAME), 3)),
        Column::new(
            "Channel",
            widest(&|row| width(words::channel(row.call.channel)), 7),
        ),
        Column::new("How it ended", 12),
        Column::new("CSAT", 4).right().drops(1),
        Column::new("Score", 7),
        Column::new("Back after", 10).drops(2),
    ];
    if area.width >= WITH_NOTES {
        columns.push(Column::new("Note", 0));
    }
    let row = |index: usize| {
        let row = &rows[index];
        let when = words::date_and_time(row.call.started_at, today);
        vec![
            row.marked(when, theme),
            Line::raw(short(row)),
            Line::raw(words::channel(row.call.channel)),
            ended(row, theme),
            Line::raw(
                row.became
                    .csat
                    .map_or(String::new(), |csat| csat.to_string()),
            ),
            row.heard(theme),
            back_after(rows, index, theme),
            Line::styled(row.call.note.clone(), theme.dim),
        ]
    };
    table::draw(
        canvas,
        area,
        &Table {
            columns: &columns,
            len: rows.len(),
            row: &row,
            view: Some(view),
            more_above,
            more_below,
            empty: "",
        },
    );
}

fn ended(row: &Listed, theme: &Theme) -> Line<'static> {
    let style = match row.became.solved {
        Some(false) => theme.bad,
        Some(true) => theme.good,
        None => theme.dim,
    };
    Line::styled(solved(row), style)
}

/// How soon after a handled call the customer had to come back, where that was within a week.
fn back_after(rows: &[Listed], index: usize, theme: &Theme) -> Line<'static> {
    let call = &rows[index].call;
    let came = call.direction != Some(Direction::Out) && call.standing != Standing::Internal;
    let before = rows
        .iter()
        .skip(index + 1)
        .find(|row| row.call.standing == Standing::Handled);
    let after = before.map(|row| call.started_at - row.call.started_at);
    let soon = after.filter(|after| came && *after <= TimeDelta::seconds(REPEAT_WITHIN_SECS));
    let told = match soon.map(|after| after.num_days()) {
        None => return Line::default(),
        Some(0) => "same day".to_owned(),
        Some(days) => words::counted(days, "day"),
    };
    Line::styled(told, theme.warn)
}
