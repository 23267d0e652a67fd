//! What recordings and transcripts look like before they are read.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Files, Looked, Open, ROLES};
use crate::ops::recordings::preview::Shown;
use crate::ops::transcripts;
use crate::tui::canvas::{Canvas, below};
use crate::tui::keys::{self, Action, Scope};
use crate::tui::screens::import::mapping::about;
use crate::tui::screens::import::words::kind_in_short;
use crate::tui::theme::Theme;
use crate::tui::widgets::dialog;
use crate::tui::widgets::panel;
use crate::tui::widgets::table::{self, Column, Table};
use crate::tui::widgets::text::{beside, wrap};
use crate::tui::words;

const RECORDINGS: &[Column] = &[
    Column::new("File", 0).least(24),
    Column::new("Made", 12).drops(1),
    Column::new("Length", 7).right(),
    Column::new("Its call", 0).least(26),
];

const TRANSCRIPTS: &[Column] = &[
    Column::new("File", 0).least(20),
    Column::new("Turns", 5).right(),
    Column::new("Begins", 0).drops(1),
    Column::new("Its call", 0).least(26),
];

/// Draws the files and what is open above them.
pub fn draw(files: &Files, canvas: &mut Canvas, area: Rect) {
    let theme = *canvas.theme;
    let title = files.path.display().to_string();
    let mut rest = panel::draw(canvas, area, &title, kind_in_short(files.kind()));
    let width = usize::from(rest.width);
    let why = wrap(&recognised(files), width).into_iter();
    let why = why.map(|line| (line, theme.text));
    let facts = beside(&facts(files), width).into_iter();
    for (line, style) in why.chain(facts.map(|line| (line, theme.dim))) {
        canvas.line(rest, Span::styled(line, style));
        rest = below(rest, 1);
    }
    let rest = panel::draw(
        canvas,
        below(rest, 1),
        "As they will be kept",
        "first files",
    );
    let row = |index: usize| match &files.looked {
        Looked::Recordings(seen) => seen.rows.get(index).map(|one| recording(one, &theme)),
        Looked::Transcripts(seen) => seen
            .rows
            .get(index)
            .map(|(file, one)| transcript(file, one, &theme)),
    };
    let (columns, len) = match &files.looked {
        Looked::Recordings(seen) => (RECORDINGS, seen.rows.len()),
        Looked::Transcripts(seen) => (TRANSCRIPTS, seen.rows.len()),
    };
    table::draw(
        canvas,
        rest,
        &Table {
            columns,
            len,
            row: &|index| row(index).unwrap_or_default(),
            view: None,
            more_above: false,
            more_below: false,
            empty: "No such file is in this folder.",
        },
    );
    match &files.open {
        Open::Nothing => {}
        Open::Kind(choice) | Open::Speaker(choice) | Open::Role(_, choice) => {
            choice.draw(canvas, area);
        }
        Open::Zone(field) => {
            let title = "The zone of the clock in the names";
            let under = "The times in the names are read by it.";
            dialog::ask(canvas, area, title, field, "such as America/Chicago", under);
        }
        Open::Source(field) => {
            let under = "Another phone system has a name of its own.";
            let hint = "such as the shop's recorder";
            dialog::ask(canvas, area, "The name of the source", field, hint, under);
        }
    }
}

fn recognised(files: &Files) -> String {
    let (count, what, rejected) = match &files.looked {
        Looked::Recordings(seen) => (seen.files, "recording", seen.rejected),
        Looked::Transcripts(seen) => (seen.files, "transcript", seen.rejected),
    };
    let mut told = format!("{}: {}.", words::counted(count as i64, what), files.why);
    if rejected > 0 {
        told += &format!(
            " {} will not be taken.",
            words::counted(rejected as i64, "other file")
        );
    }
    told
}

/// What else holds, each with the key that changes it.
fn facts(files: &Files) -> Vec<String> {
    let key = |action| keys::key_of(Scope::Media.chain(), action);
    let clock = format!("Clock {} ({})", files.zone_shown(), key(Action::Zone));
    let source = format!("Source {} ({})", files.source_shown(), key(Action::Rename));
    let last = match &files.looked {
        Looked::Recordings(_) => {
            let make = if files.told.add_calls {
                "become calls"
            } else {
                "wait by themselves"
            };
            format!("Those that no call fits {make} ({})", key(Action::New))
        }
        Looked::Transcripts(seen) => {
            let told = seen.speakers.iter().map(|(name, role)| {
                let who = ROLES.iter().find(|(one, _)| Some(*one) == *role);
                format!("{name} is {}", who.map_or("not known", |(_, words)| words))
            });
            let told: Vec<String> = told.collect();
            format!(
                "Who speaks ({}): {}",
                key(Action::Speaker),
                if told.is_empty() {
                    "nobody is named".to_owned()
                } else {
                    told.join(", ")
                }
            )
        }
    };
    vec![clock, source, last]
}

fn recording(shown: &Shown, theme: &Theme) -> Vec<Line<'static>> {
    let made = shown.at.map(|at| at.format("%-d %b %H:%M").to_string());
    let call = if shown.fault.is_empty() {
        about(&shown.call, theme)
    } else {
        Line::from(Span::styled(shown.fault.clone(), theme.bad))
    };
    vec![
        Line::from(shown.file.clone()),
        Line::from(made.unwrap_or_default()),
        Line::from(words::length(shown.secs.map(|secs| secs.round() as i64))),
        call,
    ]
}

fn transcript(
    file: &str,
    shown: &Result<transcripts::preview::Shown, String>,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let name = Line::from(file.to_owned());
    match shown {
        Ok(shown) => vec![
            name,
            Line::from(shown.turns.to_string()),
            Line::from(Span::styled(shown.begins.clone(), theme.dim)),
            about(&shown.call, theme),
        ],
        Err(why) => vec![
            name,
            Line::default(),
            Line::default(),
            Line::from(Span::styled(why.clone(), theme.bad)),
        ],
    }
}
