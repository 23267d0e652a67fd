//! How the calls are drawn: what they are found by, the list, the chosen call beside it.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::call_list::Listed;
use crate::tui::call_panel::beside;
use crate::tui::canvas::{Canvas, below, right_of};
use crate::tui::keys::{self, Action, Scope};
use crate::tui::screens::calls::{Calls, Doing};
use crate::tui::widgets::panel;
use crate::tui::widgets::table::{self, Column, Table};
use crate::tui::widgets::text::width;
use crate::tui::window::week_told;
use crate::tui::words;

/// The widest that a rep's name is shown.
const NAME: usize = 14;
/// Columns of the customer below which other columns go.
const CUSTOMER: u16 = 20;
/// Width of the list from which on the notes have a column.
const WITH_NOTES: u16 = 110;

/// Draws the screen.
pub fn draw(calls: &Calls, canvas: &mut Canvas, area: Rect) {
    match calls.panel.as_ref().zip(beside(area)) {
        Some((panel, (main, side))) => {
            draw_main(calls, canvas, main);
            panel.draw(canvas, side);
        }
        None => draw_main(calls, canvas, panel::inset(area)),
    }
}

fn draw_main(calls: &Calls, canvas: &mut Canvas, area: Rect) {
    let title = match calls.doing {
        Doing::Choosing(week, _) => format!("Choose a call to hear in {}", week_told(week)),
        _ => "Calls".to_owned(),
    };
    let mut rest = panel::draw(canvas, area, &title, &words::counted(calls.total, "call"));
    if draw_find(calls, canvas, rest) {
        rest = below(rest, 1);
    }
    draw_list(calls, canvas, rest);
}

/// Draws what is looked for; whether there is such a line.
fn draw_find(calls: &Calls, canvas: &mut Canvas, area: Rect) -> bool {
    let theme = canvas.theme;
    let field = match &calls.doing {
        Doing::Finding(field) | Doing::Choosing(_, field) => Some(field),
        Doing::Looking if calls.list.text().is_empty() => return false,
        Doing::Looking => None,
    };
    canvas.line(area, Span::styled("/", theme.key));
    let taken = canvas.line_right(area, Span::styled(found(calls), theme.dim));
    let line = right_of(area, 2);
    let line = Rect {
        width: line.width.saturating_sub(taken + 2),
        height: 1,
        ..line
    };
    match field {
        Some(field) => field.draw(
            canvas,
            line,
            true,
            "customer, number, rep, note, transcript",
        ),
        None => {
            canvas.line(line, Span::styled(calls.list.text(), theme.strong));
        }
    }
    true
}

/// How many were found so far.
fn found(calls: &Calls) -> String {
    if calls.list.text().is_empty() {
        return String::new();
    }
    let more = calls.list.goes_on() != (false, false);
    let count = words::thousands(calls.list.rows().len() as i64);
    let looking = if calls.list.is_looking() {
        ", still looking"
    } else {
        ""
    };
    let plus = if more { " or more" } else { "" };
    format!("{count}{plus} found{looking}")
}

fn draw_list(calls: &Calls, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let rows = calls.list.rows();
    let window = calls
        .list
        .view()
        .window(rows.len(), usize::from(area.height.saturating_sub(1)));
    let seen = rows.get(window).unwrap_or_default();
    let rep = |row: &Listed| words::short_name(&row.call.rep, &calls.reps);
    let name = seen.iter().map(|row| width(&rep(row)).min(NAME)).max();
    let channel = seen
        .iter()
        .map(|row| width(words::channel(row.call.channel)));
    let channel = channel.max();
    let today = calls.now.date_naive();
    let mut columns = vec![
        Column::new("  Customer", 0).least(CUSTOMER),
        Column::new("Rep", name.unwrap_or(0).max(3) as u16),
        Column::new("When", 12).drops(1),
        Column::new("Length", 7).right().drops(3),
        Column::new("Channel", channel.unwrap_or(0).max(7) as u16).drops(2),
        Column::new("Status", 13),
    ];
    if area.width >= WITH_NOTES {
        columns.push(Column::new("Note", 0));
    }
    let row = |index: usize| {
        let row = &rows[index];
        vec![
            row.customer(theme),
            Line::raw(rep(row)),
            Line::raw(words::date_and_time(row.call.started_at, today)),
            Line::raw(words::length(row.call.talk_secs)),
            Line::raw(words::channel(row.call.channel)),
            row.status(theme),
            Line::styled(row.call.note.clone(), theme.dim),
        ]
    };
    let (more_above, more_below) = calls.list.goes_on();
    table::draw(
        canvas,
        area,
        &Table {
            columns: &columns,
            len: rows.len(),
            row: &row,
            view: Some(calls.list.view()),
            more_above,
            more_below,
            empty: &nothing(calls),
        },
    );
}

fn nothing(calls: &Calls) -> String {
    let key = |action| keys::key_of(Scope::Calls.chain(), action);
    if calls.list.is_looking() {
        String::new()
    } else if calls.list.text().is_empty() {
        format!(
            "No calls yet. {} brings in the call log of your phone system, {} scores a call that you just heard.",
            key(Action::Import),
            key(Action::NewCall)
        )
    } else {
        "No call holds that in its customer, number, rep, notes or transcript. Esc shows every call again."
            .into()
    }
}
