//! Taking a whole import back, in any order with others. Calls that were used meanwhile stay unless they are forced; one
//! in the frame of a draw always stays, for a recorded draw never changes.

use std::ops::ControlFlow;

use anyhow::{Context, Result, bail};
use serde::Serialize;

use crate::domain::call::Instant;
use crate::domain::count::thousands;
use crate::domain::id::{CallId, ImportId};
use crate::ops::import::meter::{Listener, Progress};
use crate::ops::import::refusal::Refusal;
use crate::store::import::Import;
use crate::store::undo::{self, Gone, Used};
use crate::store::{Store, call, import, rep};

/// What came of taking an import back.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Undone {
    /// The import.
    pub import: ImportId,
    /// What it had read.
    pub kind: String,
    /// The file's name.
    pub file: String,
    /// Whether it was only tried.
    pub dry_run: bool,
    /// Calls that went.
    pub removed: u64,
    /// Calls that a later import holds as well: they are that one's now.
    pub handed_over: u64,
    /// Calls of other imports that got back what this one had changed.
    pub put_back: u64,
    /// Customers of whom nothing else was known, and who went.
    pub customers: u64,
    /// Reps whom it had added and on whom nothing rests, who went.
    pub reps: Vec<String>,
    /// What went beside calls, by what it is: evaluations, picks and so on.
    pub gone: Gone,
    /// Calls that stay, and why.
    pub kept: Vec<Kept>,
}

impl Undone {
    /// What came of it, one sentence a line; the calls that stay are only counted.
    pub fn lines(&self) -> Vec<String> {
        let told = |n: u64, one: &str, many: &str| {
            format!(
                "{} {}",
                thousands(n as i64),
                if n == 1 { one } else { many }
            )
        };
        let counted = |n: u64, one: &str, many: &str| (n > 0).then(|| told(n, one, many));
        let mut lines: Vec<String> = [
            (self.removed > 0 || self.gone.is_empty())
                .then(|| told(self.removed, "call is gone", "calls are gone")),
            counted(self.put_back, "call has", "calls have")
                .map(|n| format!("{n} got back what it had changed")),
            counted(
                self.handed_over,
                "call stays: a later file holds it as well",
                "calls stay: later files hold them as well",
            ),
            counted(
                self.customers,
                "customer of whom nothing else is known is gone",
                "customers of whom nothing else is known are gone",
            ),
            (!self.reps.is_empty())
                .then(|| format!("reps whom it had added are gone: {}", self.reps.join(", "))),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !self.gone.is_empty() {
            let gone: Vec<String> = self
                .gone
                .iter()
                .map(|(what, n)| format!("{n} {}", what.replace('_', " ")))
                .collect();
            let with = if self.removed > 0 { " with them" } else { "" };
            lines.push(format!(
                "gone{with}, rows by what they were: {}",
                gone.join(", ")
            ));
        }
        if !self.kept.is_empty() {
            lines.push(told(
                self.kept.len() as u64,
                "call stays because of what was done with it",
                "calls stay because of what was done with them",
            ));
        }
        lines
    }
}

/// A call that stays.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Kept {
    /// The row.
    pub call: CallId,
    /// `SOURCE:SOURCE_ID`.
    pub source_id: String,
    /// The customer, where known.
    pub customer: String,
    /// Who handled it.
    pub rep: String,
    /// When it began.
    pub at: Instant,
    /// Why it stays: `drawn`, `scored`, `picked`, `praised`.
    pub why: Vec<&'static str>,
}

/// What is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ask {
    /// The import; the last one that was not taken back when none is named.
    pub import: Option<ImportId>,
    /// Whether calls that were scored or chosen go as well, with their evaluations.
    pub force: bool,
    /// Do everything and take that back.
    pub dry_run: bool,
}

/// Takes an import back, all of it or nothing.
///
/// # Errors
/// There is no such import, it was taken back already and nothing of it is left, or it was stopped; nothing has changed.
pub fn run(store: &Store, ask: Ask, now: Instant, progress: Listener<'_>) -> Result<Undone> {
    super::whole(store, ask.dry_run, |store| {
        let import = asked(store, ask.import)?;
        take_back(store, &import, ask, now, progress)
    })
}

/// The import that is meant.
fn asked(store: &Store, id: Option<ImportId>) -> Result<Import> {
    let Some(id) = id else {
        return import::list(store)?
            .into_iter()
            .find(|one| one.undone_at.is_none())
            .context("there is no import that could be taken back");
    };
    let import = import::get(store, id)?;
    if import.undone_at.is_some() && undo::count(store, id)? == 0 {
        bail!("import {id} ({}) was taken back already", import.file);
    }
    Ok(import)
}

fn take_back(
    store: &Store,
    import: &Import,
    ask: Ask,
    now: Instant,
    progress: Listener<'_>,
) -> Result<Undone> {
    let id = import.id;
    let mut gone = Gone::new();
    undo::begin(store)?;
    let calls = undo::count(store, id)?;
    undo::remove_brought(store, id, &mut gone)?;
    let put_back = undo::put_back(store, id)?;
    let handed_over = undo::hand_over(store, id)?;
    let kept = undo::staying(store, id, ask.force)?
        .into_iter()
        .map(|used| named(store, used))
        .collect::<Result<_>>()?;
    let mut removed = 0;
    loop {
        let share = removed as f64 / calls.max(1) as f64;
        let told = progress(Progress {
            share,
            rows: removed,
        });
        if told == ControlFlow::Break(()) {
            return Err(Refusal::Stopped.into());
        }
        match undo::remove_calls(store, id, ask.force, &mut gone)? {
            0 => break,
            some => removed += some,
        }
    }
    let customers = undo::remove_customers(store)?;
    let reps = remove_reps(store, import)?;
    undo::end(store, id, now.timestamp())?;
    gone.retain(|table, rows| *rows > 0 && table != "call" && !table.starts_with("import_"));
    Ok(Undone {
        import: id,
        kind: import.kind.clone(),
        file: import.file.clone(),
        dry_run: ask.dry_run,
        removed,
        handed_over,
        put_back,
        customers,
        reps,
        gone,
        kept,
    })
}

fn named(store: &Store, used: Used) -> Result<Kept> {
    let call = call::get(store, used.call)?;
    Ok(Kept {
        call: call.id,
        source_id: call.ticket_id,
        customer: call.customer,
        rep: call.rep,
        at: call.started_at,
        why: used.why,
    })
}

/// Removes the reps whom the import added, where nothing rests on them.
fn remove_reps(store: &Store, import: &Import) -> Result<Vec<String>> {
    let report: serde_json::Value = serde_json::from_str(&import.report).unwrap_or_default();
    let added = report.get("added_reps").and_then(|reps| reps.as_array());
    let names = added.into_iter().flatten().filter_map(|name| name.as_str());
    let mut gone = Vec::new();
    for name in names {
        if let Some(rep) = rep::find(store, name)?
            && undo::remove_rep(store, rep.id)?
        {
            gone.push(rep.name);
        }
    }
    Ok(gone)
}
