//! The rows of a table as legs, read in a thread of its own while the store takes in those before.

use std::sync::mpsc::{Receiver, SyncSender};

use anyhow::Result;

use crate::domain::import::clock::Clock;
use crate::domain::import::leg::Leg;
use crate::domain::import::row::Row;
use crate::domain::import::whole::Whole;
use crate::domain::phone::PhoneKeys;
use crate::domain::zone::Zone;
use crate::ops::import::delimited::Next;
use crate::ops::import::plan::Plan;
use crate::ops::import::scan::Scan;
use crate::ops::import::table::Table;

/// How many rows are handed over at a time.
const BATCH: usize = 512;

/// Some rows, and how far the file was read by then.
pub(super) struct Batch {
    pub rows: Vec<Parsed>,
    pub bytes_read: u64,
}

/// What one row is.
pub(super) enum Parsed {
    /// A call that shares its id with no other row.
    Call(Box<Whole>),
    /// A leg of several, and by a hash what it shares with the others.
    Leg(Box<Leg>, u64),
    /// A row that could not be used, on this line, and why; it may have been a leg of several.
    Rejected(u64, String, Option<u64>),
    /// A row of totals, on this line.
    Total(u64, Option<u64>),
    /// One cell of text on this line: a remark below the calls, unless calls follow.
    Remark(u64, String, Option<u64>),
    /// A row without anything in it.
    Blank,
    /// The header again, on this line.
    Header(u64),
    /// Something on this line that is no call, such as a message; it may share an id with one.
    Other(u64, Option<u64>),
}

/// What rows are read by.
#[derive(Clone, Copy)]
pub(super) struct Known<'k> {
    pub table: &'k Table,
    pub plan: &'k Plan,
    pub scan: &'k Scan,
    /// The zone of the business.
    pub home: &'k Zone,
}

/// Reads all rows below the header and hands them over. Ends early when nobody takes them any more. What was taken comes
/// back as `spent`: memory that another thread frees is fought over by both.
pub(super) fn parse(
    known: Known<'_>,
    mut clock: Clock,
    hand_over: &SyncSender<Batch>,
    spent: &Receiver<Batch>,
) -> Result<Clock> {
    let Known { table, plan, .. } = known;
    let mut phones = PhoneKeys::of(plan.layout.region);
    let mut rows = table.rows(plan.layout.headers.len())?;
    let mut row = Row::default();
    let mut batch = Vec::with_capacity(BATCH);
    loop {
        let next = rows.next(&mut row)?;
        let ended = next == Next::End;
        match next {
            Next::Row | Next::Broken(_) if !plan.is_below_header(&row) => continue,
            Next::Row => batch.push(read(known, &mut clock, &mut phones, &mut row)),
            Next::Broken(why) => batch.push(Parsed::Rejected(row.line, why.into_owned(), None)),
            Next::End => {}
        }
        if batch.len() >= BATCH || ended {
            spent.try_iter().for_each(drop);
            let full = Batch {
                rows: std::mem::replace(&mut batch, Vec::with_capacity(BATCH)),
                bytes_read: rows.bytes_read(),
            };
            if hand_over.send(full).is_err() || ended {
                return Ok(clock);
            }
        }
    }
}

fn read(known: Known<'_>, clock: &mut Clock, phones: &mut PhoneKeys, row: &mut Row) -> Parsed {
    let Known { plan, scan, .. } = known;
    let layout = &plan.layout;
    if row.is_blank() {
        return Parsed::Blank;
    }
    if layout.is_header(row) {
        return Parsed::Header(row.line);
    }
    layout.derive(row);
    let shared = scan.id_of(layout, row);
    if layout.skips(row) {
        return Parsed::Other(row.line, shared);
    }
    match Leg::read(layout, clock, row) {
        Ok(leg) => match shared.filter(|id| scan.rows_of(*id).is_some()) {
            Some(id) => Parsed::Leg(Box::new(leg), id),
            None => Parsed::Call(Box::new(Whole::of(leg, known.home, phones))),
        },
        Err(_) if layout.is_total(row) => Parsed::Total(row.line, shared),
        Err(_) if plan.is_second_header(row) => Parsed::Header(row.line),
        Err(why) if layout.is_remark(row) => Parsed::Remark(row.line, why, shared),
        Err(why) => Parsed::Rejected(row.line, why, shared),
    }
}
