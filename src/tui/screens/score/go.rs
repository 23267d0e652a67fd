//! Going about the form: to a question by its letter or number, to a section.

use super::Score;

/// What the questions are called while one is gone to: numbers count from 1, letters from a.
pub fn name_of(place: usize) -> char {
    char::from(b'a' + (place % 26) as u8)
}

/// The question that a pressed key means.
pub fn place_of(pressed: char) -> Option<usize> {
    match pressed {
        'a'..='z' => Some(pressed as usize - 'a' as usize),
        'A'..='Z' => Some(pressed as usize - 'A' as usize),
        '1'..='9' => Some(pressed as usize - '1' as usize),
        _ => None,
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
        assert_eq!([name_of(0), name_of(11)], ['a', 'l']);
        assert_eq!(place_of('l'), Some(11));
        assert_eq!(
            [place_of('1'), place_of('9'), place_of('0')],
            [Some(0), Some(8), None]
        );
    }
}
