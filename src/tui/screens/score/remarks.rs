//! Ready remarks under the line of a comment: those of the scorecard first, then what was written on the question before.
//! What is typed narrows them; stepping through them comes back to what was typed. Knows no screen.

use crate::domain::rep::name_key;

/// As many are offered at once.
const MOST: usize = 9;

/// The remarks, and which of them stands in the line.
#[derive(Debug, Default)]
pub struct Remarks {
    all: Vec<String>,
    /// What stands in the line when no remark does.
    typed: String,
    /// What narrows them: what was typed since the line was opened.
    narrowed: String,
    /// Which of those that fit stands in the line.
    at: Option<usize>,
}

impl Remarks {
    /// Those of the scorecard in its order, then what was `written` before, each once; `typed` stands in the line.
    pub fn new(scorecard: &[String], written: &[String], typed: &str) -> Self {
        let mut all: Vec<String> = Vec::new();
        for remark in scorecard.iter().chain(written) {
            if !all.iter().any(|one| name_key(one) == name_key(remark)) {
                all.push(remark.clone());
            }
        }
        all.truncate(MOST);
        Self {
            all,
            typed: typed.to_owned(),
            ..Self::default()
        }
    }

    /// Whether there is one at all.
    pub fn is_any(&self) -> bool {
        !self.all.is_empty()
    }

    /// Takes in what stands in the line now that it was typed.
    pub fn narrow(&mut self, typed: &str) {
        typed.clone_into(&mut self.typed);
        self.narrowed = name_key(typed);
        self.at = None;
    }

    /// Those that hold what was typed.
    pub fn fitting(&self) -> impl Iterator<Item = &str> {
        let holds = |one: &&String| name_key(one).contains(&self.narrowed);
        self.all.iter().filter(holds).map(String::as_str)
    }

    /// Which of those that fit stands in the line.
    pub fn at(&self) -> Option<usize> {
        self.at
    }

    /// Goes on to the next one, or back; past the last what was typed. Gives the text for the line.
    pub fn step(&mut self, on: bool) -> &str {
        let count = self.fitting().count();
        self.at = match (self.at, on) {
            (None, true) => (count > 0).then_some(0),
            (None, false) => count.checked_sub(1),
            (Some(at), true) => Some(at + 1).filter(|at| *at < count),
            (Some(at), false) => at.checked_sub(1),
        };
        self.line()
    }

    /// Takes the one in that row. Gives the text for the line.
    pub fn take(&mut self, row: usize) -> &str {
        if row < self.fitting().count() {
            self.at = Some(row);
        }
        self.line()
    }

    fn line(&self) -> &str {
        let chosen = self.at.and_then(|at| self.fitting().nth(at));
        chosen.unwrap_or(&self.typed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remarks(typed: &str) -> Remarks {
        let of_scorecard = ["Cut in".to_owned(), "Let it run".to_owned()];
        let written = ["let it  RUN".to_owned(), "Cut the story short".to_owned()];
        Remarks::new(&of_scorecard, &written, typed)
    }

    #[test]
    fn those_of_the_scorecard_come_first_and_none_comes_twice() {
        let all = remarks("");
        let all: Vec<&str> = all.fitting().collect();
        assert_eq!(all, ["Cut in", "Let it run", "Cut the story short"]);
    }

    #[test]
    fn what_is_typed_narrows_them_and_is_never_lost() {
        let mut found = remarks("");
        found.narrow("cut");
        assert_eq!(found.fitting().count(), 2);
        assert_eq!(found.step(true), "Cut in");
        assert_eq!(found.step(true), "Cut the story short");
        assert_eq!(found.step(true), "cut");
        assert_eq!(found.step(false), "Cut the story short");
        found.narrow("nothing like it");
        assert_eq!(found.step(true), "nothing like it");
    }

    #[test]
    fn a_comment_that_stands_already_comes_back_after_the_last() {
        let mut found = remarks("My own");
        assert_eq!(found.step(true), "Cut in");
        assert_eq!(found.step(false), "My own");
        assert_eq!(found.take(1), "Let it run");
        assert_eq!(found.take(7), "Let it run");
    }
}
