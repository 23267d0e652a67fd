//! The customer's own words on one form: what they talked about, the words, what is behind them, what is at stake.

use anyhow::Result;

use super::Score;
use super::writing::Writing;
use crate::store::{Store, moment};
use crate::tui::asking;
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input};
use crate::tui::widgets::form::{Form, Item, Said};

// The fields, top to bottom.
const THEME: usize = 0;
const WORDS: usize = 1;
const CAUSE: usize = 2;
const STAKE: usize = 3;

impl Score {
    /// The form for what the customer talked about at that thousandth of a second of the call; their words begin with
    /// `quote`.
    pub fn voice(&self, at_ms: i64, quote: &str) -> Writing {
        let form = Form::new(vec![
            asking::theme_field(&self.themes),
            Item::text("In their words", quote, "may stay empty"),
            asking::cause_field(),
            Item::text("At stake", "", "such as the whole account; may stay empty"),
        ]);
        Writing::Voice(at_ms, form)
    }

    /// Takes an input in while the form is open. Leaving it keeps what has a theme, as leaving a comment does.
    pub fn write_voice(&mut self, input: &Input, context: &mut Context) -> Result<Flow> {
        let Writing::Voice(_, form) = &mut self.writing else {
            return Ok(Flow::Stay);
        };
        let said = form.update(input);
        let typed = form.value(THEME).to_owned();
        form.hint(THEME, asking::theme_told(&typed, &self.themes));
        match said {
            Said::More => return Ok(Flow::Stay),
            Said::Done if typed.is_empty() => {
                form.go_to(THEME);
                return context.say(Notice::failed(asking::NO_THEME));
            }
            Said::Done | Said::Left => {}
        }
        let theme = self.keep_voice(context.store)?;
        self.writing = Writing::Nothing;
        match theme {
            Some(theme) => context.say(Notice::done(format!(
                "The customer's voice is noted: {theme}. u takes it back."
            ))),
            None => Ok(Flow::Stay),
        }
    }

    /// Puts what has a theme on disk; gives the theme.
    pub fn keep_voice(&mut self, store: &Store) -> Result<Option<String>> {
        let Writing::Voice(at_ms, form) = &self.writing else {
            return Ok(None);
        };
        let theme = asking::theme(form, THEME, &self.themes);
        if theme.is_empty() {
            return Ok(None);
        }
        let (cause, words) = (asking::cause(form.chosen(CAUSE)), form.value(WORDS));
        let at = Some(*at_ms);
        let id = moment::add_voice_at(store, self.id, &theme, cause, words, at)?;
        if !form.value(STAKE).is_empty() {
            moment::reword_voice(store, id, words, form.value(STAKE))?;
        }
        self.form.voices = moment::voices(store, self.id)?;
        self.themes = moment::themes(store)?;
        Ok(Some(theme))
    }
}
