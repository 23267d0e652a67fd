//! One row of a call log as a leg: what is told of one part of one call, typed.

use chrono::{NaiveDateTime, TimeDelta};

use crate::domain::call::{Channel, Direction, Instant, Standing};
use crate::domain::import::clock::{Clock, Reading};
use crate::domain::import::duration;
use crate::domain::import::field::Field;
use crate::domain::import::layout::Layout;
use crate::domain::import::outcome::Outcome;
use crate::domain::import::row::Row;

mod ends;

/// One part of a call, or, once joined, the whole of it. Empty texts are not told.
#[derive(Debug, Clone, PartialEq)]
pub struct Leg {
    /// The call's own id.
    pub id: String,
    /// What the legs of one call share.
    pub group: String,
    /// When it began.
    pub at: Instant,
    /// When it began as the file writes it, whatever the zone.
    pub written_at: NaiveDateTime,
    /// Seconds of talk with a person.
    pub talk_secs: Option<i64>,
    /// Seconds until it was answered.
    pub ring_secs: Option<i64>,
    /// Seconds from the first ring to the end.
    pub total_secs: Option<i64>,
    /// Who began it.
    pub direction: Option<Direction>,
    /// How it came out.
    pub outcome: Outcome,
    /// Who handled it, as written.
    pub rep: String,
    /// The customer's number, as written.
    pub number: String,
    /// The customer's name.
    pub customer: String,
    /// The customer's address.
    pub email: String,
    /// How it was held.
    pub channel: Channel,
    /// Queue, line or subject.
    pub queue: String,
    /// How it came out, as written.
    pub status: String,
    /// How many messages were written.
    pub messages: Option<i64>,
    /// Where the recording lies; never fetched.
    pub recording: String,
    /// Where the transcript lies, or its text.
    pub transcript: String,
    /// The customer's satisfaction, as the file counts it.
    pub csat: Option<f64>,
    /// Would recommend, 0 to 10.
    pub nps: Option<f64>,
    /// A note.
    pub note: String,
    /// What no field holds, one `header: text` a line.
    pub extra: String,
}

impl Leg {
    /// Reads a row.
    ///
    /// # Errors
    /// Why the row is refused, in words for the owner.
    pub fn read(layout: &Layout, clock: &mut Clock, row: &Row) -> Result<Self, String> {
        let text = |field| layout.cell(row, field).to_owned();
        clock.turn_to(layout.cell(row, Field::Zone));
        let lengths = Lengths::read(layout, row)?;
        let began = began(layout, clock, row, lengths.all())?;
        let channel = layout.channel(layout.cell(row, Field::Channel));
        let ends = ends::Ends::read(layout, row);
        let (told, word) = layout.outcome(row);
        let told = if ends.internal {
            Some(Outcome::Internal)
        } else {
            told
        };
        let lengths = lengths.between(&Stamps::read(layout, clock, row, began.at));
        let (outcome, lengths) = lengths.settle(told, channel.is_written());
        let status = match outcome {
            // The word that is not known may stand in another column.
            Outcome::Unknown => word.to_owned(),
            _ => text(Field::Status),
        };
        let mut extra = extra(layout, row);
        let csat = score(&mut extra, "csat", layout.cell(row, Field::Csat), 100.0);
        let nps = score(&mut extra, "nps", layout.cell(row, Field::Nps), 10.0);
        Ok(Self {
            id: text(Field::SourceId),
            group: text(Field::GroupId),
            at: began.at,
            written_at: began.written,
            talk_secs: lengths.talk,
            ring_secs: lengths.ring,
            total_secs: lengths.total,
            direction: ends.direction,
            outcome,
            rep: ends.rep,
            number: ends.number,
            customer: ends.customer,
            email: ends.email,
            channel,
            queue: text(Field::Queue),
            status,
            messages: layout
                .cell(row, Field::Messages)
                .parse()
                .ok()
                .filter(|n| *n >= 0),
            recording: text(Field::Recording),
            transcript: text(Field::Transcript),
            csat,
            nps,
            note: text(Field::Note),
            extra,
        })
    }

    /// Whether it may be drawn; `known` tells whether the desk knows who handled it.
    pub fn standing(&self, known: bool) -> Standing {
        match self.outcome {
            Outcome::Person if known => Standing::Handled,
            Outcome::Person => Standing::NoRep,
            // Nobody is known to have talked.
            Outcome::Unanswered | Outcome::Unknown => Standing::Unanswered,
            Outcome::Voicemail => Standing::Voicemail,
            Outcome::Menu => Standing::Menu,
            Outcome::Internal => Standing::Internal,
        }
    }

    /// The key that tells this call from all others of its source: its group, else its id, else when it began, with
    /// whom, who handled it and how long it took. One line, never empty; the second value tells whether the file gave it.
    pub fn key(&self) -> (String, bool) {
        for given in [&self.group, &self.id] {
            if !given.is_empty() {
                return (one_line(given), true);
            }
        }
        let mut key = format!("{}/", self.written_at.and_utc().timestamp());
        let before = key.len();
        key.extend(self.number.chars().filter(char::is_ascii_digit));
        if key.len() == before {
            let with = [&self.email, &self.customer];
            let with = with.into_iter().find(|text| !text.is_empty());
            push_name_key(&mut key, with.map_or("", String::as_str));
        }
        key.push('/');
        push_name_key(&mut key, &self.rep);
        let secs = self.total_secs.or(self.talk_secs).unwrap_or(0);
        key.push('/');
        key.push_str(&secs.to_string());
        (key, false)
    }
}

/// Adds the form in which names are compared: one line, lower case, single spaces.
fn push_name_key(key: &mut String, text: &str) {
    for (place, word) in text.split_whitespace().enumerate() {
        if place > 0 {
            key.push(' ');
        }
        key.extend(word.chars().flat_map(char::to_lowercase));
    }
}

fn one_line(text: &str) -> String {
    if text.contains(char::is_control) {
        text.replace(char::is_control, " ")
    } else {
        text.to_owned()
    }
}

/// What is written for when the row began: one column, or date and time in two.
pub fn written_time<'r>(layout: &Layout, row: &'r Row) -> std::borrow::Cow<'r, str> {
    let at = layout.cell(row, Field::At);
    if layout.has(Field::At) && !(at.is_empty() && layout.has(Field::Date)) {
        return at.into();
    }
    let (date, time) = (layout.cell(row, Field::Date), layout.cell(row, Field::Time));
    if time.is_empty() || date.is_empty() {
        date.into()
    } else {
        format!("{date} {time}").into()
    }
}

/// What is written for when the row began, else for when it ended: what the order of the dates is told by.
pub fn written_date<'r>(layout: &Layout, row: &'r Row) -> std::borrow::Cow<'r, str> {
    let began = written_time(layout, row);
    if began.is_empty() {
        layout.cell(row, Field::EndedAt).into()
    } else {
        began
    }
}

/// When a row began; where only its end is told, that long before it.
fn began(
    layout: &Layout,
    clock: &mut Clock,
    row: &Row,
    length_secs: i64,
) -> Result<Reading, String> {
    let text = written_time(layout, row);
    let ended = layout.cell(row, Field::EndedAt);
    if !text.is_empty() {
        let id = layout.cell(row, Field::SourceId);
        return clock.start_of(&text, id).map_err(|fault| fault.to_string());
    }
    if ended.is_empty() {
        return Err("it does not say when it began".into());
    }
    let end = clock.start(ended).map_err(|fault| fault.to_string())?;
    let length = TimeDelta::seconds(length_secs);
    Ok(Reading {
        at: end.at - length,
        written: end.written - length,
    })
}

/// How long after its beginning a row was answered and ended, in seconds.
#[derive(Debug, Clone, Copy)]
struct Stamps {
    /// None where it was not, or no column tells.
    answered: Option<i64>,
    ended: Option<i64>,
    /// Whether a column tells that it was not answered.
    never_answered: bool,
}

impl Stamps {
    fn read(layout: &Layout, clock: &Clock, row: &Row, began: Instant) -> Self {
        let after = |field| {
            let text = layout.cell(row, field);
            let at = (!text.is_empty()).then(|| clock.end(text, began)).flatten();
            at.map(|at| (at - began).num_seconds())
        };
        let answered = after(Field::AnsweredAt);
        // Where the beginning was counted back from the end, the end tells no length.
        let told = !written_time(layout, row).is_empty();
        let ended = after(Field::EndedAt).filter(|_| told);
        let blank = matches!(layout.cell(row, Field::AnsweredAt), "" | "0");
        Self {
            answered,
            ended,
            never_answered: layout.has(Field::AnsweredAt) && blank,
        }
    }
}

/// Ring, talk and total of a row, in seconds.
#[derive(Debug, Clone, Copy)]
struct Lengths {
    ring: Option<i64>,
    talk: Option<i64>,
    total: Option<i64>,
    never_answered: bool,
}

impl Lengths {
    fn read(layout: &Layout, row: &Row) -> Result<Self, String> {
        let secs = |field| {
            let text = layout.cell(row, field);
            duration::secs(text, layout.unit(field))
                .map_err(|_| format!("the {field} '{}' is not a length of time", shorten(text)))
        };
        Ok(Self {
            ring: secs(Field::Ring)?,
            talk: secs(Field::Talk)?,
            total: secs(Field::Duration)?,
            never_answered: false,
        })
    }

    /// From the first ring to the end, as far as it is told.
    fn all(self) -> i64 {
        let parts = self.ring.unwrap_or(0) + self.talk.unwrap_or(0);
        self.total.unwrap_or(parts)
    }

    /// With what follows from when it was answered and ended.
    fn between(self, stamps: &Stamps) -> Self {
        let total = self.total.or(stamps.ended);
        let after_answer = || Some((total? - stamps.answered?).max(0));
        // Lengths are told more exactly than times without seconds.
        let by_lengths = self.talk.is_some() && self.total.is_some();
        Self {
            ring: self.ring.or(stamps.answered.filter(|_| !by_lengths)),
            talk: self.talk.or_else(after_answer),
            total,
            never_answered: stamps.never_answered && self.talk.is_none(),
        }
    }

    /// How it came out where nothing else tells, and the length that follows from the other two. Only a person talks.
    fn settle(self, told: Option<Outcome>, written: bool) -> (Outcome, Self) {
        let Self {
            ring, talk, total, ..
        } = self;
        let nothing = self.never_answered || talk == Some(0) || talk.is_none() && total == Some(0);
        let outcome = match told {
            Some(Outcome::Person | Outcome::Unknown) | None if nothing && !written => {
                Outcome::Unanswered
            }
            None => Outcome::Person,
            Some(told) => told,
        };
        let difference = |a: Option<i64>, b: Option<i64>| Some((a? - b?).max(0));
        let talk = match outcome {
            Outcome::Person => talk.or_else(|| difference(total, ring)).or(total),
            Outcome::Internal | Outcome::Unknown => talk,
            _ => Some(0),
        };
        let answered = matches!(outcome, Outcome::Person | Outcome::Internal);
        let ring = ring.or_else(|| match (answered, self.talk) {
            (true, Some(_)) => difference(total, self.talk),
            (true, None) => None,
            (false, _) => total,
        });
        let total = total.or_else(|| match (ring, talk) {
            (None, None) => None,
            (ring, talk) => Some(ring.unwrap_or(0) + talk.unwrap_or(0)),
        });
        let lengths = Self {
            ring,
            talk,
            total,
            ..self
        };
        (outcome, lengths)
    }
}

/// A number out of `most`; what is no such number is kept as text.
fn score(extra: &mut String, what: &str, text: &str, most: f64) -> Option<f64> {
    if text.is_empty() {
        return None;
    }
    let number = text.replace(',', ".").parse().ok();
    let number = number.filter(|number| (0.0..=most).contains(number));
    if number.is_none() {
        add_extra(extra, what, text);
    }
    number
}

fn extra(layout: &Layout, row: &Row) -> String {
    let mut extra = String::new();
    for at in layout.unmapped() {
        let text = row.cell(*at);
        if !text.is_empty()
            && let Some(header) = layout.headers.get(*at)
        {
            add_extra(&mut extra, header, text);
        }
    }
    for at in layout.headers.len()..row.len() {
        let text = row.cell(at);
        if !text.is_empty() {
            add_extra(&mut extra, &format!("#{}", at + 1), text);
        }
    }
    extra
}

fn add_extra(extra: &mut String, what: &str, text: &str) {
    if !extra.is_empty() {
        extra.push('\n');
    }
    extra.push_str(what);
    extra.push_str(": ");
    extra.push_str(text);
}

fn shorten(text: &str) -> String {
    text.chars().take(60).collect()
}

#[cfg(test)]
mod tests;
