//! The plan before a draw: how many calls, of which sort, from which frames, and what that does to the ranges. It asks
//! and shows; drawing is done elsewhere.

use anyhow::Result;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::call::{Channel, Instant};
use crate::domain::draw::MIN_SECS;
use crate::domain::draw::spread::Spread;
use crate::domain::week::Week;
use crate::ops::draw::{self, Request, Share, Sharing, promise};
use crate::store::Store;
use crate::tui::canvas::{Canvas, below, centred};
use crate::tui::keys::{self, Action, Scope};
use crate::tui::screen::Input;
use crate::tui::widgets::footer::draw_hints;
use crate::tui::widgets::form::{Form, Item, Said};
use crate::tui::widgets::panel;
use crate::tui::widgets::table::{self, Column, Table};
use crate::tui::widgets::text::{fit, width};
use crate::tui::window::week_told;
use crate::tui::words;

// The fields, top to bottom.
const CALLS: usize = 0;
const SHARING: usize = 1;
const SPREAD: usize = 2;
const CHANNELS: usize = 3;
const SHORTEST: usize = 4;

/// The most calls of one rep.
const MOST: usize = 200;
/// The widest box.
const WIDEST: u16 = 78;
/// Lines of the form, and the fewest that show a field and its hint.
const FORM: u16 = 10;
const FORM_LEAST: u16 = 2;

/// What the dialog says to an input.
#[derive(Debug)]
pub enum Asked {
    /// Nothing yet.
    More,
    /// Draw this.
    Draw(Request),
    /// Nothing is to be drawn.
    Left,
}

/// The dialog.
#[derive(Debug)]
pub struct Plan {
    week: Week,
    form: Form,
    shares: Vec<Share>,
    /// How far each rep's quality could be off afterwards, then everyone's.
    widths: Vec<Option<f64>>,
}

impl Plan {
    /// The usual draw of a week.
    ///
    /// # Errors
    /// What the store says.
    pub fn new(store: &Store, week: Week, now: Instant) -> Result<Self> {
        let channels = sorts().into_iter().map(|(name, _)| name.to_owned());
        let mut plan = Self {
            week,
            form: Form::new(vec![
                Item::text(
                    "Calls of each rep",
                    "",
                    "Empty shares your usual number of calls out",
                ),
                Item::pick(
                    "Shared out",
                    vec!["evenly".into(), "where I know least".into()],
                    "Least known: by the weeks before, not by this one",
                ),
                Item::pick(
                    "Spread over",
                    ["nothing", "the week", "lengths", "both"]
                        .map(Into::into)
                        .into(),
                    "Both halves of the week, short and long calls",
                ),
                Item::pick("Channels", channels.collect(), "← → choose"),
                Item::text(
                    "Shortest call",
                    &words::length(Some(MIN_SECS)),
                    "Minutes and seconds of talk",
                ),
            ]),
            shares: Vec::new(),
            widths: Vec::new(),
        };
        plan.work_out(store, now)?;
        Ok(plan)
    }

    /// Takes an input in and works the plan out anew.
    ///
    /// # Errors
    /// What the store says.
    pub fn update(&mut self, input: &Input, store: &Store, now: Instant) -> Result<Asked> {
        if let Input::Do(Action::Accept) = input {
            return Ok(self.request().map_or(Asked::More, Asked::Draw));
        }
        match self.form.update(input) {
            Said::Left => return Ok(Asked::Left),
            Said::Done => return Ok(self.request().map_or(Asked::More, Asked::Draw)),
            Said::More => {}
        }
        if matches!(input, Input::Key(_) | Input::Paste(_)) {
            self.work_out(store, now)?;
        }
        Ok(Asked::More)
    }

    fn work_out(&mut self, store: &Store, now: Instant) -> Result<()> {
        if let Some(request) = self.request() {
            self.shares = draw::plan(store, &request)?;
            self.widths = promise::half_widths_of(store, self.week, &self.shares, now)?;
        }
        Ok(())
    }

    /// What is asked for; none when a field is wrong, which the form then shows.
    fn request(&mut self) -> Option<Request> {
        let calls = self.form.value(CALLS);
        let per_rep = match calls {
            "" => None,
            text => match text.parse::<usize>() {
                Ok(number) if number <= MOST => Some(number),
                _ => {
                    self.form.wrong(CALLS, "A number up to 200, or nothing");
                    return None;
                }
            },
        };
        let Some(min_secs) = seconds(self.form.value(SHORTEST)) else {
            self.form
                .wrong(SHORTEST, "Minutes and seconds, such as 1:30");
            return None;
        };
        let chosen = self.form.chosen(CHANNELS);
        let channels = sorts().into_iter().nth(chosen);
        Some(Request {
            per_rep,
            sharing: [Sharing::Evenly, Sharing::ByNeed][self.form.chosen(SHARING).min(1)],
            spread: Spread::ALL
                .get(self.form.chosen(SPREAD))
                .copied()
                .unwrap_or(Spread::Nothing),
            min_secs,
            channels: channels.map_or(Vec::new(), |(_, channels)| channels),
            ..Request::of_week(self.week)
        })
    }

    /// Calls that would be added to hear.
    fn new_calls(&self) -> usize {
        self.shares.iter().map(|share| share.new + share.more).sum()
    }

    /// Draws the dialog above `area`.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        let theme = canvas.theme;
        let rows = self.shares.len() as u16 + 2;
        let height = FORM + rows + 6;
        let place = centred(area, WIDEST, height);
        let title = format!("Draw {}", week_told(self.week));
        let inside = panel::boxed(canvas, place, &title);
        let last = inside.height.saturating_sub(1);
        // Where there is little room the form scrolls and the blank line goes.
        let form = inside
            .height
            .saturating_sub(rows + 2)
            .clamp(FORM_LEAST, FORM)
            / 2
            * 2;
        self.form.draw(
            canvas,
            Rect {
                height: form.min(inside.height),
                ..inside
            },
        );
        let space = u16::from(inside.height > form + rows + 2);
        let shown = below(inside, form + space);
        self.draw_shares(
            canvas,
            Rect {
                height: shown.height.saturating_sub(2).min(rows),
                ..shown
            },
        );
        let told = match self.new_calls() {
            0 => "Nothing is left to draw: every call of this sort was in a draw.".to_owned(),
            new => format!(
                "Enter draws {} at random.",
                words::counted(new as i64, "call")
            ),
        };
        let line = below(inside, last.saturating_sub(1));
        canvas.line(
            line,
            Span::styled(fit(&told, line.width.into()), theme.strong),
        );
        let hints = keys::footer(Scope::Plan.chain(), inside.width.into());
        draw_hints(canvas, below(inside, last), &hints);
    }

    fn draw_shares(&self, canvas: &mut Canvas, area: Rect) {
        let theme = canvas.theme;
        let names = self.shares.iter().map(|share| width(&share.rep.name)).max();
        let columns = [
            Column::new("Rep", names.unwrap_or(0).clamp(8, 20) as u16),
            Column::new("Calls", 6).right(),
            Column::new("Drawn", 6).right(),
            Column::new("New", 4).right(),
            Column::new("Quality then known to", 0),
        ];
        let sum = |part: fn(&Share) -> usize| self.shares.iter().map(part).sum::<usize>();
        let mut rows: Vec<Vec<Line>> = self
            .shares
            .iter()
            .zip(&self.widths)
            .map(|(share, width)| {
                let counts = [calls(share), share.have, share.new + share.more];
                cells(Span::raw(share.rep.name.clone()), counts, *width)
            })
            .collect();
        let counts = [sum(calls), sum(|share| share.have), self.new_calls()];
        let width = self.widths.last().copied().flatten();
        rows.push(cells(Span::styled("Everyone", theme.strong), counts, width));
        table::draw(
            canvas,
            area,
            &Table {
                columns: &columns,
                len: rows.len(),
                row: &|index| rows[index].clone(),
                view: None,
                more_above: false,
                more_below: false,
                empty: "",
            },
        );
    }
}

/// Calls that could be heard of a rep, drawn from or not.
fn calls(share: &Share) -> usize {
    share.frame.len() + share.framed.unsigned_abs() as usize
}

fn cells(
    name: Span<'static>,
    [calls, have, new]: [usize; 3],
    width: Option<f64>,
) -> Vec<Line<'static>> {
    let close = match width {
        Some(width) if width <= 0.0 => "exactly: every call is heard".to_owned(),
        Some(width) => format!("about ±{}", words::whole(width.max(1.0))),
        None if have + new == 0 => "nothing heard".to_owned(),
        None => "too early to say".to_owned(),
    };
    let mut cells = vec![Line::from(name)];
    cells.extend([calls, have, new].map(|count| Line::raw(count.to_string())));
    cells.push(Line::raw(close));
    cells
}

/// The sorts of channels that are offered, by name.
fn sorts() -> Vec<(&'static str, Vec<Channel>)> {
    let each = Channel::ALL
        .iter()
        .map(|one| (words::channel(*one), vec![*one]));
    std::iter::once(("all", Vec::new())).chain(each).collect()
}

/// Seconds from `1:30`, `90` or nothing.
fn seconds(text: &str) -> Option<i64> {
    let (minutes, secs) = text.split_once(':').unwrap_or(("0", text));
    let number = |text: &str| match text.trim() {
        "" => Some(0),
        text => text.parse::<i64>().ok().filter(|n| (0..=6_000).contains(n)),
    };
    Some(number(minutes)? * 60 + number(secs)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_minutes_and_seconds_or_seconds() {
        assert_eq!(seconds("1:30"), Some(90));
        assert_eq!(seconds("45"), Some(45));
        assert_eq!(seconds(""), Some(0));
        assert_eq!(seconds("2:"), Some(120));
        for wrong in ["-5", "one", "1:2:3", "99999999"] {
            assert_eq!(seconds(wrong), None, "{wrong}");
        }
    }
}
