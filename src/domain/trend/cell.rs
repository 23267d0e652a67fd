//! Cells: the calls heard in one stratum, which is one draw of one rep, and how many calls that draw could have picked.

use std::collections::BTreeMap;

use crate::domain::id::RepId;
use crate::domain::kpi::Kpi;
use crate::domain::trend::Frame;
use crate::domain::trend::rolled::{HEARD, Rolled, Rolls, Stratum};
use crate::domain::week::Week;
use crate::stats::Sample;

/// What was heard of one stratum.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    pub week: Week,
    pub rep: RepId,
    /// How many calls could have been drawn; none when nobody wrote that down.
    pub frame: Option<u64>,
    /// How many calls were heard, whether or not the KPI applied to them.
    pub heard: u64,
    /// What the calls contribute to which the KPI applied; none when it applied to none.
    pub sample: Option<Sample>,
}

impl Cell {
    /// To how many heard calls the KPI applied.
    pub fn n(&self) -> u64 {
        self.sample.map_or(0, |sample| sample.n)
    }

    /// How many calls of the frame the KPI is taken to apply to; none where the frame is not known.
    pub fn population(&self) -> Option<u64> {
        Some(applying(self.frame?, self.heard, self.n()))
    }
}

/// To how many calls of a frame something applies that did to `n` of those `heard`: in the same proportion, rounded up, so that
/// only hearing every call makes a census. To all of them where nothing was heard.
pub fn applying(frame: u64, heard: u64, n: u64) -> u64 {
    if heard == 0 {
        frame
    } else {
        (frame * n).div_ceil(heard)
    }
}

/// The cells of every week, by week, rep and draw, whatever the order of the roll-ups. A draw of which nothing was
/// heard is a cell too.
pub(super) fn cells(kpi: &Kpi, rolls: &Rolls, frames: &[Frame]) -> Vec<Cell> {
    let of = |measure: &str| rolls.get(measure).map_or(&[][..], Vec::as_slice);
    let key = |one: &Rolled| (one.week, one.rep, one.stratum);
    let mut cells: BTreeMap<(Week, RepId, Stratum), Cell> = BTreeMap::new();
    for frame in frames {
        let key = (frame.week, frame.rep, Stratum::Draw(frame.draw));
        cells.insert(key, Cell::empty(frame.week, frame.rep, Some(frame.size)));
    }
    for one in of(HEARD) {
        let cell = cells
            .entry(key(one))
            .or_insert_with(|| Cell::empty(one.week, one.rep, one.frame));
        cell.heard = one.sample.n;
        // Rows of an import may disagree about their frame, and none is smaller than what was heard of it.
        cell.frame = cell.frame.map(|frame| frame.max(cell.heard));
    }
    for one in of(kpi.measured()) {
        if let Some(cell) = cells.get_mut(&key(one)) {
            cell.sample = Some(one.sample);
        }
    }
    let mut cells: Vec<Cell> = cells.into_values().collect();
    // A theme that nobody spoke of is rolled up nowhere, and is nought.
    if kpi.measured().starts_with("theme:") {
        for cell in &mut cells {
            cell.sample = cell.sample.or(Sample::of_counts(0, cell.heard));
        }
    }
    cells
}

impl Cell {
    fn empty(week: Week, rep: RepId, frame: Option<u64>) -> Self {
        Self {
            week,
            rep,
            frame,
            heard: 0,
            sample: None,
        }
    }
}
