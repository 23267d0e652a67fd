//! Weeks, cells and heard calls for the tests of the trends.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use crate::domain::id::{CallId, DrawId, EvaluationId, RepId, ScorecardId};
use crate::domain::kpi::{Kpi, Observation};
use crate::domain::trend::cell::Cell;
use crate::domain::trend::roll;
use crate::domain::trend::{Frame, Record, Span};
use crate::domain::week::Week;
use crate::stats::Sample;

pub fn week(text: &str) -> Week {
    text.parse().unwrap()
}

pub(in crate::domain::trend) fn cell(
    in_week: &str,
    rep: i64,
    frame: Option<u64>,
    values: &[f64],
) -> Cell {
    Cell {
        week: week(in_week),
        rep: RepId(rep),
        frame,
        heard: values.len() as u64,
        sample: Sample::of(values),
    }
}

/// The cells of these calls.
pub(in crate::domain::trend) fn cells(
    kpi: &Kpi,
    observations: &[Observation],
    frames: &[Frame],
) -> Vec<Cell> {
    super::cell::cells(kpi, &roll(observations, frames), frames)
}

/// A heard call of which nothing more is known.
pub fn blank(in_week: &str) -> Observation {
    Observation {
        evaluation: EvaluationId(1),
        call: CallId(1),
        rep: RepId(1),
        week: week(in_week),
        draw: None,
        frame_size: None,
        scorecard: ScorecardId(1),
        quality: None,
        customer_errors: None,
        business_errors: None,
        compliance_errors: None,
        solved: None,
        referral: None,
        satisfied: None,
        follow_up: false,
    }
}

/// A heard call with that quality and no known draw.
pub fn heard(rep: i64, in_week: &str, quality: f64) -> Observation {
    Observation {
        rep: RepId(rep),
        quality: Some(quality),
        ..blank(in_week)
    }
}

/// A draw of a rep from a frame of that size; its id is `draw`.
pub fn frame(draw: i64, rep: i64, in_week: &str, size: u64) -> Frame {
    Frame {
        draw: DrawId(draw),
        rep: RepId(rep),
        week: week(in_week),
        size,
        asked: 5,
    }
}

/// Calls of that quality heard of a draw.
pub fn drawn(draw: i64, rep: i64, in_week: &str, qualities: &[f64]) -> Vec<Observation> {
    qualities
        .iter()
        .map(|quality| Observation {
            draw: Some(DrawId(draw)),
            ..heard(rep, in_week, *quality)
        })
        .collect()
}

/// A record of these draws and calls, every call with an evaluation of its own.
pub fn record(frames: Vec<Frame>, mut observations: Vec<Observation>) -> Record {
    for (id, one) in (1..).zip(&mut observations) {
        one.evaluation = EvaluationId(id);
    }
    Record {
        rolls: roll(&observations, &frames),
        forms: observations
            .iter()
            .map(|one| (one.week, one.scorecard))
            .collect(),
        frames,
        ..Record::default()
    }
}

/// The weeks `from` to `to`, seen from the week after.
pub fn span(from: &str, to: &str) -> Span {
    Span {
        from: week(from),
        to: week(to),
        this_week: week(to).plus(1),
    }
}
