//! Several tables one after the other: all of them in one transaction; those that are none of their kind are named and
//! left out.

use std::ops::ControlFlow;

use anyhow::Result;

use crate::domain::call::Instant;
use crate::ops::import::meter::{Listener, Progress};
use crate::ops::import::origin::Origin;
use crate::ops::import::refusal::Refusal;
use crate::ops::import::report::Report;
use crate::ops::import::{Options, run};
use crate::store::Store;

/// What came of several tables.
#[derive(Debug, Default)]
pub struct All {
    /// Those that were read.
    pub read: Vec<Report>,
    /// Those that were left out, and why.
    pub refused: Vec<(String, String)>,
}

/// Imports every table that can be, or nothing.
///
/// # Errors
/// None of them can be; it was stopped; or the fault of a file or the store. Nothing has been written then.
pub fn run_all(
    store: &Store,
    tables: &[Origin],
    options: &Options,
    now: Instant,
    listener: Listener<'_>,
) -> Result<All> {
    store.transaction(|store| {
        let mut all = All::default();
        let mut first = None;
        let (count, mut rows) = (tables.len() as f64, 0);
        for (done, table) in tables.iter().enumerate() {
            // The desk's own file may lie in the folder.
            if table.is_any(&|path| store.is_own(path)) {
                continue;
            }
            let before = rows;
            let mut part = |at: Progress| -> ControlFlow<()> {
                rows = before + at.rows;
                let share = (done as f64 + at.share) / count;
                listener(Progress { share, rows })
            };
            match run(store, table, options, now, &mut part) {
                Ok(report) => all.read.push(report),
                Err(error) => match error.downcast::<Refusal>()? {
                    Refusal::Stopped => return Err(Refusal::Stopped.into()),
                    refusal => {
                        all.refused.push((table.to_string(), refusal.to_string()));
                        first.get_or_insert(refusal);
                    }
                },
            }
        }
        if let (true, Some(why), Some((table, _))) =
            (all.read.is_empty(), first, all.refused.first())
        {
            let doing = format!("not one of these tables can be read; the first, {table}");
            return Err(anyhow::Error::from(why).context(doing));
        }
        Ok(all)
    })
}
