//! Tells a key that is held down from keys that are pressed: a held answer key must not answer the whole form.

use std::time::{Duration, Instant};

use crate::domain::evaluation::AnswerValue;

/// Keyboards repeat a held key every 20 to 45 thousandths of a second; nobody presses one so fast, and keys that come
/// in one go (a slow line, a macro) come closer together.
const REPEAT: std::ops::RangeInclusive<Duration> =
    Duration::from_millis(20)..=Duration::from_millis(45);

/// The last answer key, and how often in a row it came at the pace of a held key.
#[derive(Debug, Default)]
pub struct Held {
    last: Option<(AnswerValue, Instant)>,
    steady: u32,
}

impl Held {
    /// Whether this answer comes from a key that is being held: the fifth in a row at that pace and all after it.
    pub fn is(&mut self, value: &AnswerValue, at: Instant) -> bool {
        let steady = self.last.as_ref().is_some_and(|(last, before)| {
            last == value && REPEAT.contains(&at.saturating_duration_since(*before))
        });
        self.steady = if steady { self.steady + 1 } else { 0 };
        self.last = Some((value.clone(), at));
        self.steady >= 4
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(gaps_ms: &[u64]) -> usize {
        let mut held = Held::default();
        let mut at = Instant::now();
        gaps_ms
            .iter()
            .filter(|gap| {
                at += Duration::from_millis(**gap);
                !held.is(&AnswerValue::Yes, at)
            })
            .count()
    }

    #[test]
    fn a_held_key_answers_five_questions_at_most() {
        assert_eq!(taken(&[0, 400, 33, 33, 33, 33, 33, 33]), 5);
    }

    #[test]
    fn keys_that_are_pressed_or_come_in_one_go_all_count() {
        assert_eq!(taken(&[0, 150, 90, 200, 120, 150]), 6);
        assert_eq!(taken(&[0; 12]), 12);
    }

    #[test]
    fn another_answer_ends_the_run() {
        let mut held = Held::default();
        let start = Instant::now();
        let pressed = [
            AnswerValue::Yes,
            AnswerValue::No,
            AnswerValue::Yes,
            AnswerValue::No,
        ];
        assert!(
            (0..)
                .zip(&pressed)
                .all(|(n, value)| !held.is(value, start + Duration::from_millis(30 * n)))
        );
    }
}
