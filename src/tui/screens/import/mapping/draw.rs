//! What the columns and the first rows look like.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Mapping, Open, words};
use crate::domain::call::Standing;
use crate::tui::canvas::{Canvas, below, centred};
use crate::tui::keys::{self, Scope};
use crate::tui::listening::minutes;
use crate::tui::widgets::footer::draw_hints;
use crate::tui::widgets::panel;
use crate::tui::widgets::table::{self, Column, Table};
use crate::tui::widgets::text::{fit, wrap};

const COLUMNS: &[Column] = &[
    Column::new("Column", 0),
    Column::new("First in it", 0).drops(1),
    Column::new("Means", 36),
];

const ROWS: &[Column] = &[
    Column::new("When", 12),
    Column::new("Rep", 0),
    Column::new("Customer", 0),
    Column::new("Talk", 7).right(),
    Column::new("Channel", 9).drops(1),
    Column::new("", 18),
];

/// Draws the screen.
pub fn draw(mapping: &Mapping, canvas: &mut Canvas, area: Rect) {
    let rest = draw_head(mapping, canvas, area);
    let rows = (mapping.preview.rows.len() as u16 + 2)
        .min(rest.height / 2)
        .max(4);
    let top = Rect {
        height: rest.height.saturating_sub(rows + 1),
        ..rest
    };
    draw_rows(
        mapping,
        canvas,
        below(rest, rest.height.saturating_sub(rows)),
    );
    // Drawn last, for a page of keys is a page of columns.
    draw_columns(mapping, canvas, top);
    match &mapping.open {
        Open::Nothing => {}
        Open::Meaning(choice) | Open::Order(choice) => choice.draw(canvas, area),
        Open::Zone(field) => {
            let inside = panel::boxed(canvas, centred(area, 60, 5), "The zone of the file's clock");
            field.draw(canvas, below(inside, 1), true, "such as America/Chicago");
            let hints = keys::footer(Scope::Text.chain(), inside.width.into());
            draw_hints(canvas, below(inside, 2), &hints);
        }
    }
}

fn draw_head(mapping: &Mapping, canvas: &mut Canvas, area: Rect) -> Rect {
    let theme = canvas.theme;
    let inside = panel::draw(canvas, area, &mapping.file_name(), "");
    let known = if mapping.guess.is_empty() {
        mapping.preview.recognised.clone()
    } else {
        format!(
            "No phone system is recognised ({}). This is a guess: check it.",
            mapping.guess
        )
    };
    let mut rest = inside;
    for line in wrap(&known, inside.width.into()).into_iter().take(2) {
        canvas.line(
            rest,
            Span::styled(
                line,
                if mapping.guess.is_empty() {
                    theme.text
                } else {
                    theme.warn
                },
            ),
        );
        rest = below(rest, 1);
    }
    let add = if mapping.options.add_reps {
        "added as reps"
    } else {
        "kept to be assigned"
    };
    let facts = format!(
        "Clock {}   Dates {}   Unknown names {add}",
        mapping.preview.zone,
        mapping.dates()
    );
    canvas.line(
        rest,
        Span::styled(fit(&facts, rest.width.into()), theme.dim),
    );
    below(rest, 2)
}

fn draw_columns(mapping: &Mapping, canvas: &mut Canvas, area: Rect) {
    let theme = *canvas.theme;
    let row = |index: usize| {
        let (header, first) = mapping
            .preview
            .columns
            .get(index)
            .cloned()
            .unwrap_or_default();
        let meaning = mapping.means(&header).map(words::meaning);
        vec![
            Line::from(header),
            Line::from(Span::styled(first, theme.dim)),
            Line::from(Span::styled(
                meaning.unwrap_or("–"),
                if meaning.is_some() {
                    theme.text
                } else {
                    theme.dim
                },
            )),
        ]
    };
    table::draw(
        canvas,
        area,
        &Table {
            columns: COLUMNS,
            len: mapping.preview.columns.len(),
            row: &row,
            view: Some(&mapping.view),
            more_above: false,
            more_below: false,
            empty: "The file has no columns.",
        },
    );
}

fn draw_rows(mapping: &Mapping, canvas: &mut Canvas, area: Rect) {
    let theme = *canvas.theme;
    let inside = panel::draw(canvas, area, "As they will be stored", "first rows");
    let row = |index: usize| match mapping.preview.rows.get(index) {
        Some(Ok(shown)) => {
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
                Line::from(leg.talk_secs.map_or(String::new(), minutes)),
                Line::from(leg.channel.word()),
                Line::from(Span::styled(standing, theme.warn)),
            ]
        }
        Some(Err(rejected)) => vec![
            Line::from(format!("line {}", rejected.line)),
            Line::from(Span::styled(rejected.reason.clone(), theme.bad)),
            Line::default(),
            Line::default(),
            Line::default(),
            Line::from(Span::styled("cannot be used", theme.bad)),
        ],
        None => Vec::new(),
    };
    table::draw(
        canvas,
        inside,
        &Table {
            columns: ROWS,
            len: mapping.preview.rows.len(),
            row: &row,
            view: None,
            more_above: false,
            more_below: false,
            empty: "No row could be read.",
        },
    );
}
