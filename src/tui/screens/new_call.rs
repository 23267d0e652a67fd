//! A call that was just heard and stands in no log: who, with whom, on which channel, when; then its form is open.

use anyhow::Result;
use ratatui::layout::Rect;
use ratatui::text::Span;

use crate::domain::call::Channel;
use crate::domain::rep::Rep;
use crate::ops::new_call::{self, JustHeard};
use crate::ops::setup;
use crate::store::{Store, rep};
use crate::tui::canvas::{Canvas, below};
use crate::tui::glyphs::TARGETED;
use crate::tui::keys::{Action, Scope};
use crate::tui::screen::{Context, Flow, Input, Route, Screen};
use crate::tui::widgets::form::{Form, Item, Said};
use crate::tui::widgets::text::wrap;
use crate::tui::widgets::{dialog, panel};
use crate::tui::words;

// The fields, top to bottom.
const REP: usize = 0;
const CUSTOMER: usize = 1;
const CHANNEL: usize = 2;
const WHEN: usize = 3;

/// The widest that the form is drawn.
const WIDEST: u16 = 96;

/// The form.
#[derive(Debug)]
pub struct NewCall {
    form: Form,
    reps: Vec<Rep>,
    /// Whether it is asked if what was typed may go.
    leaving: bool,
}

impl NewCall {
    /// An empty form.
    ///
    /// # Errors
    /// What the store says; there is no rep.
    pub fn new(store: &Store) -> Result<Self> {
        let mut reps = rep::list(store)?;
        reps.retain(|rep| !rep.retired);
        anyhow::ensure!(
            !reps.is_empty(),
            "there is nobody here who takes calls: add a rep first"
        );
        let names = reps.iter().map(|rep| rep.name.clone()).collect();
        let channels = Channel::ALL
            .iter()
            .map(|one| words::channel(*one).to_owned());
        let mut form = Form::new(vec![
            Item::pick("Who took it", names, "← → choose"),
            Item::text("Customer", "", "Name, number, e-mail; may stay empty"),
            Item::pick("Channel", channels.collect(), "← → choose"),
            Item::text(
                "When",
                "now",
                "Such as -10m, 9:15, yesterday 14:00, 16 Nov 2pm",
            ),
        ]);
        if reps.len() == 1 {
            form.go_to(CUSTOMER);
        }
        Ok(Self {
            form,
            reps,
            leaving: false,
        })
    }

    /// Writes the call down; none when a field is wrong, which the form then shows.
    fn write(&mut self, context: &Context) -> Result<Flow> {
        let zone = setup::zone(context.store)?;
        let when = self.form.value(WHEN);
        if let Err(error) = new_call::started_at(&zone, when, context.now) {
            self.form.wrong(WHEN, error.to_string());
            return Ok(Flow::Stay);
        }
        let channel = Channel::ALL.get(self.form.chosen(CHANNEL));
        let (Some(rep), Some(channel)) = (self.reps.get(self.form.chosen(REP)), channel) else {
            return Ok(Flow::Stay);
        };
        let heard = JustHeard {
            rep: rep.id,
            customer: self.form.value(CUSTOMER),
            channel: *channel,
            when,
        };
        let call = new_call::add(context.store, &heard, context.now)?;
        Ok(Flow::Replace(Route::Score(call)))
    }
}

impl Screen for NewCall {
    fn title(&self) -> String {
        "New call".into()
    }

    fn scopes(&self) -> &'static [Scope] {
        if self.leaving {
            Scope::Dialog.chain()
        } else {
            Scope::NewCall.chain()
        }
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        match input {
            Input::Do(Action::Accept) => return self.write(context),
            Input::Do(Action::Yes) => return Ok(Flow::Back),
            Input::Do(Action::No) => {
                self.leaving = false;
                return Ok(Flow::Stay);
            }
            _ if self.leaving => return Ok(Flow::Stay),
            _ => {}
        }
        match self.form.update(&input) {
            Said::More => Ok(Flow::Stay),
            Said::Left if !self.form.value(CUSTOMER).is_empty() => {
                self.leaving = true;
                Ok(Flow::Stay)
            }
            Said::Left => Ok(Flow::Back),
            Said::Done => self.write(context),
        }
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        let theme = canvas.theme;
        let inset = panel::inset(area);
        let page = Rect {
            width: inset.width.min(WIDEST),
            ..inset
        };
        let mut rest = panel::draw(canvas, page, "A call you just heard", "");
        let told = format!(
            "{TARGETED} You chose it, so it stays out of the KPIs. It is good for coaching and for the customer's voice."
        );
        if rest.height > 10 {
            for line in wrap(&told, rest.width.into()) {
                canvas.line(rest, Span::styled(line, theme.dim));
                rest = below(rest, 1);
            }
            rest = below(rest, 1);
        }
        self.form.draw(canvas, rest);
        if self.leaving {
            canvas.cursor = None;
            dialog::draw(
                canvas,
                area,
                "Leave?",
                "The call is not noted yet, and what you typed is not kept.",
            );
        }
    }
}
