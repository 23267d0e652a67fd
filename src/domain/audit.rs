//! Random audits: the compliance questions of a scorecard alone, on calls that nobody expected, and what the answers can
//! mean for all calls. Nothing here enters a KPI.

use crate::domain::call::words;
use crate::domain::draw::{seed_hash, ticket};
use crate::domain::real;
use crate::domain::scorecard::{Class, NaPolicy, Question, Scorecard};
use crate::stats::{CONFIDENCE, Range, finite, proportion};

words! {
    /// What became of an audit.
    Status {
        /// It is still to be heard.
        Waiting = "waiting",
        /// Every question is answered.
        Done = "done",
        /// It could not be heard.
        Skipped = "skipped",
    }
}

words! {
    /// An answer to a compliance question.
    Kept {
        /// The rule was kept.
        Yes = "yes",
        /// It was not.
        No = "no",
        /// It did not apply.
        Na = "na",
    }
}

/// The short form: what a scorecard asks of the law and the house's own rules, in its order.
pub fn questions(card: &Scorecard) -> Vec<&Question> {
    let compliance = |question: &&Question| question.critical() == Some(Class::Compliance);
    card.questions().filter(compliance).collect()
}

/// Whether n/a is an answer: where the form allows it, or would not have asked on some calls.
pub fn may_not_apply(question: &Question) -> bool {
    question.na == NaPolicy::Exclude || question.ask_if.is_some()
}

/// The ticket of a call of a frame for the audit of its draw: as for the draw itself, with the seed `SEED:audit`. The
/// lowest of those that are on nobody's list are audited.
pub fn ticket_of(seed: &str, ticket_id: &str) -> String {
    ticket(&seed_hash(&format!("{seed}:audit")), ticket_id)
}

/// How a rule was kept in the audited calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The question's key.
    pub question: String,
    /// Its words.
    pub text: String,
    /// Audited calls to which it applied.
    pub calls: u64,
    /// Those in which it was not kept.
    pub broken: u64,
}

impl Rule {
    /// The range of the rate at which it is broken. One-sided where none, or every one, was seen: the whole 5 % lie on
    /// the side that is in question. Clopper and Pearson, who guarantee it. None without a call.
    pub fn range(&self) -> Option<Range> {
        let certainty = if self.broken == 0 || self.broken == self.calls {
            2.0 * CONFIDENCE - 1.0
        } else {
            CONFIDENCE
        };
        proportion::clopper_pearson(self.broken, self.calls, certainty)
    }

    /// What was seen and what that can mean, in words; `of` are the calls from which the audited ones were drawn.
    pub fn words(&self, of: u64) -> String {
        let Some(range) = self.range() else {
            return "it applied to no audited call yet".to_owned();
        };
        let Some(rare) = real::rare(self.broken, self.calls) else {
            return format!(
                "{} of {} calls; the true rate could be anything from {:.0}% to {:.0}%",
                self.broken,
                self.calls,
                100.0 * range.low,
                100.0 * range.high
            );
        };
        match self.most_of(of) {
            Some(most) if self.broken == 0 => {
                format!("{rare}, so up to {most} of the {of} calls they were drawn from")
            }
            _ => rare,
        }
    }

    /// With none seen: how many of the `of` calls could still have broken it, with 95 % certainty, by the exact finite
    /// distribution.
    fn most_of(&self, of: u64) -> Option<u64> {
        let range = finite::count_range(self.broken, self.calls, of, 2.0 * CONFIDENCE - 1.0)?;
        Some(range.high)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::domain::scorecard::builtin;

    fn rule(broken: u64, calls: u64) -> Rule {
        Rule {
            question: "verified".into(),
            text: "Verified".into(),
            calls,
            broken,
        }
    }

    #[test]
    fn the_short_form_asks_compliance_questions_only() {
        for (key, toml) in builtin() {
            let card = Scorecard::parse(key, toml).unwrap();
            let asked = questions(&card);
            assert!(!asked.is_empty() || key != &"support", "{key}");
            assert!(
                asked
                    .iter()
                    .all(|one| one.critical() == Some(Class::Compliance))
            );
        }
    }

    // The rule of three: none in n leaves up to about 3/n (Hanley & Lippman-Hand 1983, JAMA 249:1743); exactly 1 - .05^(1/n):
    // .259 for 10, .095 for 30, .0295 for 100.
    #[test]
    fn none_in_n_is_told_with_what_it_can_mean() {
        for (n, most) in [(10, 0.2589), (30, 0.0950), (100, 0.0295)] {
            let high = rule(0, n).range().unwrap().high;
            assert!((high - most).abs() < 5e-5, "{n}: {high}");
            assert!((high - 3.0 / n as f64).abs() < 0.042, "{n}");
        }
        assert_eq!(
            rule(0, 12).words(0),
            "none in 12 calls; the true rate could still be up to 22%"
        );
    }

    // None in 5 of 40: up to M calls while C(40 - M, 5) / C(40, 5) > .05. M = 17 gives .0511, M = 18 gives .0400.
    #[test]
    fn of_a_small_frame_the_number_of_calls_is_told() {
        assert_eq!(
            rule(0, 5).words(40),
            "none in 5 calls; the true rate could still be up to 45%, so up to 17 of the 40 calls they were drawn from"
        );
    }

    // Clopper and Pearson's range of 2 of 20 is .0123 to .3170.
    #[test]
    fn what_was_broken_sometimes_has_both_ends() {
        assert_eq!(
            rule(2, 20).words(140),
            "2 of 20 calls; the true rate could be anything from 1% to 32%"
        );
        assert_eq!(rule(0, 0).words(140), "it applied to no audited call yet");
    }

    #[test]
    fn the_order_of_an_audit_is_another_than_that_of_its_draw() {
        let own = ticket(&seed_hash("seed"), "test:c001");
        assert_ne!(ticket_of("seed", "test:c001"), own);
        assert_eq!(
            ticket_of("seed", "test:c001"),
            ticket_of("seed", "test:c001")
        );
    }
}
