//! The whole window: the header, the screens of the stack, the footer with the notice.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::call::Instant;
use crate::domain::week::Week;
use crate::ops::setup;
use crate::store::{Store, desk};
use crate::tui::canvas::{Canvas, below};
use crate::tui::jobs::Running;
use crate::tui::keys::Action;
use crate::tui::notice::Notice;
use crate::tui::screen::{Screen, TABS, Tab};
use crate::tui::widgets::header::Named;
use crate::tui::widgets::{footer, header};

/// The smallest window in which the screens can be read.
pub const SMALLEST: (u16, u16) = (40, 10);

/// What stands in the header: the desk and the week.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heading {
    /// The business's name, empty before it is set up.
    pub desk: String,
    /// What it is marked with: ` (demo)`, ` (read-only)`, or nothing.
    pub mark: String,
    /// The week, such as `week 47 · 16–22 Nov`.
    pub week: String,
}

impl Heading {
    /// Reads the heading for the instant `now`.
    ///
    /// # Errors
    /// What the store says.
    pub fn read(store: &Store, now: Instant, mark: Option<&str>) -> anyhow::Result<Self> {
        let Some(desk) = desk::find(store)?.map(|desk| desk.name) else {
            return Ok(Self::default());
        };
        Ok(Self {
            desk,
            mark: mark.map(|mark| format!(" ({mark})")).unwrap_or_default(),
            week: week_told(setup::this_week(store, now)?),
        })
    }
}

/// The week in words: `week 47 · 16–22 Nov`, `week 49 · 30 Nov – 6 Dec`.
pub fn week_told(week: Week) -> String {
    format!("week {} · {}", week.of_year(), days_told(week))
}

/// The same with its year, where that is not the present one: `week 47 of 2025 · 17–23 Nov`.
pub fn week_told_from(week: Week, this_week: Week) -> String {
    let told = week_told(week);
    if week.number() / 100 == this_week.number() / 100 {
        return told;
    }
    let number = format!("week {}", week.of_year());
    told.replacen(&number, &format!("{number} of {}", week.number() / 100), 1)
}

/// The days of a week: `16–22 Nov`, `30 Nov – 6 Dec`.
pub fn days_told(week: Week) -> String {
    let (monday, sunday) = (week.monday(), week.sunday());
    let first = if monday.format("%b").to_string() == sunday.format("%b").to_string() {
        format!("{}–", monday.format("%-d"))
    } else {
        format!("{} – ", monday.format("%-d %b"))
    };
    format!("{first}{}", sunday.format("%-d %b"))
}

/// Everything that the window shows.
pub struct Shown<'a> {
    /// The screens, the one on top last.
    pub stack: &'a [Box<dyn Screen>],
    /// The tab that is chosen.
    pub tab: usize,
    /// The desk and the week.
    pub heading: &'a Heading,
    /// What just happened.
    pub notice: Option<&'a Notice>,
    /// What runs beside the app.
    pub job: Option<&'a Running>,
}

/// Draws the window.
pub fn draw(canvas: &mut Canvas, area: Rect, shown: &Shown) {
    let Some(top) = shown.stack.last() else {
        return;
    };
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        return too_small(canvas, area);
    }
    let foot = footer::Foot {
        hints: top.scopes(),
        notice: shown
            .notice
            .map(|notice| (notice.text.as_str(), notice.failed)),
        job: shown.job.map(|job| footer::Job {
            name: &job.name,
            share: job.share,
            pace: &job.pace,
        }),
    };
    let foot_height = foot.height(area.width);
    let body = Rect {
        height: area.height - foot_height,
        ..area
    };
    let lowest = shown
        .stack
        .iter()
        .rposition(|screen| !screen.is_overlay())
        .unwrap_or(0);
    for screen in &shown.stack[lowest..] {
        canvas.cursor = None;
        if screen.is_overlay() {
            screen.view(canvas, body);
        } else if screen.has_header() {
            header::draw(
                canvas,
                body,
                &header::Header {
                    name: &shown.heading.desk,
                    mark: &shown.heading.mark,
                    tabs: &tabs(shown.tab),
                    right: &shown.heading.week,
                },
            );
            screen.view(canvas, below(body, 2));
        } else {
            screen.view(canvas, body);
        }
    }
    footer::draw(canvas, below(area, area.height - foot_height), &foot);
}

/// The tabs and, between the first two, what `2` leads to.
fn tabs(chosen: usize) -> Vec<Named<'static>> {
    let named = |(at, tab): (usize, &Tab)| Named {
        digit: tab.digit,
        title: tab.title,
        action: Action::GoTo(at),
        is_chosen: at == chosen,
    };
    let mut tabs: Vec<Named> = TABS.iter().enumerate().map(named).collect();
    let score = Named {
        digit: '2',
        title: "Score",
        action: Action::ScoreNext,
        is_chosen: false,
    };
    tabs.insert(1, score);
    tabs
}

fn too_small(canvas: &mut Canvas, area: Rect) {
    let (columns, rows) = SMALLEST;
    let asked = format!("Please make the window larger ({columns}x{rows}).");
    let lines = crate::tui::widgets::text::wrap(&asked, usize::from(area.width));
    let top = area.height.saturating_sub(lines.len() as u16) / 2;
    for (row, line) in lines.into_iter().enumerate() {
        canvas.line(below(area, top + row as u16), Line::from(Span::raw(line)));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    #[test]
    fn a_week_is_told_with_its_days() {
        let told = |text: &str| week_told(text.parse().unwrap());
        assert_eq!(told("2026-W47"), "week 47 · 16–22 Nov");
        assert_eq!(told("2026-W49"), "week 49 · 30 Nov – 6 Dec");
    }
}
