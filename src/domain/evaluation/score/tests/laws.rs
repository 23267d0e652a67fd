//! What holds of every score, whatever the form and the answers.

use proptest::prelude::*;

use super::*;

fn words() -> impl Strategy<Value = Vec<(f64, &'static str)>> {
    let word = prop_oneof![Just("yes"), Just("no"), Just("na")];
    proptest::collection::vec(
        ((1_u32..1000).prop_map(|w| f64::from(w) / 8.0), word),
        1..12,
    )
}

/// The scorecard and answers of `items`, which of them `change` may alter.
fn of(items: &[(f64, &str)]) -> (Scorecard, Answers) {
    let weights: Vec<f64> = items.iter().map(|(weight, _)| *weight).collect();
    let mut card = weighing(&weights);
    card.min_applicable_share = 0.0;
    let text: String = ('a'..)
        .zip(items)
        .map(|(key, (_, word))| format!("{key}={word} "))
        .collect();
    let answers = answers(&card, &text);
    (card, answers)
}

fn quality_of(items: &[(f64, &str)]) -> Option<f64> {
    let (card, answers) = of(items);
    score(&card, &answers).unwrap().quality
}

proptest! {
    #[test]
    fn quality_lies_between_0_and_100(items in words()) {
        let (card, answers) = of(&items);
        let score = score(&card, &answers).unwrap();
        prop_assert!(score.quality.is_none_or(|q| (0.0..=100.0).contains(&q)));
        prop_assert!((0.0..=1.0).contains(&score.applicable_share));
        prop_assert_eq!(score.quality.is_none(), items.iter().all(|(_, word)| *word == "na"));
    }

    #[test]
    fn a_better_answer_never_lowers_quality(items in words(), at in any::<prop::sample::Index>()) {
        let mut better = items.clone();
        let at = at.index(items.len());
        prop_assume!(items[at].1 == "no");
        better[at].1 = "yes";
        prop_assert!(quality_of(&better) > quality_of(&items));
    }

    #[test]
    fn only_the_proportions_of_the_weights_matter(items in words(), factor in 0.001_f64..1000.0) {
        let scaled: Vec<_> = items.iter().map(|(weight, word)| (weight * factor, *word)).collect();
        match (quality_of(&items), quality_of(&scaled)) {
            (Some(a), Some(b)) => prop_assert!(close(a, b)),
            (a, b) => prop_assert_eq!(a, b),
        }
    }

    #[test]
    fn what_did_not_apply_leaves_numerator_and_denominator(items in words()) {
        let without: Vec<_> = items.iter().copied().filter(|(_, word)| *word != "na").collect();
        prop_assume!(!without.is_empty());
        prop_assert_eq!(quality_of(&items), quality_of(&without));
    }

    #[test]
    fn the_order_of_answering_changes_nothing(items in words(), order in any::<u64>()) {
        let (card, answers) = of(&items);
        let mut shuffled: Vec<_> = answers.iter().map(|(k, v)| (k.to_owned(), v.clone())).collect();
        let by = usize::try_from(order % 97).unwrap_or(0) % shuffled.len();
        shuffled.rotate_left(by);
        shuffled.reverse();
        let mut other = Answers::new();
        for (key, value) in shuffled {
            other.set(&key, AnswerValue::No);
            other.set(&key, value);
        }
        prop_assert_eq!(score(&card, &other), score(&card, &answers));
    }
}
