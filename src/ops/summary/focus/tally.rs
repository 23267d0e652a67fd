//! How everybody did on every question: what strength and focus are chosen from.

use std::collections::{BTreeMap, BTreeSet};

use super::{Behaviour, Choice};
use crate::domain::id::{EvaluationId, RepId};
use crate::stats::proportion::wilson_of_share;
use crate::stats::{CONFIDENCE, Range};
use crate::store::heard::Scored;

/// How everybody did on every question.
#[derive(Debug, Default)]
pub struct Behaviours {
    reps: BTreeMap<RepId, Tallies>,
    team: Tallies,
}

#[derive(Debug, Default)]
struct Tallies {
    evaluations: BTreeSet<EvaluationId>,
    questions: BTreeMap<String, Tally>,
}

#[derive(Debug, Default)]
struct Tally {
    text: String,
    calls: u64,
    done: f64,
    weight_share: f64,
    lost: f64,
    by_points: bool,
}

impl Behaviours {
    /// Adds up the answers of some weeks; those of one evaluation must follow each other.
    pub fn of(answers: &[Scored]) -> Self {
        let mut all = Self::default();
        for one in answers.chunk_by(|a, b| a.evaluation == b.evaluation) {
            let applicable: f64 = one.iter().map(|answer| answer.weight).sum();
            for answer in one {
                let share = answer.weight / applicable;
                all.reps
                    .entry(answer.rep_id)
                    .or_default()
                    .add(answer, share);
                all.team.add(answer, share);
            }
        }
        all
    }

    /// Strength and focus of `rep`.
    pub fn choose(&self, rep: RepId) -> Choice {
        let nothing = Tallies::default();
        let own = self.reps.get(&rep).unwrap_or(&nothing);
        let calls = own.evaluations.len() as u64;
        let all: Vec<Behaviour> = own
            .questions
            .iter()
            .map(|(key, tally)| self.behaviour(key, tally, calls))
            .collect();
        let focus = super::focus(&all, calls);
        let working_on = focus.behaviour.as_ref().map(|one| one.question.clone());
        let others: Vec<_> = all
            .into_iter()
            .filter(|one| Some(&one.question) != working_on.as_ref())
            .collect();
        Choice {
            strength: super::strength(&others, calls),
            focus,
            calls,
        }
    }

    /// How the whole business did on every question.
    pub fn of_all(&self) -> Vec<Behaviour> {
        let calls = self.team.evaluations.len() as u64;
        let team = self.team.questions.iter();
        team.map(|(key, tally)| self.behaviour(key, tally, calls))
            .collect()
    }

    fn behaviour(&self, key: &str, tally: &Tally, calls: u64) -> Behaviour {
        let n = tally.calls as f64;
        let share = tally.done / n;
        let Range { low, high } = wilson_of_share(share, n, CONFIDENCE);
        let team = self.team.questions.get(key);
        Behaviour {
            question: key.to_owned(),
            text: tally.text.clone(),
            calls: tally.calls,
            done: tally.done,
            share,
            low,
            high,
            confidence: CONFIDENCE,
            weight_share: tally.weight_share / n,
            loss: 100.0 * tally.lost / calls as f64,
            team_share: team.map_or(share, |team| team.done / team.calls as f64),
            by_points: tally.by_points,
        }
    }
}

impl Tallies {
    fn add(&mut self, answer: &Scored, share: f64) {
        self.evaluations.insert(answer.evaluation);
        let tally = self.questions.entry(answer.question.clone()).or_default();
        // The words of the newest version stay.
        tally.text.clone_from(&answer.text);
        tally.calls += 1;
        tally.done += answer.points;
        tally.weight_share += share;
        tally.lost += share * (1.0 - answer.points);
        tally.by_points |= answer.points > 0.0 && answer.points < 1.0;
    }
}
