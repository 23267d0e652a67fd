//! Tables that are no call logs: their rows one after the other, and the clock of the columns in which they tell times.

use anyhow::Result;

use crate::domain::call::Instant;
use crate::domain::import::clock::Clock;
use crate::domain::import::field::{ColumnRef, header_key};
use crate::domain::import::order::{Evidence, Verdict};
use crate::domain::import::row::Row;
use crate::domain::import::stamp::{DateOrder, Stamp};
use crate::domain::zone::Zone;
use crate::ops::import::delimited::Next;
use crate::ops::import::meter::{Meter, Stage};
use crate::ops::import::origin::Origin;
use crate::ops::import::preview::Dates;
use crate::ops::import::refusal::Refusal;
use crate::ops::import::report::{Tally, ZoneFrom};
use crate::ops::import::table::Table;
use crate::ops::import::{Options, reading};
use crate::store::{Store, desk, source};

/// Opens a file for reading all of it.
pub(super) fn open(store: &Store, origin: &Origin, meter: &mut Meter<'_>) -> Result<Table> {
    reading::check(store, origin)?;
    Table::open(origin, |read| meter.tick(Stage::Look, read, 0))
}

/// Which columns tell times, below which line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Times<'t> {
    pub columns: &'t [usize],
    pub header_line: u64,
    pub width: usize,
}

impl Times<'_> {
    /// The clock that reads them: its zone as told, as remembered for a named source, or the business's own; the order
    /// of the dates from all rows. Without a meter only the first rows are looked at.
    pub fn clock(
        self,
        store: &Store,
        table: &Table,
        options: &Options,
        now: Instant,
        meter: Option<&mut Meter<'_>>,
    ) -> Result<(Clock, ZoneFrom)> {
        let home = Zone::parse(&desk::get(store)?.zone)?;
        let remembered = match &options.source_name {
            Some(name) => source::find(store, name)?,
            None => None,
        };
        let remembered = remembered.as_ref();
        let verdict = match (self.of_head(table), meter) {
            (Verdict::Plain, _) => Verdict::Plain,
            (of_head, None) => of_head,
            (_, Some(meter)) => self.of_all(table, meter)?,
        };
        let known = remembered.and_then(|source| source.dates);
        let order = reading::settled(&verdict, options.dates, known)?;
        let (zone, from) = match (
            &options.zone,
            remembered.and_then(|one| one.zone.as_deref()),
        ) {
            (Some(told), _) => (Zone::parse(told)?, ZoneFrom::Told),
            (None, Some(known)) => (Zone::parse(known)?, ZoneFrom::Source),
            (None, None) => (home.clone(), ZoneFrom::Desk),
        };
        let mut clock = Clock::new(zone, home, now);
        clock.order = order;
        Ok((clock, from))
    }

    /// The clock by the first rows only, and what they show of the order of the dates: read with the day first where
    /// they show nothing.
    pub fn glance(
        self,
        store: &Store,
        table: &Table,
        options: &Options,
        now: Instant,
    ) -> Result<(Clock, Dates)> {
        let error = match self.clock(store, table, options, now, None) {
            Ok((clock, _)) => {
                let dates = clock.order.map_or(Dates::Plain, Dates::Known);
                return Ok((clock, dates));
            }
            Err(error) => error,
        };
        let example = match error.downcast::<Refusal>()? {
            Refusal::NeedsDates { example, .. } => example,
            other => return Err(other.into()),
        };
        let told = Options {
            dates: Some(DateOrder::Dmy),
            ..options.clone()
        };
        let (clock, _) = self.clock(store, table, &told, now, None)?;
        let dates = if table.whole {
            Dates::Ask(example)
        } else {
            Dates::FromTheWholeFile
        };
        Ok((clock, dates))
    }

    fn of_head(self, table: &Table) -> Verdict {
        let mut evidence = self.evidence();
        for row in table.head.iter().filter(|row| row.line > self.header_line) {
            self.see(&mut evidence, row);
        }
        verdict(&evidence)
    }

    fn of_all(self, table: &Table, meter: &mut Meter<'_>) -> Result<Verdict> {
        let mut evidence = self.evidence();
        let mut count = 0_u64;
        each(table, self.header_line, self.width, |row, bytes| {
            count += 1;
            if count.is_multiple_of(256) {
                meter.check(Stage::Scan, bytes, count)?;
            }
            if let Ok(row) = row {
                self.see(&mut evidence, row);
            }
            Ok(())
        })?;
        Ok(verdict(&evidence))
    }

    fn evidence(self) -> Vec<Evidence> {
        vec![Evidence::default(); self.columns.len()]
    }

    fn see(self, evidence: &mut [Evidence], row: &Row) {
        for (evidence, column) in evidence.iter_mut().zip(self.columns) {
            let text = row.cell(*column);
            if let Ok(stamp) = Stamp::read(text) {
                evidence.see(&stamp, text, "");
            }
        }
    }
}

/// Of several columns the one that is sure speaks for all.
fn verdict(evidence: &[Evidence]) -> Verdict {
    let verdicts: Vec<Verdict> = evidence.iter().map(Evidence::verdict).collect();
    let decided = verdicts
        .iter()
        .find(|one| matches!(one, Verdict::Decided(_)));
    let open = verdicts.iter().find(|one| matches!(one, Verdict::Open(_)));
    decided.or(open).cloned().unwrap_or(Verdict::Plain)
}

/// That a column which the owner named for something is there.
pub(super) fn there(headers: &[String], name: &str, column: &ColumnRef) -> Result<(), Refusal> {
    let found = match column {
        ColumnRef::Place(place) => *place < headers.len(),
        ColumnRef::Header(wanted) => {
            let wanted = header_key(wanted);
            headers.iter().any(|header| header_key(header) == wanted)
        }
    };
    if found {
        return Ok(());
    }
    Err(Refusal::NoColumn {
        name: name.to_owned(),
        column: column.to_string(),
        headers: headers
            .iter()
            .take(60)
            .cloned()
            .collect::<Vec<_>>()
            .join(", "),
    })
}

/// Goes through the rows below a line; what cannot be read comes as its line and why. Tells how many bytes were read.
pub(in crate::ops) fn each(
    table: &Table,
    header_line: u64,
    width: usize,
    mut take: impl FnMut(Result<&Row, (u64, &str)>, u64) -> Result<()>,
) -> Result<()> {
    let mut rows = table.rows(width)?;
    let mut row = Row::default();
    loop {
        let next = rows.next(&mut row)?;
        let bytes = rows.bytes_read();
        match next {
            Next::End => return Ok(()),
            Next::Row | Next::Broken(_) if row.line <= header_line => {}
            Next::Row => take(Ok(&row), bytes)?,
            Next::Broken(why) => take(Err((row.line, &why)), bytes)?,
        }
    }
}

/// Takes every row of a table in, each by itself; `one` gives back why a row cannot be used.
pub(super) fn take_all(
    table: &Table,
    headers: &[String],
    header_line: u64,
    meter: &mut Meter<'_>,
    tally: &mut Tally,
    mut one: impl FnMut(&Row, &mut Tally) -> Result<Result<(), String>>,
) -> Result<()> {
    each(table, header_line, headers.len(), |row, bytes| {
        tally.rows += 1;
        meter.check(Stage::Take, bytes, tally.rows)?;
        let row = match row {
            Ok(row) => row,
            Err((line, why)) => {
                tally.reject(line, why.to_owned());
                return Ok(());
            }
        };
        if row.is_blank() {
            tally.left_out.blank += 1;
        } else if is_header(row, headers) {
            tally.header(row.line);
        } else {
            match one(row, tally)? {
                Ok(()) => tally.refuse_remarks(),
                Err(why) if row.cells().filter(|cell| !cell.is_empty()).count() == 1 => {
                    tally.remark(row.line, why);
                }
                Err(why) => tally.reject(row.line, why),
            }
        }
        Ok(())
    })?;
    tally.keep_remarks();
    tally.rejected.sort_by_key(|row| row.line);
    Ok(())
}

fn is_header(row: &Row, headers: &[String]) -> bool {
    row.len() > 1
        && row.len() == headers.len()
        && row
            .cells()
            .zip(headers)
            .all(|(cell, header)| cell == header.trim())
}
