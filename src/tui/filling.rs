//! A screen that is one form: its keys, its drawing and leaving it are the same, whatever is asked for.

use std::fmt::Debug;

use anyhow::Result;
use ratatui::layout::Rect;

use crate::tui::canvas::Canvas;
use crate::tui::keys::Scope;
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input, Screen};
use crate::tui::widgets::form::{Form, Said};
use crate::tui::widgets::form_page::FormPage;

/// What a form is filled in for.
pub trait Purpose: Debug {
    /// What the screen is called.
    const TITLE: &'static str;

    /// Writes down what the form holds, and what to say then; none where a field is wrong, which is marked.
    ///
    /// # Errors
    /// What the store says.
    fn write(&self, form: &mut Form, context: &Context) -> Result<Option<Notice>>;
}

/// The screen.
#[derive(Debug)]
pub struct Filling<P> {
    page: FormPage,
    purpose: P,
}

impl<P: Purpose> Filling<P> {
    /// The form of this purpose on its page.
    pub fn new(page: FormPage, purpose: P) -> Self {
        Self { page, purpose }
    }
}

impl<P: Purpose> Screen for Filling<P> {
    fn title(&self) -> String {
        P::TITLE.into()
    }

    fn scopes(&self) -> &'static [Scope] {
        self.page.scopes()
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        match self.page.update(&input) {
            Said::More => Ok(Flow::Stay),
            Said::Left => Ok(Flow::Back),
            Said::Done => {
                let Some(written) = self.purpose.write(&mut self.page.form, context)? else {
                    return Ok(Flow::Stay);
                };
                context.say(written)?;
                Ok(Flow::Back)
            }
        }
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        self.page.draw(canvas, area);
    }
}
