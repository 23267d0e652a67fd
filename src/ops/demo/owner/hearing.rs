//! One call being heard: how long it takes, what it was about, and how the customer felt at its end.

use chrono::TimeDelta;

use crate::domain::call::{Call, Instant, Lane};
use crate::domain::draw::Pick;
use crate::domain::id::PickId;
use crate::ops::demo::calls::Truth;
use crate::ops::demo::chance::Chance;
use crate::ops::demo::script::words::{Theme, Themes};

/// Nobody listens to the end of a very long call.
const LONGEST_SECS: i64 = 15 * 60;

/// One call being heard.
#[derive(Debug)]
pub struct Hearing<'h> {
    /// The call.
    pub call: &'h Call,
    /// The pick that it settles.
    pub pick_id: PickId,
    /// How it came to be heard.
    pub lane: Lane,
    /// Who handled it, by index.
    pub rep: usize,
    /// What is true of it.
    pub truth: Truth,
    /// The week of the call.
    pub weeks_ago: i64,
    /// When the form was opened.
    pub opened_at: Instant,
    /// When it was submitted.
    pub ends_at: Instant,
    /// Seconds listened or read.
    pub listened_secs: i64,
    /// How far above or below the rep's usual it lies, on the scale of log-odds.
    pub tilt: f64,
    /// Whether it was chosen to show the behaviour that the story is about.
    pub is_evidence: bool,
    /// What the customer talked about.
    pub theme: Option<&'h Theme>,
    /// Something had gone wrong for the customer.
    pub went_wrong: bool,
    /// Below 0 unhappy, above 1 more than satisfied.
    pub feeling: f64,
}

impl<'h> Hearing<'h> {
    /// A call of which nothing was heard yet.
    pub fn begin(
        call: &'h Call,
        pick: &Pick,
        rep: usize,
        truth: Truth,
        opened_at: Instant,
        chance: &mut Chance,
    ) -> Self {
        let listened_secs = match call.talk_secs {
            Some(secs) => (secs as f64 * chance.between(0.85, 1.0)) as i64,
            None => chance.log_normal(95.0, 0.4) as i64,
        }
        .clamp(20, LONGEST_SECS);
        let scored_secs = chance.between(25.0, 110.0) as i64;
        Self {
            call,
            pick_id: pick.id,
            lane: if pick.draw_id.is_some() {
                Lane::Random
            } else {
                Lane::Targeted
            },
            rep,
            truth,
            weeks_ago: 0,
            opened_at,
            ends_at: opened_at + TimeDelta::seconds(listened_secs + scored_secs),
            listened_secs,
            tilt: 0.6 * truth.care,
            is_evidence: false,
            theme: None,
            went_wrong: false,
            feeling: 0.0,
        }
    }

    /// Settles what the call was about; `growing` when it was about the growing theme.
    pub fn settle(&mut self, themes: &'h Themes, growing: bool, chance: &mut Chance) {
        self.theme = if growing {
            Some(&themes.growing)
        } else {
            steady(&themes.steady, chance)
        };
        let wrong = match self.theme {
            Some(theme) => theme.went_wrong,
            None if self.truth.again => 0.8,
            None => 0.05,
        };
        self.went_wrong = chance.yes(wrong);
        let outcome = if self.truth.solved { 0.75 } else { -0.7 };
        let trouble = if self.went_wrong { -0.5 } else { 0.15 };
        self.feeling = outcome + trouble + 0.5 * self.truth.care + 0.3 * chance.normal();
        if self.theme.is_none() && self.is_satisfied() && chance.yes(themes.praise.share) {
            self.theme = Some(&themes.praise);
        }
    }

    /// Whether the customer left satisfied or better.
    pub fn is_satisfied(&self) -> bool {
        self.feeling > 0.2
    }

    /// The word for how the customer left.
    pub fn satisfied(&self) -> &'static str {
        match self.feeling {
            felt if felt > 1.35 => "delighted",
            felt if felt > 0.2 => "satisfied",
            felt if felt > -0.6 => "neutral",
            _ => "unhappy",
        }
    }

    /// Seconds of the call, or of reading it.
    pub fn length_secs(&self) -> i64 {
        self.call.talk_secs.unwrap_or(self.listened_secs)
    }
}

fn steady<'t>(themes: &'t [Theme], chance: &mut Chance) -> Option<&'t Theme> {
    let mut at = chance.share();
    themes.iter().find(|theme| {
        at -= theme.share;
        at < 0.0
    })
}
