//! What a table looks like before it is imported, whatever it holds: what each column means, and the first rows as they
//! will be stored. Reads only the beginning of the file, so that it can be made anew at each change of the map.

use anyhow::Result;

use crate::domain::call::{Call, Instant, Lane};
use crate::domain::import::field::{ColumnRef, Field, header_key};
use crate::domain::import::kind::Kind;
use crate::domain::import::layout::LayoutFault;
use crate::domain::import::row::Row;
use crate::domain::import::sheet::Told;
use crate::domain::import::survey::{Part, Scale};
use crate::domain::week::Week;
use crate::ops::import::origin::Origin;
use crate::ops::import::preview::{self, Dates, preview};
use crate::ops::import::refusal::Refusal;
use crate::ops::import::report::Rejected;
use crate::ops::import::table::Table;
use crate::ops::import::{
    NAMELESS, Options, evaluations, kind_of, numbers, plan, profiles, surveys,
};
use crate::store::{Store, desk};

/// How many rows are shown.
pub const ROWS: usize = 10;
/// How much of a cell is shown, in characters.
const CELL: usize = 60;

/// What a table looks like before it is imported.
#[derive(Debug, Clone, PartialEq)]
pub struct Looked {
    /// What it holds.
    pub kind: Kind,
    /// Why it is read as it is.
    pub recognised: String,
    /// The profile's id.
    pub profile: String,
    /// What must be told before it can be imported; empty for nothing.
    pub lacks: String,
    /// What its columns seem to hold, where that must be told.
    pub proposal: Vec<(Field, ColumnRef)>,
    /// Every column, in order.
    pub columns: Vec<Column>,
    /// The first rows, each by itself.
    pub rows: Rows,
    /// The order of the dates.
    pub dates: Dates,
    /// The zone of the file's clock.
    pub zone: String,
    /// The name of the source.
    pub source: String,
    /// Whose phone it is, where none of the first rows names anybody: empty where that is not told.
    pub phone: Option<String>,
    /// The KPIs whose numbers are told, by key and name; for numbers.
    pub kpis: Vec<(String, String)>,
    /// The columns that hold answers of a survey, each with its scale where that is sure.
    pub scales: Vec<(Part, usize, Option<Scale>)>,
    /// The form of evaluations that name none: its key, and its questions by key and words.
    pub form: Option<(String, Vec<(String, String)>)>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its header.
    pub header: String,
    /// The first thing that stands in it.
    pub first: String,
    /// What it means; none where it is kept as text, or not at all.
    pub meaning: Option<Meaning>,
    /// Whether it tells, beside the columns that mean something, which rows are calls and how they came out.
    pub rules: bool,
}

/// What a column means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// Something of a call.
    Field(Field),
    /// A part of a survey.
    Part(Part),
    /// Something that is told of a scoring.
    Told(Told),
    /// The answers to a question, by its key.
    Question(String),
    /// What was remarked on a question, by its key.
    Comment(String),
    /// A part of a number, or the numbers of a KPI, by the word or the key.
    Number(String),
}

impl Meaning {
    /// The word by which a map names it.
    pub fn word(&self) -> &str {
        match self {
            Self::Field(field) => field.word(),
            Self::Part(part) => part.word(),
            Self::Told(told) => told.word(),
            Self::Question(key) | Self::Comment(key) | Self::Number(key) => key,
        }
    }
}

/// The first rows as they will be stored, or why a row cannot be used.
#[derive(Debug, Clone, PartialEq)]
pub enum Rows {
    /// Calls; legs of one call are joined only when the file is imported.
    Calls(Vec<Result<preview::Shown, Rejected>>),
    /// Answers of customers.
    Answers(Vec<Result<Answered, Rejected>>),
    /// Scored calls.
    Evaluations(Vec<Result<Scored, Rejected>>),
    /// Numbers of KPIs.
    Numbers(Vec<Result<Counted, Rejected>>),
}

impl Rows {
    /// How many they are.
    pub fn len(&self) -> usize {
        match self {
            Self::Calls(rows) => rows.len(),
            Self::Answers(rows) => rows.len(),
            Self::Evaluations(rows) => rows.len(),
            Self::Numbers(rows) => rows.len(),
        }
    }

    /// Those that cannot be used, with their places.
    pub fn rejected(&self) -> Vec<(usize, &Rejected)> {
        fn of<T>(rows: &[Result<T, Rejected>]) -> Vec<(usize, &Rejected)> {
            let places = rows.iter().enumerate();
            let rejected = places.filter_map(|(at, row)| Some((at, row.as_ref().err()?)));
            rejected.collect()
        }
        match self {
            Self::Calls(rows) => of(rows),
            Self::Answers(rows) => of(rows),
            Self::Evaluations(rows) => of(rows),
            Self::Numbers(rows) => of(rows),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// An answer of a customer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    /// When, in the zone of the file.
    pub at: Option<Instant>,
    /// Who answered, as far as the row tells.
    pub who: String,
    /// The answers, each on its scale; none where nothing was answered.
    pub scores: Vec<(Scale, f64)>,
    /// The customer's own words.
    pub comment: String,
    /// The call that was asked about, or why that is not sure.
    pub call: Result<Call, String>,
}

/// A scored call.
#[derive(Debug, Clone, PartialEq)]
pub struct Scored {
    /// When the call began, in seconds since 1970.
    pub started_at: i64,
    /// Who handled it.
    pub rep: String,
    /// Whom it was with, as far as is known.
    pub customer: String,
    /// The key of the form.
    pub scorecard: String,
    /// The quality, 0 to 100; none where too little of the form applied.
    pub quality: Option<f64>,
    /// How it came to be heard; none where it is the rep's own score, which stands in no number.
    pub lane: Option<Lane>,
    /// Whether the call is made, for it was not known.
    pub made: bool,
    /// Whether the evaluation is known already.
    pub known: bool,
}

/// The numbers of a week.
#[derive(Debug, Clone, PartialEq)]
pub struct Counted {
    /// The week.
    pub week: Week,
    /// Of whom; empty for the whole business.
    pub rep: String,
    /// Each with the name of its KPI.
    pub numbers: Vec<(String, f64)>,
}

/// Looks at the beginning of a table.
///
/// # Errors
/// As the import itself, save that an open order of dates or scale is part of the answer.
pub fn look(store: &Store, origin: &Origin, options: &Options, now: Instant) -> Result<Looked> {
    match kind_of(store, origin, options)? {
        Kind::Surveys => surveys::preview::preview(store, origin, options, now)
            .or_else(|error| without_answers(error, origin, options)),
        Kind::Evaluations => evaluations(store, origin, options, now),
        Kind::Numbers => numbers::preview::preview(store, origin, options, now),
        _ => calls(store, origin, options, now),
    }
}

/// A survey in which no column is known to hold an answer yet.
fn without_answers(error: anyhow::Error, origin: &Origin, options: &Options) -> Result<Looked> {
    match error.downcast::<Refusal>()? {
        Refusal::Unfit { why, .. } if why == surveys::NO_ANSWER => Ok(Looked {
            kind: Kind::Surveys,
            recognised: "A survey, as you say".into(),
            phone: None,
            ..unmapped(origin, options, why, Vec::new())?
        }),
        other => Err(other.into()),
    }
}

/// Past evaluations; where no column is a question of any scorecard yet, those of the usual one can be named.
fn evaluations(store: &Store, origin: &Origin, options: &Options, now: Instant) -> Result<Looked> {
    let look = |options: &Options| evaluations::preview::preview(store, origin, options, now);
    let error = match look(options) {
        Ok(looked) => return Ok(looked),
        Err(error) => error,
    };
    let refusal = error.downcast::<Refusal>()?;
    match &refusal {
        Refusal::Unfit { why, .. } if why == evaluations::plan::NO_QUESTION => {
            let lacks = why.clone();
            let looked = look(&Options {
                scorecard: Some(desk::get(store)?.scorecard),
                ..options.clone()
            })?;
            Ok(Looked { lacks, ..looked })
        }
        _ => Err(refusal.into()),
    }
}

fn calls(store: &Store, origin: &Origin, options: &Options, now: Instant) -> Result<Looked> {
    let found = match preview(store, origin, options, now) {
        Ok(found) => found,
        Err(error) => match error.downcast::<Refusal>()? {
            Refusal::NeedsMap { why, proposal, .. } => {
                return unmapped(origin, options, why, proposal);
            }
            Refusal::Layout(fault @ LayoutFault::NoTime) => {
                return unmapped(origin, options, fault.to_string(), Vec::new());
            }
            other => return Err(other.into()),
        },
    };
    let meaning = |header: &str| {
        let field = found.fields.iter().find(|(_, column)| column == header);
        field.map(|(field, _)| Meaning::Field(*field))
    };
    let rules = |at: usize, header: &str| {
        let place = format!("#{}", at + 1);
        let is_here = |name: &String| *name == place || header_key(name) == header_key(header);
        found.ruling.iter().any(is_here)
    };
    let columns = found.columns.iter().enumerate();
    let columns = columns.map(|(at, (header, first))| Column {
        header: header.clone(),
        first: first.clone(),
        meaning: meaning(header),
        rules: rules(at, header),
    });
    Ok(Looked {
        kind: Kind::Calls,
        columns: columns.collect(),
        recognised: found.recognised,
        profile: found.profile,
        lacks: String::new(),
        proposal: Vec::new(),
        rows: Rows::Calls(found.rows),
        dates: found.dates,
        zone: found.zone,
        source: found.source,
        phone: found.phone,
        kpis: Vec::new(),
        scales: Vec::new(),
        form: None,
    })
}

/// The columns of a file of which too little is told to read a row.
fn unmapped(
    origin: &Origin,
    options: &Options,
    lacks: String,
    proposal: Vec<(Field, ColumnRef)>,
) -> Result<Looked> {
    let table = Table::glance(origin)?;
    let header = plan::guess_header(&table.head);
    let headers = plan::headers(&table.head, header);
    let below = table.head.iter().skip(header.map_or(0, |at| at + 1));
    let meaning = |at: usize| {
        let here = |column: &ColumnRef| match column {
            ColumnRef::Place(place) => *place == at,
            ColumnRef::Header(name) => headers
                .get(at)
                .is_some_and(|header| header_key(header) == header_key(name)),
        };
        let told = options.map.iter().find(|(_, column)| here(column));
        told.map(|(field, _)| Meaning::Field(*field))
    };
    Ok(Looked {
        kind: Kind::Calls,
        recognised: "No phone system is recognised".into(),
        profile: profiles::GENERIC.into(),
        lacks,
        proposal,
        columns: columns(&headers, &below, meaning),
        rows: Rows::Calls(Vec::new()),
        dates: Dates::FromTheWholeFile,
        zone: options.zone.clone().unwrap_or_default(),
        source: options.source_name.clone().unwrap_or(NAMELESS.into()),
        phone: Some(options.rep.clone().unwrap_or_default()),
        kpis: Vec::new(),
        scales: Vec::new(),
        form: None,
    })
}

/// The columns under these headers with the first thing in each of the rows below.
pub(super) fn columns<'r>(
    headers: &[String],
    below: &(impl Iterator<Item = &'r Row> + Clone),
    meaning: impl Fn(usize) -> Option<Meaning>,
) -> Vec<Column> {
    let first = |at: usize| {
        let mut cells = below
            .clone()
            .map(|row| row.cell(at).chars().take(CELL).collect::<String>());
        cells.find(|cell| !cell.is_empty()).unwrap_or_default()
    };
    headers
        .iter()
        .enumerate()
        .map(|(at, header)| Column {
            header: header.clone(),
            first: first(at),
            meaning: meaning(at),
            rules: false,
        })
        .collect()
}
