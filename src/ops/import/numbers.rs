//! Numbers of KPIs week by week out of a spreadsheet: one row a number (week or day, KPI, value, perhaps the rep), or one
//! row a week with a column for each KPI.

use std::collections::BTreeMap;

use anyhow::Result;

use crate::domain::call::Instant;
use crate::domain::id::{ImportId, RepId};
use crate::domain::import::clock::Clock;
use crate::domain::import::field::ColumnRef;
use crate::domain::import::kind::Kind;
use crate::domain::import::number::{Numbers, Sheet, WORDS, meant};
use crate::domain::import::roster::Roster;
use crate::domain::import::row::Row;
use crate::domain::kpi::{Kpi, Measure};
use crate::domain::own_kpi::number::{Number, read};
use crate::domain::week::Week;
use crate::ops;
use crate::ops::import::meter::{Listener, Meter};
use crate::ops::import::origin::Origin;
use crate::ops::import::plan::headers;
use crate::ops::import::profiles::GENERIC;
use crate::ops::import::reading;
use crate::ops::import::refusal::Refusal;
use crate::ops::import::report::{About, Numbered, Report, Tally};
use crate::ops::import::table::Table;
use crate::ops::import::{Options, columns};
use crate::store::{Store, number, rep, source};

pub(super) mod preview;

/// The source of numbers from a file that was given no name.
const SOURCE: &str = "numbers";
/// How far down a header is looked for.
const TITLES_AT_MOST: usize = 20;

/// How a file is read.
struct Plan {
    headers: Vec<String>,
    header_line: u64,
    sheet: Sheet,
}

impl Plan {
    fn of(table: &Table, map: &[(String, ColumnRef)], kpis: &[Kpi]) -> Option<Self> {
        let all = (0..table.head.len().min(TITLES_AT_MOST)).filter_map(|at| {
            let headers = headers(&table.head, Some(at));
            let sheet = Sheet::of(&headers, map, kpis)?;
            let header_line = table.head.get(at)?.line;
            Some(Self {
                headers,
                header_line,
                sheet,
            })
        });
        // Of rows that tell as much the first is the header.
        all.rev().max_by_key(|plan| plan.sheet.known())
    }
}

/// Whether the table looks like numbers of KPIs: every column is known.
pub(super) fn fits(store: &Store, table: &Table) -> Result<bool> {
    let plan = Plan::of(table, &[], &ops::kpi::all(store)?);
    Ok(plan.is_some_and(|plan| plan.sheet.known() == plan.headers.len()))
}

/// Imports numbers of KPIs.
///
/// # Errors
/// As for calls; and where no column tells the week, or none a number.
pub(super) fn run(
    store: &Store,
    origin: &Origin,
    options: &Options,
    now: Instant,
    listener: Listener<'_>,
) -> Result<Report> {
    let mut meter = Meter::new(listener, origin.size()?);
    let table = columns::open(store, origin, &mut meter)?;
    let kpis = ops::kpi::all(store)?;
    let plan = plan(&table, options, &kpis)?;
    let times = columns::Times {
        columns: &[plan.sheet.when],
        header_line: plan.header_line,
        width: plan.headers.len(),
    };
    let (clock, zone_from) = times.clock(store, &table, options, now, Some(&mut meter))?;
    let name = options.source_name.as_deref().unwrap_or(SOURCE);
    super::whole(store, options.dry_run, |store| {
        let source = source::remember(store, name, None, None)?;
        let import = reading::begin(store, source, Kind::Numbers, GENERIC, &table, now)?;
        let mut load = Load {
            store,
            import,
            reader: Reader {
                sheet: &plan.sheet,
                kpis: &kpis,
                roster: Roster::of(&rep::list(store)?),
                clock,
                lines: BTreeMap::new(),
            },
            came: Numbered::default(),
        };
        let mut tally = Tally::default();
        columns::take_all(
            &table,
            &plan.headers,
            plan.header_line,
            &mut meter,
            &mut tally,
            |row, tally| load.row(row, tally),
        )?;
        if let Some(why) = tally.nothing_used(&table) {
            return Err(unfit(&table, why).into());
        }
        let about = About {
            import,
            kind: Kind::Numbers,
            profile: GENERIC,
            source: name,
            table: &table,
            recognised: format!("numbers of {}", load.came.kpis.join(", ")),
            dry_run: options.dry_run,
            zone_from,
        };
        let report = Report {
            numbers: Some(load.came),
            ..about.report(tally, &load.reader.clock)
        };
        report.kept(store, import)
    })
}

fn unfit(table: &Table, why: String) -> Refusal {
    Refusal::Unfit {
        file: table.name.clone(),
        what: "a sheet of numbers",
        why,
    }
}

/// Finds out how to read a table.
fn plan(table: &Table, options: &Options, kpis: &[Kpi]) -> Result<Plan, Refusal> {
    let fields = options.map.iter();
    let fields = fields.map(|(field, column)| (field.word().to_owned(), column.clone()));
    let map: Vec<(String, ColumnRef)> = options.questions.iter().cloned().chain(fields).collect();
    let is_known = |name: &str| WORDS.contains(&name) || kpis.iter().any(|kpi| kpi.key == name);
    if let Some((name, _)) = map.iter().find(|(name, _)| !is_known(name)) {
        return Err(Refusal::NoField { name: name.clone() });
    }
    let plan = Plan::of(table, &map, kpis).ok_or_else(|| {
        let why = "it needs a column for the week or the day, and either the columns KPI and value, or one that is \
                   called like a KPI of yours: deskside kpi list names them, --map week=Date --map missed_calls=Missed says which";
        unfit(table, why.into())
    })?;
    for (name, column) in &map {
        columns::there(&plan.headers, name, column)?;
    }
    Ok(plan)
}

/// The numbers on their way in.
struct Load<'s> {
    store: &'s Store,
    import: ImportId,
    reader: Reader<'s>,
    came: Numbered,
}

/// Reads rows of numbers.
struct Reader<'s> {
    sheet: &'s Sheet,
    kpis: &'s [Kpi],
    roster: Roster,
    clock: Clock,
    /// On which line each number of this file stood.
    lines: BTreeMap<(String, Week, Option<RepId>), u64>,
}

impl Reader<'_> {
    /// What the row tells, which no row below may tell again, or why it cannot be used.
    fn row(&mut self, row: &Row) -> Result<Vec<(String, Number)>, String> {
        let told = self.told(row)?;
        for (kpi, one) in &told {
            let place = (kpi.clone(), one.week, one.rep);
            self.lines.insert(place, row.line);
        }
        Ok(told)
    }

    /// What the row tells: KPIs by their keys, with their numbers.
    fn told(&mut self, row: &Row) -> Result<Vec<(String, Number)>, String> {
        let week = self.week(row.cell(self.sheet.when))?;
        let rep = match self.sheet.rep.map_or("", |at| row.cell(at)) {
            "" => None,
            name => Some(
                self.roster
                    .find(name)
                    .ok_or_else(|| format!("'{}' is nobody here", shorten(name)))?,
            ),
        };
        let cells: Vec<(String, &str)> = match &self.sheet.numbers {
            Numbers::Rows { kpi, value } => {
                vec![(self.kpi(row.cell(*kpi))?, row.cell(*value))]
            }
            Numbers::Columns(columns) => columns
                .iter()
                .map(|(at, kpi)| (kpi.clone(), row.cell(*at)))
                .filter(|(_, cell)| !cell.is_empty())
                .collect(),
        };
        let mut told = Vec::new();
        for (kpi, cell) in cells {
            let value = read(cell).ok_or_else(|| format!("'{}' is not a number", shorten(cell)))?;
            if let Some(line) = self.lines.get(&(kpi.clone(), week, rep)) {
                return Err(format!(
                    "{week} has a number of {kpi} already, from line {line}: a KPI has one number a week"
                ));
            }
            told.push((kpi, Number { week, rep, value }));
        }
        Ok(told)
    }

    /// The week itself, or that of a day.
    fn week(&mut self, cell: &str) -> Result<Week, String> {
        if let Ok(week) = cell.parse::<Week>() {
            return Ok(week);
        }
        let day = self.clock.start(cell);
        let day = day.map_err(|_| format!("'{}' is neither a week nor a day", shorten(cell)))?;
        Ok(Week::of(day.written.date()))
    }

    /// The key of a KPI whose numbers are told.
    fn kpi(&self, cell: &str) -> Result<String, String> {
        let name = shorten(cell);
        match meant(cell, self.kpis) {
            Some(kpi) if matches!(kpi.measure, Measure::Typed) => Ok(kpi.key.to_string()),
            Some(_) => Err(format!(
                "{name} is counted from the calls, no number of it can be told"
            )),
            None => Err(format!(
                "there is no KPI '{name}': deskside kpi add makes one"
            )),
        }
    }
}

impl Load<'_> {
    /// Takes a row in, or says why it cannot be used.
    fn row(&mut self, row: &Row, tally: &mut Tally) -> Result<Result<(), String>> {
        match self.reader.row(row) {
            Ok(told) => {
                for (kpi, one) in told {
                    self.keep(&kpi, one, tally)?;
                }
                Ok(Ok(()))
            }
            Err(why) => Ok(Err(why)),
        }
    }

    fn keep(&mut self, kpi: &str, one: Number, tally: &mut Tally) -> Result<()> {
        let before = number::list(self.store, kpi, one.week, one.week)?;
        match before.iter().find(|old| old.rep == one.rep) {
            None => tally.added += 1,
            Some(old) if old.value.total_cmp(&one.value).is_eq() => tally.known += 1,
            Some(_) => tally.updated += 1,
        }
        number::put(self.store, kpi, one, Some(self.import))?;
        if !self.came.kpis.iter().any(|known| known == kpi) {
            self.came.kpis.push(kpi.to_owned());
        }
        self.came.first_week = Some(
            self.came
                .first_week
                .map_or(one.week, |week| week.min(one.week)),
        );
        self.came.last_week = Some(
            self.came
                .last_week
                .map_or(one.week, |week| week.max(one.week)),
        );
        Ok(())
    }
}

fn shorten(text: &str) -> String {
    text.chars().take(60).collect()
}
