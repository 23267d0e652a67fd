//! What the history of imports looks like, and the question before one is taken back.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::ops::import::history::Past;
use crate::ops::import::undo::{Ask, Kept, Undone};
use crate::tui::canvas::{Canvas, below};
use crate::tui::keys::{self, Action, Scope};
use crate::tui::widgets::panel;
use crate::tui::widgets::table::{self, Column, Table};
use crate::tui::widgets::text::{wrap, wrap_in};
use crate::tui::widgets::viewport::Viewport;
use crate::tui::words;

/// Lines below the list, for what came of the chosen one.
const TOLD: u16 = 7;

const COLUMNS: &[Column] = &[
    Column::new("When (UTC)", 17),
    Column::new("What", 11),
    Column::new("File", 0).least(16),
    Column::new("Profile", 16).drops(3),
    Column::new("Zone", 18).drops(4),
    Column::new("Rows", 9).right().drops(1),
    Column::new("New", 9).right(),
    Column::new("", 10),
];

const KEPT: &[Column] = &[
    Column::new("Call that stays", 17),
    Column::new("Customer", 0),
    Column::new("Rep", 0),
    Column::new("Why", 24),
];

/// Draws the imports and what came of the chosen one.
pub fn list(canvas: &mut Canvas, area: Rect, past: &[Past], view: Viewport) {
    let theme = *canvas.theme;
    let count = words::counted(past.len() as i64, "import");
    let inside = panel::draw(canvas, area, "What was read", &count);
    let list = Rect {
        height: inside.height.saturating_sub(TOLD + 1),
        ..inside
    };
    if let Some(chosen) = past.get(view.selected) {
        draw_chosen(canvas, below(inside, list.height + 1), chosen);
    }
    let row = |index: usize| match past.get(index) {
        Some(one) => {
            let style = if one.import.undone_at.is_some() {
                theme.dim
            } else {
                theme.text
            };
            let cell = |text: String| Line::from(Span::styled(text, style));
            let undone = one.import.undone_at.map_or("", |_| "taken back");
            vec![
                cell(when(one.import.imported_at)),
                cell(one.import.kind.clone()),
                cell(one.import.file.clone()),
                cell(one.import.profile.clone()),
                cell(one.came.zone.clone()),
                cell(words::thousands(one.came.rows as i64)),
                cell(words::thousands(one.came.added as i64)),
                cell(undone.to_owned()),
            ]
        }
        None => Vec::new(),
    };
    let key = keys::key_of(Scope::Imports.chain(), Action::Import);
    table::draw(
        canvas,
        list,
        &Table {
            columns: COLUMNS,
            len: past.len(),
            row: &row,
            view: Some(&view),
            more_above: false,
            more_below: false,
            empty: &format!("Nothing was read yet. {key} brings a file in."),
        },
    );
}

fn when(secs: i64) -> String {
    let at = chrono::DateTime::from_timestamp(secs, 0);
    at.map_or_else(String::new, |at| at.format("%-d %b %Y %H:%M").to_string())
}

/// Everything that is known of an import.
fn draw_chosen(canvas: &mut Canvas, area: Rect, past: &Past) {
    let theme = *canvas.theme;
    let (import, came) = (&past.import, &past.came);
    let title = format!("Import {} · {}", import.id, import.file);
    let mut rest = panel::draw(canvas, area, &title, &import.kind);
    let number = |count: u64| words::thousands(count as i64);
    let mut counts = format!(
        "{} rows: {} new, {} known, {} with something new",
        number(came.rows),
        number(came.added),
        number(came.known),
        number(came.updated)
    );
    if came.rejected_rows > 0 {
        counts += &format!(", {} that could not be used", number(came.rejected_rows));
    }
    let dates = match came.dates.as_str() {
        "" => String::new(),
        dates => format!("   dates {dates}"),
    };
    let facts = [
        came.recognised.clone(),
        counts,
        format!(
            "source {}   profile {}   clock {}{dates}",
            import.source, import.profile, came.zone
        ),
        format!("SHA-256 {}", import.file_sha256),
    ];
    for fact in facts.iter().filter(|fact| !fact.is_empty()) {
        for line in wrap_in(fact, rest.width.into(), 2) {
            canvas.line(rest, Span::styled(line, theme.dim));
            rest = below(rest, 1);
        }
    }
}

/// Draws what would go, and what stays and why.
pub fn asking(canvas: &mut Canvas, area: Rect, ask: Ask, undone: &Undone, view: Viewport) {
    let theme = *canvas.theme;
    let title = format!("Take {} back?", undone.file);
    let mut rest = panel::draw(canvas, area, &title, &undone.kind);
    let key = |action| keys::key_of(Scope::TakeBack.chain(), action);
    let lines = undone.lines().into_iter().map(|line| (line, theme.text));
    let mut lines: Vec<_> = lines.collect();
    if ask.force {
        let with = "With everything that was scored or chosen of it; calls in a draw stay.";
        lines.push((with.to_owned(), theme.warn));
    } else if undone.kept.iter().any(|kept| !kept.why.contains(&"drawn")) {
        let more = format!(
            "{} takes those that are in no draw as well, with their evaluations.",
            key(Action::Force)
        );
        lines.push((more, theme.dim));
    }
    for (line, style) in lines {
        for line in wrap(&line, rest.width.into()) {
            canvas.line(rest, Span::styled(line, style));
            rest = below(rest, 1);
        }
    }
    let question = format!(
        "{} takes it back, {} leaves it.",
        key(Action::Yes),
        key(Action::No)
    );
    canvas.line(below(rest, 1), Span::styled(question, theme.strong));
    if undone.kept.is_empty() {
        return;
    }
    let row = |index: usize| undone.kept.get(index).map_or_else(Vec::new, kept);
    table::draw(
        canvas,
        below(rest, 3),
        &Table {
            columns: KEPT,
            len: undone.kept.len(),
            row: &row,
            view: Some(&view),
            more_above: false,
            more_below: false,
            empty: "",
        },
    );
}

fn kept(kept: &Kept) -> Vec<Line<'static>> {
    vec![
        Line::from(kept.at.format("%-d %b %Y %H:%M").to_string()),
        Line::from(kept.customer.clone()),
        Line::from(kept.rep.clone()),
        Line::from(kept.why.join(", ")),
    ]
}
