//! Rows in which a rep scored an own call: kept beside the owner's score, in no number. Their call must be known, and
//! only what the rep answered is kept.

use anyhow::Result;

use super::load::{Load, Taken, Usable, usable};
use super::plan::Scoring;
use crate::domain::call::Instant;
use crate::domain::id::RepId;
use crate::domain::import::answer;
use crate::domain::import::field::Field;
use crate::domain::import::row::Row;
use crate::domain::import::sheet::{Scorer, Told};
use crate::ops::import::report::Tally;
use crate::store::own_score::{self, OwnAnswer};
use crate::store::past::FoundCall;

impl<'s> Load<'s> {
    /// Whether the row was scored by the rep who handled the call: as its cell says with `rep`, `self`, `owner` or a
    /// name; else as was told for the whole file. A name of nobody on the desk is the owner's.
    pub(super) fn is_own(&mut self, row: &Row, rep: Option<RepId>) -> Usable<bool> {
        let cell = self.sheet.told(row, Told::ScoredBy).to_lowercase();
        match cell.as_str() {
            "" => return Ok(Ok(self.scored_by == Scorer::Rep)),
            "self" => return Ok(Ok(true)),
            word => {
                if let Some(scorer) = Scorer::from_word(word) {
                    return Ok(Ok(scorer == Scorer::Rep));
                }
            }
        }
        let Some(named) = self.roster.find(&cell) else {
            return Ok(Ok(false));
        };
        let handled_by = match rep {
            Some(rep) => Some(rep),
            None => {
                let id = self.sheet.call.cell(row, Field::SourceId).to_owned();
                usable!(self.by_id(&id)?).and_then(|call| call.rep)
            }
        };
        Ok(Ok(handled_by == Some(named)))
    }

    /// Takes a rep's own score in.
    pub(super) fn own(
        &mut self,
        row: &Row,
        scoring: &'s Scoring,
        rep: Option<RepId>,
        scored_at: Option<Instant>,
        tally: &mut Tally,
    ) -> Usable<Taken<'s>> {
        let answers = usable!(given(scoring, row));
        if answers.is_empty() {
            return Ok(Err("nothing is answered".to_owned()));
        }
        let Ok(call) = usable!(self.known(row, rep)?) else {
            return Ok(Err(
                "a rep's own score needs a call that is known already".to_owned()
            ));
        };
        if call.rep.is_none() || rep.is_some_and(|told| call.rep != Some(told)) {
            return Ok(Err("the log has another rep for this call".to_owned()));
        }
        tally.began(self.home.at(super::load::instant(call.started_at)));
        let taken = |call: FoundCall, known| Taken {
            rep: call.rep,
            call,
            scorecard: &scoring.version.scorecard.key,
            quality: None,
            lane: None,
            made: false,
            known,
        };
        if let Some(there) = own_score::find(self.store, call.id)? {
            if there.answers != answers {
                return Ok(Err(
                    "another score of the rep's own is kept for this call: it stays".to_owned(),
                ));
            }
            tally.known += 1;
            return Ok(Ok(taken(call, true)));
        }
        let on = scored_at.map_or(self.today, |at| self.home.day_of(at));
        own_score::begin(self.store, call.id, on, Some(self.import))?;
        for one in &answers {
            own_score::answer(self.store, call.id, one)?;
        }
        tally.added += 1;
        self.came.own += 1;
        Ok(Ok(taken(call, false)))
    }
}

/// What the rep answered, in the order of the keys; what the row leaves empty is not answered.
fn given(scoring: &Scoring, row: &Row) -> Result<Vec<OwnAnswer>, String> {
    let mut given = Vec::new();
    for (place, question) in scoring.version.scorecard.questions().enumerate() {
        let cell = |columns: &[(usize, usize)]| {
            let found = columns.iter().find(|(at, _)| *at == place);
            found.map_or("", |(_, column)| row.cell(*column)).to_owned()
        };
        let answer = cell(&scoring.form.answers);
        if answer.is_empty() {
            continue;
        }
        let value = answer::read(question, &answer).map_err(|fault| fault.to_string())?;
        given.push(OwnAnswer {
            question: question.key.clone(),
            value: value.word().into_owned(),
            comment: cell(&scoring.form.comments),
        });
    }
    given.sort_by(|one, other| one.question.cmp(&other.question));
    Ok(given)
}
