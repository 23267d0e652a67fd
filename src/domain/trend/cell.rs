//! Cells: the calls heard in one stratum, which is one draw of one rep, and how many calls that draw could have picked.

use std::collections::BTreeMap;

use crate::domain::id::{DrawId, EvaluationId, RepId};
use crate::domain::kpi::{Kpi, Observation};
use crate::domain::trend::Frame;
use crate::domain::week::Week;

/// What was heard of one stratum.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    pub week: Week,
    pub rep: RepId,
    /// How many calls could have been drawn; none when nobody wrote that down.
    pub frame: Option<u64>,
    /// How many calls were heard, whether or not the KPI applied to them.
    pub heard: u64,
    /// What each call contributes, by evaluation, where the KPI applied.
    pub values: Vec<(EvaluationId, f64)>,
}

impl Cell {
    pub fn numbers(&self) -> Vec<f64> {
        self.values.iter().map(|(_, value)| *value).collect()
    }

    /// How many calls of the frame the KPI is taken to apply to: in the same proportion as among those heard, rounded up,
    /// so that only hearing every call makes a census.
    pub fn population(&self) -> Option<u64> {
        let n = self.values.len() as u64;
        let frame = self.frame?;
        Some(if self.heard == 0 {
            frame
        } else {
            (frame * n).div_ceil(self.heard)
        })
    }
}

/// Where a call was drawn; the order of the strata of a rep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stratum {
    Draw(DrawId),
    /// Drawn elsewhere, from a frame whose size the import gave.
    Imported,
    Unknown,
}

/// The cells of every week, by week, rep and draw, whatever the order of the observations. A draw of which nothing was
/// heard is a cell too.
pub(super) fn cells(kpi: &Kpi, observations: &[Observation], frames: &[Frame]) -> Vec<Cell> {
    let by_draw: BTreeMap<DrawId, &Frame> = frames.iter().map(|one| (one.draw, one)).collect();
    let mut cells: BTreeMap<(Week, RepId, Stratum), Cell> = BTreeMap::new();
    for frame in frames {
        let key = (frame.week, frame.rep, Stratum::Draw(frame.draw));
        cells.insert(key, Cell::empty(frame.week, frame.rep, Some(frame.size)));
    }
    for one in observations {
        let frame = one.draw.and_then(|draw| by_draw.get(&draw).copied());
        // A call that was given to another rep after the draw stands in no frame of that rep.
        let (stratum, size) =
            match frame.filter(|frame| frame.rep == one.rep && frame.week == one.week) {
                Some(frame) => (Stratum::Draw(frame.draw), Some(frame.size)),
                None if one.frame_size.is_some() => (Stratum::Imported, one.frame_size),
                None => (Stratum::Unknown, None),
            };
        let cell = cells
            .entry((one.week, one.rep, stratum))
            .or_insert_with(|| Cell::empty(one.week, one.rep, size));
        cell.heard += 1;
        // Rows of an import may disagree about their frame, and none is smaller than what was heard of it.
        cell.frame = cell.frame.max(size).map(|frame| frame.max(cell.heard));
        cell.values
            .extend(kpi.value(one).map(|value| (one.evaluation, value)));
    }
    let mut cells: Vec<Cell> = cells.into_values().collect();
    for cell in &mut cells {
        cell.values.sort_by_key(|(evaluation, _)| *evaluation);
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
            values: Vec::new(),
        }
    }
}
