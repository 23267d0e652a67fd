//! One answer after the other: its scores, its call.

use std::collections::HashMap;

use anyhow::Result;

use crate::domain::id::{CallId, CustomerId, ImportId, RepId, SourceId};
use crate::domain::import::clock::Clock;
use crate::domain::import::roster::Roster;
use crate::domain::import::row::Row;
use crate::domain::import::survey::{Measure, Part, Scale};
use crate::domain::phone::{Region, phone_key};
use crate::ops::import::report::{LISTED_AT_MOST, Rejected, Surveyed, Tally};
use crate::ops::import::scan::hash;
use crate::ops::import::surveys::Survey;
use crate::store::Store;
use crate::store::survey::{self, Answer, Candidate, Kept};

const DAY_SECS: i64 = 24 * 60 * 60;

/// Reads rows as answers; writes nothing.
pub(super) struct Reader<'s> {
    pub store: &'s Store,
    pub region: Option<Region>,
    pub survey: &'s Survey,
    pub scales: &'s [(Part, Scale)],
    pub roster: Roster,
    pub clock: Clock,
    pub within_days: u16,
}

/// The answers on their way in.
pub(super) struct Load<'s> {
    pub reader: Reader<'s>,
    pub source: SourceId,
    pub import: ImportId,
    pub came: Surveyed,
    /// How often each row came so far that has no id of its own.
    pub alike: HashMap<u64, u32>,
}

/// To which call an answer belongs, or why that is not sure.
pub(super) type Joined = Result<CallId, String>;

/// When something was answered: an instant, or only the day that begins with it.
#[derive(Clone, Copy)]
struct Answered {
    at: i64,
    only_day: bool,
}

impl Load<'_> {
    /// The key of a row without an id: the second of two that are the same is another answer.
    fn key_of(&mut self, row: u64) -> String {
        let count = self.alike.entry(row).or_default();
        *count += 1;
        match *count {
            1 => format!("row/{row:016x}"),
            count => format!("row/{row:016x}/{count}"),
        }
    }

    /// Takes a row in, or says why it cannot be used.
    pub fn row(&mut self, row: &Row, tally: &mut Tally) -> Result<Result<(), String>> {
        let (answer, joined) = match self.reader.read(row, tally)? {
            Ok(Some(read)) => read,
            Ok(None) => {
                self.came.blank += 1;
                return Ok(Ok(()));
            }
            Err(why) => return Ok(Err(why)),
        };
        let key = match self.reader.survey.cell(row, Part::AnswerId) {
            "" => {
                let cells: Vec<&str> = row.cells().collect();
                self.key_of(hash(&cells.join("\u{1f}")))
            }
            id => id.to_owned(),
        };
        match survey::keep(self.reader.store, self.source, self.import, &key, &answer)? {
            Kept::Added => tally.added += 1,
            Kept::Known => tally.known += 1,
            Kept::Joined => tally.updated += 1,
        }
        self.came.answers += 1;
        match joined {
            Ok(_) => self.came.joined += 1,
            Err(reason) => {
                self.came.unmatched_rows += 1;
                if self.came.unmatched.len() < LISTED_AT_MOST {
                    let line = row.line;
                    self.came.unmatched.push(Rejected { line, reason });
                }
            }
        }
        Ok(Ok(()))
    }
}

impl Reader<'_> {
    /// The answer of a row and its call, or why the row cannot be used; none where nothing was answered.
    pub fn read(
        &mut self,
        row: &Row,
        tally: &mut Tally,
    ) -> Result<Result<Option<(Answer, Joined)>, String>> {
        let cell = |part| self.survey.cell(row, part);
        let scores = match self.scores(row) {
            Ok(scores) => scores,
            Err(why) => return Ok(Err(why)),
        };
        let comment = cell(Part::Note).to_owned();
        if scores.is_empty() && comment.is_empty() {
            if row.cells().filter(|cell| !cell.is_empty()).count() == 1 {
                return Ok(Err("it holds no answer".into()));
            }
            return Ok(Ok(None));
        }
        let answered = match self.answered(row, tally) {
            Ok(answered) => answered,
            Err(why) => return Ok(Err(why)),
        };
        let customers = survey::customers(
            self.store,
            phone_key(cell(Part::Number), self.region),
            cell(Part::Email),
        )?;
        let joined = self.join(row, answered, &customers)?;
        let answer = Answer {
            call: joined.as_ref().ok().copied(),
            customer: match customers.as_slice() {
                [one] => Some(*one),
                _ => None,
            },
            answered_at: answered.map(|answered| answered.at),
            scores,
            comment,
        };
        Ok(Ok(Some((answer, joined))))
    }

    /// The answers of the row, each on its scale; a blank cell is none.
    fn scores(&self, row: &Row) -> Result<Vec<(Scale, f64)>, String> {
        let mut scores: Vec<(Scale, f64)> = Vec::new();
        let by_row = match self.survey.cell(row, Part::Type).to_lowercase() {
            kind if kind.contains("nps") => Some(Scale::Nps),
            kind if kind.contains("ces") => Some(Scale::Ces7),
            kind if kind.contains("csat") => Some(Scale::Csat5),
            _ => None,
        };
        for (part, _) in self.survey.columns.scores() {
            let cell = self.survey.cell(row, part);
            if cell.is_empty() {
                continue;
            }
            let told = self.scales.iter().find(|(known, _)| *known == part);
            let told = told.map(|(_, scale)| *scale);
            let scale = match (by_row.filter(|_| part == Part::Score), told) {
                (Some(usual), told) => told
                    .filter(|told| told.measure() == usual.measure())
                    .unwrap_or(usual),
                (None, Some(told)) => told,
                (None, None) => {
                    return Err(format!("'{}': what it measures is not told", shorten(cell)));
                }
            };
            let answer = scale.read(cell).ok_or_else(|| {
                format!(
                    "'{}' is not on the scale: {}",
                    shorten(cell),
                    scale.in_words()
                )
            })?;
            let measured =
                |measure: Measure| scores.iter().any(|(known, _)| known.measure() == measure);
            if !measured(scale.measure()) {
                scores.push((scale, answer));
            }
        }
        Ok(scores)
    }

    fn answered(&mut self, row: &Row, tally: &mut Tally) -> Result<Option<Answered>, String> {
        let text = self.survey.cell(row, Part::At);
        if text.is_empty() {
            return Ok(None);
        }
        let reading = self.clock.start(text).map_err(|fault| fault.to_string())?;
        tally.began(reading.at);
        Ok(Some(Answered {
            at: reading.at.timestamp(),
            only_day: !text.contains(':') && text.parse::<f64>().is_err(),
        }))
    }

    /// The call by its id; else the nearest earlier one of the customer.
    fn join(
        &mut self,
        row: &Row,
        answered: Option<Answered>,
        customers: &[CustomerId],
    ) -> Result<Joined> {
        let id = self.survey.cell(row, Part::SourceId);
        // The last part of a link is the id.
        let id = if id.contains("://") {
            id.trim_end_matches('/').rsplit('/').next().unwrap_or(id)
        } else {
            id
        };
        let by_id = match id {
            "" => Vec::new(),
            id => survey::calls_by_id(self.store, id)?,
        };
        match (by_id.as_slice(), customers) {
            ([one], _) => Ok(Ok(one.call)),
            ([_, _, ..], _) => Ok(Err(format!(
                "more than one call has the id {}",
                shorten(id)
            ))),
            ([], [customer]) => self.nearest(row, answered, *customer),
            ([], [_, _, ..]) => Ok(Err("number and e-mail belong to two customers".into())),
            ([], []) if !id.is_empty() => Ok(Err(format!("there is no call {}", shorten(id)))),
            ([], []) if self.tells_customer(row) => Ok(Err("the customer is not known".into())),
            ([], []) => Ok(Err("it tells neither call nor customer".into())),
        }
    }

    fn tells_customer(&self, row: &Row) -> bool {
        [Part::Number, Part::Email, Part::Customer]
            .into_iter()
            .any(|part| !self.survey.cell(row, part).is_empty())
    }

    fn nearest(
        &mut self,
        row: &Row,
        answered: Option<Answered>,
        customer: CustomerId,
    ) -> Result<Joined> {
        let (from, to) = match answered {
            None => (i64::MIN, i64::MAX),
            Some(Answered { at, only_day }) => {
                let within = i64::from(self.within_days) * DAY_SECS;
                (at - within, at + if only_day { DAY_SECS - 1 } else { 0 })
            }
        };
        let mut fits = survey::candidates(self.store, customer, from, to)?;
        let rep = self.roster.find(self.survey.cell(row, Part::Rep));
        if let Some(RepId(rep)) = rep {
            fits.retain(|call| call.rep == Some(rep));
        }
        Ok(
            nearest(&fits, answered).map_err(|count| match (count, answered) {
                (0, Some(_)) => format!(
                    "the customer has no such call in the {} days before",
                    self.within_days
                ),
                (0, None) => "the customer has no such call".to_owned(),
                (count, None) => format!("it tells no date, and {count} calls of the customer fit"),
                (count, Some(_)) => format!("{count} calls of the customer fit equally"),
            }),
        )
    }
}

/// The latest call, where it is the only one that is latest: of answers that tell no time, the only one of that day; of
/// those that tell no day, the only one at all. Else how many fit.
fn nearest(fits: &[Candidate], answered: Option<Answered>) -> Result<CallId, usize> {
    let Some(first) = fits.first() else {
        return Err(0);
    };
    let same = |call: &&Candidate| match answered {
        None => true,
        Some(Answered { at, only_day: true }) => {
            first.started_at == call.started_at || (first.started_at >= at && call.started_at >= at)
        }
        Some(_) => first.started_at == call.started_at,
    };
    match fits.iter().filter(same).count() {
        1 => Ok(first.call),
        several => Err(several),
    }
}

fn shorten(text: &str) -> String {
    text.chars().take(60).collect()
}
