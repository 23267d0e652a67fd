//! What only the whole file can tell: the order of its dates, and which rows are parts of one call.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use anyhow::Result;

use crate::domain::import::ahead::Ahead;
use crate::domain::import::clock::RowOrder;
use crate::domain::import::field::Field;
use crate::domain::import::layout::Layout;
use crate::domain::import::leg::written_date;
use crate::domain::import::order::{Evidence, Verdict};
use crate::domain::import::row::Row;
use crate::domain::import::stamp::{DateOrder, Stamp, When};
use crate::domain::zone::Zone;
use crate::ops::import::chains::Chains;
use crate::ops::import::delimited::Next;
use crate::ops::import::meter::{Meter, Stage};
use crate::ops::import::plan::Plan;
use crate::ops::import::table::Table;

/// What only the whole file can tell.
pub(super) struct Scan {
    /// The order of the dates.
    pub verdict: Verdict,
    /// How many rows share an id, where more than one does. By a hash of the id, in order, to keep the memory flat.
    shared: Vec<(u64, u32)>,
    /// The call that rows without an id belong to, by their line, where one continues another.
    chains: HashMap<u64, u64>,
}

impl Scan {
    /// How many rows share this id, where more than one does.
    pub fn rows_of(&self, id: u64) -> Option<u32> {
        let found = self.shared.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        self.shared.get(found).map(|(_, rows)| *rows)
    }

    /// By a hash what a row shares with the other legs of its call; none where it can be no leg of several.
    pub fn id_of(&self, layout: &Layout, row: &Row) -> Option<u64> {
        let id = shared_id(layout, row);
        if id.is_empty() {
            self.chains.get(&row.line).copied()
        } else {
            Some(hash(id))
        }
    }
}

/// Goes through the file once where its head leaves something open.
pub(super) fn scan(table: &Table, plan: &Plan, meter: &mut Meter<'_>) -> Result<Scan> {
    let layout = &plan.layout;
    let with_ids = layout.has(Field::GroupId) || layout.has(Field::SourceId);
    let verdict = of_head(table, plan);
    let mut evidence = Evidence::default();
    let mut ids = Vec::new();
    let mut chains = Chains::default();
    let continues = plan.profile.continues_within_secs;
    if verdict != Verdict::Plain || with_ids || continues.is_some() {
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
            layout.derive(&mut row);
            let id = shared_id(layout, &row);
            if !id.is_empty() {
                ids.push(hash(id));
            }
            if verdict != Verdict::Plain || continues.is_some() {
                let text = written_date(layout, &row);
                if let Ok(stamp) = Stamp::read(&text) {
                    evidence.see(&stamp, &text, layout.cell(&row, Field::SourceId));
                    if continues.is_some() && id.is_empty() && !layout.skips(&row) {
                        chains.see(layout, &row, stamp);
                    }
                }
            }
        }
    }
    let verdict = evidence.verdict();
    let order = match verdict {
        Verdict::Decided(order) => order,
        _ => DateOrder::Ymd,
    };
    let chains = chains.join(order, i64::from(continues.unwrap_or(0)));
    ids.extend(chains.values());
    Ok(Scan {
        verdict,
        shared: repeated(ids),
        chains,
    })
}

/// What the first rows tell of the order of the dates.
pub(super) fn of_head(table: &Table, plan: &Plan) -> Verdict {
    let mut evidence = Evidence::default();
    for row in plan.below_header(table) {
        let text = written_date(&plan.layout, &row);
        if let Ok(stamp) = Stamp::read(&text) {
            evidence.see(&stamp, &text, plan.layout.cell(&row, Field::SourceId));
        }
    }
    evidence.verdict()
}

/// The zone of the server's clock, where the ids of the first calls are made of instants and these do not lie where the
/// clock of `home` puts them: by how far that clock is ahead of UTC, in whole hours. None where they agree, or tell nothing.
pub(super) fn zone_of_ids(
    table: &Table,
    plan: &Plan,
    home: &Zone,
    order: Option<DateOrder>,
) -> Option<Zone> {
    let mut ahead = Ahead::default();
    for row in plan.below_header(table) {
        let text = written_date(&plan.layout, &row);
        let written = Stamp::read(&text).and_then(|stamp| stamp.when(order, &text));
        if let Ok(When::Wall(written)) = written {
            ahead.see(written, plan.layout.cell(&row, Field::SourceId), home);
        }
    }
    let hours = ahead.hours()?;
    let name = if hours == 0 {
        "UTC".to_owned()
    } else {
        // These names count westwards.
        format!("Etc/GMT{:+}", -hours)
    };
    Zone::parse(&name).ok()
}

/// How the first rows stand, by when they began.
pub(super) fn row_order(table: &Table, plan: &Plan, order: Option<DateOrder>) -> RowOrder {
    let times: Vec<_> = plan
        .below_header(table)
        .filter_map(|row| Stamp::read(&written_date(&plan.layout, &row)).ok())
        .filter_map(|stamp| stamp.in_order(order.unwrap_or(DateOrder::Ymd)))
        .collect();
    let pairs = || times.iter().zip(times.iter().skip(1));
    let rises = pairs().filter(|(a, b)| b > a).count();
    let falls = pairs().filter(|(a, b)| b < a).count();
    if rises >= falls {
        RowOrder::OldestFirst
    } else {
        RowOrder::NewestFirst
    }
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

/// Those that occur more than once, with how often, in order.
fn repeated(mut ids: Vec<u64>) -> Vec<(u64, u32)> {
    ids.sort_unstable();
    ids.chunk_by(|a, b| a == b)
        .filter(|same| same.len() > 1)
        .filter_map(|same| Some((*same.first()?, same.len() as u32)))
        .collect()
}
