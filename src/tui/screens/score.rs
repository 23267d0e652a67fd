//! The scoring form: one key an answer, on disk before the next key is read. What it looks like stands in `draw`, what
//! is written beside the answers in `note`, the player's controls in `listen`.

use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use anyhow::Result;
use chrono::{DateTime, Utc};
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;

use crate::domain::evaluation::{AnswerValue, asked, next_open, open_questions};
use crate::domain::id::{CallId, EvaluationId};
use crate::domain::scorecard::{Kind, NaPolicy, Question};
use crate::domain::sound::Sound;
use crate::ops::submit::{self, Form, edit};
use crate::store::{Store, desk, evaluation, moment, recheck};
use crate::tui::canvas::{Canvas, Target};
use crate::tui::keys::{Action, Scope};
use crate::tui::notes::Notes;
use crate::tui::notice::Notice;
use crate::tui::playback::Playback;
use crate::tui::screen::{Agreement, Context, Flow, Input, Page, Route, Screen};

mod change;
mod compact;
mod draw;
mod go;
mod head;
mod held;
mod listen;
mod note;
mod outcome;
mod pace;
mod pane;
mod pane_draw;
mod past;
mod remarks;
mod side;
mod voice;
mod writing;
mod writing_draw;

use change::Change;
use held::Held;
use pace::Pace;
use pane::Pane;
use past::Past;
use remarks::Remarks;
use writing::Writing;

/// The setting that says whether the running total is in sight; hidden unless it says "shown".
const TOTAL: &str = "running_total";

/// The form of one call.
pub struct Score {
    id: EvaluationId,
    form: Form,
    /// The question at the cursor, by its place on the form.
    cursor: usize,
    done: Vec<Change>,
    undone: Vec<Change>,
    playback: Playback,
    /// How loud the recording is over its length, once that was read.
    sound: Option<Sound>,
    sound_comes: Option<Receiver<Sound>>,
    writing: Writing,
    pane: Pane,
    past: Vec<Past>,
    themes: Vec<String>,
    held: Held,
    /// What may stand in a comment without being typed.
    remarks: Remarks,
    /// Whether the running total is shown.
    shows_total: bool,
    pace: Pace,
    now: DateTime<Utc>,
}

impl Score {
    /// Opens the form of a call where it was left.
    ///
    /// # Errors
    /// Nobody of this desk handled the call, or the store says no.
    pub fn new(call: CallId, context: &mut Context) -> Result<Self> {
        let id = submit::open(context.store, call, None, context.now.to_utc())?;
        let form = submit::load(context.store, id)?;
        let (playback, sound_comes) = listen::open(&form, context)?;
        let cursor = next_open(&form.version.scorecard, &form.answers, None).unwrap_or(0);
        Ok(Self {
            id,
            pane: Pane::of(context.store, &form.call)?,
            past: past::of(context.store, &form.call)?,
            themes: moment::themes(context.store)?,
            form,
            cursor,
            done: Vec::new(),
            undone: Vec::new(),
            playback,
            sound: None,
            sound_comes,
            writing: Writing::Nothing,
            held: Held::default(),
            remarks: Remarks::default(),
            shows_total: desk::setting(context.store, TOTAL)?.as_deref() == Some("shown"),
            pace: Pace::from(
                evaluation::active_secs(context.store, id)?,
                context.now.to_utc(),
            ),
            now: context.now.to_utc(),
        })
    }

    fn question(&self, place: usize) -> Option<&Question> {
        self.form.version.scorecard.questions().nth(place)
    }

    fn count(&self) -> usize {
        self.form.version.scorecard.questions().count()
    }

    fn is_asked(&self, place: usize) -> bool {
        asked(&self.form.version.scorecard, &self.form.answers)
            .get(place)
            .copied()
            .unwrap_or(false)
    }

    fn act(&mut self, action: Action, context: &mut Context) -> Result<Flow> {
        let last = self.count().saturating_sub(1);
        match action {
            Action::Yes => return self.say(&AnswerValue::Yes, context),
            Action::No => return self.say(&AnswerValue::No, context),
            Action::NotApplicable => return self.say(&AnswerValue::Na, context),
            Action::Digit(number) => return self.say_digit(number, context),
            Action::Clear => return self.change(self.cursor, None, context),
            Action::Undo => return self.undo(context),
            Action::Redo => return self.redo(context),
            Action::Finish => return self.finish(context),
            Action::Up => self.cursor = self.cursor.saturating_sub(1),
            Action::Down => self.cursor = (self.cursor + 1).min(last),
            Action::First => self.cursor = 0,
            Action::Last => self.cursor = last,
            Action::Next => return self.go_to_open(true, context),
            Action::Previous => return self.go_to_open(false, context),
            Action::Play
            | Action::Left
            | Action::Right
            | Action::Slower
            | Action::Faster
            | Action::Repeat => return self.steer(action, context),
            Action::NextSection => self.go_to_section(true),
            Action::PreviousSection => self.go_to_section(false),
            Action::GoToQuestion => {
                self.writing = Writing::GoTo(String::new());
                return context.say(Notice::done(
                    "To which question? Type what stands before it.",
                ));
            }
            Action::Outcome => {
                let end = evaluation::end(context.store, self.id)?;
                self.writing = Writing::Outcome(outcome::fields(&end));
            }
            Action::Coach => {
                self.keep_time(context.store)?;
                return Ok(Flow::Open(Route::Agree(Agreement {
                    rep: self.form.evaluation.rep_id,
                    question: self.question(self.cursor).map(|one| one.key.clone()),
                    evaluation: Some(self.id),
                })));
            }
            Action::Customer => return Ok(Flow::Open(Route::Customer(self.form.call.id))),
            Action::Praise => {
                self.keep_time(context.store)?;
                let rep = self.form.evaluation.rep_id;
                return Ok(Flow::Open(Route::Praise(rep, Some(self.id))));
            }
            Action::Notes => match Notes::new(&self.form.moments, &self.form.voices) {
                Some(notes) => self.writing = Writing::Notes(notes.with_voices()),
                None => {
                    return context.say(Notice::done("Nothing is noted yet: m notes a moment."));
                }
            },
            Action::Total => return self.show_total(context),
            Action::Comment => self.writing = self.comment(context.store)?,
            Action::Transcript => return self.toggle_transcript(context),
            Action::Moment => self.writing = Writing::moment(self.at_ms()),
            Action::Voice => self.writing = self.voice(self.at_ms(), ""),
            Action::Back => {
                self.leave(context.store)?;
                return Ok(Flow::Back);
            }
            _ => {}
        }
        Ok(Flow::Stay)
    }

    fn say_digit(&mut self, number: usize, context: &mut Context) -> Result<Flow> {
        let value = match self.question(self.cursor).map(|question| &question.kind) {
            Some(Kind::Scale(_)) => AnswerValue::Step(number as u8),
            Some(Kind::Choice(options)) => {
                match number.checked_sub(1).and_then(|place| options.get(place)) {
                    Some(option) => AnswerValue::Choice(option.key.clone()),
                    None => AnswerValue::Step(0),
                }
            }
            _ => AnswerValue::Step(0),
        };
        self.say(&value, context)
    }

    /// Answers the question at the cursor and goes on to the next open one.
    fn say(&mut self, value: &AnswerValue, context: &mut Context) -> Result<Flow> {
        if self.held.is(value, Instant::now()) {
            let why = "The key is held down: press it once for each question.";
            return context.say(Notice::failed(why));
        }
        let Some(question) = self.question(self.cursor) else {
            return Ok(Flow::Stay);
        };
        if !value.fits(question) {
            let why = why_not(question, value);
            return context.say(Notice::failed(why));
        }
        if !self.is_asked(self.cursor) {
            return context.say(Notice::failed(
                "This question does not apply to this call: it is not asked.",
            ));
        }
        self.change(self.cursor, Some(value.clone()), context)?;
        match next_open(
            &self.form.version.scorecard,
            &self.form.answers,
            Some(self.cursor),
        ) {
            Some(next) => self.cursor = next,
            None => return context.say(Notice::done("Everything is answered. Enter finishes.")),
        }
        Ok(Flow::Stay)
    }

    fn go_to_open(&mut self, on: bool, context: &mut Context) -> Result<Flow> {
        let open = open_questions(&self.form.version.scorecard, &self.form.answers);
        let next = if on {
            open.iter()
                .find(|place| **place > self.cursor)
                .or(open.first())
        } else {
            open.iter()
                .rev()
                .find(|place| **place < self.cursor)
                .or(open.last())
        };
        match next {
            Some(place) => self.cursor = *place,
            None => return context.say(Notice::done("Everything is answered. Enter finishes.")),
        }
        Ok(Flow::Stay)
    }

    /// Puts on disk what is not yet; a form that was only looked at leaves nothing.
    fn leave(&self, store: &Store) -> Result<()> {
        evaluation::set_active(store, self.id, self.pace.secs())?;
        submit::leave(store, self.id, self.at_secs())
    }

    /// Shows or hides the running total, which is written down: a total in sight steers the hand.
    fn show_total(&mut self, context: &mut Context) -> Result<Flow> {
        self.shows_total = !self.shows_total;
        let word = if self.shows_total { "shown" } else { "hidden" };
        desk::set(context.store, TOTAL, word)?;
        let detail = format!("{{\"evaluation\":{},\"total\":\"{word}\"}}", self.id.0);
        desk::log(context.store, self.now, "running total", &detail)?;
        let told = "The running total is shown from now on, and that is written down. b hides it.";
        let hidden = "The running total is hidden until a call is finished.";
        context.say(Notice::done(if self.shows_total { told } else { hidden }))
    }

    fn finish(&mut self, context: &mut Context) -> Result<Flow> {
        let open = open_questions(&self.form.version.scorecard, &self.form.answers);
        if let Some(first) = open.first() {
            self.cursor = *first;
            let still = if open.len() == 1 {
                "1 question is".into()
            } else {
                format!("{} questions are", open.len())
            };
            return context.say(Notice::failed(format!(
                "{still} still open: x where it does not apply."
            )));
        }
        self.keep_time(context.store)?;
        evaluation::set_active(context.store, self.id, self.pace.secs())?;
        let submitted = edit::submit_seen(context.store, self.id, &self.form.answers, self.now);
        if submitted.is_err() {
            self.form = submit::load(context.store, self.id)?;
        }
        submitted?;
        if recheck::is_again(context.store, self.id)? {
            return Ok(Flow::Replace(Route::Reading(Page::Consistency)));
        }
        Ok(Flow::Replace(Route::Scored(self.id)))
    }
}

impl Screen for Score {
    fn title(&self) -> String {
        "Score".into()
    }

    fn scopes(&self) -> &'static [Scope] {
        if self.pane.is_reading() && !self.writing.is_open() {
            return self.pane.scope().chain();
        }
        match self.writing.scope() {
            Scope::Comment if !self.remarks.is_any() => Scope::Text.chain(),
            scope => scope.chain(),
        }
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        self.now = context.now.to_utc();
        self.pace.tick(self.now);
        self.listen(&input, context);
        if self.writing.is_open() {
            return self.write_noting(&input, context);
        }
        if self.pane.is_reading() {
            return self.read(&input, context);
        }
        match input {
            Input::Do(action) => self.act(action, context),
            Input::Click(Target::Row(place)) => {
                self.cursor = place.min(self.count().saturating_sub(1));
                Ok(Flow::Stay)
            }
            Input::Click(Target::Field(note)) => self.hear_note(note, context),
            Input::Scroll(rows) => {
                let last = self.count().saturating_sub(1);
                self.cursor = self.cursor.saturating_add_signed(rows.into()).min(last);
                Ok(Flow::Stay)
            }
            // Home and End are kind to those who look for them.
            Input::Key(KeyEvent {
                code: KeyCode::Home,
                ..
            }) => self.act(Action::First, context),
            Input::Key(KeyEvent {
                code: KeyCode::End, ..
            }) => self.act(Action::Last, context),
            _ => Ok(Flow::Stay),
        }
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        self.draw(canvas, area);
    }

    fn wake_in(&self) -> Option<Duration> {
        self.playback.wake_in(self.now)
    }

    fn has_header(&self) -> bool {
        false
    }

    fn save(&mut self, store: &Store) -> Result<()> {
        self.keep_writing(store)?;
        self.leave(store)
    }
}

/// An answer as the form shows it.
fn shown_answer(value: &AnswerValue) -> &str {
    match value {
        AnswerValue::Yes => "yes",
        AnswerValue::No => "no",
        AnswerValue::Na => "n/a",
        AnswerValue::Step(number) => ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]
            .get(usize::from(*number))
            .copied()
            .unwrap_or("?"),
        AnswerValue::Choice(key) => key,
        AnswerValue::Text(text) => text,
    }
}

fn why_not(question: &Question, value: &AnswerValue) -> String {
    if *value == AnswerValue::Na && question.na == NaPolicy::NotAllowed {
        return "This question always applies: answer it.".into();
    }
    match &question.kind {
        Kind::YesNo => "This one takes y, n or x.".into(),
        Kind::Scale(steps) => format!("This one takes 1 to {}.", steps.len()),
        Kind::Choice(options) => format!("This one takes 1 to {}.", options.len()),
        Kind::Text => "This one is answered in words: c writes them.".into(),
    }
}
