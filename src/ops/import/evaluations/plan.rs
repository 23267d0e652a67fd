//! How a table of past evaluations will be read: where its header stands, on which forms its calls were scored, which
//! columns tell of the call.

use std::collections::HashSet;

use crate::domain::import::field::{ColumnRef, Field, header_key};
use crate::domain::import::layout::Layout;
use crate::domain::import::propose::propose;
use crate::domain::import::roster::Roster;
use crate::domain::import::row::Row;
use crate::domain::import::sheet::{self, Form, Headers, Told};
use crate::ops::import::plan::{guess_header, headers};
use crate::ops::import::profiles::{self, GENERIC};
use crate::ops::import::refusal::Refusal;
use crate::ops::import::table::Table;
use crate::ops::import::{Options, columns};
use crate::store::scorecard::Version;

/// Why a table is refused as one of evaluations.
pub const NO_QUESTION: &str = "no column is a question of a scorecard";
/// How far down a header is looked for.
const TITLES_AT_MOST: usize = 20;
/// What of a call a table of evaluations may tell.
pub const OF_A_CALL: &[Field] = &[
    Field::SourceId,
    Field::At,
    Field::Date,
    Field::Time,
    Field::Rep,
    Field::Extension,
    Field::Customer,
    Field::Number,
    Field::Email,
    Field::Channel,
    Field::Direction,
    Field::Duration,
    Field::Talk,
    Field::Queue,
    Field::Recording,
    Field::Csat,
    Field::Nps,
    Field::Note,
];

/// A form with the columns of its questions in one table.
#[derive(Debug, Clone)]
pub struct Scoring {
    /// The form.
    pub version: Version,
    /// Which column answers what.
    pub form: Form,
}

/// How a table of past evaluations will be read.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The headers as written.
    pub headers: Vec<String>,
    /// The line of the header.
    pub header_line: u64,
    /// Every form of the desk.
    pub scorings: Vec<Scoring>,
    /// The form of rows that name none, by its place in `scorings`.
    pub usual: usize,
    /// The call's own fields.
    pub call: Layout,
    /// The same where the time of scoring stands for the beginning of the call.
    pub by_scoring: Option<Layout>,
    /// The columns of what is told of the scoring.
    told: Vec<Option<usize>>,
    /// What the columns were taken for, in words.
    pub recognised: String,
}

impl Sheet {
    /// Finds out how to read a table.
    ///
    /// # Errors
    /// It holds no evaluations, or a column that was named is not there.
    pub fn of(
        table: &Table,
        versions: Vec<Version>,
        options: &Options,
        usual: &str,
        roster: &mut Roster,
    ) -> Result<Self, Refusal> {
        let header = header_of(&table.head, &versions);
        let headers = headers(&table.head, header);
        check_map(&headers, &options.questions, &versions)?;
        let named = Headers::of(headers.clone());
        let told: Vec<Option<usize>> = Told::ALL
            .iter()
            .map(|told| sheet::told(&named, &options.questions, *told))
            .collect();
        let scorings: Vec<Scoring> = versions
            .into_iter()
            .map(|version| Scoring {
                form: Form::of(&version.scorecard, &named, &options.questions),
                version,
            })
            .collect();
        let usual = usual_form(
            &table.name,
            &scorings,
            options,
            usual,
            told.first().copied().flatten(),
        )?;
        let taken: HashSet<usize> = scorings
            .iter()
            .flat_map(|scoring| scoring.form.columns())
            .chain(told.iter().flatten().copied())
            .collect();
        let header_line = header
            .and_then(|at| table.head.get(at))
            .map_or(0, |row| row.line);
        let below: Vec<Row> = table.below(header_line).cloned().collect();
        let map = call_map(&headers, &below, &taken, options, roster);
        let base = profiles::from_map(GENERIC, &[], &[]);
        let call = Layout::lay(&base, &map, headers.clone())?.without(&taken);
        let scored_at = told.get(Told::ScoredAt as usize).copied().flatten();
        let has_time = call.has(Field::At) || call.has(Field::Date);
        let by_scoring = match scored_at {
            Some(column) if !call.has(Field::Date) => {
                let mut map = map;
                map.push((Field::At, ColumnRef::Place(column)));
                Some(Layout::lay(&base, &map, headers.clone())?.without(&taken))
            }
            _ => None,
        };
        if !has_time && !call.has(Field::SourceId) && by_scoring.is_none() {
            return Err(unfit(
                table,
                "no column tells which call was scored: it needs source_id, or at with rep",
            ));
        }
        let mut sheet = Self {
            headers,
            header_line,
            scorings,
            usual,
            call,
            by_scoring,
            told,
            recognised: String::new(),
        };
        sheet.recognised = sheet.in_words();
        Ok(sheet)
    }

    /// The cell of what is told of the scoring; empty where no column holds it.
    pub fn told<'r>(&self, row: &'r Row, told: Told) -> &'r str {
        let column = self.told.get(told as usize).copied().flatten();
        column.map_or("", |at| row.cell(at))
    }

    /// Whether some column tells it.
    pub fn tells(&self, told: Told) -> bool {
        self.told.get(told as usize).copied().flatten().is_some()
    }

    /// What is told of the scoring, with the header of its column.
    pub fn told_columns(&self) -> impl Iterator<Item = (Told, usize)> {
        Told::ALL
            .iter()
            .zip(&self.told)
            .filter_map(|(told, column)| Some((*told, (*column)?)))
    }

    fn in_words(&self) -> String {
        let scoring = self.scorings.get(self.usual);
        let form = scoring.map_or(String::new(), |scoring| {
            let asked = scoring.form.answers.len();
            let of = asked + scoring.form.without.len();
            format!(
                "{asked} of the {of} questions of {} have a column",
                scoring.version.scorecard.key
            )
        });
        let fields: Vec<String> = self
            .call
            .fields()
            .iter()
            .map(|(field, header)| format!("{} from '{header}'", field.in_words()))
            .collect();
        if fields.is_empty() {
            return format!("past evaluations: {form}; no column tells the call");
        }
        format!("past evaluations: {form}; {}", fields.join(", "))
    }
}

fn unfit(table: &Table, why: &str) -> Refusal {
    Refusal::Unfit {
        file: table.name.clone(),
        what: "a table of evaluations",
        why: why.to_owned(),
    }
}

/// Every name of the owner's map is a question or something that is told, and every column is there.
fn check_map(
    headers: &[String],
    map: &[(String, ColumnRef)],
    versions: &[Version],
) -> Result<(), Refusal> {
    for (name, column) in map {
        let is_question = versions
            .iter()
            .any(|version| version.scorecard.question(name).is_some());
        if Told::from_word(name).is_none() && !is_question {
            return Err(Refusal::NoField { name: name.clone() });
        }
        columns::there(headers, name, column)?;
    }
    Ok(())
}

/// How many questions of the form that fits best stand in this row, and how many other known names.
pub(super) fn known_names(row: &Row, versions: &[Version]) -> (usize, usize) {
    let named = Headers::of(row.cells().map(str::to_owned).collect());
    let questions = versions
        .iter()
        .map(|version| Form::of(&version.scorecard, &named, &[]).answers.len())
        .max()
        .unwrap_or(0);
    let told = Told::ALL
        .iter()
        .filter(|told| sheet::told(&named, &[], **told).is_some())
        .count();
    (questions, told)
}

/// The row that names most of what is known.
fn header_of(head: &[Row], versions: &[Version]) -> Option<usize> {
    head.iter()
        .take(TITLES_AT_MOST)
        .enumerate()
        .map(|(at, row)| {
            let (questions, told) = known_names(row, versions);
            (questions + told, at)
        })
        .filter(|(known, _)| *known > 0)
        .max_by_key(|(known, at)| (*known, usize::MAX - at))
        .map(|(_, at)| at)
        .or_else(|| guess_header(head))
}

/// The form of rows that name none: as told, else the one with the most columns; of equals the desk's usual one.
fn usual_form(
    file: &str,
    scorings: &[Scoring],
    options: &Options,
    usual: &str,
    column: Option<usize>,
) -> Result<usize, Refusal> {
    let place = |key: &str| {
        scorings
            .iter()
            .position(|scoring| scoring.version.scorecard.key == key)
    };
    if let Some(key) = &options.scorecard {
        return place(key).ok_or_else(|| Refusal::Unfit {
            file: file.to_owned(),
            what: "a table of evaluations",
            why: format!("there is no scorecard {key}"),
        });
    }
    let best = (0..scorings.len()).max_by_key(|at| {
        let scoring = scorings.get(*at);
        let found = scoring.map_or(0, |scoring| scoring.form.answers.len());
        (found, Some(*at) == place(usual), usize::MAX - at)
    });
    let some = scorings
        .iter()
        .any(|scoring| !scoring.form.answers.is_empty());
    match best {
        Some(best) if some || column.is_some() => Ok(best),
        _ => Err(Refusal::Unfit {
            file: file.to_owned(),
            what: "a table of evaluations",
            why: NO_QUESTION.into(),
        }),
    }
}

/// Which column tells what of the call: as named by the owner; by the field's own name; else as it is called or by what
/// stands in it.
fn call_map(
    headers: &[String],
    below: &[Row],
    taken: &HashSet<usize>,
    options: &Options,
    roster: &mut Roster,
) -> Vec<(Field, ColumnRef)> {
    let mut map: Vec<(Field, ColumnRef)> = Vec::new();
    let mut used = taken.clone();
    let by_hand = |column: &ColumnRef| match column {
        ColumnRef::Place(place) => Some(*place),
        ColumnRef::Header(name) => {
            let wanted = header_key(name);
            headers
                .iter()
                .position(|header| header_key(header) == wanted)
        }
    };
    for (_, column) in &options.map {
        used.extend(by_hand(column));
    }
    for field in OF_A_CALL {
        let named = |(at, header): &(usize, &String)| {
            !used.contains(at) && header_key(header).replace(' ', "_") == field.word()
        };
        if let Some((at, _)) = headers.iter().enumerate().find(named) {
            used.insert(at);
            map.push((*field, ColumnRef::Place(at)));
        }
    }
    let free: Vec<usize> = (0..headers.len()).filter(|at| !used.contains(at)).collect();
    let left: Vec<String> = free
        .iter()
        .filter_map(|at| headers.get(*at).cloned())
        .collect();
    let rows: Vec<Row> = below
        .iter()
        .map(|row| Row::of(row.line, free.iter().map(|at| row.cell(*at))))
        .collect();
    for (field, place) in propose(&left, &rows, roster).columns {
        let known = |field: Field| {
            map.iter()
                .chain(&options.map)
                .any(|(known, _)| *known == field)
        };
        let needless = matches!(field, Field::Date | Field::Time) && known(Field::At);
        let is_new = OF_A_CALL.contains(&field) && !known(field) && !needless;
        if let Some(at) = free.get(place).filter(|_| is_new) {
            map.push((field, ColumnRef::Place(*at)));
        }
    }
    map.extend(options.map.iter().cloned());
    map
}
