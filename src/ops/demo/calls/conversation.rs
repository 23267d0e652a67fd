//! One conversation as it truly was: channel, length, and whether it solved what the customer came for.

use chrono::{NaiveDate, TimeDelta};

use crate::domain::call::{Channel, Direction, Instant, Standing};
use crate::ops::demo::chance::Chance;
use crate::ops::demo::script::Channels;

/// What is true of a call, whether anybody hears it or not.
#[derive(Debug, Clone, Copy)]
pub struct Truth {
    /// The customer had contacted the business about the same matter in the last days.
    pub again: bool,
    /// What the customer came for was solved.
    pub solved: bool,
    /// How well it went beyond what the rep usually does: 0 on average, standard deviation 1.
    pub care: f64,
}

/// One conversation before it is written down.
#[derive(Debug)]
pub struct Conversation {
    /// When it began.
    pub started_at: Instant,
    /// The day in the business's zone.
    pub on: NaiveDate,
    /// Who handled it, by index.
    pub rep: Option<usize>,
    /// With whom, by index.
    pub customer: Option<usize>,
    /// How it was held.
    pub channel: Channel,
    /// Who began it.
    pub direction: Direction,
    /// Seconds of talk; none in writing.
    pub talk_secs: Option<i64>,
    /// Seconds of ringing; none in writing.
    pub ring_secs: Option<i64>,
    /// Messages; none when spoken.
    pub messages: Option<i64>,
    /// Whether it may be drawn.
    pub standing: Standing,
    /// The queue of the phone system; may be empty.
    pub queue: String,
    /// A remark; may be empty.
    pub note: String,
    /// The answer to the survey after it.
    pub csat: Option<f64>,
    /// What is true of it.
    pub truth: Truth,
}

impl Conversation {
    /// A conversation whose length and end are still to come.
    pub fn begin(
        at: Instant,
        on: NaiveDate,
        rep: usize,
        channels: &Channels,
        chance: &mut Chance,
    ) -> Self {
        let (channel, inbound) =
            match chance.weighted(&[channels.phone, channels.chat, channels.email]) {
                0 => (Channel::Phone, 0.80),
                1 => (Channel::Chat, 1.0),
                _ => (Channel::Email, 0.88),
            };
        let direction = if chance.yes(inbound) {
            Direction::In
        } else {
            Direction::Out
        };
        Self {
            started_at: at,
            on,
            rep: Some(rep),
            customer: None,
            channel,
            direction,
            talk_secs: None,
            ring_secs: None,
            messages: None,
            standing: Standing::Handled,
            queue: String::new(),
            note: String::new(),
            csat: None,
            truth: Truth {
                again: false,
                solved: false,
                care: chance.normal(),
            },
        }
    }

    /// A few words between two people of the house.
    pub fn internal(at: Instant, on: NaiveDate, rep: usize, chance: &mut Chance) -> Self {
        let phone = Channels {
            phone: 1.0,
            chat: 0.0,
            email: 0.0,
        };
        let mut call = Self::begin(at, on, rep, &phone, chance);
        call.standing = Standing::Internal;
        call.talk_secs = Some(secs(chance.log_normal(70.0, 0.7), 8, 900));
        call.ring_secs = Some(secs(chance.log_normal(5.0, 0.4), 1, 40));
        call
    }

    /// A call that nobody took.
    pub fn missed(at: Instant, on: NaiveDate, customer: usize, chance: &mut Chance) -> Self {
        let phone = Channels {
            phone: 1.0,
            chat: 0.0,
            email: 0.0,
        };
        let mut call = Self::begin(at, on, 0, &phone, chance);
        (call.rep, call.customer, call.direction) = (None, Some(customer), Direction::In);
        let (standing, talk) = match chance.weighted(&[0.55, 0.33, 0.12]) {
            0 => (Standing::Unanswered, 0),
            1 => (
                Standing::Voicemail,
                secs(chance.log_normal(24.0, 0.5), 4, 120),
            ),
            _ => (Standing::Menu, 0),
        };
        (call.standing, call.talk_secs) = (standing, Some(talk));
        call.ring_secs = Some(secs(chance.log_normal(24.0, 0.4), 4, 60));
        call
    }

    /// A customer without an address calls instead of writing.
    pub fn falls_back_to_phone(&mut self, has_email: bool) {
        if !has_email {
            self.channel = Channel::Phone;
        }
    }

    /// Lets it take its length and come to its end.
    pub fn go_on(&mut self, unsolved: f64, chance: &mut Chance) {
        self.truth.solved = !chance.yes(unsolved);
        match self.channel {
            Channel::Chat => self.messages = Some(secs(2.0 + chance.log_normal(7.0, 0.5), 1, 60)),
            Channel::Email => self.messages = Some(1 + chance.count(1.7) as i64),
            _ => self.speak(chance),
        }
        if self.standing == Standing::Handled && chance.yes(0.11) {
            self.csat = Some(self.survey(chance));
        }
    }

    fn speak(&mut self, chance: &mut Chance) {
        let out = self.direction == Direction::Out;
        let ring = if out { 15.0 } else { 8.0 };
        self.ring_secs = Some(secs(chance.log_normal(ring, 0.55), 1, 60));
        let longer = if self.truth.again { 1.25 } else { 1.0 };
        let talk = chance.log_normal(235.0 * longer, 0.75);
        if !(out && chance.yes(0.2)) {
            self.talk_secs = Some(secs(talk, 12, 3300));
        } else if chance.yes(0.4) {
            self.standing = Standing::Voicemail;
            self.talk_secs = Some(secs(chance.log_normal(20.0, 0.4), 5, 90));
        } else {
            self.standing = Standing::Unanswered;
            self.talk_secs = Some(0);
        }
    }

    /// 1 to 5: mostly the outcome, partly how it went.
    fn survey(&self, chance: &mut Chance) -> f64 {
        let outcome = if self.truth.solved { 4.4 } else { 2.7 };
        let felt = outcome + 0.55 * self.truth.care + 0.5 * chance.normal();
        felt.round().clamp(1.0, 5.0)
    }

    /// When it was over; what is written ends when it begins.
    pub fn ended_at(&self) -> Instant {
        let secs = self.talk_secs.unwrap_or(0) + self.ring_secs.unwrap_or(0);
        self.started_at + TimeDelta::seconds(secs)
    }
}

fn secs(length: f64, least: i64, most: i64) -> i64 {
    (length.round() as i64).clamp(least, most)
}
