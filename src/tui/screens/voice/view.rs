//! How the Voice screen is drawn: what changed, the themes as bars, and the chosen theme with its words.

use chrono::NaiveDate;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Voice;
use crate::domain::call::Lane;
use crate::ops::voice::{Listening, Theme};
use crate::store::voice::Mention;
use crate::tui::canvas::{Canvas, below};
use crate::tui::glyphs::DOT;
use crate::tui::theme::Theme as Look;
use crate::tui::told::due;
use crate::tui::widgets::paper::Paper;
use crate::tui::widgets::table::{self, Column, Table};
use crate::tui::widgets::text::{fit, width};
use crate::tui::widgets::{panel, spark};
use crate::tui::words;

/// Columns of the part at the right.
const SIDE: u16 = 62;
/// From this width on the chosen theme stands beside the list.
const WIDE: u16 = 130;
/// The widest that a theme's name is shown.
const NAME: usize = 24;
/// The place of the column for surveys, where there is one.
const SURVEYS: usize = 2;
/// Weeks in the small chart.
const CHART_WEEKS: usize = 13;

/// Draws the screen.
pub(super) fn draw(voice: &Voice, canvas: &mut Canvas, area: Rect) {
    let area = panel::inset(area);
    let Some(found) = &voice.found else {
        return;
    };
    let rest = draw_changed(voice, found, canvas, area);
    let rows = found.themes.len() as u16 + 2;
    let (list, chosen) = if rest.width >= WIDE {
        panel::split(rest, SIDE, 0)
    } else {
        let height = rows
            .min(rest.height.saturating_sub(rest.height / 3))
            .max(4)
            .min(rest.height);
        (Rect { height, ..rest }, below(rest, height + 1))
    };
    draw_themes(voice, found, canvas, list);
    if let Some(theme) = voice.chosen() {
        draw_chosen(theme, voice, canvas, chosen);
    }
}

fn draw_changed(voice: &Voice, found: &Listening, canvas: &mut Canvas, area: Rect) -> Rect {
    let title = match voice.weeks {
        1 => "What changed this week".to_owned(),
        n => format!("What changed in {n} weeks"),
    };
    let right = words::counted(found.calls as i64, "call") + " heard at random";
    let mut rest = panel::draw(canvas, area, &title, &right);
    let theme = canvas.theme;
    let wrote = match found.comments {
        0 => None,
        1 => Some("One customer wrote something in a survey: c shows it.".to_owned()),
        n => Some(format!(
            "{n} customers wrote something in surveys: c shows it."
        )),
    };
    let lines = found.changed.iter().cloned().chain(wrote);
    let lines = lines.map(|line| (line, theme.text));
    for (line, style) in lines.chain(due(&voice.due).map(|line| (line, theme.warn))) {
        canvas.line(rest, Span::styled(fit(&line, rest.width.into()), style));
        rest = below(rest, 1);
    }
    below(rest, 1)
}

fn draw_themes(voice: &Voice, found: &Listening, canvas: &mut Canvas, area: Rect) {
    let inside = panel::draw(canvas, area, "What customers talk about", "");
    let theme = canvas.theme;
    let name = found
        .themes
        .iter()
        .map(|one| width(&one.name))
        .max()
        .unwrap_or(5)
        .clamp(5, NAME);
    let mut columns = vec![
        Column::new("Theme", name as u16),
        Column::new("Calls", 9).right(),
        Column::new("", 0).least(10),
        Column::new("could be", 12).drops(1),
        Column::new("", 11),
        Column::new("Behind it", 22).drops(2),
    ];
    let in_surveys = found.themes.iter().any(|one| !one.wrote.is_empty());
    if in_surveys {
        columns.insert(SURVEYS, Column::new("Surveys", 7).right());
    }
    let most = found
        .themes
        .iter()
        .map(|one| one.calls)
        .max()
        .unwrap_or(1)
        .max(1);
    let room = bar_room(&columns, inside.width);
    let row = |index: usize| {
        let one = &found.themes[index];
        let range = one.range.map_or(String::new(), |range| {
            format!("{:.0}–{:.0}%", 100.0 * range.low, 100.0 * range.high)
        });
        let mark = if one.mark.is_sure() {
            theme.warn
        } else {
            theme.dim
        };
        let mut cells = vec![
            Line::raw(fit(&one.name, NAME)),
            Line::raw(format!("{} of {}", one.calls, one.of)),
            Line::styled(bar(one.calls, most, room), theme.accent),
            Line::styled(range, theme.dim),
            Line::styled(one.mark.word(), mark),
            Line::styled(one.behind_it(), theme.dim),
        ];
        if in_surveys {
            let times = Some(one.wrote.len()).filter(|times| *times > 0);
            let times = times.map_or(String::new(), |times| times.to_string());
            cells.insert(SURVEYS, Line::raw(times));
        }
        cells
    };
    table::draw(
        canvas,
        inside,
        &Table {
            columns: &columns,
            len: found.themes.len(),
            row: &row,
            view: Some(&voice.view),
            more_above: false,
            more_below: false,
            empty: "What customers talk about stands here: note their words with v while you score a call. w looks at more weeks.",
        },
    );
}

/// Columns that are left to the bars.
fn bar_room(columns: &[Column], width: u16) -> usize {
    let others: u16 = columns.iter().map(|column| column.width + 2).sum();
    usize::from(width.saturating_sub(others + 4)).clamp(10, 40)
}

/// A bar as long as its share of the longest.
fn bar(calls: u64, most: u64, room: usize) -> String {
    let length = (calls as f64 / most as f64 * room as f64).round() as usize;
    "█".repeat(if calls > 0 { length.max(1) } else { 0 })
}

/// The chosen theme in sentences and words, as far as there is room.
fn draw_chosen(one: &Theme, voice: &Voice, canvas: &mut Canvas, area: Rect) {
    let inside = panel::draw(canvas, area, &one.name, "Enter tells all of it");
    let look = canvas.theme;
    let mut paper = Paper {
        lines: Vec::new(),
        columns: usize::from(inside.width.min(112)),
        theme: look,
    };
    paper.text(
        &one.change(),
        if one.mark.is_sure() {
            look.warn
        } else {
            look.text
        },
    );
    let chart = weeks(one, look);
    paper.under("Week by week ", &chart, look.accent);
    let today = voice.now.date_naive();
    for said in one
        .mentions
        .iter()
        .filter(|said| !said.quote.trim().is_empty())
    {
        paper.gap();
        paper.text(&format!("“{}”", said.quote), look.text);
        paper.under("  ", &place(said, today), look.dim);
    }
    for wrote in &one.wrote {
        paper.gap();
        paper.text(&format!("“{}”", wrote.answer.comment.trim()), look.text);
        let on = words::date(wrote.at.date_naive(), today);
        let who = [on.as_str(), wrote.customer.as_str(), "in a survey"];
        let who: Vec<&str> = who.into_iter().filter(|part| !part.is_empty()).collect();
        paper.under("  ", &who.join(&format!(" {DOT} ")), look.dim);
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

/// The calls of the last weeks as a small chart.
fn weeks(one: &Theme, look: &Look) -> String {
    let from = one.weekly.len().saturating_sub(CHART_WEEKS);
    let values: Vec<Option<f64>> = one.weekly[from..]
        .iter()
        .map(|calls| calls.map(|calls| calls as f64))
        .collect();
    let most = values
        .iter()
        .flatten()
        .fold(1.0_f64, |most, one| most.max(*one));
    spark::line(&values, (0.0, most), values.len(), look.glyphs)
}

/// When and with whom it was said.
fn place(said: &Mention, today: NaiveDate) -> String {
    let mut parts = vec![words::date(said.started_at.date_naive(), today)];
    if let Some(secs) = said.at_secs {
        parts.push(words::length(Some(secs)));
    }
    if !said.customer_name.is_empty() {
        parts.push(said.customer_name.clone());
    }
    if said.lane == Lane::Targeted {
        parts.push("chosen by hand".to_owned());
    }
    parts.join(&format!(" {DOT} "))
}
