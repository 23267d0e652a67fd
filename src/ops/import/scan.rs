//! What only the whole file can tell: the order of its dates, and which rows are parts of one call.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use anyhow::Result;

use crate::domain::import::field::Field;
use crate::domain::import::layout::Layout;
use crate::domain::import::leg::written_time;
use crate::domain::import::order::{Evidence, Verdict};
use crate::domain::import::row::Row;
use crate::domain::import::stamp::{DateOrder, Stamp};
use crate::ops::import::delimited::Next;
use crate::ops::import::meter::{Meter, Stage};
use crate::ops::import::plan::Plan;
use crate::ops::import::table::Table;

/// What only the whole file can tell.
pub(super) struct Scan {
    /// The order of the dates.
    pub verdict: Verdict,
    /// How many rows share an id, where more than one does. By a hash of the id, to keep the memory flat.
    pub shared: HashMap<u64, u32>,
}

/// Goes through the file once where its head leaves something open.
pub(super) fn scan(table: &Table, plan: &Plan, meter: &mut Meter<'_>) -> Result<Scan> {
    let layout = &plan.layout;
    let with_ids = layout.has(Field::GroupId) || layout.has(Field::SourceId);
    let verdict = of_head(table, plan);
    if verdict == Verdict::Plain && !with_ids {
        return Ok(Scan {
            verdict,
            shared: HashMap::new(),
        });
    }
    let mut evidence = Evidence::default();
    let mut ids = Vec::new();
    let mut rows = table.rows(layout.headers.len())?;
    let mut row = Row::default();
    let mut count = 0_u64;
    loop {
        match rows.next(&mut row)? {
            Next::End => break,
            Next::Broken(_) => continue,
            Next::Row if !plan.is_below_header(&row) => continue,
            Next::Row => {}
        }
        count += 1;
        if count.is_multiple_of(256) {
            meter.check(Stage::Scan, rows.bytes_read(), count)?;
        }
        let id = shared_id(layout, &row);
        if !id.is_empty() {
            ids.push(hash(id));
        }
        if verdict != Verdict::Plain {
            let text = written_time(layout, &row);
            if let Ok(stamp) = Stamp::read(&text) {
                evidence.see(&stamp, &text, layout.cell(&row, Field::SourceId));
            }
        }
    }
    Ok(Scan {
        verdict: evidence.verdict(),
        shared: repeated(ids),
    })
}

/// What the first rows tell of the order of the dates.
pub(super) fn of_head(table: &Table, plan: &Plan) -> Verdict {
    let mut evidence = Evidence::default();
    for row in table.head.iter().filter(|row| plan.is_below_header(row)) {
        let text = written_time(&plan.layout, row);
        if let Ok(stamp) = Stamp::read(&text) {
            evidence.see(&stamp, &text, plan.layout.cell(row, Field::SourceId));
        }
    }
    evidence.verdict()
}

/// Whether the first rows stand with the oldest first.
pub(super) fn oldest_first(table: &Table, plan: &Plan, order: Option<DateOrder>) -> bool {
    let times: Vec<_> = table
        .head
        .iter()
        .filter(|row| plan.is_below_header(row))
        .filter_map(|row| Stamp::read(&written_time(&plan.layout, row)).ok())
        .filter_map(|stamp| stamp.in_order(order.unwrap_or(DateOrder::Ymd)))
        .collect();
    let pairs = || times.iter().zip(times.iter().skip(1));
    let rises = pairs().filter(|(a, b)| b > a).count();
    let falls = pairs().filter(|(a, b)| b < a).count();
    rises >= falls
}

/// What the legs of one call share: the group, else the id.
pub(super) fn shared_id<'r>(layout: &Layout, row: &'r Row) -> &'r str {
    let group = layout.cell(row, Field::GroupId);
    if group.is_empty() {
        layout.cell(row, Field::SourceId)
    } else {
        group
    }
}

pub(super) fn hash(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

/// Those that occur more than once, with how often.
fn repeated(mut ids: Vec<u64>) -> HashMap<u64, u32> {
    ids.sort_unstable();
    ids.chunk_by(|a, b| a == b)
        .filter(|same| same.len() > 1)
        .filter_map(|same| Some((*same.first()?, same.len() as u32)))
        .collect()
}
