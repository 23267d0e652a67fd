//! What a sheet of numbers looks like before it is imported: its columns, and the first rows. Writes nothing.

use std::collections::BTreeMap;

use anyhow::Result;

use crate::domain::call::Instant;
use crate::domain::import::field::ColumnRef;
use crate::domain::import::kind::Kind;
use crate::domain::import::number::Numbers;
use crate::domain::import::roster::Roster;
use crate::domain::import::row::Row;
use crate::domain::kpi::{Kpi, Measure};
use crate::domain::own_kpi::number::Number;
use crate::ops;
use crate::ops::import::looked::{self, Counted, Looked, Meaning, ROWS, Rows};
use crate::ops::import::numbers::{Plan, Reader, SOURCE, plan};
use crate::ops::import::origin::Origin;
use crate::ops::import::plan::{guess_header, headers};
use crate::ops::import::preview::Dates;
use crate::ops::import::profiles::GENERIC;
use crate::ops::import::refusal::Refusal;
use crate::ops::import::report::Rejected;
use crate::ops::import::table::Table;
use crate::ops::import::{Options, columns, reading};
use crate::store::{Store, rep};

/// Looks at the beginning of a sheet of numbers. Where no column tells the week, or none a number, that is what it lacks.
pub fn preview(store: &Store, origin: &Origin, options: &Options, now: Instant) -> Result<Looked> {
    reading::check(store, origin)?;
    let table = Table::glance(origin)?;
    let kpis = ops::kpi::all(store)?;
    let plan = match plan(&table, options, &kpis) {
        Ok(plan) => plan,
        Err(Refusal::Unfit { .. }) => return Ok(unmapped(&table, options, &kpis)),
        Err(other) => return Err(other.into()),
    };
    let times = columns::Times {
        columns: &[plan.sheet.when],
        header_line: plan.header_line,
        width: plan.headers.len(),
    };
    let (clock, dates) = times.glance(store, &table, options, now)?;
    let zone = clock.zone.name().to_owned();
    let reps = rep::list(store)?;
    let mut reader = Reader {
        sheet: &plan.sheet,
        kpis: &kpis,
        roster: Roster::of(&reps),
        clock,
        lines: BTreeMap::new(),
    };
    let named = |key: &str| {
        let found = kpis.iter().find(|kpi| kpi.key == key);
        found.map_or_else(|| key.to_owned(), |kpi| kpi.name.to_string())
    };
    let below = table.below(plan.header_line);
    let counted = |told: &[(String, Number)]| {
        let (_, first) = told.first()?;
        let rep = reps.iter().find(|rep| Some(rep.id) == first.rep);
        Some(Counted {
            week: first.week,
            rep: rep.map_or_else(String::new, |rep| rep.name.clone()),
            numbers: told
                .iter()
                .map(|(key, one)| (named(key), one.value))
                .collect(),
        })
    };
    let row = |row: &Row| match reader.row(row) {
        Ok(told) => counted(&told).map(Ok),
        Err(reason) => Some(Err(Rejected {
            line: row.line,
            reason,
        })),
    };
    let rows = below.clone().filter_map(row).take(ROWS).collect();
    Ok(Looked {
        recognised: "Numbers of KPIs, week by week".into(),
        columns: looked::columns(&plan.headers, &below, |at| meaning(&plan, at)),
        rows: Rows::Numbers(rows),
        dates,
        zone,
        ..bare(options, &kpis)
    })
}

/// The columns of a table of which too little is told to read a number.
fn unmapped(table: &Table, options: &Options, kpis: &[Kpi]) -> Looked {
    let header = guess_header(&table.head);
    let headers = headers(&table.head, header);
    let below = table.head.iter().skip(header.map_or(0, |at| at + 1));
    let told = |at: usize| {
        let (word, _) = options.questions.iter().find(|(_, column)| match column {
            ColumnRef::Place(place) => *place == at,
            ColumnRef::Header(_) => false,
        })?;
        Some(Meaning::Number(word.clone()))
    };
    Looked {
        lacks: "a column for the week or the day is needed, and one for the numbers of a KPI, or one for the KPI and one \
                for the number"
            .into(),
        columns: looked::columns(&headers, &below, told),
        ..bare(options, kpis)
    }
}

fn bare(options: &Options, kpis: &[Kpi]) -> Looked {
    let told = kpis
        .iter()
        .filter(|kpi| matches!(kpi.measure, Measure::Typed));
    let kpis = told.map(|kpi| (kpi.key.to_string(), kpi.name.to_string()));
    Looked {
        kind: Kind::Numbers,
        recognised: "Numbers of KPIs".into(),
        profile: GENERIC.into(),
        lacks: String::new(),
        proposal: Vec::new(),
        columns: Vec::new(),
        rows: Rows::Numbers(Vec::new()),
        dates: Dates::Plain,
        zone: options.zone.clone().unwrap_or_default(),
        source: options.source_name.clone().unwrap_or(SOURCE.into()),
        phone: None,
        kpis: kpis.collect(),
        scales: Vec::new(),
        form: None,
    }
}

/// What a column means.
fn meaning(plan: &Plan, at: usize) -> Option<Meaning> {
    let sheet = &plan.sheet;
    let number = |word: &str| Some(Meaning::Number(word.to_owned()));
    if at == sheet.when {
        return number("week");
    }
    if Some(at) == sheet.rep {
        return number("rep");
    }
    match &sheet.numbers {
        Numbers::Rows { kpi, .. } if *kpi == at => number("kpi"),
        Numbers::Rows { value, .. } if *value == at => number("value"),
        Numbers::Rows { .. } => None,
        Numbers::Columns(columns) => {
            let (_, key) = columns.iter().find(|(column, _)| *column == at)?;
            number(key)
        }
    }
}
