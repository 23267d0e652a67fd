//! Changing a scorecard, question by question. Each change is on disk at once, beside the version in use; `Ctrl-S` makes
//! it the next version. The fields of a question stand in `question`, trying it out in `preview`, the looks in `draw`.

mod draw;
mod preview;
mod question;

use anyhow::Result;
use ratatui::layout::Rect;

use crate::domain::scorecard::{Question, Scorecard, Warning};
use crate::ops::scorecard as op;
use crate::store::scorecard::{self as forms, Version};
use crate::store::{Store, desk};
use crate::tui::canvas::{Canvas, Target};
use crate::tui::keys::{Action, Scope};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input, Screen};
use crate::tui::widgets::form::{Form, Item, Said};
use preview::Preview;

/// What stands above the questions.
enum Open {
    Nothing,
    /// The fields of a question: of the one at the cursor, or of a new one below it.
    Question {
        form: Form,
        place: Place,
    },
    /// The names of the section and of the scorecard.
    Names(Form),
    /// Why there is a next version, and whether only words changed.
    Publish(Form),
    /// The scorecard as a form.
    Preview(Preview),
}

/// Where a question goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In place of the one at the cursor.
    Here,
    /// Below it.
    Below,
    /// Below it, in a section of its own.
    Section,
}

/// A scorecard while it is changed.
pub struct Editor {
    /// The version in use.
    base: Version,
    form: Scorecard,
    /// The form before each change, oldest first.
    before: Vec<Scorecard>,
    cursor: usize,
    warnings: Vec<Warning>,
    open: Open,
}

impl Editor {
    /// Opens the newest version of a scorecard, with what was changed and not used yet.
    ///
    /// # Errors
    /// What the store says.
    pub fn new(key: &str, context: &Context) -> Result<Self> {
        let base = forms::newest(context.store, key)?;
        let draft = desk::setting(context.store, &op::draft_setting(key))?;
        let draft = draft.and_then(|text| Scorecard::parse(key, &text).ok());
        let form = draft.unwrap_or_else(|| base.scorecard.clone());
        Ok(Self {
            warnings: op::advice(context.store, &form)?,
            base,
            form,
            before: Vec::new(),
            cursor: 0,
            open: Open::Nothing,
        })
    }

    fn is_changed(&self) -> bool {
        self.form != self.base.scorecard
    }

    fn question(&self) -> Option<&Question> {
        self.form.questions().nth(self.cursor)
    }

    /// Takes a changed form over where it is sound, and puts it on disk; else says what is wrong. Whether it was taken.
    fn take(&mut self, form: &Scorecard, context: &mut Context) -> Result<bool> {
        let form = match Scorecard::parse(&self.base.scorecard.key, &form.to_toml()) {
            Ok(form) => form,
            Err(faults) => {
                let first = faults.0.first().map(|fault| fault.what.clone());
                context.say(Notice::failed(first.unwrap_or_default()))?;
                return Ok(false);
            }
        };
        if form == self.form {
            return Ok(true);
        }
        let before = std::mem::replace(&mut self.form, form);
        self.before.push(before);
        self.keep(context.store)?;
        Ok(true)
    }

    fn keep(&mut self, store: &Store) -> Result<()> {
        let text = if self.is_changed() {
            self.form.to_toml()
        } else {
            String::new()
        };
        desk::set(store, &op::draft_setting(&self.form.key), &text)?;
        self.warnings = op::advice(store, &self.form)?;
        let last = self.form.questions().count().saturating_sub(1);
        self.cursor = self.cursor.min(last);
        Ok(())
    }

    fn act(&mut self, action: Action, context: &mut Context) -> Result<Flow> {
        let last = self.form.questions().count().saturating_sub(1);
        match action {
            Action::Up => self.cursor = self.cursor.saturating_sub(1),
            Action::Down => self.cursor = (self.cursor + 1).min(last),
            Action::PageUp | Action::First => self.cursor = 0,
            Action::PageDown | Action::Last => self.cursor = last,
            Action::Open => self.ask(Place::Here),
            Action::Add => self.ask(Place::Below),
            Action::AddSection => self.ask(Place::Section),
            Action::Rename => self.open = Open::Names(self.names()),
            Action::MoveUp | Action::MoveDown => {
                let mut form = self.form.clone();
                let to = form.move_question(self.cursor, action == Action::MoveDown);
                if self.take(&form, context)? {
                    self.cursor = to;
                }
            }
            Action::Remove => {
                let mut form = self.form.clone();
                form.remove_question(self.cursor);
                self.take(&form, context)?;
            }
            Action::Preview => self.open = Open::Preview(Preview::new(&self.form)),
            Action::Undo => return self.undo(context),
            Action::Clear => {
                self.take(&self.base.scorecard.clone(), context)?;
                return context.say(Notice::done(
                    "As it was in the last version. u takes that back.",
                ));
            }
            Action::Save if !self.is_changed() => {
                return context.say(Notice::done("Nothing was changed."));
            }
            Action::Save => self.open = Open::Publish(self.why()),
            Action::Back => return Ok(Flow::Back),
            _ => {}
        }
        Ok(Flow::Stay)
    }

    fn undo(&mut self, context: &mut Context) -> Result<Flow> {
        let Some(before) = self.before.pop() else {
            return context.say(Notice::done("Nothing to take back."));
        };
        self.form = before;
        self.keep(context.store)?;
        Ok(Flow::Stay)
    }

    /// Opens the fields of a question.
    fn ask(&mut self, place: Place) {
        let form = match (place, self.question()) {
            (Place::Here, Some(one)) => question::fields(&self.form, self.cursor, one),
            _ => question::fields(&self.form, self.cursor + 1, &Question::new("", &self.form)),
        };
        self.open = Open::Question { form, place };
    }

    fn names(&self) -> Form {
        let section = self.form.place_of(self.cursor);
        let section = section.and_then(|(at, _)| self.form.sections.get(at));
        Form::new(vec![
            Item::text(
                "Section",
                section.map_or("", |one| &one.name),
                "heading on the form",
            ),
            Item::text("Scorecard", &self.form.name, "its name for people"),
            Item::text(
                "Meant for",
                &self.form.summary,
                "which conversations, in a sentence",
            ),
        ])
    }

    fn rename(&mut self, names: &Form, context: &mut Context) -> Result<bool> {
        let mut form = self.form.clone();
        let section = form.place_of(self.cursor).map(|(at, _)| at);
        if let Some(section) = section.and_then(|at| form.sections.get_mut(at)) {
            names.value(0).clone_into(&mut section.name);
        }
        names.value(1).clone_into(&mut form.name);
        names.value(2).clone_into(&mut form.summary);
        self.take(&form, context)
    }

    fn why(&self) -> Form {
        let words_only = self
            .form
            .changed_beyond_words(&self.base.scorecard)
            .is_none();
        let what = [
            "what is asked: trends begin anew",
            "only words: trends go on",
        ];
        let what = Item::pick(
            "What changed",
            what.map(str::to_owned).to_vec(),
            "← → choose",
        );
        Form::new(vec![
            Item::text("Why", "", "for whoever reads the scores later"),
            what.chosen(usize::from(words_only)),
        ])
    }

    fn publish(&mut self, why: &Form, context: &mut Context) -> Result<Flow> {
        let (store, toml) = (context.store, self.form.to_toml());
        let (reason, words_only) = (why.value(0), why.chosen(1) == 1);
        op::publish(
            store,
            &self.form,
            &toml,
            reason,
            words_only,
            context.now.to_utc(),
        )?;
        self.base = forms::newest(store, &self.form.key)?;
        self.form = self.base.scorecard.clone();
        self.before.clear();
        self.keep(store)?;
        self.open = Open::Nothing;
        let version = self.base.version;
        context.say(Notice::done(format!(
            "Version {version} is in use from now on. Calls scored before keep their own."
        )))
    }

    /// Takes in what comes while fields are open.
    fn fill(&mut self, input: &Input, context: &mut Context) -> Result<Flow> {
        let (Open::Question { form, .. } | Open::Names(form) | Open::Publish(form)) =
            &mut self.open
        else {
            return Ok(Flow::Stay);
        };
        match form.update(input) {
            Said::More => return Ok(Flow::Stay),
            Said::Left => {
                self.open = Open::Nothing;
                return Ok(Flow::Stay);
            }
            Said::Done => {}
        }
        let taken = match std::mem::replace(&mut self.open, Open::Nothing) {
            Open::Publish(form) => {
                let published = self.publish(&form, context);
                if published.is_err() {
                    self.open = Open::Publish(form);
                }
                return published;
            }
            Open::Names(form) => {
                let taken = self.rename(&form, context)?;
                (taken, Open::Names(form))
            }
            Open::Question { form, place } => {
                let taken = self.take_question(&form, place, context)?;
                (taken, Open::Question { form, place })
            }
            other => (true, other),
        };
        // What was typed stays until it can be taken.
        if let (false, open) = taken {
            self.open = open;
        }
        Ok(Flow::Stay)
    }

    fn take_question(
        &mut self,
        fields: &Form,
        place: Place,
        context: &mut Context,
    ) -> Result<bool> {
        let old = match (place, self.question()) {
            (Place::Here, Some(one)) => one.clone(),
            _ => Question::new(fields.value(question::TEXT), &self.form),
        };
        let question = match question::read(fields, &self.form, self.cursor, old) {
            Ok(question) => question,
            Err(why) => {
                context.say(Notice::failed(why))?;
                return Ok(false);
            }
        };
        let mut form = self.form.clone();
        match place {
            Place::Here => {
                if let Some(one) = form.question_mut(self.cursor) {
                    *one = question;
                }
            }
            Place::Below => form.add_question(self.cursor, question),
            Place::Section => {
                let name = format!("New section {}", form.sections.len() + 1);
                form.add_section(self.cursor, &name, question.clone());
            }
        }
        let key_of_new = form
            .questions()
            .map(|one| one.key.clone())
            .collect::<Vec<_>>();
        let taken = self.take(&form, context)?;
        if taken && place != Place::Here {
            let new = (0..key_of_new.len()).find(|at| {
                self.before
                    .last()
                    .is_some_and(|before| before.question(&key_of_new[*at]).is_none())
            });
            self.cursor = new.unwrap_or(self.cursor);
            if place == Place::Section {
                self.open = Open::Names(self.names());
            }
        }
        Ok(taken)
    }
}

impl Screen for Editor {
    fn title(&self) -> String {
        "Scorecard".into()
    }

    fn scopes(&self) -> &'static [Scope] {
        match &self.open {
            Open::Nothing => Scope::Editor.chain(),
            Open::Question { .. } | Open::Names(_) | Open::Publish(_) => Scope::Form.chain(),
            Open::Preview(_) => Scope::Preview.chain(),
        }
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        match (&mut self.open, input) {
            (Open::Preview(preview), input) => {
                if preview.update(&self.form, &input) {
                    self.open = Open::Nothing;
                }
                Ok(Flow::Stay)
            }
            (Open::Nothing, Input::Do(action)) => self.act(action, context),
            (Open::Nothing, Input::Click(Target::Row(row))) => {
                self.cursor = row.min(self.form.questions().count().saturating_sub(1));
                Ok(Flow::Stay)
            }
            (Open::Nothing, Input::Scroll(rows)) => {
                let last = self.form.questions().count().saturating_sub(1);
                self.cursor = self.cursor.saturating_add_signed(rows.into()).min(last);
                Ok(Flow::Stay)
            }
            (Open::Nothing, _) => Ok(Flow::Stay),
            (_, input) => self.fill(&input, context),
        }
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        self.draw(canvas, area);
    }

    fn has_header(&self) -> bool {
        false
    }
}
