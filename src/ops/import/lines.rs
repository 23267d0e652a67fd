//! The rows of a file by their lines, to see what was left out.

use std::collections::BTreeSet;

use anyhow::Result;

use crate::domain::import::row::Row;
use crate::ops::import::delimited::Next;
use crate::ops::import::meter::{Listener, Meter, Stage};
use crate::ops::import::origin::Origin;
use crate::ops::import::table::Table;

/// How many rows are told.
pub const AT_MOST: usize = 1_000;

/// Rows by their lines, each with its cells.
pub type Rows = Vec<(u64, Vec<String>)>;

/// The cells of the first of these rows, by line; `width` is how many a row has. A row that cannot be taken apart is not among them.
///
/// # Errors
/// The file cannot be read any more, or it was stopped.
pub fn rows(origin: &Origin, lines: &[u64], width: usize, listener: Listener<'_>) -> Result<Rows> {
    let mut wanted: BTreeSet<u64> = lines.iter().copied().take(AT_MOST).collect();
    let mut meter = Meter::new(listener, origin.size()?);
    let table = Table::open(origin, |read| meter.tick(Stage::Look, read, 0))?;
    let mut rows = table.rows(width)?;
    let mut row = Row::default();
    let (mut found, mut count) = (Vec::new(), 0);
    while !wanted.is_empty() {
        let next = rows.next(&mut row)?;
        count += 1;
        meter.check(Stage::Take, rows.bytes_read(), count)?;
        match next {
            Next::End => break,
            Next::Row if wanted.remove(&row.line) => {
                found.push((row.line, row.cells().map(str::to_owned).collect()));
            }
            Next::Row | Next::Broken(_) => {}
        }
    }
    Ok(found)
}
