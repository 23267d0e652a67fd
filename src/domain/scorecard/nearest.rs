//! The known name that a mistyped one probably meant.

use super::fault::quoted;

const LONGEST_TRIED: usize = 40;

/// The end of a message about an unknown `word`: the nearest of `known`, else all of them.
pub(super) fn hint(word: &str, known: &[&str]) -> String {
    match nearest(word, known) {
        Some(near) => format!("did you mean {}?", quoted(near)),
        None => format!("use one of {}", known.join(", ")),
    }
}

/// The one of `known` that differs from `word` in the fewest letters, where at most every third letter differs.
fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let letters: Vec<char> = word.chars().take(LONGEST_TRIED + 1).collect();
    if letters.is_empty() || letters.len() > LONGEST_TRIED {
        return None;
    }
    let allowed = letters.len().div_ceil(3);
    known
        .iter()
        .map(|one| (distance(&letters, one), *one))
        .filter(|(away, _)| *away <= allowed)
        .min_by_key(|(away, _)| *away)
        .map(|(_, one)| one)
}

/// How many letters must be put in, taken out or replaced to turn one into the other (Levenshtein 1966).
fn distance(from: &[char], to: &str) -> usize {
    let mut row: Vec<usize> = (0..=from.len()).collect();
    for (i, wanted) in to.chars().enumerate() {
        let mut left = i + 1;
        let mut next = vec![left];
        for ((letter, above_left), above) in from.iter().zip(&row).zip(row.iter().skip(1)) {
            left = (above_left + usize::from(*letter != wanted))
                .min(above + 1)
                .min(left + 1);
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_name_finds_the_one_that_was_meant() {
        for (typed, meant) in [
            ("wieght", Some("weight")),
            ("Weight", Some("weight")),
            ("wait", None),
            ("critcal", Some("critical")),
            ("crtiical", Some("critical")),
            ("", None),
            ("quite_another_thing", None),
        ] {
            assert_eq!(nearest(typed, &["weight", "critical"]), meant, "{typed}");
        }
    }

    // The usual example of the literature.
    #[test]
    fn kitten_becomes_sitting_in_three_steps() {
        let kitten: Vec<char> = "kitten".chars().collect();
        assert_eq!(distance(&kitten, "sitting"), 3);
        assert_eq!(distance(&kitten, "kitten"), 0);
        assert_eq!(distance(&kitten, ""), 6);
    }
}
