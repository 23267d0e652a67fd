//! One row after the other: its answers, its call, its quality.

use anyhow::Result;
use chrono::NaiveDate;

use crate::domain::call::{Instant, Lane};
use crate::domain::evaluation::score;
use crate::domain::id::{ImportId, RepId, SourceId};
use crate::domain::import::clock::Clock;
use crate::domain::import::field::Field;
use crate::domain::import::leg::{Leg, written_time};
use crate::domain::import::roster::Roster;
use crate::domain::import::row::Row;
use crate::domain::import::sheet::{Scorer, Told};
use crate::domain::import::whole::Whole;
use crate::domain::phone::{PhoneKeys, Region, phone_key};
use crate::domain::rep::name_key;
use crate::domain::zone::Zone;
use crate::ops::import::evaluations::kept::kept;
use crate::ops::import::evaluations::plan::{Scoring, Sheet};
use crate::ops::import::load::new_rep;
use crate::ops::import::report::{Evaluated, Tally};
use crate::ops::submit::{Noted, outcome};
use crate::store::Store;
use crate::store::intake::{Intake, Received};
use crate::store::past::{FoundCall, Past, PastEvaluation};

/// How far the time in the table may be from the log's: tables often leave the seconds out.
const SAME_CALL_SECS: i64 = 60;

/// The rows on their way in.
pub(super) struct Load<'s> {
    pub store: &'s Store,
    pub sheet: &'s Sheet,
    pub intake: Intake<'s>,
    pub past: Past<'s>,
    /// The source of the calls that are made.
    pub source: SourceId,
    /// The source whose ids are meant, where one was named.
    pub asked_source: Option<SourceId>,
    pub roster: Roster,
    pub home: Zone,
    pub region: Option<Region>,
    pub add_reps: bool,
    pub import: ImportId,
    /// Who scored rows that do not say.
    pub scored_by: Scorer,
    pub today: NaiveDate,
    pub clock: Clock,
    pub scoring_clock: Clock,
    pub came: Evaluated,
}

/// What a row was taken for.
pub(super) struct Taken<'s> {
    pub call: FoundCall,
    pub rep: Option<RepId>,
    pub scorecard: &'s str,
    pub quality: Option<f64>,
    /// None where the rep scored it.
    pub lane: Option<Lane>,
    /// The call was not known.
    pub made: bool,
    /// The evaluation was known.
    pub known: bool,
}

/// Either goes on, or the row cannot be used and why.
pub(super) type Usable<T> = Result<Result<T, String>>;

macro_rules! usable {
    ($told:expr) => {
        match $told {
            Ok(found) => found,
            Err(why) => return Ok(Err(why.to_string())),
        }
    };
}
pub(super) use usable;

impl<'s> Load<'s> {
    /// Takes a row in, or says why it cannot be used.
    pub fn row(&mut self, row: &Row, tally: &mut Tally) -> Usable<Taken<'s>> {
        let scoring = usable!(self.scoring(row));
        let card = &scoring.version.scorecard;
        let scored_at = usable!(self.scored_at(row));
        let rep = self.rep(row, tally)?;
        if usable!(self.is_own(row, rep)?) {
            return self.own(row, scoring, rep, scored_at, tally);
        }
        let answers = usable!(scoring.form.read(card, row));
        let score = usable!(score(card, &answers));
        let told_lane = usable!(self.lane(row));
        let frame_size = usable!(self.frame(row));
        let made_before = self.came.calls_made;
        let call = usable!(self.call(row, rep, tally)?);
        let made = self.came.calls_made > made_before;
        let scored_at = scored_at.map_or(call.started_at, |at| at.timestamp());
        // What the desk drew is random, whatever else the row leaves out.
        let pick = self.past.pick(call.id)?;
        let drawn = pick.map_or(Lane::Targeted, |_| Lane::Random);
        let lane = told_lane.unwrap_or(drawn);
        let csat = number(self.sheet.call.cell(row, Field::Csat), 100.0);
        let nps = number(self.sheet.call.cell(row, Field::Nps), 10.0);
        self.past.said(call.id, usable!(csat), usable!(nps))?;
        tally.began(self.home.at(instant(call.started_at)));
        let known = self.past.is_known(call.id, scored_at)?;
        let taken = |rep, call| Taken {
            rep,
            call,
            scorecard: &scoring.version.scorecard.key,
            quality: score.quality,
            lane: Some(lane),
            made,
            known,
        };
        if known {
            tally.known += 1;
            return Ok(Ok(taken(call.rep.or(rep), call)));
        }
        let handled_by = match (call.rep, rep) {
            (Some(known), Some(told)) if known != told => {
                return Ok(Err("the log has another rep for this call".into()));
            }
            (known, told) => known.or(told),
        };
        let Some(rep) = handled_by else {
            return Ok(Err(
                "nobody of this desk is known to have handled the call".into()
            ));
        };
        let new = PastEvaluation {
            rep,
            scorecard: scoring.version.id,
            lane,
            pick: pick.filter(|_| lane == Lane::Random),
            frame_size,
            scored_at,
            outcome: &outcome(&score, &Noted::default()),
            note: self.sheet.call.cell(row, Field::Note),
        };
        self.past.add(&call, new, &kept(scoring, &score, row))?;
        tally.added += 1;
        self.came.random += u64::from(lane == Lane::Random);
        self.came.not_scorable += u64::from(score.quality.is_none());
        self.came_on(scoring);
        Ok(Ok(taken(Some(rep), call)))
    }

    fn came_on(&mut self, scoring: &Scoring) {
        let card = &scoring.version.scorecard;
        if self.came.scorecards.contains(&card.key) {
            return;
        }
        self.came.scorecards.push(card.key.clone());
        let without = card
            .questions()
            .enumerate()
            .filter(|(place, _)| scoring.form.without.contains(place))
            .map(|(_, question)| format!("{}: {}", card.key, question.key));
        self.came.without_column.extend(without);
    }

    /// The form that the row names.
    fn scoring(&self, row: &Row) -> Result<&'s Scoring, String> {
        let key = self.sheet.told(row, Told::Scorecard);
        let named = |scoring: &&Scoring| {
            let card = &scoring.version.scorecard;
            card.key.eq_ignore_ascii_case(key) || card.name.eq_ignore_ascii_case(key)
        };
        let sheet: &'s Sheet = self.sheet;
        if key.is_empty() {
            return sheet
                .scorings
                .get(self.sheet.usual)
                .ok_or_else(|| "it names no scorecard".to_owned());
        }
        sheet
            .scorings
            .iter()
            .find(named)
            .ok_or_else(|| format!("there is no scorecard '{}'", shorten(key)))
    }

    /// The lane that the row tells; none where it tells none.
    fn lane(&self, row: &Row) -> Result<Option<Lane>, String> {
        let text = self.sheet.told(row, Told::Lane).to_lowercase();
        match text.as_str() {
            "" => Ok(None),
            other => Lane::from_word(other).map(Some).ok_or_else(|| {
                format!(
                    "the lane '{}' is neither random nor targeted",
                    shorten(other)
                )
            }),
        }
    }

    fn frame(&self, row: &Row) -> Result<Option<i64>, String> {
        let text = self.sheet.told(row, Told::Frame);
        if text.is_empty() {
            return Ok(None);
        }
        let size = text.parse().ok().filter(|size: &i64| *size >= 1);
        size.map(Some)
            .ok_or_else(|| format!("the frame '{}' is no number of calls", shorten(text)))
    }

    fn scored_at(&mut self, row: &Row) -> Result<Option<Instant>, String> {
        let text = self.sheet.told(row, Told::ScoredAt);
        if text.is_empty() {
            return Ok(None);
        }
        let reading = self.scoring_clock.start(text);
        reading
            .map(|reading| Some(reading.at))
            .map_err(|fault| format!("when it was scored: {fault}"))
    }

    fn rep(&mut self, row: &Row, tally: &mut Tally) -> Result<Option<RepId>> {
        let layout = &self.sheet.call;
        let written = [Field::Rep, Field::Extension]
            .into_iter()
            .map(|field| layout.cell(row, field))
            .find(|text| !layout.is_nobody(text));
        let Some(written) = written else {
            return Ok(None);
        };
        if let Some(known) = self.roster.find(written) {
            return Ok(Some(known));
        }
        if !self.add_reps {
            tally.unknown_reps.see(written);
            return Ok(None);
        }
        let new = new_rep(self.store, &mut self.roster, written)?;
        Ok(new.map(|new| {
            tally.added_reps.extend(new.added);
            new.id
        }))
    }

    /// The call that the row is about: by its id, else by when it began, with whom and who handled it; made where there
    /// is none.
    fn call(&mut self, row: &Row, rep: Option<RepId>, tally: &Tally) -> Usable<FoundCall> {
        let leg = match usable!(self.known(row, rep)?) {
            Ok(found) => return Ok(Ok(found)),
            Err(leg) => leg,
        };
        let id = self.sheet.call.cell(row, Field::SourceId);
        let has_time = !written_time(&self.sheet.call, row).is_empty();
        if rep.is_none() {
            let named = tally.unknown_reps.holds(&leg.rep);
            return Ok(Err(if named {
                format!("no rep of this desk is known as '{}'", shorten(&leg.rep))
            } else {
                unknown(id, "who handled it")
            }));
        }
        self.make(&leg, rep, has_time).map(Ok)
    }

    /// The call that the row is about where the desk has it; else what the row tells of it.
    pub(super) fn known(
        &mut self,
        row: &Row,
        rep: Option<RepId>,
    ) -> Usable<Result<FoundCall, Leg>> {
        let id = self.sheet.call.cell(row, Field::SourceId);
        if !id.is_empty()
            && let Some(found) = usable!(self.by_id(id)?)
        {
            return Ok(Ok(Ok(found)));
        }
        let has_time = !written_time(&self.sheet.call, row).is_empty();
        let layout = match &self.sheet.by_scoring {
            _ if has_time => &self.sheet.call,
            Some(layout) if !self.sheet.told(row, Told::ScoredAt).is_empty() => layout,
            _ => return Ok(Err(unknown(id, "when it began"))),
        };
        let leg = usable!(Leg::read(layout, &mut self.clock, row));
        if has_time && let Some(found) = usable!(self.by_time(&leg, rep)?) {
            return Ok(Ok(Ok(found)));
        }
        Ok(Ok(Err(leg)))
    }

    pub(super) fn by_id(&mut self, id: &str) -> Usable<Option<FoundCall>> {
        let mut found = self.past.by_key(self.asked_source, id)?;
        if found.is_empty()
            && let Some((source, key)) = id.split_once(':')
            && let Some(source) = crate::store::source::find(self.store, source)?
        {
            found = self.past.by_key(Some(source.id), key)?;
        }
        Ok(match found.len() {
            0 | 1 => Ok(found.pop()),
            _ => Err(format!(
                "more than one source has a call {}: write SOURCE:ID",
                shorten(id)
            )),
        })
    }

    /// The call of this rep and customer that began within a minute of that time.
    fn by_time(&mut self, leg: &Leg, rep: Option<RepId>) -> Usable<Option<FoundCall>> {
        let at = leg.at.timestamp();
        let mut found = self.past.by_time(at, SAME_CALL_SECS)?;
        let region = self.region;
        found.retain(|call| call.rep == rep && is_with(call, leg, region));
        let away = |call: &FoundCall| (call.started_at - at).abs();
        Ok(match found.as_slice() {
            [first, second, ..] if away(first) == away(second) => {
                Err("two calls of that time fit: name the call by its id".to_owned())
            }
            [first, ..] => Ok(Some(first.clone())),
            [] => Ok(None),
        })
    }

    fn make(&mut self, leg: &Leg, rep: Option<RepId>, has_time: bool) -> Result<FoundCall> {
        let call = Whole {
            by_instant: false,
            ..Whole::of(leg.clone(), &self.home, &mut PhoneKeys::of(self.region))
        };
        let received = self.intake.take(&call, rep)?;
        if received != Received::Added
            && let Some(known) = self.past.by_key(Some(self.source), &call.key)?.pop()
        {
            return Ok(known);
        }
        self.came.calls_made += 1;
        self.came.at_scoring += u64::from(!has_time);
        Ok(self.past.last_added()?)
    }
}

/// Why a call that the desk does not have cannot be made.
fn unknown(id: &str, lacking: &str) -> String {
    let call = match id {
        "" => "the call is not known".to_owned(),
        id => format!("there is no call {}", shorten(id)),
    };
    format!("{call}, and the row does not tell {lacking}")
}

/// Whether the call is with the customer that the row tells, where it tells one.
fn is_with(call: &FoundCall, leg: &Leg, region: Option<Region>) -> bool {
    let key = |number: &str| phone_key(number, region);
    match (key(&leg.number), key(&call.number)) {
        (Some(told), Some(known)) => return told == known,
        (Some(_), None) => return false,
        (None, _) => {}
    }
    leg.customer.is_empty() || name_key(&leg.customer) == name_key(&call.customer_name)
}

fn number(text: &str, most: f64) -> Result<Option<f64>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let number = text.replace(',', ".").parse().ok();
    number
        .filter(|number| (0.0..=most).contains(number))
        .map(Some)
        .ok_or_else(|| format!("'{}' is no answer of a survey", shorten(text)))
}

pub(super) fn instant(secs: i64) -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::from_timestamp(secs, 0).unwrap_or_default()
}

fn shorten(text: &str) -> String {
    text.chars().take(60).collect()
}
