//! The form's first lines: whose call it is, where in it the owner is, and how loud it is over its length.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Score;
use crate::tui::canvas::{Canvas, Target, below, right_of};
use crate::tui::keys::{self, Action, Scope};
use crate::tui::listening::minutes;
use crate::tui::theme::Theme;
use crate::tui::told;
use crate::tui::widgets::panel;
use crate::tui::widgets::text::{self, fit};

/// Rows that the window must have before some are given to the sound.
const ROOM: u16 = 28;
/// Columns of a channel's name.
const LABEL: usize = 6;

impl Score {
    /// Draws the first line.
    pub fn draw_head(&self, canvas: &mut Canvas, area: Rect) {
        let theme = canvas.theme;
        let taken = if self.form.call.channel.is_written() {
            0
        } else {
            let clock = self.clock_line(area.width, theme);
            let taken = canvas.line_right(area, clock);
            let clock = Rect {
                x: area.right() - taken,
                width: taken,
                height: 1,
                ..area
            };
            canvas.click(clock, Target::Act(Action::Play));
            taken + 2
        };
        let room = usize::from(area.width.saturating_sub(taken));
        let (who, what) = told::call(&self.form.call);
        let who = fit(&who, room);
        let used = canvas.line(
            Rect {
                width: room as u16,
                ..area
            },
            Span::styled(who, theme.strong),
        );
        let rest = room.saturating_sub(usize::from(used));
        if rest > 6 {
            canvas.line(
                right_of(area, used),
                Span::styled(fit(&what, rest), theme.dim),
            );
        }
    }

    /// The key of the player or of the clock, and where it is.
    fn clock_line(&self, width: u16, theme: &Theme) -> Line<'static> {
        let clock = self.playback.clock();
        let at = clock.at_secs(self.now);
        let sign = match () {
            () if self.playback.is_starting() => "…",
            () if clock.runs() => "▶",
            () => "‖",
        };
        let what = if self.playback.plays() {
            "play"
        } else {
            "clock"
        };
        let mut text = format!(" {what}  {sign} {}", minutes(at as i64));
        if let Some(length) = clock.length_secs() {
            let columns: usize = if width >= panel::WIDE { 24 } else { 6 };
            let full = ((at / length) * columns as f64).round() as usize;
            let bar: String = (0..columns)
                .map(|column| if column < full { '━' } else { '─' })
                .collect();
            text.push_str(&format!(" {bar} {}", minutes(length as i64)));
        }
        if self.playback.repeats() {
            text.push_str("  last 10 s again");
        }
        if (clock.speed() - 1.0).abs() > 0.01 {
            text.push_str(&format!("  {}x", clock.speed()));
        }
        let key = keys::key_of(Scope::Score.chain(), Action::Play);
        Line::from(vec![Span::styled(key, theme.key), Span::raw(text)])
    }

    /// Draws how loud each channel is over the call, where there is room for it; gives back the rows taken.
    pub fn draw_sound(&self, canvas: &mut Canvas, area: Rect) -> u16 {
        let Some(sound) = self.sound.as_ref().filter(|_| area.height >= ROOM) else {
            return 0;
        };
        let rows = sound.channels().min(2);
        let names: &[&str] = if rows == 2 {
            &["left", "right"]
        } else {
            &["sound"]
        };
        let dead: f64 = sound.dead_air().iter().map(|(from, to)| to - from).sum();
        let said = if dead > 0.0 {
            format!("dead air {}", minutes(dead.round() as i64))
        } else {
            "no dead air".to_owned()
        };
        let columns = usize::from(area.width).saturating_sub(LABEL + text::width(&said) + 2);
        let at = self.playback.clock().at_secs(self.now) / sound.secs().max(0.1);
        let head = ((at * columns as f64) as usize).min(columns.saturating_sub(1));
        for (row, name) in names.iter().enumerate() {
            let place = below(area, row as u16);
            let bars: Vec<char> = sound.columns(row, columns).into_iter().map(bar).collect();
            let part = |from: usize, to: usize| bars[from..to].iter().collect::<String>();
            let theme = canvas.theme;
            canvas.line(
                place,
                Line::from(vec![
                    Span::styled(format!("{name:LABEL$}"), theme.dim),
                    Span::styled(part(0, head), theme.accent),
                    Span::styled("│", theme.strong),
                    Span::styled(part((head + 1).min(columns), columns), theme.text),
                ]),
            );
        }
        canvas.line_right(area, Span::styled(said, canvas.theme.dim));
        rows as u16
    }
}

/// How loud, in an eighth of a row; a dot where nobody speaks.
fn bar(level: f32) -> char {
    const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    if level <= 0.0 {
        return '·';
    }
    let place = (level * 7.0).round() as usize;
    BARS.get(place).copied().unwrap_or('█')
}
