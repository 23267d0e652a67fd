//! Which call a recording belongs to, where no id tells: by time, number and length. More than one that fits is told,
//! never guessed.

use crate::domain::call::Instant;
use crate::domain::id::{CallId, RepId};
use crate::domain::phone::{Region, phone_key};

/// How many seconds a recording may begin before its call does: two clocks of one system.
pub const EARLY_SECS: i64 = 30;
/// How many seconds after the ringing it may begin: a greeting, a queue.
pub const LATE_SECS: i64 = 120;
/// How far lengths may be apart: so many seconds, or [`LENGTH_SHARE`] of the length where that is more.
pub const LENGTH_SECS: f64 = 10.0;
/// See [`LENGTH_SECS`].
pub const LENGTH_SHARE: f64 = 0.1;

/// The tolerance in words.
pub const TOLERANCE: &str = "it may begin 30 seconds before its call and up to 2 minutes after the ringing, and be 10 seconds or a tenth longer or shorter";

/// What is known of a recording or transcript.
#[derive(Debug, Clone, PartialEq)]
pub struct Heard {
    /// When it began.
    pub at: Instant,
    /// The numbers of both ends.
    pub numbers: Vec<String>,
    /// The reps whose extensions are among them.
    pub reps: Vec<RepId>,
    /// Its length in seconds.
    pub secs: Option<f64>,
    /// The country of numbers that tell none.
    pub region: Option<Region>,
}

/// A call whose recording it may be.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The call.
    pub id: CallId,
    /// When it began.
    pub at: Instant,
    /// The customer's number, as written.
    pub number: String,
    /// Who handled it.
    pub rep: Option<RepId>,
    /// Seconds of ringing.
    pub ring_secs: Option<i64>,
    /// Seconds of talk.
    pub talk_secs: Option<i64>,
    /// Seconds from first to last.
    pub total_secs: Option<i64>,
}

/// Whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fit {
    /// Of this call.
    One(CallId),
    /// Of one of these, nobody knows which.
    Several(Vec<CallId>),
    /// A call began then, but nothing besides the time speaks for it.
    OnlyTime(Vec<CallId>),
    /// Of no call that is known.
    None,
}

/// Compares with every candidate.
pub fn fit(heard: &Heard, candidates: &[Candidate]) -> Fit {
    let (mut sure, mut timely) = (Vec::new(), Vec::new());
    for call in candidates.iter().filter(|call| is_timely(heard, call)) {
        let proofs = [number(heard, call), rep(heard, call), length(heard, call)];
        if proofs.contains(&Some(false)) {
            continue;
        }
        if proofs.contains(&Some(true)) {
            sure.push(call.id);
        } else {
            timely.push(call.id);
        }
    }
    match (sure.as_slice(), timely.is_empty()) {
        ([one], _) => Fit::One(*one),
        ([], true) => Fit::None,
        ([], false) => Fit::OnlyTime(timely),
        _ => Fit::Several(sure),
    }
}

fn is_timely(heard: &Heard, call: &Candidate) -> bool {
    let late = (heard.at - call.at).num_seconds();
    (-EARLY_SECS..=call.ring_secs.unwrap_or(0) + LATE_SECS).contains(&late)
}

/// Whether the numbers agree; none where one side has none.
fn number(heard: &Heard, call: &Candidate) -> Option<bool> {
    let called = phone_key(&call.number, heard.region)?;
    let mut numbers = heard
        .numbers
        .iter()
        .filter_map(|number| phone_key(number, heard.region))
        .peekable();
    numbers.peek()?;
    Some(numbers.any(|number| number == called))
}

fn rep(heard: &Heard, call: &Candidate) -> Option<bool> {
    let rep = call.rep.filter(|_| !heard.reps.is_empty())?;
    Some(heard.reps.contains(&rep))
}

fn length(heard: &Heard, call: &Candidate) -> Option<bool> {
    let secs = heard.secs?;
    let mut lengths = [call.talk_secs, call.total_secs]
        .into_iter()
        .flatten()
        .peekable();
    lengths.peek()?;
    Some(lengths.any(|length| {
        (secs - length as f64).abs() <= LENGTH_SECS.max(length as f64 * LENGTH_SHARE)
    }))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    fn call(id: i64, at: &str, number: &str, talk_secs: i64) -> Candidate {
        Candidate {
            id: CallId(id),
            at: format!("2026-11-16T{at}-06:00").parse().unwrap(),
            number: number.into(),
            rep: Some(RepId(1)),
            ring_secs: Some(10),
            talk_secs: Some(talk_secs),
            total_secs: None,
        }
    }

    fn heard(at: &str, number: &str, secs: Option<f64>) -> Heard {
        Heard {
            at: format!("2026-11-16T{at}-06:00").parse().unwrap(),
            numbers: vec![number.into(), "301".into()],
            reps: Vec::new(),
            secs,
            region: Region::parse("US"),
        }
    }

    #[test]
    fn a_recording_goes_to_the_one_call_of_its_time_and_number() {
        let calls = [
            call(1, "09:12:00", "+1 312 555 0188", 300),
            call(2, "09:12:20", "(312) 555-0142", 300),
        ];
        assert_eq!(
            fit(&heard("09:12:15", "3125550188", None), &calls),
            Fit::One(CallId(1))
        );
        assert_eq!(
            fit(&heard("09:12:15", "3125550199", None), &calls),
            Fit::None
        );
    }

    #[test]
    fn without_a_number_the_length_decides_and_two_that_fit_are_both_told() {
        let calls = [
            call(1, "09:12:00", "", 300),
            call(2, "09:12:20", "", 60),
            call(3, "09:12:40", "", 64),
        ];
        assert_eq!(
            fit(&heard("09:12:30", "", Some(290.5)), &calls),
            Fit::One(CallId(1))
        );
        assert_eq!(
            fit(&heard("09:12:30", "", Some(62.0)), &calls),
            Fit::Several(vec![CallId(2), CallId(3)])
        );
    }

    #[test]
    fn the_time_alone_is_no_proof() {
        let calls = [call(1, "09:12:00", "", 300)];
        assert_eq!(
            fit(&heard("09:12:30", "", None), &calls),
            Fit::OnlyTime(vec![CallId(1)])
        );
    }

    #[test]
    fn the_tolerance_is_as_it_is_told() {
        let calls = [call(1, "09:12:00", "3125550188", 300)];
        for (at, expected) in [
            ("09:11:30", true),
            ("09:11:29", false),
            ("09:14:10", true),
            ("09:14:11", false),
        ] {
            let found = fit(&heard(at, "3125550188", None), &calls);
            assert_eq!(found == Fit::One(CallId(1)), expected, "{at}");
        }
        for (secs, expected) in [(270.0, true), (269.0, false), (330.0, true), (331.0, false)] {
            let found = fit(&heard("09:12:00", "3125550188", Some(secs)), &calls);
            assert_eq!(found == Fit::One(CallId(1)), expected, "{secs}");
        }
    }

    #[test]
    fn another_reps_extension_speaks_against_it() {
        let calls = [call(1, "09:12:00", "", 300)];
        let of = |rep| Heard {
            reps: vec![RepId(rep)],
            ..heard("09:12:00", "", None)
        };
        assert_eq!(fit(&of(1), &calls), Fit::One(CallId(1)));
        assert_eq!(fit(&of(2), &calls), Fit::None);
    }
}
