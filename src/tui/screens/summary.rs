//! A week on one page, or the one-to-one sheet of a rep: to read here, and to write to a file for the browser, the printer or
//! a mail.

mod numbers;
mod page;
mod sheet;
mod write;

use std::path::PathBuf;

use anyhow::Result;
use ratatui::layout::Rect;

use crate::domain::call::Instant;
use crate::domain::id::RepId;
use crate::domain::week::Week;
use crate::ops::summary::{self as op, Format};
use crate::ops::{draw, setup};
use crate::store::Store;
use crate::tui::canvas::Canvas;
use crate::tui::keys::{Action, Scope};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input, Screen};
use crate::tui::widgets::field::Field;
use crate::tui::widgets::scroll::{self, Scroll};
use crate::tui::widgets::{dialog, panel};

/// What stands before the page.
#[derive(Debug)]
enum Open {
    Nothing,
    /// Where to write it.
    Path(Format, Field),
    /// Whether to replace what is there.
    Replace(Format, PathBuf),
}

/// What is on the page.
enum Told {
    /// A week.
    Week(Week, Box<op::Summary>),
    /// A rep, to sit down with.
    Sheet(RepId, Box<op::sheet::Sheet>),
}

/// The page.
pub struct Summary {
    now: Instant,
    names: bool,
    told: Told,
    /// Whether it was gathered a moment ago, so that the refresh of a screen that opens need not do it again.
    is_fresh: bool,
    /// The first line in sight.
    scroll: Scroll,
    open: Open,
}

impl Summary {
    /// Gathers the page of a week; customers are not named.
    ///
    /// # Errors
    /// What the store says.
    pub fn new(week: Week, context: &Context) -> Result<Self> {
        let told = op::gather(context.store, week, None, context.now, false)?;
        Ok(Self::of(Told::Week(week, Box::new(told)), context.now))
    }

    /// Gathers the sheet of a rep; customers are not named.
    ///
    /// # Errors
    /// What the store says.
    pub fn sheet(rep: RepId, context: &Context) -> Result<Self> {
        let told = op::sheet::gather(context.store, rep, context.now, false)?;
        Ok(Self::of(Told::Sheet(rep, Box::new(told)), context.now))
    }

    fn of(told: Told, now: Instant) -> Self {
        Self {
            now,
            names: false,
            told,
            is_fresh: true,
            scroll: Scroll::default(),
            open: Open::Nothing,
        }
    }

    fn act(&mut self, action: Action, context: &mut Context) -> Result<Flow> {
        match action {
            Action::Previous => return self.turn(-1, context),
            Action::Next => return self.turn(1, context),
            Action::Names => {
                self.names = !self.names;
                self.refresh(context.store)?;
            }
            Action::Html => self.open = self.ask(Format::Html),
            Action::Markdown => self.open = self.ask(Format::Md),
            Action::Workbook => self.open = self.ask(Format::Xlsx),
            Action::Mail => self.open = self.ask(Format::Eml),
            Action::Back => return Ok(Flow::Back),
            action => self.scroll.take(&Input::Do(action), context),
        }
        Ok(Flow::Stay)
    }

    /// Another week; a sheet has only the present.
    fn turn(&mut self, weeks: i64, context: &mut Context) -> Result<Flow> {
        let Told::Week(week, _) = &mut self.told else {
            return Ok(Flow::Stay);
        };
        let today = setup::this_week(context.store, self.now)?;
        if weeks > 0 && *week >= draw::current_week(context.store, today)? {
            return context.say(Notice::done("There are no calls of a later week."));
        }
        *week = week.plus(weeks);
        self.scroll = Scroll::default();
        self.refresh(context.store)?;
        Ok(Flow::Stay)
    }
}

impl Screen for Summary {
    fn title(&self) -> String {
        match &self.told {
            Told::Week(..) => "The week on one page".into(),
            Told::Sheet(_, sheet) => format!("One-to-one with {}", sheet.rep),
        }
    }

    fn scopes(&self) -> &'static [Scope] {
        match (&self.open, &self.told) {
            (Open::Nothing, Told::Week(..)) => Scope::Summary.chain(),
            (Open::Nothing, Told::Sheet(..)) => Scope::Sheet.chain(),
            (Open::Path(..), _) => Scope::Text.chain(),
            (Open::Replace(..), _) => Scope::Dialog.chain(),
        }
    }

    fn refresh(&mut self, store: &Store) -> Result<()> {
        if std::mem::take(&mut self.is_fresh) {
            return Ok(());
        }
        match &mut self.told {
            Told::Week(week, told) => {
                **told = op::gather(store, *week, None, self.now, self.names)?;
            }
            Told::Sheet(rep, told) => {
                **told = op::sheet::gather(store, *rep, self.now, self.names)?;
            }
        }
        Ok(())
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        self.now = context.now;
        match (&self.open, input) {
            (Open::Nothing, Input::Do(action)) => self.act(action, context),
            (Open::Nothing, input) => {
                self.scroll.take(&input, context);
                Ok(Flow::Stay)
            }
            (Open::Path(..), input) => self.type_path(&input, context),
            (Open::Replace(form, path), Input::Do(Action::Yes)) => {
                let (form, path) = (*form, path.clone());
                self.write(form, &path, true, context)
            }
            (Open::Replace(form, path), Input::Do(Action::No)) => {
                let typed = path.display().to_string();
                self.open = Open::Path(*form, Field::new(&typed));
                Ok(Flow::Stay)
            }
            _ => Ok(Flow::Stay),
        }
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        let room = panel::inset(area);
        let columns = scroll::columns(room);
        let lines = match &self.told {
            Told::Week(_, told) => page::lines(told, self.names, columns, canvas.theme),
            Told::Sheet(_, told) => sheet::lines(told, self.names, columns, canvas.theme),
        };
        self.scroll.draw(canvas, room, lines);
        match &self.open {
            Open::Nothing => {}
            Open::Path(form, field) => write::draw(canvas, area, *form, self.names, field),
            Open::Replace(_, path) => dialog::draw(
                canvas,
                area,
                "Replace it?",
                &format!(
                    "{} is there already. What it holds would be gone.",
                    path.display()
                ),
            ),
        }
    }
}

impl std::fmt::Debug for Summary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Summary")
            .field("names", &self.names)
            .finish_non_exhaustive()
    }
}
