//! Survey answers: one row an answer. Each is joined to the call it is about by the call's id, else by customer and time;
//! what is not sure is kept by itself and named, never guessed.

use anyhow::Result;

use crate::domain::call::Instant;
use crate::domain::import::field::ColumnRef;
use crate::domain::import::kind::Kind;
use crate::domain::import::roster::Roster;
use crate::domain::import::row::Row;
use crate::domain::import::sheet;
use crate::domain::import::stamp::Stamp;
use crate::domain::import::survey::{Columns, Part, Scale};
use crate::ops::import::meter::{Listener, Meter, Stage};
use crate::ops::import::origin::Origin;
use crate::ops::import::plan::{guess_header, headers};
use crate::ops::import::profiles::GENERIC;
use crate::ops::import::reading;
use crate::ops::import::refusal::Refusal;
use crate::ops::import::report::{About, Report, Surveyed, Tally};
use crate::ops::import::table::Table;
use crate::ops::import::{Options, columns};
use crate::ops::setup;
use crate::store::{Store, rep, source};

mod load;
pub(super) mod preview;
mod scales;

use load::{Load, Reader};
use scales::Scales;

/// Why a table is refused as a survey.
pub const NO_ANSWER: &str = "no column holds an answer";
/// The source of answers from a file that was given no name.
pub const SOURCE: &str = "surveys";
/// How far before an answer its call may lie, in days, unless told otherwise.
pub const WITHIN_DAYS: u16 = 7;
/// How far down a header is looked for.
const TITLES_AT_MOST: usize = 20;

/// How a survey will be read.
#[derive(Debug, Clone)]
pub struct Survey {
    /// The headers; those of a second row joined to the first.
    pub headers: Vec<String>,
    /// The line of the header, the second where there are two.
    pub header_line: u64,
    /// What stands where.
    pub columns: Columns,
    /// The columns that go on with the question at their left.
    pub more: Vec<(usize, Vec<usize>)>,
}

impl Survey {
    /// The options, with UTC as the zone where none was given and the header of a time tells it.
    fn with_zone(&self, options: &Options, at: &[usize]) -> Options {
        let mut told = options.clone();
        let mut headers = at.iter().filter_map(|at| self.headers.get(*at));
        // The second is Medallia's, whose times are in UTC.
        let is_utc = |one: &String| {
            one.to_lowercase().contains("utc") || sheet::key(one) == "response received at"
        };
        if told.zone.is_none() && headers.any(is_utc) {
            told.zone = Some("UTC".into());
        }
        told
    }

    /// Finds out how to read a table.
    ///
    /// # Errors
    /// It holds no answers.
    pub fn of(table: &Table, options: &Options) -> Result<Self, Refusal> {
        let header = table
            .head
            .iter()
            .take(TITLES_AT_MOST)
            .enumerate()
            .map(|(at, row)| (known_parts(row), at))
            .filter(|(known, _)| *known > 1)
            .max_by_key(|(known, at)| (*known, usize::MAX - at))
            .map(|(_, at)| at)
            .or_else(|| guess_header(&table.head))
            .or_else(|| {
                // A bare list of answers: one column, its name above it.
                let first = table.head.first()?;
                first
                    .cells()
                    .all(|cell| cell.parse::<f64>().is_err())
                    .then_some(0)
            });
        let mut headers = headers(&table.head, header);
        let mut header_line = line(table, header);
        let below = header.and_then(|at| table.head.get(at + 1));
        let mut more = Vec::new();
        if let Some(row) = below.filter(|row| is_second_header(&headers, row)) {
            header_line = row.line;
            more = continued(&headers, row);
        }
        for (at, header) in headers.iter_mut().enumerate() {
            if more.iter().any(|(_, places)| places.contains(&at)) {
                header.clear();
            }
        }
        let mut map = options.questions.clone();
        map.extend(
            options
                .map
                .iter()
                .map(|(field, column)| (field.word().to_owned(), column.clone())),
        );
        check(&headers, &map)?;
        let columns = Columns::of(&headers, &map);
        if columns.scores().is_empty() && columns.column(Part::Note).is_none() {
            return Err(Refusal::Unfit {
                file: table.name.clone(),
                what: "a survey",
                why: NO_ANSWER.into(),
            });
        }
        Ok(Self {
            headers,
            header_line,
            columns,
            more,
        })
    }

    /// What stands in a part's column, or in those that go on with it.
    pub fn cell<'r>(&self, row: &'r Row, part: Part) -> &'r str {
        self.columns.column(part).map_or("", |at| self.at(row, at))
    }

    fn at<'r>(&self, row: &'r Row, column: usize) -> &'r str {
        let own = row.cell(column);
        let places = self.more.iter().find(|(at, _)| *at == column);
        match places {
            Some((_, places)) if own.is_empty() => places
                .iter()
                .map(|at| row.cell(*at))
                .find(|cell| !cell.is_empty())
                .unwrap_or_default(),
            _ => own,
        }
    }

    /// The scale of each column of answers, from all rows.
    fn scales(
        &self,
        table: &Table,
        options: &Options,
        meter: &mut Meter<'_>,
    ) -> Result<Vec<(Part, Scale)>> {
        let mut scales = Scales::of(self);
        let mut count = 0_u64;
        columns::each(table, self.header_line, self.headers.len(), |row, bytes| {
            count += 1;
            meter.check(Stage::Scan, bytes, count)?;
            if let Ok(row) = row {
                scales.see(row);
            }
            Ok(())
        })?;
        Ok(scales.sure(options)?)
    }
}

/// Whether the table looks like a survey: a column measures satisfaction, recommendation or effort, or tells what the
/// scores beside it measure; others tell when or who, and none how long a call took. Where no time stands in it, it can be nothing else; and a bare list of answers.
pub(super) fn fits(table: &Table) -> bool {
    let head = table.head.iter().take(TITLES_AT_MOST);
    let best = head.max_by_key(|row| known_parts(row));
    best.is_some_and(|row| {
        let cells: Vec<String> = row.cells().map(str::to_owned).collect();
        let columns = Columns::of(&cells, &[]);
        let scores = columns.scores();
        let typed = columns.column(Part::Type).is_some();
        let measured = scores.iter().any(|(part, _)| typed || *part != Part::Score);
        let is_list = cells.len() == 1 && scores.len() == 1;
        let other = [
            Part::AnswerId,
            Part::Note,
            Part::Email,
            Part::Number,
            Part::At,
            Part::Type,
        ];
        let others = other
            .iter()
            .filter(|part| columns.column(**part).is_some())
            .count();
        let of_calls = [
            "duration",
            "talk",
            "direction",
            "billsec",
            "call type",
            "wait time",
            "handle time",
        ];
        let is_log = cells
            .iter()
            .map(|cell| sheet::key(cell))
            .any(|key| of_calls.iter().any(|word| key.contains(word)));
        is_list || measured && !is_log && (others >= 2 || !is_dated(table))
    })
}

fn is_dated(table: &Table) -> bool {
    let is_time = |cell: &str| cell.len() >= "1/1/2026".len() && Stamp::read(cell).is_ok();
    table.head.iter().any(|row| row.cells().any(is_time))
}

fn known_parts(row: &Row) -> usize {
    let cells: Vec<String> = row.cells().map(str::to_owned).collect();
    Columns::of(&cells, &[]).count()
}

fn line(table: &Table, header: Option<usize>) -> u64 {
    header
        .and_then(|at| table.head.get(at))
        .map_or(0, |row| row.line)
}

/// Whether the row goes on with a header of which some cells are empty, or names the choices of its questions.
fn is_second_header(headers: &[String], row: &Row) -> bool {
    let first_empty = row.cell(0).is_empty() && !row.is_blank();
    let unnamed = headers
        .iter()
        .any(|header| header.starts_with('#') && header.len() > 1);
    let says_response = row.cells().any(|cell| {
        cell.eq_ignore_ascii_case("response") || cell.eq_ignore_ascii_case("open-ended response")
    });
    first_empty && (unnamed || says_response)
}

/// The columns without a header of their own, by the question at their left.
fn continued(headers: &[String], second: &Row) -> Vec<(usize, Vec<usize>)> {
    let mut more: Vec<(usize, Vec<usize>)> = Vec::new();
    let mut question = None;
    for (at, header) in headers.iter().enumerate() {
        let unnamed = *header == format!("#{}", at + 1);
        match question {
            Some(left) if unnamed && !second.cell(at).is_empty() => {
                match more.iter_mut().find(|(known, _)| *known == left) {
                    Some((_, places)) => places.push(at),
                    None => more.push((left, vec![at])),
                }
            }
            _ => question = (!unnamed).then_some(at),
        }
    }
    more
}

/// Every name of the owner's map is a part of a survey, and every column is there.
fn check(headers: &[String], map: &[(String, ColumnRef)]) -> Result<(), Refusal> {
    for (name, column) in map {
        if Part::from_word(name).is_none() {
            return Err(Refusal::NoField { name: name.clone() });
        }
        columns::there(headers, name, column)?;
    }
    Ok(())
}

/// Imports a survey.
///
/// # Errors
/// As for calls; and where a scale is not sure.
pub(super) fn run(
    store: &Store,
    origin: &Origin,
    options: &Options,
    now: Instant,
    listener: Listener<'_>,
) -> Result<Report> {
    let mut meter = Meter::new(listener, origin.size()?);
    let table = columns::open(store, origin, &mut meter)?;
    let survey = Survey::of(&table, options)?;
    let scales = survey.scales(&table, options, &mut meter)?;
    let at: Vec<usize> = survey.columns.column(Part::At).into_iter().collect();
    let times = columns::Times {
        columns: &at,
        header_line: survey.header_line,
        width: survey.headers.len(),
    };
    let told = survey.with_zone(options, &at);
    let (clock, zone_from) = times.clock(store, &table, &told, now, Some(&mut meter))?;
    let name = options.source_name.as_deref().unwrap_or(SOURCE);
    let within_days = options.within_days.unwrap_or(WITHIN_DAYS);
    super::whole(store, options.dry_run, |store| {
        let source = source::remember(store, name, None, None)?;
        let import = reading::begin(store, source, Kind::Surveys, GENERIC, &table, now)?;
        let reader = Reader {
            store,
            region: setup::region_of(store, &clock.zone)?,
            survey: &survey,
            scales: &scales,
            roster: Roster::of(&rep::list(store)?),
            clock,
            within_days,
        };
        let mut load = Load {
            reader,
            source,
            import,
            came: Surveyed {
                within_days,
                scales: in_words(&survey, &scales),
                ..Surveyed::default()
            },
            alike: std::collections::HashMap::new(),
        };
        let mut tally = Tally::default();
        columns::take_all(
            &table,
            &survey.headers,
            survey.header_line,
            &mut meter,
            &mut tally,
            |row, tally| load.row(row, tally),
        )?;
        if let Some(why) = tally.nothing_used(&table).filter(|_| load.came.blank == 0) {
            let file = table.name.clone();
            let what = "a survey";
            return Err(Refusal::Unfit { file, what, why }.into());
        }
        let about = About {
            import,
            kind: Kind::Surveys,
            profile: GENERIC,
            source: name,
            table: &table,
            recognised: match load.came.scales.as_slice() {
                [] => "a survey".into(),
                scales => format!("a survey: {}", scales.join("; ")),
            },
            dry_run: options.dry_run,
            zone_from,
        };
        let report = Report {
            surveys: Some(load.came),
            ..about.report(tally, &load.reader.clock)
        };
        report.kept(store, import)
    })
}

fn in_words(survey: &Survey, scales: &[(Part, Scale)]) -> Vec<String> {
    scales
        .iter()
        .filter_map(|(part, scale)| {
            let column = survey.columns.column(*part)?;
            let header = survey.headers.get(column)?;
            Some(format!("'{header}' is {} ({scale})", scale.in_words()))
        })
        .collect()
}
