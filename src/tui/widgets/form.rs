//! Fields one below the other, each with its label, a hint, and what is wrong with it. What was typed stays until the
//! form is gone.

use std::borrow::Cow;

use chrono::NaiveDate;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::canvas::{Canvas, Target, below, centred, right_of};
use crate::tui::glyphs::MARK;
use crate::tui::keys::{self, Action, Scope};
use crate::tui::screen::Input;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::footer::draw_hints;
use crate::tui::widgets::panel;
use crate::tui::widgets::text::fit;

mod pick;

use pick::{Pick, Took};

/// Columns of the labels.
const LABELS: u16 = 24;
/// The widest that an entry is drawn.
const WIDEST: u16 = 60;
/// The widest box around a form.
const BOX: u16 = 76;

/// What is entered.
#[derive(Debug, Clone)]
pub enum Entry {
    /// Typed text.
    Text(Field),
    /// One of a few.
    Pick(Pick),
}

/// One line of the form.
#[derive(Debug, Clone)]
pub struct Item {
    label: Cow<'static, str>,
    hint: Cow<'static, str>,
    entry: Entry,
    wrong: Option<String>,
}

impl Item {
    /// A line of text that begins with `text`; `hint` stands below it.
    pub fn text(
        label: impl Into<Cow<'static, str>>,
        text: &str,
        hint: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            label: label.into(),
            hint: hint.into(),
            entry: Entry::Text(Field::new(text)),
            wrong: None,
        }
    }

    /// A choice that begins with the first of `options`.
    pub fn pick(label: &'static str, options: Vec<String>, hint: &'static str) -> Self {
        Self {
            label: label.into(),
            hint: hint.into(),
            entry: Entry::Pick(Pick::new(options)),
            wrong: None,
        }
    }

    /// The same with another of the options chosen.
    #[must_use]
    pub fn chosen(mut self, option: usize) -> Self {
        if let Entry::Pick(pick) = &mut self.entry {
            pick.choose(option);
        }
        self
    }

    /// Lines that it wants beyond the first, for its list.
    fn more_lines(&self) -> u16 {
        match &self.entry {
            Entry::Pick(pick) if pick.is_list() => pick.len().saturating_sub(1) as u16,
            _ => 0,
        }
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
            Some(Entry::Pick(pick)) => pick.value(),
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
            Some(Entry::Pick(pick)) => pick.chosen(),
            _ => 0,
        }
    }

    /// Chooses an option of a choice and goes there.
    pub fn choose(&mut self, item: usize, option: usize) {
        if let Some(Entry::Pick(pick)) = self.items.get_mut(item).map(|item| &mut item.entry) {
            pick.choose(option);
            self.focus = item;
        }
    }

    /// Puts another hint below a field.
    pub fn hint(&mut self, item: usize, hint: String) {
        if let Some(found) = self.items.get_mut(item) {
            found.hint = hint.into();
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
            Input::Do(Action::Accept) => return self.go_on(),
            Input::Do(Action::Up | Action::Down) if self.list().is_some() => {
                let down = matches!(input, Input::Do(Action::Down));
                if let Some(list) = self.list() {
                    list.step(down);
                }
            }
            Input::Do(Action::Next | Action::Down) => {
                self.focus = if self.focus == last {
                    0
                } else {
                    self.focus + 1
                };
            }
            Input::Do(Action::Previous | Action::Up) => {
                self.focus = self.focus.checked_sub(1).unwrap_or(last);
            }
            Input::Click(Target::Field(item)) => self.focus = (*item).min(last),
            Input::Click(Target::Row(option)) => {
                if let Some(list) = self.list() {
                    list.choose(*option);
                }
            }
            Input::Key(_) | Input::Paste(_) => return self.edit(input),
            _ => {}
        }
        Said::More
    }

    /// To the next field; after the last the form is done.
    fn go_on(&mut self) -> Said {
        if self.focus + 1 >= self.items.len() {
            return Said::Done;
        }
        self.focus += 1;
        Said::More
    }

    /// The list in which one is.
    fn list(&mut self) -> Option<&mut Pick> {
        match self.items.get_mut(self.focus).map(|item| &mut item.entry) {
            Some(Entry::Pick(pick)) if pick.is_list() => Some(pick),
            _ => None,
        }
    }

    fn edit(&mut self, input: &Input) -> Said {
        let Some(item) = self.items.get_mut(self.focus) else {
            return Said::More;
        };
        let one = |changed| if changed { Took::One } else { Took::Nothing };
        let took = match (&mut item.entry, input) {
            (Entry::Text(field), Input::Key(key)) => one(field.key(*key)),
            (Entry::Text(field), Input::Paste(text)) => one(field.paste(text)),
            (Entry::Pick(pick), Input::Key(key)) => pick.key(*key),
            _ => Took::Nothing,
        };
        if took != Took::Nothing {
            item.wrong = None;
        }
        if took == Took::Number {
            return self.go_on();
        }
        Said::More
    }

    /// Lines that each field takes in `height` of them: two, or three where there is room; a list what is left, and a few
    /// at least while one is in it.
    fn heights(&self, height: u16) -> Vec<u16> {
        let count = self.items.len() as u16;
        let lists = self
            .items
            .iter()
            .filter(|item| item.more_lines() > 0)
            .count() as u16;
        let wanted: u16 = self.items.iter().map(Item::more_lines).sum();
        let each = if height >= count * 3 + wanted { 3 } else { 2 };
        let left = height.saturating_sub(count * each) / lists.max(1);
        let more = |(row, item): (usize, &Item)| {
            let least = if row == self.focus { 3 } else { 0 };
            each + item.more_lines().min(left.max(least))
        };
        self.items.iter().enumerate().map(more).collect()
    }

    /// Draws the form. Where there is little room only the fields around the chosen one are shown.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        let heights = self.heights(area.height);
        let mut first = 0;
        while first < self.focus && heights[first..=self.focus].iter().sum::<u16>() > area.height {
            first += 1;
        }
        let mut rest = area;
        for (row, item) in self.items.iter().enumerate().skip(first) {
            if rest.height == 0 {
                break;
            }
            let place = Rect {
                height: heights[row].min(rest.height),
                ..rest
            };
            self.draw_item(canvas, place, row, item);
            rest = below(rest, heights[row]);
        }
    }

    /// Draws the form in a box with a title above `area`, at most `rows` high, with the keys of [`Scope::Form`].
    pub fn draw_box(&self, canvas: &mut Canvas, area: Rect, title: &str, rows: u16) {
        let place = centred(area, BOX.min(area.width), rows.min(area.height));
        let inside = panel::boxed(canvas, place, title);
        let last = inside.height.saturating_sub(1);
        let fields = Rect {
            height: last,
            ..inside
        };
        self.draw(canvas, fields);
        let hints = keys::footer(Scope::Form.chain(), inside.width.into());
        draw_hints(canvas, below(inside, last), &hints);
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
        canvas.click(area, Target::Field(row));
        let entry = right_of(area, labels);
        let entry = Rect {
            width: entry.width.min(WIDEST),
            ..entry
        };
        // A list takes every line but the one of the hint.
        let lines = item.more_lines().min(area.height.saturating_sub(2)) + 1;
        let (entry, under) = (
            Rect {
                height: lines.min(entry.height),
                ..entry
            },
            below(right_of(area, labels), lines),
        );
        let is_list = lines > 1;
        match &item.entry {
            Entry::Text(field) => field.draw(canvas, entry, focus, ""),
            Entry::Pick(pick) => pick.draw(canvas, entry, focus),
        }
        let (told, style) = match &item.wrong {
            Some(why) => (why.as_str(), theme.bad),
            None if is_list && focus => (
                "↑ ↓ choose, or its number, or type how it begins",
                theme.dim,
            ),
            None => (item.hint.as_ref(), theme.dim),
        };
        canvas.line(under, Span::styled(fit(told, under.width.into()), style));
    }
}
