//! Past evaluations: one row a scored call, one column a question. The calls are found or made, the quality is worked out
//! here, whatever the file says of it.

use anyhow::Result;

use crate::domain::call::Instant;
use crate::domain::id::ImportId;
use crate::domain::import::clock::Clock;
use crate::domain::import::field::Field;
use crate::domain::import::kind::Kind;
use crate::domain::import::roster::Roster;
use crate::domain::import::sheet::{Scorer, Told};
use crate::domain::zone::Zone;
use crate::ops::import::meter::{Listener, Meter};
use crate::ops::import::origin::Origin;
use crate::ops::import::profiles::GENERIC;
use crate::ops::import::reading;
use crate::ops::import::refusal::Refusal;
use crate::ops::import::report::{About, Evaluated, Report, Tally};
use crate::ops::import::table::Table;
use crate::ops::import::{Options, columns};
use crate::ops::setup;
use crate::store::intake::Intake;
use crate::store::past::Past;
use crate::store::scorecard::Version;
use crate::store::{Store, desk, rep, scorecard, source};

mod kept;
mod load;
mod own;
pub mod plan;
pub(super) mod preview;

use load::Load;
use plan::Sheet;

/// The source of calls that are known from evaluations only.
pub const SOURCE: &str = "evaluations";
/// How far down a header is looked for.
const TITLES_AT_MOST: usize = 20;

/// Whether the table looks like one of evaluations: it says when calls were scored or on which form, and has a question
/// of a form; or it has most of the questions of one.
///
/// # Errors
/// What the store says.
pub(super) fn fits(store: &Store, table: &Table) -> Result<bool> {
    let versions = versions(store)?;
    Ok(table.head.iter().take(TITLES_AT_MOST).any(|row| {
        let (questions, told) = plan::known_names(row, &versions);
        questions > 0 && told > 0 || questions >= 4
    }))
}

/// The newest version of every form.
fn versions(store: &Store) -> Result<Vec<Version>> {
    let listed = scorecard::list(store)?;
    let versions = listed.iter().map(|one| scorecard::get(store, one.id));
    Ok(versions.collect::<Result<_, _>>()?)
}

/// Finds out how a table is read.
pub(super) fn sheet(
    store: &Store,
    table: &Table,
    options: &Options,
    roster: &mut Roster,
) -> Result<Sheet> {
    let usual = desk::get(store)?.scorecard;
    Ok(Sheet::of(table, versions(store)?, options, &usual, roster)?)
}

impl Sheet {
    /// The columns that tell times.
    pub(super) fn times(&self) -> Vec<usize> {
        let told = self
            .told_columns()
            .filter(|(told, _)| *told == Told::ScoredAt);
        let fields = [Field::At, Field::Date];
        let of_call = fields.iter().filter_map(|field| self.call.column(*field));
        of_call.chain(told.map(|(_, column)| column)).collect()
    }
}

/// Begins to take the rows in.
fn begin<'s>(
    store: &'s Store,
    table: &Table,
    sheet: &'s Sheet,
    options: &Options,
    now: Instant,
    roster: Roster,
    clock: Clock,
) -> Result<(ImportId, Load<'s>)> {
    let name = options.source_name.as_deref().unwrap_or(SOURCE);
    let told = options.source_name.as_ref().and(options.zone.as_deref());
    let source = source::remember(store, name, told, None)?;
    let import = reading::begin(store, source, Kind::Evaluations, GENERIC, table, now)?;
    let home = Zone::parse(&desk::get(store)?.zone)?;
    let today = home.day_of(now);
    let region = setup::region_of(store, &clock.zone)?;
    let load = Load {
        store,
        sheet,
        intake: Intake::begin(store, source, import, false, region)?,
        past: Past::begin(store, import)?,
        source,
        asked_source: options.source_name.as_ref().map(|_| source),
        roster,
        home,
        region,
        add_reps: options.add_reps,
        import,
        scored_by: options.scored_by.unwrap_or(Scorer::Owner),
        today,
        scoring_clock: clock.clone(),
        clock,
        came: Evaluated::default(),
    };
    Ok((import, load))
}

/// Imports a table of evaluations.
///
/// # Errors
/// As for calls.
pub(super) fn run(
    store: &Store,
    origin: &Origin,
    options: &Options,
    now: Instant,
    listener: Listener<'_>,
) -> Result<Report> {
    let mut meter = Meter::new(listener, origin.size()?);
    let table = columns::open(store, origin, &mut meter)?;
    let mut roster = Roster::of(&rep::list(store)?);
    let sheet = sheet(store, &table, options, &mut roster)?;
    let times = columns::Times {
        columns: &sheet.times(),
        header_line: sheet.header_line,
        width: sheet.headers.len(),
    };
    let (clock, zone_from) = times.clock(store, &table, options, now, Some(&mut meter))?;
    let name = options.source_name.as_deref().unwrap_or(SOURCE);
    super::whole(store, options.dry_run, |store| {
        let (import, mut load) = begin(store, &table, &sheet, options, now, roster, clock)?;
        let mut tally = Tally::default();
        columns::take_all(
            &table,
            &sheet.headers,
            sheet.header_line,
            &mut meter,
            &mut tally,
            |row, tally| Ok(load.row(row, tally)?.map(drop)),
        )?;
        if let Some(why) = tally.nothing_used(&table) {
            let file = table.name.clone();
            let what = "a table of evaluations";
            return Err(Refusal::Unfit { file, what, why }.into());
        }
        let about = About {
            import,
            kind: Kind::Evaluations,
            profile: GENERIC,
            source: name,
            table: &table,
            recognised: sheet.recognised.clone(),
            dry_run: options.dry_run,
            zone_from,
        };
        let report = Report {
            evaluations: Some(load.came),
            ..about.report(tally, &load.clock)
        };
        report.kept(store, import)
    })
}
