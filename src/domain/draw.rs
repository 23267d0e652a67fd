//! A draw: which calls may be drawn, in which order, and how anyone repeats it.
//!
//! Sequential sampling with permanent random numbers (Ohlsson 1995; "consistent sampling", Rivest 2018): every call
//! of the frame gets a ticket from the seed and its own id; the calls with the smallest tickets are heard.

pub mod spread;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use crate::domain::call::{Channel, words};
use crate::domain::id::{CallId, DrawId, PickId, RepId};
use crate::domain::week::Week;

/// Seconds of talk below which a spoken call is not worth drawing, unless told otherwise.
pub const MIN_SECS: i64 = 60;

/// From this share of skipped picks on the ones left out may make a difference.
pub const MANY_SKIPPED: f64 = 0.10;

/// Messages below which a written conversation is not worth drawing.
pub const MIN_MESSAGES: i64 = 2;

/// Which calls of a rep form the frame.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Rule {
    /// First day, in the business's zone.
    pub from_on: NaiveDate,
    /// Last day, in the business's zone.
    pub to_on: NaiveDate,
    /// Least talk of a spoken call, in seconds. A call whose length nobody knows is let in.
    pub min_secs: i64,
    /// Channels; empty means all.
    pub channels: Vec<Channel>,
    /// The half of the lengths, where the frame was cut by length.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub half: Option<Half>,
}

/// The shorter or the longer half of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Half {
    /// Seconds of talk from which on a call is one of the longer ones.
    pub at_secs: i64,
    /// Whether it is the longer half; written and unmeasured calls are in the shorter one.
    pub longer: bool,
}

impl Rule {
    /// All channels of one week, with the usual least length.
    pub fn of_week(week: Week) -> Self {
        Self {
            from_on: week.monday(),
            to_on: week.sunday(),
            min_secs: MIN_SECS,
            channels: Vec::new(),
            half: None,
        }
    }

    /// What part of the week's calls it lets in, where the frame was cut: `from Mon to Wed`, `of at least 4:10`.
    pub fn part(&self) -> Option<String> {
        let mut told = Vec::new();
        let week = Week::of(self.from_on);
        if (self.from_on, self.to_on) != (week.monday(), week.sunday()) {
            told.push(format!(
                "from {} to {}",
                self.from_on.format("%a"),
                self.to_on.format("%a")
            ));
        }
        if let Some(Half { at_secs, longer }) = self.half {
            let than = if longer {
                "of at least"
            } else {
                "shorter than"
            };
            told.push(format!("{than} {}:{:02}", at_secs / 60, at_secs % 60));
        }
        (!told.is_empty()).then(|| told.join(" "))
    }

    /// The rule in one line.
    pub fn words(&self) -> String {
        let channels = if self.channels.is_empty() {
            "all channels".to_owned()
        } else {
            self.channels
                .iter()
                .map(|channel| channel.word())
                .collect::<Vec<_>>()
                .join(", ")
        };
        let half = match self.half {
            Some(Half {
                at_secs,
                longer: true,
            }) => format!(", the longer half: {at_secs} s and more"),
            Some(Half {
                at_secs,
                longer: false,
            }) => format!(", the shorter half: under {at_secs} s"),
            None => String::new(),
        };
        format!(
            "handled calls from {} to {}, {channels}, at least {} s of talk ({MIN_MESSAGES} messages when written), not in an earlier frame{half}",
            self.from_on, self.to_on, self.min_secs
        )
    }
}

/// One random selection for one rep.
#[derive(Debug, Clone, PartialEq)]
pub struct Draw {
    /// The row.
    pub id: DrawId,
    /// Whose calls.
    pub rep_id: RepId,
    /// The rep's name.
    pub rep: String,
    /// The week in which it counts.
    pub week: Week,
    /// From which every ticket follows.
    pub seed: String,
    /// What formed the frame.
    pub rule: Rule,
    /// Calls asked for.
    pub asked: i64,
    /// Calls in the frame.
    pub frame_size: i64,
    /// SHA-256 of the sorted ticket ids, one a line, each ended by a line feed.
    pub frame_sha256: String,
}

/// One call chosen to be heard.
#[derive(Debug, Clone, PartialEq)]
pub struct Pick {
    /// The row.
    pub id: PickId,
    /// The draw; none when the call was chosen by hand.
    pub draw_id: Option<DrawId>,
    /// Place in the draw's order, from 1; none when chosen by hand.
    pub place: Option<i64>,
    /// The call.
    pub call_id: CallId,
    /// What became of it.
    pub status: PickStatus,
    /// Why it was skipped.
    pub reason: Option<SkipReason>,
    /// The owner's words on that.
    pub note: String,
}

words! {
    /// What became of a pick.
    PickStatus {
        /// To be heard.
        Waiting = "waiting",
        /// Heard and scored.
        Scored = "scored",
        /// Left out, with a reason.
        Skipped = "skipped",
    }
}

words! {
    /// Why a pick was skipped.
    SkipReason {
        /// Nothing to listen to.
        NoAudio = "no_audio",
        /// It was not this rep.
        WrongPerson = "wrong_person",
        /// A private conversation.
        Private = "private",
        /// Nobody wanted anything.
        Spam = "spam",
        /// The form does not fit what it was about.
        DoesNotFit = "does_not_fit",
        /// Told in the note.
        Other = "other",
    }
}

impl SkipReason {
    /// The reason as a person would say it.
    pub fn says(self) -> &'static str {
        match self {
            Self::NoAudio => "no audio",
            Self::WrongPerson => "wrong person",
            Self::Private => "private",
            Self::Spam => "spam",
            Self::DoesNotFit => "does not fit the form",
            Self::Other => "other",
        }
    }
}

/// SHA-256 of the seed in lower-case hexadecimal: what stands before each id when tickets are made.
pub fn seed_hash(seed: &str) -> String {
    hex(&Sha256::digest(seed.as_bytes()))
}

/// The length of a ticket of 64 digits.
const LEAST: usize = 2 + 64;

/// The ticket of a call: `0.` and the digits of SHA-256(`seed_hash` and id) as a whole number, padded with zeros to 64
/// and written backwards. Tickets are ordered as text. Bit for bit those of `consistent_sampler` (Rivest 2018).
pub fn ticket(seed_hash: &str, id: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(seed_hash.as_bytes());
    hash.update(id.as_bytes());
    backwards(hash.finalize().into())
}

/// `0.` and the decimal digits of a number (most significant byte first), at least 64, from the least.
fn backwards(number: [u8; 32]) -> String {
    // Nine digits at a time: a rest below 10^9 and 32 bits more fit in 64.
    let mut parts: Vec<u32> = number
        .chunks_exact(4)
        .map(|four| four.iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
        .collect();
    let mut digits = String::with_capacity(92);
    digits.push_str("0.");
    while digits.len() < LEAST || parts.iter().any(|part| *part != 0) {
        let mut rest: u64 = 0;
        for part in &mut parts {
            let whole = rest << 32 | u64::from(*part);
            *part = (whole / 1_000_000_000) as u32;
            rest = whole % 1_000_000_000;
        }
        for _ in 0..9 {
            digits.push(char::from(b'0' + (rest % 10) as u8));
            rest /= 10;
        }
    }
    // The last nine were padded with zeros of which the number may have none.
    digits.truncate(digits.trim_end_matches('0').len().max(LEAST));
    digits
}

/// The ids in the order of their tickets: the order in which the calls are heard.
pub fn order<I: AsRef<str>>(seed: &str, ids: impl IntoIterator<Item = I>) -> Vec<(String, I)> {
    let seed_hash = seed_hash(seed);
    let mut placed: Vec<(String, I)> = ids
        .into_iter()
        .map(|id| (ticket(&seed_hash, id.as_ref()), id))
        .collect();
    placed.sort_by(|(a, a_id), (b, b_id)| a.cmp(b).then_with(|| a_id.as_ref().cmp(b_id.as_ref())));
    placed
}

/// SHA-256 of the sorted ids, each followed by a line feed, in lower-case hexadecimal.
pub fn frame_sha256<I: AsRef<str>>(ids: &[I]) -> String {
    let mut sorted: Vec<&str> = ids.iter().map(AsRef::as_ref).collect();
    sorted.sort_unstable();
    let mut hash = Sha256::new();
    for id in sorted {
        hash.update(id.as_bytes());
        hash.update(b"\n");
    }
    hex(&hash.finalize())
}

/// How many calls of each rep to hear: `total` shared out evenly, the rest to the reps with the most calls, nobody
/// more than they have.
pub fn share_out(total: usize, frames: &[usize]) -> Vec<usize> {
    let mut shares = vec![0; frames.len()];
    for _ in 0..total {
        let open = (0..frames.len()).filter(|i| shares[*i] < frames[*i]);
        let next = open.min_by_key(|i| (shares[*i], std::cmp::Reverse(frames[*i]), *i));
        match next {
            Some(i) => shares[i] += 1,
            None => break,
        }
    }
    shares
}

/// Bytes as lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
