//! What the columns and the first rows look like.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Mapping, Open, rows, words};
use crate::domain::count::counted;
use crate::domain::import::kind::Kind;
use crate::domain::import::sheet::Scorer;
use crate::ops::import::preview::Dates;
use crate::tui::canvas::{Canvas, below};
use crate::tui::keys::{self, Action, Scope};
use crate::tui::screens::import::words::kind_in_short;
use crate::tui::widgets::dialog;
use crate::tui::widgets::panel;
use crate::tui::widgets::table::{self, Column, Table};
use crate::tui::widgets::text::{beside, wrap_in};

/// Lines of the reason for which a file is read as it is.
const WHY: usize = 2;

/// Lines that are left to the columns while the rows are gone through.
const LEAST_COLUMNS: u16 = 4;

const COLUMNS: &[Column] = &[
    Column::new("Column", 0),
    Column::new("First in it", 0).drops(1),
    Column::new("Means", 36),
];

/// Draws the screen.
pub fn draw(mapping: &Mapping, canvas: &mut Canvas, area: Rect) {
    let rest = draw_head(mapping, canvas, area);
    let count = mapping.looked.rows.len() as u16;
    let goes_through = mapping.rows_view.is_some();
    let most = if goes_through {
        rest.height.saturating_sub(LEAST_COLUMNS)
    } else {
        rest.height / 2
    };
    let height = (count + 3).min(most).max(4);
    let top = Rect {
        height: rest.height.saturating_sub(height + 1),
        ..rest
    };
    let bottom = below(rest, rest.height.saturating_sub(height));
    // What is gone through is drawn last, for a page of keys is a page of it.
    if goes_through {
        draw_columns(mapping, canvas, top);
        rows::draw(mapping, canvas, bottom);
    } else {
        rows::draw(mapping, canvas, bottom);
        draw_columns(mapping, canvas, top);
    }
    match &mapping.open {
        Open::Nothing => {}
        Open::Choosing(choice, _) => choice.draw(canvas, area),
        Open::Typing(field, line) => {
            let (title, hint, under) = words::line(*line);
            dialog::ask(canvas, area, title, field, hint, under);
        }
    }
}

fn draw_head(mapping: &Mapping, canvas: &mut Canvas, area: Rect) -> Rect {
    let theme = canvas.theme;
    let looked = &mapping.looked;
    let inside = panel::draw(canvas, area, &mapping.file.name, kind_in_short(looked.kind));
    let (why, style) = if !mapping.guess.is_empty() {
        let guess = format!(
            "No phone system is recognised ({}). This is a guess: check it.",
            mapping.guess
        );
        (guess, theme.warn)
    } else if looked.lacks.is_empty() {
        (capital(&looked.recognised), theme.text)
    } else {
        (
            format!("{}: {}.", capital(&looked.recognised), looked.lacks),
            theme.warn,
        )
    };
    let mut rest = inside;
    let width = usize::from(inside.width);
    for line in wrap_in(&why, width, WHY) {
        canvas.line(rest, Span::styled(line, style));
        rest = below(rest, 1);
    }
    for line in beside(&facts(mapping), width) {
        canvas.line(rest, Span::styled(line, theme.dim));
        rest = below(rest, 1);
    }
    below(rest, 1)
}

/// The text as the beginning of a sentence.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// What else holds, each with the key that changes it.
fn facts(mapping: &Mapping) -> Vec<String> {
    let key = |action| keys::key_of(Scope::Import.chain(), action);
    let looked = &mapping.looked;
    let mut facts = Vec::new();
    let mut say = |what: String, action| facts.push(format!("{what} ({})", key(action)));
    if let [sheet, others @ ..] = mapping.sheets.as_slice()
        && !others.is_empty()
    {
        let others = counted(others.len() as i64, "other");
        say(format!("Sheet {sheet}, {others} left out"), Action::Sheet);
    }
    if looked.kind != Kind::Numbers {
        say(format!("Clock {}", looked.zone), Action::Zone);
    }
    say(format!("Dates {}", dates(mapping)), Action::Dates);
    say(format!("Source {}", looked.source), Action::Rename);
    if let Some(rep) = &looked.phone {
        let rep = if rep.is_empty() { "not told" } else { rep };
        say(format!("Whose phone: {rep}"), Action::Whose);
    }
    match mapping.scorer() {
        Some(Scorer::Owner) => say("Scored by you".into(), Action::Whose),
        Some(Scorer::Rep) => say("Scored by the reps themselves".into(), Action::Whose),
        None => {}
    }
    if looked.kind == Kind::Surveys {
        say("Another scale".into(), Action::Scale);
        let days = counted(mapping.within_days().into(), "day");
        say(format!("Calls up to {days} before"), Action::Within);
    }
    if mapping.names_reps() && looked.phone.is_none() {
        let add = if mapping.options.add_reps {
            "added as reps"
        } else {
            "kept until you say whose"
        };
        say(format!("Unknown names {add}"), Action::AddReps);
    }
    if let Some((form, _)) = &looked.form {
        say(format!("Scorecard {form}"), Action::Use);
    }
    facts
}

/// The order of the dates in words.
fn dates(mapping: &Mapping) -> String {
    match &mapping.looked.dates {
        Dates::Plain => "plain".into(),
        Dates::Known(order) => super::super::order_words(*order).into(),
        Dates::FromTheWholeFile => "found when the whole file is read".into(),
        Dates::Ask(example) => format!("not clear from '{example}'"),
    }
}

fn draw_columns(mapping: &Mapping, canvas: &mut Canvas, area: Rect) {
    let theme = *canvas.theme;
    let row = |index: usize| {
        let Some(column) = mapping.looked.columns.get(index) else {
            return Vec::new();
        };
        let meaning = column.meaning.as_ref();
        let meaning = meaning
            .map(|meaning| words::meaning(meaning, &mapping.looked))
            .or_else(|| column.rules.then(|| words::RULES.to_owned()));
        let style = if meaning.is_some() {
            theme.text
        } else {
            theme.dim
        };
        vec![
            Line::from(column.header.clone()),
            Line::from(Span::styled(column.first.clone(), theme.dim)),
            Line::from(Span::styled(meaning.unwrap_or_else(|| "–".into()), style)),
        ]
    };
    table::draw(
        canvas,
        area,
        &Table {
            columns: COLUMNS,
            len: mapping.looked.columns.len(),
            row: &row,
            view: mapping.rows_view.is_none().then_some(&mapping.view),
            more_above: false,
            more_below: false,
            empty: "The file has no columns.",
        },
    );
}
