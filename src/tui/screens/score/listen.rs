//! The player's controls on the form, and how loud the recording is: read once, beside the app.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};

use anyhow::Result;

use super::Score;
use crate::domain::sound::Sound;
use crate::ops::loudness::{self, Unreadable};
use crate::ops::recordings::{self, Place};
use crate::ops::submit::Form;
use crate::store::{Store, evaluation};
use crate::tui::keys::Action;
use crate::tui::notes::Notes;
use crate::tui::notice::Notice;
use crate::tui::playback::{Playback, Program};
use crate::tui::screen::{Context, Flow, Input};

/// The controls over a form's call, and where the loudness of its recording will come from.
pub fn open(form: &Form, context: &mut Context) -> Result<(Playback, Option<Receiver<Sound>>)> {
    let recording = recordings::place(context.store, &form.call)?;
    let comes = match &recording {
        Place::File(file) => read(file.clone(), context),
        _ => None,
    };
    let program = Program::find(|name| std::env::var_os(name));
    let (from, length) = (form.evaluation.listened_secs, form.call.talk_secs);
    Ok((Playback::new(from, length, recording, program), comes))
}

/// Has the loudness read; not while another work runs, for the form is complete without it.
fn read(file: PathBuf, context: &mut Context) -> Option<Receiver<Sound>> {
    let (sender, comes) = channel();
    let work = move |_: &Store, progress: &crate::tui::jobs::Progress| {
        let read = loudness::read(&file, |done, all| progress.at(done, all).is_ok());
        match read {
            // A form that is closed needs it no more.
            Ok(sound) => drop(sender.send(sound)),
            Err(Unreadable::Kind | Unreadable::Io(_) | Unreadable::Stopped) => {}
        }
        Ok(String::new())
    };
    let started = context.jobs.start("Reading the recording", work);
    started.is_ok().then_some(comes)
}

impl Score {
    /// Before anything else is done: asks the player where it is, and takes in what has been read.
    pub fn listen(&mut self, input: &Input, context: &mut Context) {
        if let Some(why) = self.playback.look(self.now) {
            *context.notice = Some(Notice::failed(why));
        }
        if let (Input::Job(_), Some(comes)) = (input, &self.sound_comes)
            && let Ok(sound) = comes.try_recv()
        {
            self.sound = Some(sound);
            self.sound_comes = None;
        }
    }

    /// Does what a key of the player says.
    pub fn steer(&mut self, action: Action, context: &mut Context) -> Result<Flow> {
        let (playback, now) = (&mut self.playback, self.now);
        let told = match action {
            Action::Play => playback.toggle(now),
            Action::Left => playback.jump(-5.0, now),
            Action::Right => playback.jump(5.0, now),
            Action::Repeat => playback.repeat(now),
            faster_or_slower => playback.change_speed(faster_or_slower == Action::Faster, now),
        };
        if action == Action::Play {
            self.keep_time(context.store)?;
        }
        match told {
            Some(why) => context.say(Notice::failed(why)),
            None => Ok(Flow::Stay),
        }
    }

    /// Goes to where a note of the right-hand side was made.
    pub fn hear_note(&mut self, note: usize, context: &mut Context) -> Result<Flow> {
        let notes = Notes::new(&self.form.moments, &self.form.voices);
        let at = notes.and_then(|notes| notes.times_ms().get(note).copied());
        at.map_or(Ok(Flow::Stay), |at| self.hear(at as f64 / 1000.0, context))
    }

    /// Goes to a second of the call.
    pub fn hear(&mut self, at_secs: f64, context: &mut Context) -> Result<Flow> {
        match self.playback.jump_to(at_secs, self.now) {
            Some(why) => context.say(Notice::failed(why)),
            None => Ok(Flow::Stay),
        }
    }

    /// Thousandths of a second into the call.
    pub fn at_ms(&self) -> i64 {
        (1000.0 * self.playback.clock().at_secs(self.now)) as i64
    }

    /// Seconds into the call.
    pub fn at_secs(&self) -> i64 {
        self.playback.clock().at_secs(self.now) as i64
    }

    /// Notes how far the call was heard.
    pub fn keep_time(&self, store: &Store) -> Result<()> {
        Ok(evaluation::set_listened(store, self.id, self.at_secs())?)
    }
}
