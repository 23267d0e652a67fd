//! What a file looks like before it is imported: what was recognised and the first rows as they would be stored. Reads
//! only the beginning of the file, so that it can be made anew at each change of the map.

use anyhow::Result;

use crate::domain::call::{Instant, Standing};
use crate::domain::import::clock::Clock;
use crate::domain::import::field::Field;
use crate::domain::import::leg::Leg;
use crate::domain::import::order::Verdict;
use crate::domain::import::roster::Roster;
use crate::domain::import::row::Row;
use crate::domain::import::stamp::DateOrder;
use crate::domain::zone::Zone;
use crate::ops::import::origin::Origin;
use crate::ops::import::plan::{self, Plan};
use crate::ops::import::report::{Rejected, ZoneFrom};
use crate::ops::import::table::Table;
use crate::ops::import::{Options, profiles, reading, scan};
use crate::ops::setup;
use crate::store::{Store, desk, rep, source};

/// How many rows are shown.
const ROWS: usize = 10;

/// What a file looks like before it is imported.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// Why it is read as it is.
    pub recognised: String,
    /// The profile's id.
    pub profile: String,
    /// The source that its calls will belong to.
    pub source: String,
    /// Every field with the header of its column.
    pub fields: Vec<(Field, String)>,
    /// Every column: its header and the first thing that stands in it.
    pub columns: Vec<(String, String)>,
    /// The columns, by header or place, that tell which rows are calls and how they came out.
    pub ruling: Vec<String>,
    /// The first rows, each by itself: legs of one call are joined only when the file is imported.
    pub rows: Vec<Result<Shown, Rejected>>,
    /// The order of the dates.
    pub dates: Dates,
    /// The zone of the file's clock.
    pub zone: String,
    /// Whose phone it is, where none of the first rows names anybody: empty where that is not told.
    pub phone: Option<String>,
}

/// A row as it would be stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The line of the file.
    pub line: u64,
    /// What it tells.
    pub leg: Leg,
    /// The rep's name, where the desk knows; else as written.
    pub rep: String,
    /// Whether it may be drawn.
    pub standing: Standing,
}

/// What is known of the order of the dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dates {
    /// They can be read in one way only.
    Plain,
    /// This order.
    Known(DateOrder),
    /// The first rows do not tell, the whole file may. Shown with the day first until then.
    FromTheWholeFile,
    /// The file does not tell: to be asked, with this example.
    Ask(String),
}

/// Looks at the beginning of a file.
///
/// # Errors
/// As the import itself, save that an open order of dates is part of the answer.
pub fn preview(
    store: &Store,
    origin: impl Into<Origin>,
    options: &Options,
    now: Instant,
) -> Result<Preview> {
    let origin = origin.into().in_year(options.year);
    reading::check(store, &origin)?;
    let home = Zone::parse(&desk::get(store)?.zone)?;
    let reps = rep::list(store)?;
    let mut roster = Roster::of(&reps);
    let profiles = profiles::all(options.profiles_dir.as_deref())?;
    let table = Table::glance(&origin)?;
    let mut plan = plan::make(&table, &profiles, options, &mut roster)?;
    let source = reading::source_name(options, &plan);
    let remembered = source::find(store, &source)?;
    reading::whose(store, options, remembered.as_ref(), &mut roster)?;
    let verdict = scan::of_head(&table, &plan);
    let order = reading::order(&verdict, options, &plan, remembered.as_ref());
    let dates = match (&verdict, &order) {
        (Verdict::Plain, _) => Dates::Plain,
        (_, Ok(Some(order))) => Dates::Known(*order),
        (Verdict::Open(example), _) if table.whole => Dates::Ask(example.clone()),
        _ => Dates::FromTheWholeFile,
    };
    let order = order.unwrap_or(Some(DateOrder::Dmy));
    let (zone, from) = reading::zone(options, &table, &plan, remembered.as_ref(), &home, order)?;
    plan.layout.region = setup::region_of(store, &zone)?;
    let mut clock = Clock::new(zone, home, now);
    clock.by_ids = from == ZoneFrom::Ids;
    clock.order = order;
    clock.rows = scan::row_order(&table, &plan, clock.order);
    let name_of = |roster: &mut Roster, written: &str| {
        let id = roster.find(written)?;
        reps.iter()
            .find(|rep| rep.id == id)
            .map(|rep| rep.name.clone())
    };
    let rows: Vec<Result<Shown, Rejected>> = below_header(&table, &plan)
        .filter(|row| !plan.layout.skips(row))
        .take(ROWS)
        .map(|row| match Leg::read(&plan.layout, &mut clock, &row) {
            Ok(leg) => {
                let known = name_of(&mut roster, &leg.rep);
                Ok(Shown {
                    line: row.line,
                    standing: leg.standing(known.is_some()),
                    rep: known.unwrap_or_else(|| leg.rep.clone()),
                    leg,
                })
            }
            Err(reason) => Err(Rejected {
                line: row.line,
                reason,
            }),
        })
        .collect();
    let names_nobody = rows.iter().flatten().all(|shown| shown.leg.rep.is_empty());
    let phone = names_nobody.then(|| name_of(&mut roster, "").unwrap_or_default());
    Ok(Preview {
        recognised: table.sheet().map_or_else(
            || plan.recognised.clone(),
            |sheet| format!("{}; sheet '{sheet}'", plan.recognised),
        ),
        profile: plan.profile.id.clone(),
        source,
        fields: plan.layout.fields(),
        columns: columns(&table, &plan),
        ruling: plan.profile.ruling().cloned().collect(),
        rows,
        dates,
        zone: clock.zone.name().to_owned(),
        phone,
    })
}

fn below_header<'t>(table: &'t Table, plan: &'t Plan) -> impl Iterator<Item = Row> {
    plan.below_header(table)
        .filter(|row| !row.is_blank() && !plan.layout.is_header(row))
}

fn columns(table: &Table, plan: &Plan) -> Vec<(String, String)> {
    plan.layout
        .headers
        .iter()
        .enumerate()
        .map(|(at, header)| {
            let sample = below_header(table, plan)
                .map(|row| row.cell(at).chars().take(60).collect::<String>())
                .find(|cell| !cell.is_empty());
            (header.clone(), sample.unwrap_or_default())
        })
        .collect()
}
