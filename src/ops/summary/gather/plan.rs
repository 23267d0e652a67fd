//! What was agreed and decided with what came of it, the one thing to fix, and the plan of the next week.

use anyhow::Result;

use super::super::discretion::clean;
use super::super::fix::{self, Fix};
use super::super::focus::{self, Behaviours};
use super::super::next::{self, Commitment, Decision, Next};
use super::Gathering;
use crate::domain::call::Call;
use crate::domain::draw::Pick;
use crate::domain::kpi;
use crate::domain::rep::name_key;
use crate::domain::scorecard::Class;
use crate::domain::trend::HEARD;
use crate::ops::coaching::{Followed, follow_between};
use crate::ops::decision::{Followed as Decided, effect};
use crate::ops::voice::{WEEKS, until};
use crate::ops::{real, setup};
use crate::stats::Sample;
use crate::store::heard::due;
use crate::store::{decision, desk, rollup};

impl Gathering<'_> {
    /// What was being worked on when the week ended, and what ended in it: each as it stood then.
    pub(super) fn commitments(&self) -> Result<(Vec<Commitment>, Vec<Commitment>)> {
        let end = self.week.sunday();
        let mut all = follow_between(self.store, self.first.monday(), end)?;
        all.sort_by(|a, b| {
            let order = |one: &Followed| {
                (
                    one.commitment.check_on,
                    name_key(&one.commitment.rep),
                    one.commitment.id,
                )
            };
            order(a).cmp(&order(b))
        });
        let told = |one: &Followed| next::commitment(one, self.today, self.discretion);
        let closed_on = |one: &&Followed| one.commitment.closed_on;
        let open = all
            .iter()
            .filter(|one| closed_on(one).is_none_or(|on| on > end));
        let closed = all
            .iter()
            .filter(|one| closed_on(one).is_some_and(|on| self.first.monday() <= on && on <= end));
        Ok((open.map(told).collect(), closed.map(told).collect()))
    }

    /// The decisions taken, by day, and those due to be looked at again by the end of the next week: each with what came of
    /// it by the end of this one.
    pub(super) fn decisions(&self) -> Result<(Vec<Decision>, Vec<Decision>)> {
        let until = self.week.plus(1).sunday();
        let by = self.week.min(setup::this_week(self.store, self.now)?);
        let mut all = decision::list(self.store)?;
        all.retain(|one| one.decided_on <= self.week.sunday());
        all.reverse();
        let (mut taken, mut due) = (Vec::new(), Vec::new());
        for one in all {
            let is_taken = one.decided_on >= self.first.monday();
            if !is_taken && !one.is_due(until) {
                continue;
            }
            let effect = effect(self.store, &one, by, self.now)?;
            let told = next::decision(
                Decided {
                    decision: one,
                    effect,
                },
                self.discretion,
            );
            if is_taken {
                taken.push(told);
            } else {
                due.push(told);
            }
        }
        due.sort_by_key(|one| one.review_on);
        Ok((taken, due))
    }

    /// The one thing to fix next, from the last weeks.
    pub(super) fn fix(&self, behaviours: &Behaviours) -> Result<Fix> {
        let classes = Class::ALL.iter();
        let measures: Vec<&str> = classes.map(|one| kpi::free_of(*one).measured()).collect();
        let from = self.week.plus(1 - focus::WEEKS);
        let rolls = rollup::rolls(self.store, &measures, from, self.week)?;
        let together = |measure: &str| {
            let rolled = rolls.get(measure).into_iter().flatten();
            Sample::together(rolled.map(|one| one.sample))
        };
        let free = Class::ALL.iter().zip(measures);
        let grounds = fix::Grounds {
            week: self.week,
            calls: together(HEARD).map_or(0, |heard| heard.n),
            free: free
                .filter_map(|(class, measure)| Some((*class, together(measure)?)))
                .collect(),
            behaviours: behaviours.of_all(),
            themes: &until(self.store, self.week, WEEKS)?.themes,
            decisions: &decision::list(self.store)?,
            discretion: self.discretion,
        };
        Ok(grounds.choose())
    }

    pub(super) fn next(
        &self,
        picks: &[(Pick, Call)],
        commitments: &[Commitment],
        reviews: Vec<Decision>,
    ) -> Result<Next> {
        let (store, until) = (self.store, self.week.plus(1).sunday());
        let owed = due::follow_ups(store, self.week, until)?;
        let is_due = |one: &&Commitment| one.check_on <= until;
        let here = self.reps.iter().filter(|rep| !rep.retired);
        Ok(Next {
            until,
            draw: desk::get(store)?.calls_per_week.unsigned_abs(),
            draw_of: here.map(|rep| clean(&rep.name)).collect(),
            waiting: next::waiting(picks),
            follow_ups: next::follow_ups(owed, self.today, self.discretion),
            checks: commitments.iter().filter(is_due).cloned().collect(),
            reviews,
            undecided: next::missed(
                &real::misses(store, self.now)?,
                &real::undecided(store, self.week)?,
            ),
        })
    }
}
