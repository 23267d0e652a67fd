//! What a survey looks like before it is imported: its scales, and the first answers with their calls. Writes nothing.

use anyhow::Result;

use crate::domain::call::Instant;
use crate::domain::import::kind::Kind;
use crate::domain::import::roster::Roster;
use crate::domain::import::row::Row;
use crate::domain::import::survey::{Part, Scale};
use crate::ops::import::looked::{self, Answered, Looked, Meaning, ROWS, Rows};
use crate::ops::import::origin::Origin;
use crate::ops::import::profiles::GENERIC;
use crate::ops::import::report::{Rejected, Tally};
use crate::ops::import::surveys::load::Reader;
use crate::ops::import::surveys::scales::Scales;
use crate::ops::import::surveys::{SOURCE, Survey, WITHIN_DAYS};
use crate::ops::import::table::Table;
use crate::ops::import::{Options, columns, reading};
use crate::ops::setup;
use crate::store::{Store, call, rep};

/// Looks at the beginning of a survey.
pub fn preview(store: &Store, origin: &Origin, options: &Options, now: Instant) -> Result<Looked> {
    reading::check(store, origin)?;
    let table = Table::glance(origin)?;
    let survey = Survey::of(&table, options)?;
    let below = table.below(survey.header_line);
    let mut scales = Scales::of(&survey);
    below.clone().for_each(|row| scales.see(row));
    let found: Vec<_> = scales.found(options).collect();
    let sure: Vec<(Part, Scale)> = found
        .iter()
        .filter_map(|(part, _, scale)| Some((*part, (*scale)?)))
        .collect();
    let at: Vec<usize> = survey.columns.column(Part::At).into_iter().collect();
    let times = columns::Times {
        columns: &at,
        header_line: survey.header_line,
        width: survey.headers.len(),
    };
    let told = survey.with_zone(options, &at);
    let (clock, dates) = times.glance(store, &table, &told, now)?;
    let zone = clock.zone.name().to_owned();
    let mut reader = Reader {
        store,
        region: setup::region_of(store, &clock.zone)?,
        survey: &survey,
        scales: &sure,
        roster: Roster::of(&rep::list(store)?),
        clock,
        within_days: options.within_days.unwrap_or(WITHIN_DAYS),
    };
    let mut rows = Vec::new();
    for row in below.clone().take(ROWS) {
        rows.push(answered(store, &survey, &mut reader, row)?);
    }
    let meaning = |at: usize| {
        let part = Part::ALL
            .iter()
            .find(|part| survey.columns.column(**part) == Some(at));
        part.map(|part| Meaning::Part(*part))
    };
    Ok(Looked {
        kind: Kind::Surveys,
        recognised: recognised(&survey, &found),
        columns: looked::columns(&survey.headers, &below, meaning),
        rows: Rows::Answers(rows),
        profile: GENERIC.into(),
        lacks: String::new(),
        proposal: Vec::new(),
        dates,
        zone,
        source: options.source_name.clone().unwrap_or(SOURCE.into()),
        phone: None,
        kpis: Vec::new(),
        scales: found,
        form: None,
    })
}

fn answered(
    store: &Store,
    survey: &Survey,
    reader: &mut Reader<'_>,
    row: &Row,
) -> Result<Result<Answered, Rejected>> {
    let read = match reader.read(row, &mut Tally::default())? {
        Ok(read) => read,
        Err(reason) => {
            let line = row.line;
            return Ok(Err(Rejected { line, reason }));
        }
    };
    let who = [Part::Customer, Part::Number, Part::Email]
        .into_iter()
        .map(|part| survey.cell(row, part))
        .find(|cell| !cell.is_empty());
    let Some((answer, joined)) = read else {
        return Ok(Ok(Answered {
            at: None,
            who: who.unwrap_or_default().to_owned(),
            scores: Vec::new(),
            comment: String::new(),
            call: Err("nothing was answered".into()),
        }));
    };
    Ok(Ok(Answered {
        at: answer
            .answered_at
            .and_then(|at| chrono::DateTime::from_timestamp(at, 0))
            .map(|at| reader.clock.zone.at(at)),
        who: who.unwrap_or_default().to_owned(),
        scores: answer.scores,
        comment: answer.comment,
        call: match joined {
            Ok(id) => Ok(call::get(store, id)?),
            Err(why) => Err(why),
        },
    }))
}

fn recognised(survey: &Survey, scales: &[(Part, usize, Option<Scale>)]) -> String {
    let told: Vec<String> = scales
        .iter()
        .map(|(_, column, scale)| {
            let header = survey.headers.get(*column).map_or("", String::as_str);
            match scale {
                Some(scale) => format!("'{header}' is {}", scale.in_words()),
                None => format!("the scale of '{header}' is not sure"),
            }
        })
        .collect();
    if told.is_empty() {
        return "A survey with the customers' own words and no scores".into();
    }
    format!("A survey: {}", told.join("; "))
}
