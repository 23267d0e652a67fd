//! What the owner did about it: commitments with their evidence, talks, praise, decisions, and what is aimed at.

use anyhow::Result;
use chrono::{Days, NaiveDate};

use super::calendar::{Calendar, WEEKS};
use super::chance::Chance;
use super::owner::Record;
use super::script::Script;
use super::script::story::{CommitmentScript, DecisionScript};
use crate::domain::audit::Kept;
use crate::domain::call::Lane;
use crate::domain::id::{MomentId, RepId};
use crate::ops::audit;
use crate::store::commitment::NewCommitment;
use crate::store::decision::NewDecision;
use crate::store::recognition::NewRecognition;
use crate::store::{Store, commitment, decision, demo, one_to_one, recognition};

/// Weeks between two recognitions.
const PRAISES_EVERY: i64 = 3;

/// Days after which what was owed to a customer was done.
const SETTLED_AFTER: u64 = 10;

/// Weeks before a commitment from which its evidence may come.
const EVIDENCE_WEEKS: i64 = 8;

/// The year as the owner lived it.
#[derive(Debug)]
pub struct Told<'a> {
    /// What is told.
    pub script: &'a Script,
    /// When.
    pub calendar: &'a Calendar,
    /// The rows of the script's reps in their order.
    pub reps: &'a [RepId],
    /// What was noted while listening.
    pub record: &'a Record,
}

impl Told<'_> {
    /// Writes the whole story down.
    pub fn write(&self, store: &Store, chance: &mut Chance) -> Result<()> {
        for commitment in &self.script.story.commitments {
            self.commitment(store, commitment)?;
        }
        for talk in &self.script.story.talks {
            if let Some(rep) = self.rep(&talk.rep) {
                let held_on = self.calendar.week(talk.weeks_ago).monday();
                one_to_one::add(store, self.reps[rep], held_on, &talk.notes)?;
            }
        }
        for weeks_ago in (1..WEEKS).rev().filter(|ago| ago % PRAISES_EVERY == 1) {
            self.recognition(store, weeks_ago, chance)?;
        }
        for decision in &self.script.story.decisions {
            self.decision(store, decision)?;
        }
        for weeks_ago in &self.script.story.audit.weeks_ago {
            self.audits(store, *weeks_ago)?;
        }
        let today = self.calendar.now().date_naive();
        demo::settle(store, today - Days::new(SETTLED_AFTER))?;
        for target in &self.script.story.targets {
            for (horizon, value, weeks) in [
                ("short", target.short, 6),
                ("medium", target.medium, 26),
                ("long", target.long, 52),
            ] {
                demo::set_target(store, &target.kpi, horizon, value, plus_weeks(today, weeks))?;
            }
        }
        Ok(())
    }

    /// The random audits of a week; those of the latest one wait.
    fn audits(&self, store: &Store, weeks_ago: i64) -> Result<()> {
        let script = &self.script.story.audit;
        let week = self.calendar.week(weeks_ago);
        let at = self.calendar.goes_on_at(weeks_ago).min(self.calendar.now());
        let at = at.to_utc();
        audit::draw(store, week, script.per_rep, at)?;
        if weeks_ago == 0 {
            return Ok(());
        }
        let broken = self.rep(&script.broken.rep).map(|rep| self.reps[rep]);
        let broken = broken.filter(|_| weeks_ago == script.broken.weeks_ago);
        for form in audit::list(store, (week, week))? {
            let kept = if Some(form.audit.rep_id) == broken {
                Kept::No
            } else {
                Kept::Yes
            };
            for question in &form.questions {
                audit::answer(store, form.audit.id, &question.key, Some(kept), at)?;
            }
        }
        Ok(())
    }

    /// The place of a rep of this name.
    fn rep(&self, name: &str) -> Option<usize> {
        let mut reps = self.script.business.reps.iter();
        reps.position(|rep| rep.name == name)
    }

    fn commitment(&self, store: &Store, script: &CommitmentScript) -> Result<()> {
        let Some(rep) = self.rep(&script.rep) else {
            return Ok(());
        };
        let agreed_on = self.calendar.week(script.weeks_ago).monday();
        let check_on = plus_weeks(agreed_on, script.check_after_weeks);
        let new = NewCommitment {
            rep_id: self.reps[rep],
            question: &script.question,
            what: &script.what,
            done_when: "",
            agreed_on,
            check_on,
            calls: script.calls,
            evaluation: None,
            evidence: &self.evidence(rep, script),
        };
        let id = commitment::add(store, &new)?;
        if !script.state.is_open() {
            commitment::set_state(store, id, script.state, Some(check_on), "")?;
        }
        Ok(())
    }

    /// Two moments that show the behaviour: first those of calls chosen by hand, then the latest.
    fn evidence(&self, rep: usize, script: &CommitmentScript) -> Vec<MomentId> {
        let mut found: Vec<_> = self
            .record
            .improve
            .iter()
            .filter(|one| one.rep == rep && one.question == script.question)
            .filter(|one| (1..=EVIDENCE_WEEKS).contains(&(one.weeks_ago - script.weeks_ago)))
            .collect();
        found.sort_by_key(|one| (one.lane == Lane::Random, one.weeks_ago));
        found.iter().take(2).map(|one| one.moment).collect()
    }

    /// Praise for the best call of a week among those with a moment worth it, on the Monday after.
    fn recognition(&self, store: &Store, weeks_ago: i64, chance: &mut Chance) -> Result<()> {
        let texts = &self.script.story.recognition;
        let best = self
            .record
            .praise
            .iter()
            .filter(|one| one.weeks_ago == weeks_ago)
            .max_by(|a, b| a.quality.total_cmp(&b.quality));
        if let Some(best) = best
            && let Some(texts) = texts.get(&best.question)
        {
            let given_on = self.calendar.week(weeks_ago - 1).monday();
            let new = NewRecognition {
                rep_id: self.reps[best.rep],
                what: chance.text(texts),
                given_on,
                how: "in person",
                call: Some(best.call),
                at_secs: None,
                quote: "",
            };
            recognition::add(store, &new)?;
        }
        Ok(())
    }

    fn decision(&self, store: &Store, script: &DecisionScript) -> Result<()> {
        let heard: Vec<bool> = self
            .record
            .heard
            .iter()
            .filter(|(ago, _)| (1..=4).contains(&(ago - script.weeks_ago)))
            .map(|(_, mentioned)| *mentioned)
            .collect();
        let mentions = heard.iter().filter(|mentioned| **mentioned).count();
        let why = script
            .why
            .replace("{mentions}", &mentions.to_string())
            .replace("{heard}", &heard.len().to_string());
        let decided_on = self.calendar.week(script.weeks_ago).monday() + Days::new(3);
        let review_on = plus_weeks(decided_on, script.review_after_weeks);
        let new = NewDecision {
            what: &script.what,
            why: &why,
            owner: "",
            kpi: None,
            theme: Some(&script.theme),
            decided_on,
            review_on: Some(review_on),
        };
        decision::add(store, &new)?;
        Ok(())
    }
}

fn plus_weeks(on: NaiveDate, weeks: i64) -> NaiveDate {
    on + Days::new(7 * weeks.unsigned_abs())
}
