//! The line at the bottom: the keys that matter now, and what just happened. Longer news takes lines of its own.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::canvas::{Canvas, Target, below, right_of};
use crate::tui::keys::{self, Action, Hint, Scope};
use crate::tui::widgets::progress;
use crate::tui::widgets::text::{fit, width, wrap_in};

/// Lines that a notice may take.
const LINES: usize = 4;
/// Columns that the hints keep beside a notice.
const KEPT: usize = 10;

/// What the footer shows.
pub struct Foot<'a> {
    /// Whose keys are told.
    pub hints: &'a [Scope],
    /// What just happened, and whether it went wrong.
    pub notice: Option<(&'a str, bool)>,
    /// What runs beside the app.
    pub job: Option<Job<'a>>,
}

/// What runs beside the app.
#[derive(Debug, Clone, Copy)]
pub struct Job<'a> {
    /// What it does.
    pub name: &'a str,
    /// How much of it is done, from 0 to 1; none when nobody can tell.
    pub share: Option<f64>,
    /// How fast it goes and how long it still takes, the most wanted first.
    pub pace: &'a [String],
}

impl Foot<'_> {
    /// How many lines it takes in a window of this width.
    pub fn height(&self, width: u16) -> u16 {
        1 + u16::from(self.job.is_some()) + self.lines(width).len() as u16
    }

    /// The lines of a notice that does not fit beside the hints.
    fn lines(&self, columns: u16) -> Vec<String> {
        match self.notice {
            Some((text, _)) if width(text) + KEPT + 2 > usize::from(columns) => {
                wrap_in(text, usize::from(columns).saturating_sub(2), LINES)
            }
            _ => Vec::new(),
        }
    }
}

/// Draws the footer into `area`, which is as high as [`Foot::height`] says.
pub fn draw(canvas: &mut Canvas, area: Rect, foot: &Foot) {
    let theme = canvas.theme;
    let mut rest = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    };
    if let Some(job) = &foot.job {
        draw_job(canvas, rest, job);
        rest = below(rest, 1);
    }
    let style = match foot.notice {
        Some((_, true)) => theme.bad,
        _ => theme.strong,
    };
    let lines = foot.lines(area.width);
    for line in &lines {
        canvas.line(rest, Span::styled(line, style));
        rest = below(rest, 1);
    }
    match foot.notice {
        Some((text, _)) if lines.is_empty() => {
            let taken = canvas.line(rest, Span::styled(fit(text, rest.width.into()), style)) + 3;
            let hints = keys::footer(foot.hints, usize::from(rest.width.saturating_sub(taken)));
            let wide = hints
                .iter()
                .map(|hint| hint.width() + keys::GAP)
                .sum::<usize>();
            let start = rest.width - (wide.saturating_sub(keys::GAP) as u16).min(rest.width);
            draw_hints(canvas, right_of(rest, start), &hints);
        }
        _ => draw_hints(canvas, rest, &keys::footer(foot.hints, rest.width.into())),
    }
}

/// Draws hints in a row; each can be clicked.
pub fn draw_hints(canvas: &mut Canvas, area: Rect, hints: &[Hint]) {
    let theme = canvas.theme;
    let mut rest = area;
    for hint in hints {
        let line = Line::from(vec![
            Span::styled(hint.key.as_str(), theme.key),
            Span::raw(" "),
            Span::styled(hint.label, theme.text),
        ]);
        let taken = canvas.line(rest, line);
        canvas.click(
            Rect {
                width: taken,
                height: 1,
                ..rest
            },
            Target::Act(hint.action),
        );
        rest = right_of(rest, taken + keys::GAP as u16);
    }
}

fn draw_job(canvas: &mut Canvas, area: Rect, job: &Job<'_>) {
    let theme = canvas.theme;
    let name = fit(job.name, usize::from(area.width) / 2);
    let taken = canvas.line(area, Span::styled(name, theme.strong));
    let mut rest = right_of(area, taken + 2);
    if let Some(share) = job.share {
        let taken = canvas.line(
            rest,
            progress::line(usize::from(area.width) / 4, share, theme),
        );
        rest = right_of(rest, taken + 1);
        let taken = canvas.line(rest, Span::raw(format!("{:>3.0} %", share * 100.0)));
        rest = right_of(rest, taken + 3);
    }
    let stop = keys::rows().find(|row| row.action == Action::StopJob);
    if let Some((row, key)) = stop.and_then(|row| row.keys.first().map(|key| (row, key))) {
        let hint = Hint {
            key: key.to_string(),
            label: row.label,
            action: row.action,
        };
        // How to stop it is told before how fast it goes.
        let room = usize::from(rest.width).saturating_sub(hint.width() + keys::GAP);
        let taken = canvas.line(rest, Span::styled(pace(job.pace, room), theme.dim));
        let gap = if taken > 0 { keys::GAP as u16 } else { 0 };
        draw_hints(canvas, right_of(rest, taken + gap), &[hint]);
    }
}

/// As much of the pace as fits.
fn pace(told: &[String], room: usize) -> String {
    let mut line = String::new();
    for one in told {
        let longer = if line.is_empty() {
            one.clone()
        } else {
            format!("{line} · {one}")
        };
        if width(&longer) > room {
            break;
        }
        line = longer;
    }
    line
}
