//! Roll-ups: what the calls heard in a week come to, by rep and stratum, so that no trend reads them one by one. How they
//! are kept right in the file stands in `store::rollup`.

use std::collections::BTreeMap;

use crate::domain::id::{DrawId, RepId, ScorecardId};
use crate::domain::kpi::{self, Observation};
use crate::domain::own_kpi::Outcome;
use crate::domain::trend::Frame;
use crate::domain::week::Week;
use crate::stats::Sample;

/// The measure of which every heard call is one, whatever applied to it.
pub const HEARD: &str = "heard";

/// Where a call was drawn; the order of the strata of a rep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stratum {
    /// By a draw of this desk.
    Draw(DrawId),
    /// Elsewhere, from a frame whose size the import gave.
    Imported,
    /// Nobody wrote down from how many calls.
    Unknown,
}

impl Stratum {
    /// The stratum of a heard call. A call that was given to another rep after the draw stands in no frame of that rep.
    pub fn of(one: &Observation, frames: &[Frame]) -> Self {
        let fits = |frame: &&Frame| {
            Some(frame.draw) == one.draw && frame.rep == one.rep && frame.week == one.week
        };
        match frames.iter().find(fits) {
            Some(frame) => Self::Draw(frame.draw),
            None if one.frame_size.is_some() => Self::Imported,
            None => Self::Unknown,
        }
    }

    /// The number that stands for it in the file: a draw's own, −1 or 0.
    pub fn number(self) -> i64 {
        match self {
            Self::Draw(draw) => draw.0,
            Self::Imported => -1,
            Self::Unknown => 0,
        }
    }

    /// The stratum that the number in the file stands for.
    pub fn from_number(number: i64) -> Self {
        match number {
            -1 => Self::Imported,
            0 => Self::Unknown,
            draw => Self::Draw(DrawId(draw)),
        }
    }
}

/// What the calls heard in one stratum come to in one measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rolled {
    /// The week of the calls.
    pub week: Week,
    /// Who handled them.
    pub rep: RepId,
    /// Where they were drawn.
    pub stratum: Stratum,
    /// For [`HEARD`]: the largest frame that an import gave.
    pub frame: Option<u64>,
    /// The values of the calls to which the measure applied, yes as 1 and no as 0.
    pub sample: Sample,
}

/// The roll-ups of some weeks, by measure.
pub type Rolls = BTreeMap<String, Vec<Rolled>>;

/// In how many of the calls that are asked for a measure of ones and noughts is one.
pub fn count(rolls: &Rolls, measure: &str, is_asked: impl Fn(&Rolled) -> bool) -> u64 {
    let asked = rolls.get(measure).into_iter().flatten();
    let asked = asked.filter(|one| is_asked(one));
    asked.map(|one| one.sample.ones()).sum()
}

/// The measure of the calls that were scored on a version of a form.
pub fn form_measure(form: ScorecardId) -> String {
    format!("form:{form}")
}

/// The measure of a question by its key: how often it was done as well as can be, where it applied.
pub fn question_measure(key: &str) -> String {
    format!("question:{key}")
}

/// Rolls heard calls up: how many there were, and every KPI that an evaluation itself tells. The order of the calls
/// changes nothing. `frames` are the draws of their weeks.
pub fn roll(observations: &[Observation], frames: &[Frame]) -> Rolls {
    let mut sorted: Vec<&Observation> = observations.iter().collect();
    sorted.sort_by_key(|one| (one.week, one.rep, one.evaluation, one.call));
    let mut cells: BTreeMap<(Week, RepId, Stratum), Vec<&Observation>> = BTreeMap::new();
    for one in sorted {
        let key = (one.week, one.rep, Stratum::of(one, frames));
        cells.entry(key).or_default().push(one);
    }
    let mut rolls = Rolls::new();
    for ((week, rep, stratum), heard) in cells {
        let frame = heard
            .iter()
            .filter(|_| stratum == Stratum::Imported)
            .filter_map(|one| one.frame_size)
            .max();
        let mut add = |measure: &str, values: &[f64], frame| {
            if let Some(sample) = Sample::of(values) {
                let rolled = Rolled {
                    week,
                    rep,
                    stratum,
                    frame,
                    sample,
                };
                rolls.entry(measure.to_owned()).or_default().push(rolled);
            }
        };
        add(HEARD, &vec![1.0; heard.len()], frame);
        let mut forms: Vec<ScorecardId> = heard.iter().map(|one| one.scorecard).collect();
        forms.sort_unstable();
        for form in forms.chunk_by(|one, other| one == other) {
            add(&form_measure(form[0]), &vec![1.0; form.len()], None);
        }
        for kpi in kpi::ALL.iter().filter(|kpi| kpi.is_heard()) {
            let values: Vec<f64> = heard.iter().filter_map(|one| kpi.value(one)).collect();
            add(kpi.measured(), &values, None);
        }
        for outcome in Outcome::ALL {
            let came = heard.iter().filter_map(|one| outcome.of(one));
            let values: Vec<f64> = came.map(|came| if came { 1.0 } else { 0.0 }).collect();
            add(&outcome.measure(), &values, None);
        }
    }
    rolls
}
