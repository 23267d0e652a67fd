//! Going about the form: to a question by its letter or number, to a section.

use super::Score;

/// So many questions have a letter each; where there are more, each has a number.
const LETTERS: usize = 26;

/// Where typed text leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To this question.
    There(usize),
    /// It is not typed to its end.
    On,
    /// Nowhere.
    Nowhere,
}

/// What a question of a form with `count` of them is called while one is gone to: a letter, or a number as long as the
/// longest, so that its last digit needs no key after it.
pub fn name_of(place: usize, count: usize) -> String {
    if count <= LETTERS {
        return char::from(b'a' + place as u8).to_string();
    }
    format!("{:0width$}", place + 1, width = count.to_string().len())
}

/// The question that is meant by its name; among few by its number as well.
pub fn way_of(typed: &str, count: usize) -> Way {
    let typed = typed.to_ascii_lowercase();
    let by_number = typed.parse().ok().filter(|n| *n <= 9 && count <= LETTERS);
    let named = (0..count).find(|place| name_of(*place, count) == typed);
    let place = named.or(by_number.and_then(|n: usize| n.checked_sub(1)));
    match place.filter(|place| *place < count) {
        Some(place) => Way::There(place),
        None if (0..count).any(|place| name_of(place, count).starts_with(&typed)) => Way::On,
        None => Way::Nowhere,
    }
}

impl Score {
    /// The first question of the next section, or of this one or the one before.
    pub fn go_to_section(&mut self, on: bool) {
        let form = &self.form.version.scorecard;
        let mut first = Vec::new();
        let mut at = 0;
        for section in &form.sections {
            first.push(at);
            at += section.questions.len();
        }
        let to = if on {
            first.iter().find(|at| **at > self.cursor)
        } else {
            first.iter().rev().find(|at| **at < self.cursor)
        };
        self.cursor = to.copied().unwrap_or(self.cursor);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_meant_by_its_letter_or_its_number() {
        assert_eq!([name_of(0, 12), name_of(11, 12)], ["a", "l"]);
        assert_eq!(way_of("L", 12), Way::There(11));
        assert_eq!(
            [way_of("1", 12), way_of("9", 12), way_of("0", 12)],
            [Way::There(0), Way::There(8), Way::Nowhere]
        );
    }

    #[test]
    fn where_letters_do_not_suffice_every_question_has_a_number_of_its_own() {
        let names: std::collections::HashSet<String> = (0..40).map(|at| name_of(at, 40)).collect();
        assert_eq!(names.len(), 40);
        assert_eq!([name_of(1, 40), name_of(26, 40)], ["02", "27"]);
        assert_eq!(
            [way_of("2", 40), way_of("27", 40)],
            [Way::On, Way::There(26)]
        );
        assert_eq!([way_of("41", 40), way_of("a", 40)], [Way::Nowhere; 2]);
    }

    #[test]
    fn every_name_leads_to_its_question() {
        for count in [1, 26, 27, 99, 100] {
            for place in 0..count {
                assert_eq!(way_of(&name_of(place, count), count), Way::There(place));
            }
        }
    }
}
