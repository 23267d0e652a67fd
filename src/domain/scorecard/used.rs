//! What the calls that were scored say of a scorecard's questions: which hardly ever apply, which nobody ever misses.

use super::Scorecard;
use super::lint::Warning;

/// How a question was answered in calls that count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// The question's key.
    pub question: String,
    /// Calls in which it was asked and answered, with n/a.
    pub answered: i64,
    /// Of these, n/a.
    pub na: i64,
    /// Of these, the best answer there is.
    pub best: i64,
}

/// Fewer calls than these say nothing.
const LEAST_CALLS: i64 = 20;
/// More n/a than this share, and the question is no question for these calls.
const MOST_NA: f64 = 0.6;
/// More of the best answer than this share, and it tells nobody from anybody.
const MOST_BEST: f64 = 0.97;

/// What could be better by these answers, in the order of the scorecard.
pub fn lint_used(scorecard: &Scorecard, used: &[Used]) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for section in &scorecard.sections {
        for question in &section.questions {
            let of_it = used.iter().find(|one| one.question == question.key);
            // What is not scored is counted for its own sake, and of critical errors none is what one hopes for.
            let what = of_it.and_then(|used| advice(used, question.weight().is_some()));
            warnings.extend(what.map(|what| Warning {
                section: Some(section.name.clone()),
                question: Some(question.key.clone()),
                what,
            }));
        }
    }
    warnings
}

fn advice(used: &Used, scored: bool) -> Option<String> {
    if used.answered < LEAST_CALLS {
        return None;
    }
    let applied = used.answered - used.na;
    let share = |part: i64, of: i64| part as f64 / of.max(1) as f64;
    if share(used.na, used.answered) > MOST_NA {
        return Some(format!(
            "n/a in {} of {} calls: ask it only where it applies (ask_if), or take it away",
            used.na, used.answered
        ));
    }
    if scored && applied >= LEAST_CALLS && share(used.best, applied) > MOST_BEST {
        return Some(format!(
            "the best answer in {} of {applied} calls: it tells no call from another; ask for more, or take it away",
            used.best
        ));
    }
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::super::builtin;
    use super::*;

    fn told(question: &str, answered: i64, na: i64, best: i64) -> Vec<String> {
        let card = Scorecard::parse("support", builtin()[0].1).unwrap();
        let used = Used {
            question: question.into(),
            answered,
            na,
            best,
        };
        lint_used(&card, &[used])
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn a_question_that_hardly_ever_applies_is_told() {
        assert!(told("found_need", 40, 25, 5)[0].contains("n/a in 25 of 40 calls"));
        assert_eq!(told("found_need", 40, 24, 5), Vec::<String>::new());
        assert_eq!(
            told("found_need", 19, 19, 0),
            Vec::<String>::new(),
            "too few calls"
        );
    }

    #[test]
    fn a_question_that_nobody_misses_is_told() {
        assert!(told("found_need", 50, 10, 39)[0].contains("the best answer in 39 of 40 calls"));
        assert_eq!(told("found_need", 50, 10, 38), Vec::<String>::new());
        assert_eq!(
            told("correct_info", 50, 0, 50),
            Vec::<String>::new(),
            "critical"
        );
    }
}
