//! What is written beside the answers: a comment on a question, a moment, the customer's own words. What is half
//! written is kept when the form is left.

use anyhow::Result;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Score;
use crate::domain::evaluation::AnswerValue;
use crate::domain::scorecard::Kind;
use crate::domain::voice::{Cause, MomentKind};
use crate::store::{Store, evaluation, moment};
use crate::tui::canvas::{Canvas, below, centred};
use crate::tui::keys::{self, Action, Scope};
use crate::tui::listening::minutes;
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input};
use crate::tui::widgets::dialog::{Choice, Chosen};
use crate::tui::widgets::field::Field;
use crate::tui::widgets::footer::draw_hints;
use crate::tui::widgets::panel;
use crate::tui::widgets::text::fit;

/// What is being written, if anything.
#[derive(Debug)]
pub enum Writing {
    /// Nothing: keys are answers.
    Nothing,
    /// A comment on the question at the cursor, or the answer to a question that is answered in words.
    Comment(Field),
    /// Which sort of moment it is.
    MomentKind(i64, Choice),
    /// The words of a moment.
    Moment(i64, MomentKind, Field),
    /// What the customer talked about.
    Theme(i64, Field),
    /// Who or what is behind it.
    Cause(i64, String, Choice),
    /// The customer's words.
    Quote(i64, String, Option<Cause>, Field),
}

impl Writing {
    /// A moment at that second of the call.
    pub fn moment(at_secs: i64) -> Self {
        let sorts = [
            "+  worth praise",
            "−  to do better",
            "“  the customer's words",
        ];
        Self::MomentKind(
            at_secs,
            Choice::new(
                format!("Moment at {}", minutes(at_secs)),
                sorts.map(str::to_owned).to_vec(),
            ),
        )
    }

    /// A voice at that second of the call.
    pub fn voice(at_secs: i64) -> Self {
        Self::Theme(at_secs, Field::default())
    }

    /// Whether something is being written.
    pub fn is_open(&self) -> bool {
        !matches!(self, Self::Nothing)
    }

    /// Whose keys hold.
    pub fn scope(&self) -> Scope {
        match self {
            Self::Nothing => Scope::Score,
            Self::MomentKind(..) | Self::Cause(..) => Scope::Choice,
            Self::Comment(_) | Self::Moment(..) | Self::Theme(..) | Self::Quote(..) => Scope::Text,
        }
    }

    fn field(&mut self) -> Option<&mut Field> {
        match self {
            Self::Comment(field)
            | Self::Moment(_, _, field)
            | Self::Theme(_, field)
            | Self::Quote(_, _, _, field) => Some(field),
            _ => None,
        }
    }
}

fn cause_choice(theme: &str) -> Choice {
    let mut causes: Vec<String> = Cause::ALL
        .iter()
        .map(|cause| says(*cause).to_owned())
        .collect();
    causes.push("not clear".to_owned());
    Choice::new(format!("What is behind “{theme}”?"), causes)
}

fn says(cause: Cause) -> &'static str {
    match cause {
        Cause::Policy => "policy: a rule of ours",
        Cause::Price => "price: what it costs",
        Cause::Product => "product: what we sell",
        Cause::Process => "process: how we do things",
        Cause::Promise => "promise: what we said we would do",
        Cause::Rep => "rep: one of us",
        Cause::Customer => "customer: their side",
    }
}

impl Score {
    /// The line for a comment, with what it holds so far.
    pub fn comment(&self) -> Writing {
        let Some(question) = self.question(self.cursor) else {
            return Writing::Nothing;
        };
        let text = match (&question.kind, self.form.answers.of(question)) {
            (Kind::Text, Some(AnswerValue::Text(text))) => text.as_str(),
            _ => self
                .form
                .comments
                .get(&question.key)
                .map_or("", String::as_str),
        };
        Writing::Comment(Field::new(text))
    }

    /// Takes an input in while something is written.
    pub fn write(&mut self, input: &Input, context: &mut Context) -> Result<Flow> {
        match input {
            Input::Key(key) => {
                if let Some(field) = self.writing.field() {
                    field.key(*key);
                }
            }
            Input::Paste(text) => {
                if let Some(field) = self.writing.field() {
                    field.paste(text);
                }
            }
            // Leaving keeps a comment as it stands; a moment or voice without words was not meant.
            Input::Do(Action::Cancel) if self.writing.field().is_some() => {
                if matches!(self.writing, Writing::Comment(_)) {
                    self.keep_writing(context.store)?;
                }
                self.writing = Writing::Nothing;
            }
            Input::Do(Action::Accept) if self.writing.field().is_some() => {
                return self.accept(context);
            }
            other => self.choose(other),
        }
        Ok(Flow::Stay)
    }

    fn choose(&mut self, input: &Input) {
        let (Writing::MomentKind(_, choice) | Writing::Cause(_, _, choice)) = &mut self.writing
        else {
            return;
        };
        let place = match choice.update(input) {
            Chosen::Open => return,
            Chosen::None => None,
            Chosen::One(place) => Some(place),
        };
        self.writing = match (
            std::mem::replace(&mut self.writing, Writing::Nothing),
            place,
        ) {
            (Writing::MomentKind(at, _), Some(place)) => match MomentKind::ALL.get(place) {
                Some(kind) => Writing::Moment(at, *kind, Field::default()),
                None => Writing::Nothing,
            },
            (Writing::Cause(at, theme, _), Some(place)) => {
                Writing::Quote(at, theme, Cause::ALL.get(place).copied(), Field::default())
            }
            _ => Writing::Nothing,
        };
    }

    fn accept(&mut self, context: &mut Context) -> Result<Flow> {
        let said = match &self.writing {
            Writing::Theme(_, field) if field.text().trim().is_empty() => {
                return context.say(Notice::failed(
                    "Say in a word or two what it was about, or Esc.",
                ));
            }
            Writing::Theme(at, field) => {
                let theme = self
                    .known_theme(field.text())
                    .unwrap_or_else(|| field.text().trim().to_owned());
                self.writing = Writing::Cause(*at, theme.clone(), cause_choice(&theme));
                return Ok(Flow::Stay);
            }
            Writing::Moment(at, kind, _) => {
                format!("Moment noted at {}: {}.", minutes(*at), kind.word())
            }
            Writing::Quote(_, theme, _, _) => format!("The customer's voice is noted: {theme}."),
            Writing::Comment(_) => "Comment kept.".to_owned(),
            _ => String::new(),
        };
        self.keep_writing(context.store)?;
        self.writing = Writing::Nothing;
        context.say(Notice::done(said))
    }

    /// The theme that already exists and begins with what was typed.
    fn known_theme(&self, typed: &str) -> Option<String> {
        let typed = crate::domain::rep::name_key(typed);
        self.themes
            .iter()
            .find(|theme| {
                !typed.is_empty() && crate::domain::rep::name_key(theme).starts_with(&typed)
            })
            .cloned()
    }

    /// Puts what is being written on disk.
    pub fn keep_writing(&mut self, store: &Store) -> Result<()> {
        match &self.writing {
            Writing::Comment(field) => {
                let text = field.text().trim().to_owned();
                self.keep_comment(store, &text)?;
            }
            Writing::Moment(at, kind, field) => {
                moment::add(store, self.id, *at, *kind, field.text().trim())?;
                self.form.moments = moment::list(store, self.id)?;
            }
            Writing::Quote(at, theme, cause, field) => {
                moment::add_voice(
                    store,
                    self.id,
                    theme,
                    *cause,
                    field.text().trim(),
                    Some(*at),
                )?;
                self.form.voices = moment::voices(store, self.id)?;
                self.themes = moment::themes(store)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn keep_comment(&mut self, store: &Store, text: &str) -> Result<()> {
        let Some(question) = self.question(self.cursor) else {
            return Ok(());
        };
        let (key, in_words) = (question.key.clone(), question.kind == Kind::Text);
        let Some(row) = self.form.version.question_ids.get(&key).copied() else {
            return Ok(());
        };
        if in_words {
            let value = (!text.is_empty()).then(|| AnswerValue::Text(text.to_owned()));
            evaluation::answer(
                store,
                self.id,
                row,
                (!text.is_empty()).then_some(text),
                self.now,
            )?;
            match value {
                Some(value) => self.form.answers.set(&key, value),
                None => self.form.answers.clear(&key),
            }
        } else if !text.is_empty() || self.form.comments.contains_key(&key) {
            evaluation::comment(store, self.id, row, text, self.now)?;
            if text.is_empty() {
                self.form.comments.remove(&key);
            } else {
                self.form.comments.insert(key, text.to_owned());
            }
        }
        Ok(())
    }

    /// Draws what is being written above the form.
    pub fn draw_writing(&self, canvas: &mut Canvas, area: Rect) {
        match &self.writing {
            Writing::Nothing => {}
            Writing::MomentKind(_, choice) | Writing::Cause(_, _, choice) => {
                choice.draw(canvas, area);
            }
            Writing::Comment(field) => {
                let text = self
                    .question(self.cursor)
                    .map_or("", |question| question.text.as_str());
                draw_field(
                    canvas,
                    area,
                    &format!("Comment: {text}"),
                    field,
                    "what you heard, in a few words",
                    "",
                );
            }
            Writing::Moment(at, kind, field) => {
                let title = format!("{} {} at {}", kind.sign(), kind.word(), minutes(*at));
                draw_field(canvas, area, &title, field, "what was said or done", "");
            }
            Writing::Theme(_, field) => {
                let known = match self.known_theme(field.text()) {
                    Some(theme) => format!("Enter takes: {theme}"),
                    None if field.text().trim().is_empty() && !self.themes.is_empty() => {
                        format!("So far: {}", self.themes.join(", "))
                    }
                    None => "A new theme".to_owned(),
                };
                draw_field(
                    canvas,
                    area,
                    "What did the customer talk about?",
                    field,
                    "such as late delivery",
                    &known,
                );
            }
            Writing::Quote(_, theme, _, field) => {
                draw_field(
                    canvas,
                    area,
                    &format!("“{theme}” in the customer's words"),
                    field,
                    "may stay empty",
                    "",
                );
            }
        }
    }
}

fn draw_field(
    canvas: &mut Canvas,
    area: Rect,
    title: &str,
    field: &Field,
    hint: &str,
    under: &str,
) {
    let inside = panel::boxed(canvas, centred(area, 72, 6), title);
    field.draw(canvas, below(inside, 1), true, hint);
    let room = usize::from(inside.width);
    canvas.line(
        below(inside, 2),
        Line::from(Span::styled(fit(under, room), canvas.theme.dim)),
    );
    let hints = keys::footer(Scope::Text.chain(), room);
    draw_hints(canvas, below(inside, 3), &hints);
}
