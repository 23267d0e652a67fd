//! What the transcript looks like: time, speaker, words, and below them the moments noted there.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::Score;
use crate::domain::transcript::Role;
use crate::store::transcript::Spoken;
use crate::tui::canvas::{Canvas, Target, below, right_of};
use crate::tui::listening::minutes;
use crate::tui::widgets::panel;
use crate::tui::widgets::text::{fit, wrap};

/// Columns before the words: a mark and a time.
const TIME: u16 = 8;

/// A line of the pane.
struct Drawn {
    /// The turn it belongs to.
    turn: usize,
    line: Line<'static>,
    /// Whether it begins its turn.
    first: bool,
}

impl Score {
    /// Draws the transcript around the chosen line, or around what is said now.
    pub fn draw_pane(&self, canvas: &mut Canvas, area: Rect) {
        let now = self.pane.line_at(self.at_secs() as f64);
        let here = if self.pane.is_reading() {
            self.pane.line.selected
        } else {
            now.unwrap_or(0)
        };
        let rest = panel::draw(canvas, area, "Transcript", &self.told_pane());
        let looks = self.pane.typing().is_some();
        let height = rest.height.saturating_sub(u16::from(looks));
        canvas.page = usize::from(height / 2).max(1);
        let lines = self.lines_around(here, usize::from(height), rest.width, canvas);
        for (row, drawn) in (0..height).zip(lines) {
            let place = Rect {
                height: 1,
                ..below(rest, row)
            };
            canvas.line(place, drawn.line);
            if drawn.first && now == Some(drawn.turn) {
                canvas.line(place, Span::styled("▶", canvas.theme.accent));
            }
            if self.pane.is_reading() {
                canvas.click(place, Target::Row(drawn.turn));
                if drawn.turn == here {
                    canvas
                        .cells
                        .set_style(place.intersection(canvas.cells.area), canvas.theme.selected);
                }
            }
        }
        if let Some(field) = self.pane.typing() {
            let line = Rect {
                height: 1,
                ..below(rest, height)
            };
            canvas.line(line, Span::styled("/", canvas.theme.key));
            field.draw(canvas, right_of(line, 2), true, "find in what was said");
        }
    }

    fn told_pane(&self) -> String {
        match self.pane.told_found() {
            Some((text, _, 0)) => format!("no “{}”", fit(text, 12)),
            Some((text, here, all)) => format!("“{}” {here} of {all}", fit(text, 12)),
            None => format!("{} turns", self.pane.turns().len()),
        }
    }

    /// As many lines as there is room for, the chosen turn among them, in the upper half where that is possible.
    fn lines_around(
        &self,
        here: usize,
        height: usize,
        columns: u16,
        canvas: &Canvas,
    ) -> Vec<Drawn> {
        let mut lines: Vec<Drawn> = Vec::new();
        let mut first = here.min(self.pane.turns().len().saturating_sub(1));
        let mut above = 0;
        while first > 0 {
            let more = self.lines_of(first - 1, columns, canvas).len();
            if above + more > height / 3 {
                break;
            }
            above += more;
            first -= 1;
        }
        for turn in first..self.pane.turns().len() {
            if lines.len() >= height {
                break;
            }
            lines.extend(self.lines_of(turn, columns, canvas));
        }
        lines
    }

    /// One turn and the moments noted in it.
    fn lines_of(&self, turn: usize, columns: u16, canvas: &Canvas) -> Vec<Drawn> {
        let theme = canvas.theme;
        let Some(spoken) = self.pane.turns().get(turn) else {
            return Vec::new();
        };
        let time = spoken
            .turn
            .at_secs
            .map_or(String::new(), |at| minutes(at as i64));
        let name = self.pane.name(spoken);
        let style = match spoken.role {
            Some(Role::Rep) => theme.dim,
            _ => theme.text,
        };
        let name_style = match spoken.role {
            Some(Role::Customer) => theme.strong,
            _ => style,
        };
        let said = if name.is_empty() {
            spoken.turn.text.clone()
        } else {
            format!("{name}: {}", spoken.turn.text)
        };
        let room = usize::from(columns.saturating_sub(TIME));
        let mut lines = Vec::new();
        for (row, words) in wrap(&said, room).into_iter().enumerate() {
            let before = if row == 0 {
                format!("  {time:<5} ")
            } else {
                " ".repeat(usize::from(TIME))
            };
            let mut parts = vec![Span::styled(before, theme.dim)];
            let label = format!("{name}:");
            match words
                .strip_prefix(&label)
                .filter(|_| row == 0 && !name.is_empty())
            {
                Some(rest) => {
                    parts.push(Span::styled(label, name_style));
                    parts.push(Span::styled(rest.to_owned(), style));
                }
                None => parts.push(Span::styled(words, style)),
            }
            lines.push(Drawn {
                turn,
                line: Line::from(parts),
                first: row == 0,
            });
        }
        lines.extend(self.pinned(turn, room, theme.warn));
        lines
    }

    /// The moments and voices noted while this turn was said.
    fn pinned(&self, turn: usize, room: usize, style: Style) -> Vec<Drawn> {
        let begins = |one: Option<&Spoken>| one.and_then(|one| one.turn.at_secs);
        let from = if turn == 0 {
            Some(0.0)
        } else {
            begins(self.pane.turns().get(turn))
        };
        let Some(from) = from else {
            return Vec::new();
        };
        let until = self
            .pane
            .turns()
            .iter()
            .skip(turn + 1)
            .find_map(|one| one.turn.at_secs)
            .unwrap_or(f64::INFINITY);
        // Whole seconds are noted: one in the second in which a turn begins belongs to it.
        let inside =
            |at: i64| (from.floor()..until.floor().max(from.floor() + 1.0)).contains(&(at as f64));
        let moments = self.form.moments.iter().filter(|one| inside(one.at_secs));
        let voices = self
            .form
            .voices
            .iter()
            .filter(|one| one.at_secs.is_some_and(inside));
        let told = moments
            .map(|one| format!("{} {}", one.kind.sign(), one.text))
            .chain(voices.map(|one| format!("“ {} {}", one.theme, one.quote)));
        let indent = " ".repeat(usize::from(TIME));
        told.map(|told| {
            let told = fit(told.trim_end(), room);
            Drawn {
                turn,
                line: Line::from(vec![Span::raw(indent.clone()), Span::styled(told, style)]),
                first: false,
            }
        })
        .collect()
    }
}
