//! Calls one below the other, newest first: everybody's, those that hold what is typed, or one customer's. However long
//! the log is, a few hundred rows are held, and a search that finds nothing lets the next key through.

use std::time::Duration;

use anyhow::Result;
use ratatui::text::{Line, Span};

use crate::domain::call::Call;
use crate::domain::draw::PickStatus;
use crate::domain::id::{CallId, CustomerId};
use crate::store::became::{self, Became};
use crate::store::call::Before;
use crate::store::call::find::Finder;
use crate::store::call::page::{Wanted, Way, page};
use crate::store::{Store, call};
use crate::tui::glyphs::{CRITICAL, TARGETED};
use crate::tui::keys::Action;
use crate::tui::theme::Theme;
use crate::tui::widgets::viewport::Viewport;
use crate::tui::words;

/// Calls that are read at a time.
const PAGE: usize = 100;
/// Calls that are held at the most.
const KEPT: usize = 400;
/// Calls that a search looks at before the next key gets its turn.
const SLICE: usize = 4_000;

/// A call and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// The call.
    pub call: Call,
    /// What became of it.
    pub became: Became,
}

impl Listed {
    /// A call with what became of it.
    ///
    /// # Errors
    /// What the store says.
    pub fn read(store: &Store, call: Call) -> Result<Self> {
        let became = became::of_call(store, call.id)?;
        Ok(Self { call, became })
    }

    /// The customer behind the mark of calls that were chosen by hand.
    pub fn customer(&self, theme: &Theme) -> Line<'static> {
        self.marked(words::customer(&self.call), theme)
    }

    /// Any text behind that mark.
    pub fn marked(&self, text: impl Into<String>, theme: &Theme) -> Line<'static> {
        let mark = if self.became.is_targeted() {
            TARGETED
        } else {
            " "
        };
        // A blank has no colour: it would show on the chosen row.
        let style = if mark == TARGETED {
            theme.warn
        } else {
            theme.text
        };
        Line::from(vec![
            Span::styled(mark, style),
            Span::raw(" "),
            Span::raw(text.into()),
        ])
    }

    /// What became of it in a few words; why nobody will hear it where that is so.
    pub fn status(&self, theme: &Theme) -> Line<'static> {
        let heard = self.heard(theme);
        if heard.width() == 0 {
            Line::styled(words::standing(self.call.standing), theme.dim)
        } else {
            heard
        }
    }

    /// How far it is heard: its score, a draft, to hear, skipped; nothing where nobody chose it.
    pub fn heard(&self, theme: &Theme) -> Line<'static> {
        let became = &self.became;
        let status = became.pick.as_ref().map(|pick| pick.status);
        if became.evaluation.is_some() {
            score(became, theme)
        } else if became.draft.is_some() {
            Line::styled("draft", theme.accent)
        } else if status == Some(PickStatus::Waiting) {
            Line::styled("to hear", theme.strong)
        } else if status == Some(PickStatus::Skipped) {
            Line::styled("skipped", theme.dim)
        } else {
            Line::default()
        }
    }
}

/// Quality and critical errors side by side: `86 ‼ 1`.
pub fn score(became: &Became, theme: &Theme) -> Line<'static> {
    let quality = became.quality.map_or("no score".into(), words::whole);
    let mut told = vec![Span::styled(quality, theme.strong)];
    if became.errors > 0 {
        let errors = format!(" {CRITICAL} {}", became.errors);
        told.push(Span::styled(errors, theme.bad));
    }
    Line::from(told)
}

/// The loaded stretch of the log and where one is in it.
#[derive(Debug)]
pub struct CallList {
    customer: Option<CustomerId>,
    text: String,
    /// Finds the words of the text; none where it holds none.
    finder: Option<Finder>,
    rows: Vec<Listed>,
    /// From where newer calls go on; none at the newest.
    newer: Option<Before>,
    /// From where older calls go on; none at the oldest.
    older: Option<Before>,
    /// A search that goes on, and how many calls it still wants.
    looking: Option<(Way, usize)>,
    view: Viewport,
}

impl CallList {
    /// A list of everybody's calls, or of one customer's, still to be read.
    pub fn of(customer: Option<CustomerId>) -> Self {
        Self {
            customer,
            text: String::new(),
            finder: None,
            rows: Vec::new(),
            newer: None,
            older: Some(Before::NEWEST),
            looking: None,
            view: Viewport::default(),
        }
    }

    /// Reads anew what is held; at its first time the newest calls.
    ///
    /// # Errors
    /// What the store says.
    pub fn refresh(&mut self, store: &Store) -> Result<()> {
        if self.text.is_empty() && self.newer.is_none() {
            let held = self.rows.len().max(PAGE);
            self.rows.clear();
            self.older = Some(Before::NEWEST);
            return self.load(store, Way::Older, held);
        }
        self.finder = Finder::new(store, &self.text, self.customer)?;
        let mut rows = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            if let Some(call) = call::find(store, row.call.id)? {
                rows.push(Listed::read(store, call)?);
            }
        }
        self.rows = rows;
        Ok(())
    }

    /// Shows only the calls that hold `text`.
    ///
    /// # Errors
    /// What the store says.
    pub fn find(&mut self, store: &Store, text: &str) -> Result<()> {
        text.clone_into(&mut self.text);
        self.finder = Finder::new(store, text, self.customer)?;
        self.begin(store)
    }

    /// What is looked for.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The rows that are held.
    pub fn rows(&self) -> &[Listed] {
        &self.rows
    }

    /// Where one is among them.
    pub fn view(&self) -> &Viewport {
        &self.view
    }

    /// The chosen row.
    pub fn chosen(&self) -> Option<&Listed> {
        self.rows.get(self.view.selected)
    }

    /// Whether there are calls above and below those that are held.
    pub fn goes_on(&self) -> (bool, bool) {
        (self.newer.is_some(), self.older.is_some())
    }

    /// Whether a search is still going on.
    pub fn is_looking(&self) -> bool {
        self.looking.is_some()
    }

    /// At once, while a search goes on.
    pub fn wake_in(&self) -> Option<Duration> {
        self.looking.map(|_| Duration::ZERO)
    }

    /// Takes a search one slice further.
    ///
    /// # Errors
    /// What the store says.
    pub fn go_on(&mut self, store: &Store) -> Result<()> {
        match self.looking {
            Some((way, missing)) => self.load(store, way, missing),
            None => Ok(()),
        }
    }

    /// Moves as the action says, `height` rows being in sight.
    ///
    /// # Errors
    /// What the store says.
    pub fn act(&mut self, store: &Store, action: Action, height: usize) -> Result<()> {
        match action {
            Action::First if self.newer.is_some() => return self.begin(store),
            Action::Last if self.older.is_some() => return self.end(store, height),
            Action::Down | Action::PageDown => self.load_below(store, height)?,
            Action::Up | Action::PageUp => self.load_above(store, height)?,
            _ => {}
        }
        self.view.act(action, self.rows.len(), height);
        Ok(())
    }

    /// Turns the wheel by so many rows.
    ///
    /// # Errors
    /// What the store says.
    pub fn scroll(&mut self, store: &Store, rows: i16, height: usize) -> Result<()> {
        if rows > 0 {
            self.load_below(store, height)?;
        } else {
            self.load_above(store, height)?;
        }
        self.view.scroll(rows, self.rows.len(), height);
        Ok(())
    }

    /// Chooses a row.
    pub fn select(&mut self, row: usize, height: usize) {
        self.view.select(row, self.rows.len(), height);
    }

    /// Chooses this call where it is held.
    pub fn select_call(&mut self, id: CallId) {
        if let Some(row) = self.rows.iter().position(|row| row.call.id == id) {
            self.view.selected = row;
        }
    }

    fn begin(&mut self, store: &Store) -> Result<()> {
        self.rows.clear();
        self.view = Viewport::default();
        (self.newer, self.older) = (None, Some(Before::NEWEST));
        self.load(store, Way::Older, PAGE)
    }

    fn end(&mut self, store: &Store, height: usize) -> Result<()> {
        self.rows.clear();
        self.view = Viewport::default();
        (self.newer, self.older) = (Some(Before::OLDEST), None);
        self.load(store, Way::Newer, PAGE)?;
        self.select(usize::MAX, height);
        Ok(())
    }

    fn load_below(&mut self, store: &Store, height: usize) -> Result<()> {
        if self.view.selected + 2 * height < self.rows.len() || self.looking.is_some() {
            return Ok(());
        }
        self.load(store, Way::Older, PAGE)
    }

    fn load_above(&mut self, store: &Store, height: usize) -> Result<()> {
        if self.view.selected >= 2 * height || self.looking.is_some() {
            return Ok(());
        }
        self.load(store, Way::Newer, PAGE)
    }

    fn load(&mut self, store: &Store, way: Way, wanted: usize) -> Result<()> {
        self.looking = None;
        let from = match way {
            Way::Older => self.older,
            Way::Newer => self.newer,
        };
        let Some(from) = from else {
            return Ok(());
        };
        let page = if let Some(finder) = &self.finder {
            finder.page(store, from, way, wanted, SLICE)?
        } else {
            let text = Wanted {
                customer: self.customer,
                text: &self.text,
            };
            page(store, text, from, way, wanted, SLICE)?
        };
        let missing = wanted.saturating_sub(page.calls.len());
        if missing > 0 && page.next.is_some() {
            self.looking = Some((way, missing));
        }
        let mut rows = Vec::with_capacity(page.calls.len());
        for call in page.calls {
            rows.push(Listed::read(store, call)?);
        }
        match way {
            Way::Older => self.put_below(rows, page.next),
            Way::Newer => self.put_above(rows, page.next),
        }
        Ok(())
    }

    fn put_below(&mut self, rows: Vec<Listed>, next: Option<Before>) {
        self.older = next;
        self.rows.extend(rows);
        let extra = self.rows.len().saturating_sub(KEPT);
        if extra > 0 {
            self.rows.drain(..extra);
            self.view.shift(-(extra as isize));
            self.newer = self.rows.first().map(|row| Before::call(&row.call));
        }
    }

    fn put_above(&mut self, mut rows: Vec<Listed>, next: Option<Before>) {
        self.newer = next;
        rows.reverse();
        self.view.shift(rows.len() as isize);
        self.rows.splice(..0, rows);
        if self.rows.len() > KEPT {
            self.rows.truncate(KEPT);
            self.older = self.rows.last().map(|row| Before::call(&row.call));
        }
    }
}

#[cfg(test)]
mod tests;
