//! What the owner answers: by the rep's true skill in each question, the call, and chance.

use super::{Hearing, Owner};
use crate::domain::evaluation::{AnswerValue, Answers, asked};
use crate::domain::scorecard::{Kind, NaPolicy, Question, Role, Scorecard};
use crate::ops::demo::chance::Chance;

/// The question on which the steps of an apology hang.
const WENT_WRONG: &str = "went_wrong";

impl Owner<'_> {
    /// Answers to every question that is asked, in order.
    pub(super) fn answers(
        &mut self,
        form: &Scorecard,
        hearing: &Hearing<'_>,
        chance: &mut Chance,
    ) -> Answers {
        let mut answers = Answers::new();
        for (index, question) in form.questions().enumerate() {
            let is_asked = asked(form, &answers).get(index) == Some(&true);
            if let Some(value) = self.answer(question, hearing, chance).filter(|_| is_asked) {
                answers.set(&question.key, value);
            }
        }
        answers
    }

    fn answer(
        &mut self,
        question: &Question,
        hearing: &Hearing<'_>,
        chance: &mut Chance,
    ) -> Option<AnswerValue> {
        if question.key == WENT_WRONG {
            return Some(yes_or_no(hearing.went_wrong));
        }
        let may_not_apply = question.na == NaPolicy::Exclude;
        let out_of_place = match question.role {
            Some(Role::Solved) => return Some(yes_or_no(hearing.truth.solved)),
            Some(Role::Referral) => !hearing.is_satisfied() || chance.yes(0.35),
            None => chance.yes(self.not_applicable(&question.key)) && !hearing.is_evidence,
        };
        if may_not_apply && out_of_place {
            return Some(AnswerValue::Na);
        }
        if self.is_the_story(question, hearing) {
            return Some(yes_or_no(self.deal(hearing, chance)));
        }
        let skill = tilted(self.skill(hearing.rep, &question.key), hearing.tilt);
        match &question.kind {
            Kind::YesNo => Some(yes_or_no(chance.yes(skill))),
            Kind::Scale(steps) => {
                let up = (1..steps.len()).filter(|_| chance.yes(skill)).count();
                Some(AnswerValue::Step(1 + up as u8))
            }
            Kind::Choice(options) => chance
                .pick(options)
                .map(|one| AnswerValue::Choice(one.key.clone())),
            Kind::Text => None,
        }
    }

    fn is_the_story(&self, question: &Question, hearing: &Hearing<'_>) -> bool {
        let improvement = &self.script.story.improvement;
        question.key == improvement.question
            && self.rep_named(&improvement.rep) == Some(hearing.rep)
    }

    /// From the deck of before or after the day on which it was agreed; never where the call was chosen to show it.
    fn deal(&mut self, hearing: &Hearing<'_>, chance: &mut Chance) -> bool {
        if hearing.is_evidence {
            false
        } else if Self::day_of(hearing.call.started_at) > self.agreed_on() {
            self.after.deal(chance)
        } else {
            self.before.deal(chance)
        }
    }

    fn skill(&self, rep: usize, question: &str) -> f64 {
        let business = &self.script.business;
        let skill = business.reps[rep].skill.get(question);
        skill.copied().unwrap_or(business.usual_skill)
    }

    fn not_applicable(&self, question: &str) -> f64 {
        let shares = &self.script.business.not_applicable;
        shares.get(question).copied().unwrap_or(0.05)
    }
}

/// A share moved up or down on the scale of log-odds.
fn tilted(share: f64, tilt: f64) -> f64 {
    let odds = share / (1.0 - share) * tilt.exp();
    odds / (1.0 + odds)
}

fn yes_or_no(yes: bool) -> AnswerValue {
    if yes {
        AnswerValue::Yes
    } else {
        AnswerValue::No
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tilt_moves_a_share_but_never_beyond_nought_or_one() {
        assert!((tilted(0.8, 0.0) - 0.8).abs() < 1e-12);
        assert!(tilted(0.8, -3.0) < 0.2);
        assert!((0.0..1.0).contains(&tilted(0.99, 5.0)));
    }
}
