//! How everybody did on every question: what strength and focus are chosen from.

use std::collections::{BTreeMap, BTreeSet};

use super::{Behaviour, Choice};
use crate::domain::id::RepId;
use crate::stats::proportion::wilson_of_share;
use crate::stats::{CONFIDENCE, Range};
use crate::store::heard::{Answers, Asked};

/// How everybody did on every question.
#[derive(Debug, Default)]
pub struct Behaviours {
    questions: Vec<Asked>,
    reps: BTreeMap<RepId, Tallies>,
    team: Tallies,
}

/// How a rep, or all, did in so many calls.
#[derive(Debug, Default, Clone)]
struct Tallies {
    calls: u64,
    /// By the place of the question's key among the keys.
    questions: Vec<Tally>,
}

#[derive(Debug, Default, Clone)]
struct Tally {
    /// The question that was answered last: its words are the newest.
    newest: usize,
    calls: u64,
    done: f64,
    weight_share: f64,
    lost: f64,
    by_points: bool,
}

impl Behaviours {
    /// Adds up the answers of some weeks.
    pub fn of(answers: Answers) -> Self {
        let Answers { questions, scored } = answers;
        let keys: BTreeSet<&str> = questions.iter().map(|one| one.key.as_str()).collect();
        let places: BTreeMap<&str, usize> = keys.iter().copied().zip(0..).collect();
        // A question is the same one in every version of a form.
        let places: Vec<usize> = questions
            .iter()
            .map(|one| places.get(one.key.as_str()).copied().unwrap_or_default())
            .collect();
        let nothing = Tallies {
            calls: 0,
            questions: vec![Tally::default(); keys.len()],
        };
        let (mut reps, mut team) = (BTreeMap::new(), nothing.clone());
        for one in scored.chunk_by(|a, b| a.evaluation == b.evaluation) {
            let applicable: f64 = one
                .iter()
                .map(|answer| questions[answer.question].weight)
                .sum();
            let own: &mut Tallies = reps.entry(one[0].rep_id).or_insert_with(|| nothing.clone());
            own.calls += 1;
            team.calls += 1;
            for answer in one {
                let (place, newest) = (places[answer.question], answer.question);
                let share = questions[newest].weight / applicable;
                own.questions[place].add(newest, answer.points, share);
                team.questions[place].add(newest, answer.points, share);
            }
        }
        Self {
            questions,
            reps,
            team,
        }
    }

    /// Strength and focus of `rep`.
    pub fn choose(&self, rep: RepId) -> Choice {
        let nothing = Tallies::default();
        let own = self.reps.get(&rep).unwrap_or(&nothing);
        let all = self.behaviours(own);
        let focus = super::focus(&all, own.calls);
        let working_on = focus.behaviour.as_ref().map(|one| one.question.clone());
        let others: Vec<_> = all
            .into_iter()
            .filter(|one| Some(&one.question) != working_on.as_ref())
            .collect();
        Choice {
            strength: super::strength(&others, own.calls),
            focus,
            calls: own.calls,
        }
    }

    /// How the whole business did on every question.
    pub fn of_all(&self) -> Vec<Behaviour> {
        self.behaviours(&self.team)
    }

    /// The questions that applied, by key.
    fn behaviours(&self, own: &Tallies) -> Vec<Behaviour> {
        let both = own.questions.iter().zip(&self.team.questions);
        both.filter(|(tally, _)| tally.calls > 0)
            .map(|(tally, team)| self.behaviour(tally, team, own.calls))
            .collect()
    }

    fn behaviour(&self, tally: &Tally, team: &Tally, calls: u64) -> Behaviour {
        let n = tally.calls as f64;
        let share = tally.done / n;
        let Range { low, high } = wilson_of_share(share, n, CONFIDENCE);
        let question = &self.questions[tally.newest];
        Behaviour {
            question: question.key.clone(),
            text: question.text.clone(),
            calls: tally.calls,
            done: tally.done,
            share,
            low,
            high,
            confidence: CONFIDENCE,
            weight_share: tally.weight_share / n,
            loss: 100.0 * tally.lost / calls as f64,
            team_share: team.done / team.calls as f64,
            by_points: tally.by_points,
        }
    }
}

impl Tally {
    fn add(&mut self, newest: usize, points: f64, share: f64) {
        self.newest = newest;
        self.calls += 1;
        self.done += points;
        self.weight_share += share;
        self.lost += share * (1.0 - points);
        self.by_points |= points > 0.0 && points < 1.0;
    }
}
