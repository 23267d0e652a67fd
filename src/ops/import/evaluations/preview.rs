//! What a table of past evaluations looks like before it is imported. The first rows are taken in and taken back again,
//! so that what is shown is what will be stored.

use anyhow::Result;

use crate::domain::call::Instant;
use crate::domain::import::field::Field;
use crate::domain::import::kind::Kind;
use crate::domain::import::roster::Roster;
use crate::ops::import::evaluations::load::{Load, Taken};
use crate::ops::import::evaluations::plan::Sheet;
use crate::ops::import::evaluations::{SOURCE, begin, sheet};
use crate::ops::import::looked::{self, Looked, Meaning, ROWS, Rows, Scored};
use crate::ops::import::origin::Origin;
use crate::ops::import::profiles::GENERIC;
use crate::ops::import::report::{Rejected, Tally};
use crate::ops::import::table::Table;
use crate::ops::import::{Options, columns, reading, whole};
use crate::store::{Store, rep};

/// Looks at the beginning of a table of evaluations.
pub fn preview(store: &Store, origin: &Origin, options: &Options, now: Instant) -> Result<Looked> {
    reading::check(store, origin)?;
    let table = Table::glance(origin)?;
    let mut roster = Roster::of(&rep::list(store)?);
    let sheet = sheet(store, &table, options, &mut roster)?;
    let times = columns::Times {
        columns: &sheet.times(),
        header_line: sheet.header_line,
        width: sheet.headers.len(),
    };
    let (clock, dates) = times.glance(store, &table, options, now)?;
    let zone = clock.zone.name().to_owned();
    let rows = whole(store, true, |store| {
        let (_, mut load) = begin(store, &table, &sheet, options, now, roster, clock)?;
        first_rows(store, &table, &sheet, &mut load)
    })?;
    let below = table.below(sheet.header_line);
    let form = sheet.scorings.get(sheet.usual).map(|scoring| {
        let card = &scoring.version.scorecard;
        let questions = card.questions();
        let questions = questions.map(|one| (one.key.clone(), one.text.clone()));
        (card.key.clone(), questions.collect())
    });
    Ok(Looked {
        kind: Kind::Evaluations,
        recognised: sheet.recognised.clone(),
        columns: looked::columns(&sheet.headers, &below, |at| meaning(&sheet, at)),
        rows: Rows::Evaluations(rows),
        profile: GENERIC.into(),
        lacks: String::new(),
        proposal: Vec::new(),
        dates,
        zone,
        source: options.source_name.clone().unwrap_or(SOURCE.into()),
        phone: None,
        kpis: Vec::new(),
        scales: Vec::new(),
        form,
    })
}

fn first_rows(
    store: &Store,
    table: &Table,
    sheet: &Sheet,
    load: &mut Load<'_>,
) -> Result<Vec<Result<Scored, Rejected>>> {
    let mut tally = Tally::default();
    let mut rows = Vec::new();
    for row in table.below(sheet.header_line).take(ROWS) {
        let line = row.line;
        rows.push(match load.row(row, &mut tally)? {
            Ok(taken) => Ok(scored(store, taken)?),
            Err(reason) => Err(Rejected { line, reason }),
        });
    }
    Ok(rows)
}

fn scored(store: &Store, taken: Taken<'_>) -> Result<Scored> {
    let reps = rep::list(store)?;
    let rep = reps.into_iter().find(|rep| Some(rep.id) == taken.rep);
    let customer = match taken.call.customer_name.as_str() {
        "" => taken.call.number,
        name => name.to_owned(),
    };
    Ok(Scored {
        started_at: taken.call.started_at,
        rep: rep.map_or_else(String::new, |rep| rep.name),
        customer,
        scorecard: taken.scorecard.to_owned(),
        quality: taken.quality,
        lane: taken.lane,
        made: taken.made,
        known: taken.known,
    })
}

/// What a column means: what is told of the scoring, a question of the usual form, something of the call.
fn meaning(sheet: &Sheet, at: usize) -> Option<Meaning> {
    if let Some((told, _)) = sheet.told_columns().find(|(_, column)| *column == at) {
        return Some(Meaning::Told(told));
    }
    if let Some(field) = Field::ALL
        .iter()
        .find(|field| sheet.call.column(**field) == Some(at))
    {
        return Some(Meaning::Field(*field));
    }
    let scoring = sheet.scorings.get(sheet.usual)?;
    let key = |place: usize| {
        let question = scoring.version.scorecard.questions().nth(place);
        question.map(|question| question.key.clone())
    };
    let in_column = |columns: &[(usize, usize)]| {
        let found = columns.iter().find(|(_, column)| *column == at);
        found.and_then(|(place, _)| key(*place))
    };
    in_column(&scoring.form.answers)
        .map(Meaning::Question)
        .or_else(|| in_column(&scoring.form.comments).map(Meaning::Comment))
}
