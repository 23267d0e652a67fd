//! Recordings or transcripts before they are read: how many, the first of them with their calls, who speaks in them.

use std::path::{Path, PathBuf};

use anyhow::Result;
use ratatui::layout::Rect;

use crate::domain::call::Instant;
use crate::domain::import::kind::Kind;
use crate::domain::transcript::Role;
use crate::domain::zone::Zone;
use crate::ops::{recordings, transcripts};
use crate::store::Store;
use crate::tui::canvas::Canvas;
use crate::tui::jobs::Look;
use crate::tui::keys::{Action, Scope};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Input};
use crate::tui::widgets::dialog::{Choice, Chosen};
use crate::tui::widgets::field::{Field, Typed};

use super::{Came, Wish, Work};

mod draw;

/// What is open above the files.
enum Open {
    Nothing,
    Kind(Choice),
    Zone(Field),
    Source(Field),
    /// One of the speakers.
    Speaker(Choice),
    /// Who that one is.
    Role(String, Choice),
}

/// What the files look like.
enum Looked {
    Recordings(recordings::preview::Preview),
    Transcripts(transcripts::preview::Preview),
}

/// Recordings or transcripts that were looked at.
pub struct Files {
    path: PathBuf,
    /// Why they are taken for that.
    why: String,
    told: Told,
    looked: Looked,
    /// What is told from now on, once it was looked at.
    change: Option<(Told, Look<Looked>)>,
    open: Open,
}

/// What the owner says of them.
#[derive(Clone, Default)]
struct Told {
    /// The zone of the clock in the names, where it was told.
    zone: Option<String>,
    /// The name of the source, where it was told.
    source: Option<String>,
    /// Whether calls are made of recordings that no call fits.
    add_calls: bool,
    /// Who speaks, as told now.
    speakers: Vec<(String, Role)>,
}

/// Who may speak, in the order of the choice.
pub const ROLES: &[(Role, &str)] = &[
    (Role::Rep, "a rep of ours"),
    (Role::Customer, "the customer"),
    (Role::Other, "somebody else, or a machine"),
];

impl Files {
    /// Looks at the files at or below `path`.
    ///
    /// # Errors
    /// They lie outside of the recordings' folder, or cannot be read.
    pub fn new(kind: Kind, why: String, path: PathBuf, store: &Store) -> Result<Self> {
        let told = Told::default();
        let looked = told.look(kind, store, &path)?;
        Ok(Self {
            path,
            why,
            told,
            looked,
            change: None,
            open: Open::Nothing,
        })
    }

    fn kind(&self) -> Kind {
        match self.looked {
            Looked::Recordings(_) => Kind::Recordings,
            Looked::Transcripts(_) => Kind::Transcripts,
        }
    }

    /// What the job is called.
    pub fn job_name(&self) -> String {
        format!("Reading {}", super::words::kind_in_short(self.kind()))
    }

    /// What the job does.
    pub fn work(&self, now: Instant) -> Work {
        let path = self.path.clone();
        match self.looked {
            Looked::Recordings(_) => {
                let options = self.told.recordings();
                Box::new(move |store, listener| {
                    let report = recordings::run(store, &path, &options, now, listener)?;
                    Ok(Came::Recordings(Box::new(report)))
                })
            }
            Looked::Transcripts(_) => {
                let options = self.told.transcripts();
                Box::new(move |store, listener| {
                    let report = transcripts::run(store, &path, &options, now, listener)?;
                    Ok(Came::Transcripts(Box::new(report)))
                })
            }
        }
    }

    /// Whose keys hold.
    pub fn scope(&self) -> Scope {
        match self.open {
            Open::Nothing => Scope::Media,
            Open::Kind(_) | Open::Speaker(_) | Open::Role(..) => Scope::Choice,
            Open::Zone(_) | Open::Source(_) => Scope::Text,
        }
    }

    /// Takes an input in.
    pub fn update(&mut self, input: &Input, context: &mut Context) -> Result<Wish> {
        let chosen = match &mut self.open {
            Open::Nothing => return self.act(input, context),
            Open::Zone(field) => {
                match field.update(input) {
                    Typed::Open => {}
                    Typed::None => self.open = Open::Nothing,
                    Typed::Text(typed) => {
                        let zone = Zone::parse(&typed)?.name().to_owned();
                        self.open = Open::Nothing;
                        self.change(context, |told| told.zone = Some(zone))?;
                    }
                }
                return Ok(Wish::Stay);
            }
            Open::Source(field) => {
                match field.update(input) {
                    Typed::Open => {}
                    Typed::None => self.open = Open::Nothing,
                    Typed::Text(typed) => {
                        let name = typed.trim();
                        let name = (!name.is_empty()).then(|| name.to_owned());
                        self.open = Open::Nothing;
                        self.change(context, |told| told.source = name)?;
                    }
                }
                return Ok(Wish::Stay);
            }
            Open::Kind(choice) | Open::Speaker(choice) | Open::Role(_, choice) => {
                choice.update(input)
            }
        };
        match chosen {
            Chosen::Open => Ok(Wish::Stay),
            Chosen::None => {
                self.open = Open::Nothing;
                Ok(Wish::Stay)
            }
            Chosen::One(place) => self.chosen(place, context),
        }
    }

    fn act(&mut self, input: &Input, context: &mut Context) -> Result<Wish> {
        match input {
            Input::Do(Action::Back) if self.is_looking() => self.change = None,
            Input::Do(Action::Back) => return Ok(Wish::Back),
            Input::Do(Action::Save) => return Ok(Wish::Start),
            Input::Do(Action::Kind) => self.open = Open::Kind(super::words::kinds()),
            Input::Do(Action::Zone) => self.open = Open::Zone(Field::new(self.zone_shown())),
            Input::Do(Action::Rename) => self.open = Open::Source(Field::new(self.source_shown())),
            Input::Do(Action::New) => match self.looked {
                Looked::Recordings(_) => self.told.add_calls = !self.told.add_calls,
                Looked::Transcripts(_) => {
                    let why = "A transcript alone becomes no call: its times are not enough.";
                    context.say(Notice::failed(why))?;
                }
            },
            Input::Do(Action::Speaker) => match &self.looked {
                Looked::Transcripts(seen) if !seen.speakers.is_empty() => {
                    self.open = Open::Speaker(speakers(&seen.speakers));
                }
                _ => {
                    let why = "Nobody is named in these files.";
                    context.say(Notice::failed(why))?;
                }
            },
            _ => {}
        }
        Ok(Wish::Stay)
    }

    /// One of the few was chosen.
    fn chosen(&mut self, place: usize, context: &Context) -> Result<Wish> {
        match std::mem::replace(&mut self.open, Open::Nothing) {
            Open::Kind(_) => {
                let kind = Kind::ALL.get(place).copied();
                return Ok(kind.map_or(Wish::Stay, Wish::Kind));
            }
            Open::Speaker(_) => {
                if let Looked::Transcripts(seen) = &self.looked
                    && let Some((name, role)) = seen.speakers.get(place)
                {
                    let known = ROLES.iter().position(|(one, _)| Some(*one) == *role);
                    let words = ROLES.iter().map(|(_, words)| (*words).to_owned());
                    let choice = Choice::new(format!("Who is “{name}”?"), words.collect());
                    self.open = Open::Role(name.clone(), choice.on(known.unwrap_or(0)));
                }
            }
            Open::Role(name, _) => {
                if let Some((role, _)) = ROLES.get(place) {
                    self.change(context, |told| {
                        told.speakers.retain(|(known, _)| *known != name);
                        told.speakers.push((name, *role));
                    })?;
                }
            }
            Open::Nothing | Open::Zone(_) | Open::Source(_) => {}
        }
        Ok(Wish::Stay)
    }

    /// Looks at them again with something else said of them; what was said so far holds until that is done.
    fn change(&mut self, context: &Context, change: impl FnOnce(&mut Told)) -> Result<()> {
        let mut told = match &self.change {
            Some((told, _)) => told.clone(),
            None => self.told.clone(),
        };
        change(&mut told);
        let (kind, path, by) = (self.kind(), self.path.clone(), told.clone());
        let look = context
            .jobs
            .look(move |store| by.look(kind, store, &path))?;
        self.change = Some((told, look));
        Ok(())
    }

    /// Whether a change is looked at.
    pub fn is_looking(&self) -> bool {
        self.change.is_some()
    }

    /// Takes a change that was looked at.
    ///
    /// # Errors
    /// It cannot be, and is not kept.
    pub fn take(&mut self) -> Result<()> {
        let found = self.change.as_ref().and_then(|(_, look)| look.take());
        if let Some(found) = found
            && let Some((told, _)) = self.change.take()
        {
            self.looked = found?;
            // Nobody has to look for that one.
            self.told = Told {
                add_calls: self.told.add_calls,
                ..told
            };
        }
        Ok(())
    }

    /// The name of the source.
    fn source_shown(&self) -> &str {
        let usual = match self.looked {
            Looked::Recordings(_) => recordings::SOURCE,
            Looked::Transcripts(_) => transcripts::SOURCE,
        };
        self.told.source.as_deref().unwrap_or(usual)
    }

    fn zone_shown(&self) -> &str {
        match &self.looked {
            Looked::Recordings(seen) => &seen.zone,
            Looked::Transcripts(seen) => &seen.zone,
        }
    }

    /// Draws them.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        draw::draw(self, canvas, area);
    }
}

impl Told {
    fn look(&self, kind: Kind, store: &Store, path: &Path) -> Result<Looked> {
        Ok(if kind == Kind::Transcripts {
            let options = self.transcripts();
            Looked::Transcripts(transcripts::preview::preview(store, path, &options)?)
        } else {
            let options = self.recordings();
            Looked::Recordings(recordings::preview::preview(store, path, &options)?)
        })
    }

    fn recordings(&self) -> recordings::Options {
        recordings::Options {
            zone: self.zone.clone(),
            source_name: self.source.clone(),
            add_calls: self.add_calls,
            ..<_>::default()
        }
    }

    fn transcripts(&self) -> transcripts::Options {
        transcripts::Options {
            zone: self.zone.clone(),
            source_name: self.source.clone(),
            speakers: self.speakers.clone(),
            ..<_>::default()
        }
    }
}

/// The speakers, each with who it is.
fn speakers(known: &[(String, Option<Role>)]) -> Choice {
    let told = known.iter().map(|(name, role)| {
        let who = ROLES.iter().find(|(one, _)| Some(*one) == *role);
        format!("{name}: {}", who.map_or("not known", |(_, words)| words))
    });
    Choice::new("Who speaks?", told.collect())
}
