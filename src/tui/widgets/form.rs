//! Fields one below the other, each with its label, a hint, and what is wrong with it. What was typed stays until the
//! form is gone.

use std::borrow::Cow;

use chrono::NaiveDate;
use crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use crate::tui::canvas::{Canvas, Target, below, right_of};
use crate::tui::glyphs::MARK;
use crate::tui::keys::Action;
use crate::tui::screen::Input;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::text::fit;

/// Columns of the labels.
const LABELS: u16 = 24;
/// The widest that an entry is drawn.
const WIDEST: u16 = 60;

/// What is entered.
#[derive(Debug, Clone)]
pub enum Entry {
    /// Typed text.
    Text(Field),
    /// One of a few, chosen with left and right.
    Pick {
        /// What there is to choose from.
        options: Vec<String>,
        /// Which is chosen.
        chosen: usize,
    },
}

/// One line of the form.
#[derive(Debug, Clone)]
pub struct Item {
    label: Cow<'static, str>,
    hint: &'static str,
    entry: Entry,
    wrong: Option<String>,
}

impl Item {
    /// A line of text that begins with `text`; `hint` stands below it.
    pub fn text(label: impl Into<Cow<'static, str>>, text: &str, hint: &'static str) -> Self {
        Self {
            label: label.into(),
            hint,
            entry: Entry::Text(Field::new(text)),
            wrong: None,
        }
    }

    /// A choice that begins with the first of `options`.
    pub fn pick(label: &'static str, options: Vec<String>, hint: &'static str) -> Self {
        Self {
            label: label.into(),
            hint,
            entry: Entry::Pick { options, chosen: 0 },
            wrong: None,
        }
    }

    /// The same with another of the options chosen.
    #[must_use]
    pub fn chosen(mut self, option: usize) -> Self {
        if let Entry::Pick { chosen, options } = &mut self.entry {
            *chosen = option.min(options.len().saturating_sub(1));
        }
        self
    }
}

/// The form.
#[derive(Debug, Clone)]
pub struct Form {
    items: Vec<Item>,
    focus: usize,
}

/// What the form says to an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// Nothing yet.
    More,
    /// It is filled in.
    Done,
    /// It is left.
    Left,
}

impl Form {
    /// A form on its first field.
    pub fn new(items: Vec<Item>) -> Self {
        Self { items, focus: 0 }
    }

    /// The text of a field without spaces around it; the chosen option of a choice.
    pub fn value(&self, item: usize) -> &str {
        match self.items.get(item).map(|item| &item.entry) {
            Some(Entry::Text(field)) => field.text().trim(),
            Some(Entry::Pick { options, chosen }) => {
                options.get(*chosen).map_or("", String::as_str)
            }
            None => "",
        }
    }

    /// The day in a field; none where it holds none, which it is then told.
    pub fn day(&mut self, item: usize) -> Option<NaiveDate> {
        let day = self.value(item).parse().ok();
        if day.is_none() {
            self.wrong(item, "Write the day like 2026-11-20.");
        }
        day
    }

    /// The day after `day` in a field that may stay empty; none where it holds something else, which it is then told.
    pub fn day_after(&mut self, item: usize, day: NaiveDate) -> Option<Option<NaiveDate>> {
        let text = self.value(item);
        if text.is_empty() {
            return Some(None);
        }
        let later = text.parse().ok().filter(|on| *on > day);
        if later.is_none() {
            self.wrong(item, "Write a later day like 2027-01-15, or nothing.");
        }
        later.map(Some)
    }

    /// Which option of a choice is chosen.
    pub fn chosen(&self, item: usize) -> usize {
        match self.items.get(item).map(|item| &item.entry) {
            Some(Entry::Pick { chosen, .. }) => *chosen,
            _ => 0,
        }
    }

    /// Chooses an option of a choice and goes there.
    pub fn choose(&mut self, item: usize, option: usize) {
        if let Some(Entry::Pick { options, chosen }) =
            self.items.get_mut(item).map(|item| &mut item.entry)
        {
            *chosen = option.min(options.len().saturating_sub(1));
            self.focus = item;
        }
    }

    /// Goes to a field.
    pub fn go_to(&mut self, item: usize) {
        self.focus = item.min(self.items.len().saturating_sub(1));
    }

    /// Says what is wrong with a field and goes there.
    pub fn wrong(&mut self, item: usize, why: impl Into<String>) {
        if let Some(found) = self.items.get_mut(item) {
            found.wrong = Some(why.into());
            self.focus = item;
        }
    }

    /// Takes an input in.
    pub fn update(&mut self, input: &Input) -> Said {
        let last = self.items.len().saturating_sub(1);
        match input {
            Input::Do(Action::Save) => return Said::Done,
            Input::Do(Action::Cancel) => return Said::Left,
            Input::Do(Action::Accept) if self.focus == last => return Said::Done,
            Input::Do(Action::Accept | Action::Next) => {
                self.focus = if self.focus == last {
                    0
                } else {
                    self.focus + 1
                }
            }
            Input::Do(Action::Previous) => self.focus = self.focus.checked_sub(1).unwrap_or(last),
            Input::Click(Target::Field(item)) => self.focus = (*item).min(last),
            Input::Key(_) | Input::Paste(_) => self.edit(input),
            _ => {}
        }
        Said::More
    }

    fn edit(&mut self, input: &Input) {
        let Some(item) = self.items.get_mut(self.focus) else {
            return;
        };
        let changed = match (&mut item.entry, input) {
            (Entry::Text(field), Input::Key(key)) => field.key(*key),
            (Entry::Text(field), Input::Paste(text)) => field.paste(text),
            (Entry::Pick { options, chosen }, Input::Key(key)) => {
                let before = *chosen;
                match key.code {
                    KeyCode::Right | KeyCode::Char(' ' | 'l') => {
                        *chosen = (*chosen + 1) % options.len().max(1);
                    }
                    KeyCode::Left | KeyCode::Char('h') => {
                        *chosen = chosen
                            .checked_sub(1)
                            .unwrap_or(options.len().saturating_sub(1));
                    }
                    _ => {}
                }
                before != *chosen
            }
            _ => false,
        };
        if changed {
            item.wrong = None;
        }
    }

    /// Draws the form. Where there is little room only the fields around the chosen one are shown.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        let each = if usize::from(area.height) >= self.items.len() * 3 {
            3
        } else {
            2
        };
        let fitting = usize::from(area.height / each).max(1);
        let first = (self.focus + 1).saturating_sub(fitting);
        for (row, item) in self.items.iter().enumerate().skip(first).take(fitting) {
            let place = Rect {
                height: 2,
                ..below(area, each * (row - first) as u16)
            };
            self.draw_item(canvas, place.intersection(area), row, item);
        }
    }

    fn draw_item(&self, canvas: &mut Canvas, area: Rect, row: usize, item: &Item) {
        let theme = canvas.theme;
        let focus = row == self.focus;
        let labels = LABELS.min(area.width / 3);
        let (mark, style) = if focus {
            (MARK, theme.strong)
        } else {
            (" ", theme.text)
        };
        let label = fit(&item.label, usize::from(labels.saturating_sub(3)));
        canvas.line(
            area,
            Line::from(vec![
                Span::styled(mark, theme.accent),
                Span::raw(" "),
                Span::styled(label, style),
            ]),
        );
        let entry = right_of(area, labels);
        let entry = Rect {
            width: entry.width.min(WIDEST),
            ..entry
        };
        match &item.entry {
            Entry::Text(field) => field.draw(canvas, entry, focus, ""),
            Entry::Pick { options, chosen } => draw_pick(canvas, entry, options, *chosen, focus),
        }
        let under = below(right_of(area, labels), 1);
        match &item.wrong {
            Some(why) => canvas.line(under, Span::styled(fit(why, under.width.into()), theme.bad)),
            None => canvas.line(
                under,
                Span::styled(fit(item.hint, under.width.into()), theme.dim),
            ),
        };
        canvas.click(area, Target::Field(row));
    }
}

/// Draws the options in a row, the chosen one reversed; where they do not fit, only the chosen one.
fn draw_pick(canvas: &mut Canvas, area: Rect, options: &[String], chosen: usize, focus: bool) {
    let theme = canvas.theme;
    let style = |option| {
        if option != chosen {
            theme.text
        } else if focus {
            theme.selected
        } else {
            theme.strong.add_modifier(Modifier::UNDERLINED)
        }
    };
    let all: Vec<Span> = options
        .iter()
        .enumerate()
        .map(|(option, name)| Span::styled(format!(" {name} "), style(option)))
        .collect();
    let all = Line::from(all);
    if all.width() <= usize::from(area.width) {
        canvas.line(area, all);
    } else {
        let name = options.get(chosen).map_or("", String::as_str);
        let count = format!("  {} of {}", chosen + 1, options.len());
        let room = usize::from(area.width).saturating_sub(count.len() + 4);
        canvas.line(
            area,
            Line::from(vec![
                Span::styled(format!("← {} →", fit(name, room)), style(chosen)),
                Span::styled(count, theme.dim),
            ]),
        );
    }
}
